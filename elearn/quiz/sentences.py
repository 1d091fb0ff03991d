"""Sentences for the codes of this room, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from elearn.quiz.store import SavedAnswer
from elearn.web.formats import clock_time

UNREADABLE = {
    "unknown-option": lazy_gettext("Pilihan ini bukan bagian dari soal. Pilih satu yang tertulis di sini."),
    "duplicate": lazy_gettext("Satu pilihan terkirim dua kali. Periksa pilihan Anda, lalu simpan lagi."),
    "same-position": lazy_gettext("Dua butir memakai nomor yang sama. Beri setiap butir nomornya sendiri."),
    "too-many": lazy_gettext("Terlalu banyak pilihan terkirim. Periksa pilihan Anda, lalu simpan lagi."),
    "too-long": lazy_gettext("Jawaban terlalu panjang. Persingkat, lalu simpan lagi."),
    "characters": lazy_gettext(
        "Jawaban memuat tanda yang tidak dapat disimpan. Ketik ulang, lalu simpan lagi."
    ),
    "number": lazy_gettext("Ini belum terbaca sebagai bilangan. Tulis misalnya 1.500 atau 2,5."),
    "unknown-question": lazy_gettext("Soal ini tidak ada dalam kuis yang sedang Anda kerjakan."),
    "sequence": lazy_gettext("Halaman ini tidak lengkap. Muat ulang, lalu simpan lagi."),
}

CHANGED_ELSEWHERE = lazy_gettext(
    "Soal ini sudah dijawab dari halaman lain. Yang tersimpan di sana tetap berlaku dan ditampilkan di sini."
)
CLOSED = lazy_gettext("Kuis ini sudah dikirim. Jawaban baru tidak disimpan lagi.")
TIME_OVER = lazy_gettext("Waktu sudah habis. Jawaban yang tersimpan sebelumnya dihitung.")
TOO_LARGE = lazy_gettext("Kiriman terlalu besar dan tidak disimpan. Persingkat jawaban Anda.")


def unreadable(code: str) -> str:
    """Why an answer was not stored, and what to do."""
    return str(UNREADABLE.get(code, UNREADABLE["characters"]))


def saved(answer: SavedAnswer) -> str:
    """ "Tersimpan 10.42.07, tanda terima K7QF-2M"."""
    time = clock_time(answer.saved_at, seconds=True)
    return str(gettext("Tersimpan %(time)s, tanda terima %(receipt)s", time=time, receipt=answer.receipt))
