"""Words of outside activities: states, forms of development, what is wrong with what was typed."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _

from elearn.activities.rules import Fault, GrantFault, Likeness, State
from elearn.ledger.forms import FORMS, Form, Measure
from elearn.web.formats import jp as in_jp
from elearn.web.formats import number

STATES: dict[State, tuple[LazyString, str, str]] = {
    State.ASKED: (_("Menunggu atasan"), "clock", "in_progress"),
    State.ALLOWED: (_("Diizinkan"), "check", "in_progress"),
    State.REFUSED: (_("Tidak diizinkan"), "cross", "overdue"),
    State.SUBMITTED: (_("Menunggu verifikasi"), "clock", "in_progress"),
    State.TO_MEND: (_("Perlu perbaikan"), "alert", "due_soon"),
    State.VERIFIED: (_("Terverifikasi"), "check-circle", "completed"),
    State.REJECTED: (_("Ditolak"), "cross", "overdue"),
    State.WITHDRAWN: (_("Ditarik"), "minus", "exempt"),
}
"""The word of a state, its icon, and the badge whose colour it takes."""

STEPS: dict[State, LazyString] = {
    State.ASKED: _("Izin diminta"),
    State.ALLOWED: _("Diizinkan atasan"),
    State.REFUSED: _("Tidak diizinkan atasan"),
    State.SUBMITTED: _("Bukti dikirim"),
    State.TO_MEND: _("Diminta diperbaiki"),
    State.VERIFIED: _("Terverifikasi"),
    State.REJECTED: _("Ditolak"),
    State.WITHDRAWN: _("Ditarik kembali"),
}

FAULTS: dict[Fault, LazyString] = {
    Fault.UNKNOWN_FORM: _("Pilih bentuk kegiatannya."),
    Fault.ENDS_BEFORE_START: _("Tanggal selesai mendahului tanggal mulai."),
    Fault.TOO_LONG: _("Paling lama satu tahun. Periksa kedua tanggalnya."),
    Fault.ALREADY_BEGUN: _(
        "Izin diminta sebelum kegiatan mulai. Kegiatan yang sudah diikuti langsung dikirim buktinya."
    ),
    Fault.TOO_FAR: _("Paling jauh tahun depan."),
    Fault.NOT_OVER: _("Kegiatan belum selesai. Kirim buktinya sesudah tanggal selesai."),
    Fault.TOO_LONG_AGO: _("Hanya kegiatan tahun ini dan tahun lalu yang dapat dikirim."),
    Fault.NO_AMOUNT: _("Isi jumlahnya menurut sertifikat atau surat tugas, lebih dari nol."),
    Fault.MORE_THAN_DAYS: _("Lebih banyak daripada hari antara tanggal mulai dan tanggal selesai."),
    Fault.TOO_MUCH: _("Paling banyak 999."),
}
GRANT_FAULTS: dict[GrantFault, LazyString] = {
    GrantFault.NONE: _("JP harus lebih dari nol. Kegiatan tanpa JP ditolak dengan alasan."),
    GrantFault.TOO_MUCH: _("Paling banyak 999 JP."),
    GrantFault.NO_REASON: _("JP berbeda dari usulan. Tulis alasannya."),
    GrantFault.DOUBLE: _("Kegiatan serupa sudah dihitung. Tulis mengapa yang ini kegiatan lain."),
}
LIKENESS: dict[Likeness, LazyString] = {
    Likeness.NUMBER: _("nomor sertifikatnya sama"),
    Likeness.FILE: _("berkas buktinya sama"),
    Likeness.DAYS: _("tanggalnya beririsan dan judulnya mirip"),
    Likeness.COUNTED: _("sudah dihitung di buku JP dengan judul mirip"),
}


def form_choices() -> list[tuple[int, str]]:
    """Every form of development with how its JP are counted, by name."""
    return [
        (form.id, f"{form.name} ({rate_words(form)})") for form in sorted(FORMS, key=lambda one: one.name)
    ]


def rate_words(form: Form) -> str:
    """How JP of a form are counted: "4 JP sehari", "JP menurut sertifikat"."""
    if form.jp is None:
        return str(gettext("JP menurut sertifikat"))
    match form.measure:
        case Measure.DAY:
            return str(gettext("%(jp)s sehari", jp=in_jp(form.jp)))
        case Measure.SESSION:
            return str(gettext("%(jp)s tiap sesi", jp=in_jp(form.jp)))
        case _:
            return str(gettext("%(jp)s sekali", jp=in_jp(form.jp)))


def amount_words(form: Form, amount: Decimal) -> str:
    """How much of it there was: "2 hari", "3 sesi", "10 JP menurut sertifikat"."""
    match form.measure:
        case Measure.DAY:
            return str(gettext("%(amount)s hari", amount=number(amount)))
        case Measure.SESSION:
            return str(gettext("%(amount)s sesi", amount=number(amount)))
        case Measure.TIME:
            return str(gettext("satu kali"))
        case _:
            return str(gettext("%(jp)s menurut sertifikat", jp=in_jp(amount)))
