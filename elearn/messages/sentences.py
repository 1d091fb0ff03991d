"""Words of the messages room: kinds, states, reasons. Reasons are kept as their Indonesian sentence."""

from __future__ import annotations

import re

from flask_babel import LazyString, gettext, lazy_gettext

from elearn.messages.kinds import Kind, kind_of
from elearn.messages.rules import Light

LEFT = "Orang ini sudah tidak bertugas di sini."
DISABLED = "Akun orang ini dinonaktifkan."
NO_ADDRESS = "Alamat surat orang ini kosong atau salah."
NOTHING_LEFT = "Isinya sudah dibaca di situs atau tidak berlaku lagi."
TOO_OLD = "Tertahan lebih dari 3 hari; tetap ada di halaman Pesan."
GIVEN_UP = "Pengiriman terputus berkali-kali."
BY_HAND = "Dibatalkan oleh admin."

KIND_WORDS: dict[Kind, LazyString] = {
    Kind.ASSIGNMENT: lazy_gettext("Kursus untuk Anda"),
    Kind.DUE_SOON: lazy_gettext("Tenggat mendekat"),
    Kind.OVERDUE: lazy_gettext("Lewat tenggat"),
    Kind.REMINDER: lazy_gettext("Pengingat dari atasan"),
    Kind.PRAISE: lazy_gettext("Penghargaan"),
    Kind.TALK: lazy_gettext("Bincang pengembangan"),
    Kind.SHIFT_ASKED: lazy_gettext("Permintaan geser tenggat"),
    Kind.SHIFT_DECIDED: lazy_gettext("Keputusan geser tenggat"),
    Kind.MARKS_ARRIVED: lazy_gettext("Nilai uraian"),
    Kind.HEAD_NOTE: lazy_gettext("Catatan Pimpinan"),
    Kind.RELEARN: lazy_gettext("Perlu dipelajari lagi"),
    Kind.TEAM_DIGEST: lazy_gettext("Tim Anda pekan ini"),
    Kind.MAIL_TEST: lazy_gettext("Surat uji"),
    Kind.CONTENT_REVIEW: lazy_gettext("Tinjauan materi"),
    Kind.DELEGATION: lazy_gettext("Menggantikan atasan"),
    Kind.TASK_REPORTED: lazy_gettext("Tugas praktik menunggu Anda"),
    Kind.TASK_DECIDED: lazy_gettext("Tugas praktik Anda"),
    Kind.MENTORING: lazy_gettext("Mentoring dan coaching"),
    Kind.ACTIVITY_ASKED: lazy_gettext("Izin mengikuti kegiatan"),
    Kind.ACTIVITY_DECIDED: lazy_gettext("Kegiatan di luar"),
    Kind.DATA_CORRECTED: lazy_gettext("Perbaikan data"),
    Kind.JP_CORRECTED: lazy_gettext("Koreksi JP"),
}
STATE_WORDS: dict[str, LazyString] = {
    "queued": lazy_gettext("Antre"),
    "sending": lazy_gettext("Sedang dikirim"),
    "sent": lazy_gettext("Terkirim"),
    "failed": lazy_gettext("Gagal"),
    "cancelled": lazy_gettext("Dibatalkan"),
    "site": lazy_gettext("Di situs saja"),
}
LIGHT_WORDS: dict[Light, LazyString] = {
    Light.WELL: lazy_gettext("Surat berjalan baik"),
    Light.STRAINED: lazy_gettext("Sebagian surat tidak terkirim"),
    Light.DOWN: lazy_gettext("Surat tidak keluar"),
    Light.UNKNOWN: lazy_gettext("Belum diuji"),
    Light.FILES: lazy_gettext("Belum ada server surat"),
}
_NUMBER = re.compile(r" \([0-9]{3}\)$")


def kind_word(kind: str) -> str:
    """What a message is about, as a heading; of a kind we do not know any more, nothing."""
    known = kind_of(kind)
    return str(KIND_WORDS[known]) if known else ""


def state_word(state: str) -> str:
    """What became of a mail: antre, terkirim, gagal, dibatalkan."""
    return str(STATE_WORDS[state])


def reason_words(reason: str) -> str:
    """Why a mail did not go, in the reader's language; the server's number stays behind it."""
    number = _NUMBER.search(reason)
    if number is None:
        return str(gettext(reason)) if reason else ""
    return str(gettext(reason[: number.start()])) + number[0]


def _for_the_catalogue() -> tuple[str, ...]:
    """Sentences kept in rows are looked up by what they say: named here so that a catalogue has them."""
    return (
        gettext("Orang ini sudah tidak bertugas di sini."),
        gettext("Akun orang ini dinonaktifkan."),
        gettext("Alamat surat orang ini kosong atau salah."),
        gettext("Isinya sudah dibaca di situs atau tidak berlaku lagi."),
        gettext("Tertahan lebih dari 3 hari; tetap ada di halaman Pesan."),
        gettext("Pengiriman terputus berkali-kali."),
        gettext("Dibatalkan oleh admin."),
        gettext("Alamat surat ini tidak benar."),
        gettext("Server surat menolak alamat ini."),
        gettext("Server surat menolak isi surat ini."),
        gettext("Server surat minta dicoba lagi nanti."),
        gettext("Server surat menolak alamat pengirim."),
        gettext("Server surat menolak nama pengguna atau kata sandi."),
        gettext("Server surat tidak menawarkan sambungan terenkripsi."),
        gettext("Sambungan terenkripsi ke server surat gagal."),
        gettext("Server surat tidak terjangkau."),
        gettext("Surat tidak dapat ditulis ke folder."),
    )
