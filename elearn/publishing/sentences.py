"""The rules that show only when a text becomes a page (6xx), worded like those of content."""

from elearn.content.sentences import en
from elearn.content.sentences import id as indonesian
from elearn.content.sentences.rows import Rule, error, warning
from elearn.problems import Level, Sentence, register_sentences

RULES: dict[str, Rule] = {
    "K-601": error("rumus tidak terbaca: {subject}", "periksa kurung kurawal dan nama perintahnya."),
    "K-602": error(
        "teks ini tidak selesai diolah dalam {seconds} detik",
        "sederhanakan tanda kurung, tabel, atau sarangnya.",
    ),
    "K-603": error(
        "teks ini tidak dapat diolah menjadi halaman", "pecah menjadi paragraf yang lebih sederhana."
    ),
    "K-604": error(
        "terlalu banyak tanda kurung yang belum ditutup", "tutup kurungnya, atau taruh di dalam `kode`."
    ),
    "K-605": error(
        'gambar "{target}" bukan berkas gambar yang utuh', "simpan ulang sebagai SVG, PNG, JPEG atau WebP."
    ),
    "K-606": error(
        'gambar "{target}" berisi "{subject}", padahal gambar hanya boleh menggambar',
        "simpan ulang sebagai SVG biasa tanpa skrip dan tanpa tautan.",
    ),
    "K-607": error('isi "{target}" tidak cocok dengan akhiran namanya', "beri akhiran .{kind}."),
    "K-608": error(
        "ada tautan dengan alamat yang tidak diizinkan", "pakai https://, mailto:, atau berkas kursus ini."
    ),
    "K-609": error(
        '"{target}" tidak dapat ditampilkan', "pakai ![teks](gambar/nama.svg) dengan berkas kursus ini."
    ),
    "K-610": error('"{target}" bukan berkas {kind} yang utuh', "simpan ulang, atau ganti akhirannya."),
    "K-650": warning(
        'tautan "{target}" belum menuju halaman yang terbit', "terbitkan tujuannya, atau hapus tautannya."
    ),
    "K-651": warning(
        'bagian "{section}" menjadi halaman {kib} KiB, lebih dari {limit} KiB', "pecah bagian ini."
    ),
}

_ENGLISH: dict[str, Sentence] = {
    "K-601": Sentence("the formula cannot be read: {subject}", "check braces and the names of commands."),
    "K-602": Sentence(
        "this text did not become a page within {seconds} seconds", "simplify brackets and nesting."
    ),
    "K-603": Sentence("this text cannot be turned into a page", "split it into simpler paragraphs."),
    "K-604": Sentence("too many brackets are open at once", "close them, or put them into `code`."),
    "K-605": Sentence('"{target}" is not a whole image file', "save it again as SVG, PNG, JPEG or WebP."),
    "K-606": Sentence(
        'the image "{target}" holds "{subject}", but an image may only draw',
        "save it again as a plain SVG without scripts and links.",
    ),
    "K-607": Sentence(
        'what is in "{target}" does not fit the ending of its name', "let the name end in .{kind}."
    ),
    "K-608": Sentence(
        "a link has an address that is not allowed", "use https://, mailto: or a file of this course."
    ),
    "K-609": Sentence(
        '"{target}" cannot be shown', "use ![text](gambar/name.svg) with a file of this course."
    ),
    "K-610": Sentence('"{target}" is not a whole {kind} file', "save it again, or change its ending."),
    "K-650": Sentence(
        'the link "{target}" leads to no published page yet', "publish its target, or remove the link."
    ),
    "K-651": Sentence(
        'section "{section}" makes a page of {kib} KiB, over {limit} KiB', "split this section."
    ),
}


def register() -> None:
    """Make the wording known in both languages."""
    register_sentences("id", {rule: row.sentence for rule, row in RULES.items()}, indonesian.FRAME)
    register_sentences("en", _ENGLISH, en.FRAME)


def level_of(rule: str) -> Level:
    """Whether one of these rules is an error or a warning."""
    return RULES[rule].level
