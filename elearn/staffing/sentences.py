"""Sentences of the pages about teams."""

from __future__ import annotations

from flask_babel import format_date
from flask_babel import gettext as _

from elearn.accounts.roles import Role
from elearn.staffing.rules import LONGEST_DELEGATION, DelegationFault, WhyNot
from elearn.staffing.why import Answer


def role_word(role: Role) -> str:
    """What a role is called."""
    words = {
        Role.LEARNER: _("Peserta"),
        Role.SUPERVISOR: _("Atasan langsung"),
        Role.AUTHOR: _("Penyusun materi"),
        Role.REVIEWER: _("Peninjau materi"),
        Role.UNIT_OPERATOR: _("Operator unit"),
        Role.UNIT_HEAD: _("Pimpinan unit"),
        Role.HR_ADMIN: _("Admin kepegawaian"),
        Role.SYSADMIN: _("Admin sistem"),
    }
    return str(words[role])


def delegation_words(fault: DelegationFault) -> tuple[str, str]:
    """The field of the form, and what is wrong with it."""
    words = {
        DelegationFault.UNKNOWN_DEPUTY: ("deputy_nip", _("Tidak ada pegawai aktif dengan NIP ini.")),
        DelegationFault.HIMSELF: ("deputy_nip", _("Isi NIP orang lain.")),
        DelegationFault.DAYS_REVERSED: ("last", _("Tanggal ini sebelum tanggal mulainya.")),
        DelegationFault.OVER: ("last", _("Tanggal ini sudah lewat.")),
        DelegationFault.TOO_LONG: (
            "last",
            _(
                "Paling lama %(days)s hari. Untuk waktu lebih lama, minta operator menyerahkan tim.",
                days=LONGEST_DELEGATION.days,
            ),
        ),
    }
    field, sentence = words[fault]
    return field, str(sentence)


def why_words(answer: Answer) -> str:
    """Why somebody is or is not in the asker's list, and what to do."""
    day = format_date(answer.day, "d MMMM y") if answer.day else ""
    mend = _("Bila ini keliru, minta operator unit memperbaiki atasannya.")
    now = _("Sekarang ia dipimpin %(other)s.", other=answer.other) if answer.other else ""
    ended = _("Anda memimpinnya sampai %(day)s.", day=day)
    led_by_another, led_by_nobody = _("Atasannya tercatat orang lain."), _("Belum punya atasan dalam data.")
    words = {
        WhyNot.IS_THERE: _("Ada di daftar Anda."),
        WhyNot.HIMSELF: _("Ini Anda sendiri; baris Anda berada paling atas."),
        WhyNot.LEFT: _("Sudah keluar sejak %(day)s. Catatan belajarnya tetap disimpan.", day=day),
        WhyNot.MERGED: _("Catatan ini ganda dan sudah digabung pada %(day)s.", day=day),
        WhyNot.LINE_BEGINS_LATER: _("Baru menjadi anggota tim Anda mulai %(day)s.", day=day),
        WhyNot.LINE_ENDED: f"{ended} {now} {mend}",
        WhyNot.OTHER_LEADER: f"{led_by_another} {now} {mend}",
        WhyNot.NO_LEADER: f"{led_by_nobody} {mend}",
        WhyNot.UNKNOWN: _(
            "Tidak ada orang dengan nama atau NIP itu di unit Anda dan di bawahnya, dan Anda belum pernah "
            "memimpinnya. Bila ia seharusnya di tim Anda, minta operator unitnya mengisi Anda sebagai atasan."
        ),
    }
    return " ".join(str(words[answer.why]).split())
