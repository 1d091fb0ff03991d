"""Sentences for the codes of this room, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from elearn.quiz.extra_time import Ground
from elearn.quiz.receipts.seal import Misread
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
OUT_OF_REACH = lazy_gettext(
    "Soal kuis ini sementara tidak terbaca di server. Jawaban yang sudah tersimpan aman. Buka lagi nanti, "
    "atau hubungi operator."
)
TOO_LARGE = lazy_gettext("Kiriman terlalu besar dan tidak disimpan. Persingkat jawaban Anda.")
MISREAD = {
    Misread.LOOKALIKE: lazy_gettext(
        "Tanda terima tidak memakai angka 0 dan 1 atau huruf O dan I. Lihat lagi: mungkin Q, D, L, atau J."
    ),
    Misread.SIGN: lazy_gettext("Tanda terima hanya memuat huruf dan angka, misalnya K7QF-2M."),
    Misread.LENGTH: lazy_gettext("Tanda terima terdiri atas enam huruf atau angka, misalnya K7QF-2M."),
}
TOO_MANY_CHECKS = lazy_gettext("Terlalu banyak pemeriksaan. Tunggu sebentar, lalu coba lagi.")
GROUNDS = {
    Ground.ACCESS: lazy_gettext("perlu waktu lebih untuk membaca atau menulis"),
    Ground.DEVICE: lazy_gettext("perangkat atau sambungan lambat"),
    Ground.DUTY: lazy_gettext("mengerjakan sambil melayani masyarakat"),
    Ground.OTHER: lazy_gettext("alasan lain"),
}


def ground(code: str) -> str:
    """Why somebody has more time, as coarse as it is kept."""
    known = code in set(Ground)
    return str(GROUNDS[Ground(code) if known else Ground.OTHER])


def unreadable(code: str) -> str:
    """Why an answer was not stored, and what to do."""
    return str(UNREADABLE.get(code, UNREADABLE["characters"]))


def saved(answer: SavedAnswer) -> str:
    """ "Tersimpan 10.42.07, tanda terima K7QF-2M"."""
    time = clock_time(answer.saved_at, seconds=True)
    return str(gettext("Tersimpan %(time)s, tanda terima %(receipt)s", time=time, receipt=answer.receipt))
