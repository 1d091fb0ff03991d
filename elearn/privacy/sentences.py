"""What the things of the pages of personal data are called."""

from __future__ import annotations

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from elearn.visibility.rules import HEAD_ON_UNIT_PAGE, HELP_WITH_QUIZ

FIELDS: dict[str, LazyString] = {
    "name": _("Nama"),
    "titles": _("Gelar"),
    "nip": _("NIP"),
    "rank": _("Golongan"),
    "position": _("Jabatan"),
    "unit": _("Unit kerja"),
    "status": _("Status kepegawaian"),
    "email": _("Alamat surat elektronik"),
    "other": _("Lainnya"),
}
STATES: dict[str, LazyString] = {
    "open": _("menunggu"),
    "done": _("diperbaiki"),
    "refused": _("ditolak"),
}
TABLES: dict[str, LazyString] = {
    "person": _("Data kepegawaian"),
    "employee_number": _("Riwayat NIP"),
    "held_position": _("Riwayat jabatan"),
    "reporting_line": _("Riwayat atasan"),
    "absence": _("Cuti dan tugas luar"),
    "account": _("Akun"),
    "role_grant": _("Peran"),
    "sign_in_session": _("Perangkat yang masuk"),
    "enrolment": _("Kursus yang diikuti"),
    "section_state": _("Bagian yang dibuka dan dibaca"),
    "progress_event": _("Kejadian belajar"),
    "completion": _("Modul dan kursus selesai"),
    "attempt": _("Percobaan kuis"),
    "answer": _("Jawaban kuis"),
    "given_mark": _("Nilai dari penilai"),
    "extra_time": _("Waktu tambahan"),
    "reading_list_item": _("Bacaan ulang"),
    "bookmark": _("Penanda"),
    "private_note": _("Catatan pribadi"),
    "errata_report": _("Laporan isi bacaan"),
    "ledger_entry": _("Catatan JP"),
    "activity": _("Kegiatan di luar"),
    "evidence_file": _("Berkas bukti"),
    "task_report": _("Tugas praktik"),
    "mentoring_pair": _("Mentoring dan coaching"),
    "mentoring_session": _("Sesi mentoring"),
    "certificate": _("Sertifikat"),
    "print_order": _("Permintaan cetakan"),
    "obligation": _("Kewajiban belajar"),
    "obligation_change": _("Perubahan kewajiban"),
    "shift_request": _("Permintaan geser tenggat"),
    "development_talk": _("Bincang pengembangan"),
    "message": _("Pesan"),
    "mail": _("Surat elektronik"),
    "help_request": _("Permintaan bantuan masuk"),
    "notice_read": _("Pemberitahuan yang dibaca"),
    "consent": _("Persetujuan"),
    "data_correction": _("Permintaan perbaikan data"),
}
"""A table without a name here is printed by its own."""
CONSENTS: dict[str, LazyString] = {
    HEAD_ON_UNIT_PAGE: _("Kemajuan belajar saya tampil di halaman unit"),
    HELP_WITH_QUIZ: _("Atasan diberi tahu bahwa saya perlu bantuan dengan sebuah kuis"),
}


def consent_words(purpose: str) -> str:
    """What was agreed to; with the quiz where it is about one."""
    kind, _sep, about = purpose.partition(":")
    words = str(CONSENTS.get(kind, kind))
    return f"{words} ({about})" if about else words


def table_words(name: str) -> str:
    """What a table holds, in words."""
    return str(TABLES.get(name, name))
