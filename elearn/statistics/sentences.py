"""What an author should do about a finding, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext

from elearn.statistics.values import Finding, Flag

SENTENCES = {
    Flag.TOO_HARD: lazy_gettext(
        "Sulit: rata-rata kurang dari 30 persen nilai diraih. Periksa kunci dan kalimat soal, lalu lihat"
        " apakah materinya sudah menjelaskan hal ini."
    ),
    Flag.TOO_EASY: lazy_gettext(
        "Mudah: rata-rata lebih dari 95 persen nilai diraih. Ganti pilihan yang jelas salah, atau biarkan"
        " bila soal ini memang pembuka."
    ),
    Flag.LOW_DISCRIMINATION: lazy_gettext(
        "Hampir tidak membedakan peserta yang paham dari yang belum. Perjelas kalimat soal dan pilihannya."
    ),
    Flag.NEGATIVE_DISCRIMINATION: lazy_gettext(
        "Peserta yang nilainya rendah justru lebih sering benar. Periksa kunci lebih dahulu, lalu kalimat"
        " yang dapat menjebak."
    ),
    Flag.NEGATIVE_WEIGHT: lazy_gettext(
        "Soal ini melawan arah nilai kuis, maka bobot efektifnya tidak dapat dihitung. Perbaiki atau tarik"
        " soal ini."
    ),
    Flag.TOO_FAST: lazy_gettext(
        "Separuh peserta menjawab dalam waktu kurang dari 5 detik. Soal ini mungkin dapat ditebak tanpa"
        " dibaca; ubah kalimat atau pilihannya."
    ),
    Flag.OPTION_NEVER_CHOSEN: lazy_gettext(
        "Tidak seorang pun memilih “%(option)s”. Ganti dengan kekeliruan yang nyata di tempat kerja."
    ),
    Flag.WRONG_OPTION_ATTRACTS: lazy_gettext(
        "Peserta yang nilainya tinggi cenderung memilih “%(option)s”. Periksa apakah pilihan itu juga benar"
        " atau kuncinya keliru."
    ),
}

RIGHT_NEVER_CHOSEN = lazy_gettext(
    "Tidak seorang pun memilih “%(option)s”, padahal pilihan itu bernilai. Periksa kuncinya."
)


def advice(finding: Finding, *, option_pays: bool = False) -> str:
    """The sentence for a finding, with `%(option)s` where the option's text belongs."""
    if finding.flag is Flag.OPTION_NEVER_CHOSEN and option_pays:
        return str(RIGHT_NEVER_CHOSEN)
    return str(SENTENCES[finding.flag])
