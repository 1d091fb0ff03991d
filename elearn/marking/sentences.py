"""Sentences for the codes of this room, in the reader's language."""

from __future__ import annotations

from flask_babel import lazy_gettext

from elearn.marking.rules import Slip

SLIPS = {
    Slip.MISSING: lazy_gettext("Beri poin untuk kriteria ini; 0 juga boleh."),
    Slip.NUMBER: lazy_gettext("Ini belum terbaca sebagai poin. Tulis misalnya 3 atau 2,5."),
    Slip.RANGE: lazy_gettext("Poin di luar batas kriteria ini."),
    Slip.COMMENT_MISSING: lazy_gettext("Tulis penjelasan singkat bagi peserta yang meminta dilihat lagi."),
    Slip.COMMENT_LONG: lazy_gettext("Komentar terlalu panjang. Paling banyak 4.000 huruf."),
    Slip.CHARACTERS: lazy_gettext("Komentar memuat tanda yang tidak dapat disimpan. Ketik ulang."),
}

ALL_MARKED = lazy_gettext("Semua jawaban soal ini sudah dinilai.")
LAST_ONE = lazy_gettext("Tidak ada jawaban lain yang menunggu pada soal ini.")
SAVED = lazy_gettext("Nilai tersimpan.")


def slip(code: Slip) -> str:
    """What is wrong with what a grader typed."""
    return str(SLIPS[code])
