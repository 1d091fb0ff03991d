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
    "K-611": error(
        "kunci kuis {quiz} berubah (soal {questions}) dan mengubah nilai yang sudah ada: {raised} naik,"
        " {lowered} turun; {now_pass} orang menjadi lulus, {keep_pass} orang di bawah batas, tetap lulus",
        "lihat dengan elearn publish --dry-run, lalu tanda tangani dengan catatan:"
        ' elearn publish {course} --note "sebabnya".',
    ),
    "K-612": error(
        'soal "{code}" terbit sebagai {before}, kini {after}',
        "beri soal yang baru Kode lain; jawaban dan statistik yang lama melekat pada kode itu.",
    ),
    "K-620": error(
        'gambar "{target}" berukuran {width} x {height} piksel, lebih dari {limit} juta',
        "perkecil dulu; di layar paling lebar 1.600 piksel yang terpakai.",
    ),
    "K-613": error(
        'modul "{code}" sudah terbit dan kini tidak ada; {people} orang yang sedang belajar sudah membaca'
        " di dalamnya",
        "kembalikan kode modul itu. Kalau tidak dipakai lagi, beri status: arsip, atau terbitkan dengan"
        " --archive {name}.",
    ),
    "K-614": error(
        'bagian "{code}" sudah terbit dan kini tidak ada; {people} orang yang sedang belajar'
        " sudah membacanya",
        "kembalikan kode di judul bagian itu. Kalau memang dihapus, terbitkan dengan --archive {name}.",
    ),
    "K-615": error(
        'kuis "{code}" sudah terbit dan kini tidak ada; {people} orang yang sedang belajar sudah lulus'
        " atau sedang mengerjakannya",
        "kembalikan kode kuis itu. Kalau tidak dipakai lagi, beri status: arsip, atau terbitkan dengan"
        " --archive {name}.",
    ),
    "K-616": error(
        'kode "{code}" terbit sebagai {before}, kini {after}',
        "beri yang baru kode lain; kemajuan dan nilai yang lama melekat pada kode itu.",
    ),
    "K-617": error(
        'isi kuis "{code}" yang sedang dikerjakan {people} orang tidak dapat dibaca lagi',
        "pulihkan folder published dari cadangan. Kalau tidak mungkin, terbitkan dengan --archive {name}.",
    ),
    "K-618": error(
        "kursus ini meminta tinjauan, dan versi ini belum disetujui peninjau",
        "minta tinjauan di Penyusunan, halaman kursus {course}. Admin kepegawaian dapat menerbitkannya tanpa"
        " tinjauan dengan alasan.",
    ),
    "K-650": warning(
        'tautan "{target}" belum menuju halaman yang terbit', "terbitkan tujuannya, atau hapus tautannya."
    ),
    "K-651": warning(
        'bagian "{section}" menjadi halaman {kib} KiB, lebih dari {limit} KiB', "pecah bagian ini."
    ),
    "K-652": warning(
        'gambar di bagian "{section}" bersama-sama {kib} KiB di ponsel, lebih dari {limit} KiB',
        "kurangi atau potong gambarnya, atau pecah bagian ini.",
    ),
    "K-653": warning(
        'pemilik "{owner}" bukan kode atau nama unit dan bukan NIP yang dikenal di sini',
        "tulis kode unit, nama lengkapnya, atau NIP; pemilik yang tidak dikenal tidak dapat menerbitkan.",
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
    "K-611": Sentence(
        "the key of quiz {quiz} changed (questions {questions}) and so do marks already given: {raised} rise,"
        " {lowered} fall; {now_pass} people pass now, {keep_pass} are below the pass mark and stay passed",
        "look with elearn publish --dry-run, then sign with a note:"
        ' elearn publish {course} --note "the reason".',
    ),
    "K-612": Sentence(
        'question "{code}" was published as {before} and is {after} now',
        "give the new question another code; earlier answers and statistics belong to this one.",
    ),
    "K-620": Sentence(
        'the image "{target}" measures {width} x {height} pixels, more than {limit} million',
        "make it smaller first; a screen uses 1,600 pixels of its width at most.",
    ),
    "K-613": Sentence(
        'module "{code}" was published and is gone now; {people} people who are learning have read in it',
        "give the module its code back. If it is no longer used, set status: arsip, or publish with"
        " --archive {name}.",
    ),
    "K-614": Sentence(
        'section "{code}" was published and is gone now; {people} people who are learning have read it',
        "give the section its code back. If it was really removed, publish with --archive {name}.",
    ),
    "K-615": Sentence(
        'quiz "{code}" was published and is gone now; {people} people who are learning have passed it'
        " or are at it",
        "give the quiz its code back. If it is no longer used, set status: arsip, or publish with"
        " --archive {name}.",
    ),
    "K-616": Sentence(
        'code "{code}" was published as {before} and is {after} now',
        "give the new thing another code; progress and marks of before belong to this one.",
    ),
    "K-617": Sentence(
        'what quiz "{code}" asks can no longer be read, and {people} people are at it',
        "restore the folder published from a backup. If that is impossible, publish with --archive {name}.",
    ),
    "K-618": Sentence(
        "this course asks for a review, and no reviewer has said yes to this version",
        "ask for a review on the page of course {course} in Authoring. The HR administrator can publish it"
        " without a review, with a reason.",
    ),
    "K-650": Sentence(
        'the link "{target}" leads to no published page yet', "publish its target, or remove the link."
    ),
    "K-651": Sentence(
        'section "{section}" makes a page of {kib} KiB, over {limit} KiB', "split this section."
    ),
    "K-652": Sentence(
        'the images in section "{section}" are {kib} KiB together on a telephone, over {limit} KiB',
        "use fewer images or crop them, or split this section.",
    ),
    "K-653": Sentence(
        'the owner "{owner}" is no unit and no NIP that is known here',
        "write the code of a unit, its whole name, or a NIP; an owner that is not known cannot publish.",
    ),
}


def register() -> None:
    """Make the wording known in both languages."""
    register_sentences("id", {rule: row.sentence for rule, row in RULES.items()}, indonesian.FRAME)
    register_sentences("en", _ENGLISH, en.FRAME)


def level_of(rule: str) -> Level:
    """Whether one of these rules is an error or a warning."""
    return RULES[rule].level
