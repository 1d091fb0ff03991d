"""The shape of what is typed about teams, delegations, numbers and single people."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional

from elearn.people.positions import BASIS_WORDS, KIND_WORDS, STATUS_WORDS
from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.lines import LEFT_REASONS

_NEEDED = DataRequired(message=_("Isian ini belum diisi."))
_DAY = InputRequired(message=_("Isi tanggalnya."))


def _at_most(length: int) -> Length:
    return Length(max=length, message=_("Paling banyak %(max)s huruf.", max=length))


def _trimmed(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _text(label: Any, length: int, *more: Any) -> StringField:
    return StringField(label, filters=[_trimmed], validators=[*more, _at_most(length)])


class DayField(DateField):
    """A day as the browser's date input sends it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it, or say in our words that it is none."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Tanggal ini tidak terbaca.")) from None

    @property
    def day(self) -> date:
        """The day, once the form has been found to hold one."""
        assert self.data is not None
        return self.data


class HandOverForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Whose team goes to whom, from which day."""

    from_nip = _text(_("NIP atasan lama"), 60, _NEEDED)
    to_nip = _text(_("NIP atasan baru"), 60, _NEEDED)
    on = DayField(_("Mulai tanggal"), validators=[_DAY])


class DelegationForm(FlaskForm):  # type: ignore[misc]
    """Who acts for me, and when."""

    deputy_nip = _text(_("NIP pengganti"), 60, _NEEDED)
    first = DayField(_("Dari tanggal"), validators=[_DAY])
    last = DayField(_("Sampai tanggal"), validators=[_DAY])
    reason = _text(_("Alasan"), 200, _NEEDED)


class NumberForm(FlaskForm):  # type: ignore[misc]
    """A new NIP of a person, from a day on."""

    nip = _text(_("NIP baru"), 60, _NEEDED)
    on = DayField(_("Berlaku mulai"), validators=[_DAY])


class RoleForm(FlaskForm):  # type: ignore[misc]
    """A role, and the unit it holds for; the choices are those of who fills it in."""

    role = SelectField(_("Peran"))
    role_unit = SelectField(_("Untuk unit"))


class PositionForm(FlaskForm):  # type: ignore[misc]
    """A position beside the definitive one."""

    basis = SelectField(
        _("Sebagai"),
        choices=[SelectChoice(code, word) for code, word in BASIS_WORDS.items() if code != "definitive"],
        validate_choice=False,
        validators=[AnyOf(("plt", "plh", "additional"), message=_("Pilih salah satu."))],
    )
    position_name = _text(_("Nama jabatan"), 200, _NEEDED)
    first = DayField(_("Dari tanggal"), validators=[_DAY])
    last = DayField(_("Sampai tanggal"), validators=[Optional()])


class AbsenceForm(FlaskForm):  # type: ignore[misc]
    """Days away. Only whether it is leave or duty: the kind of leave may tell of health."""

    absence_kind = SelectField(
        _("Karena"),
        choices=[SelectChoice("leave", _("cuti")), SelectChoice("duty", _("tugas di tempat lain"))],
        validate_choice=False,
        validators=[AnyOf(("leave", "duty"), message=_("Pilih salah satu."))],
    )
    first_day = DayField(_("Hari pertama tidak masuk"), validators=[_DAY])
    last_day = DayField(_("Hari terakhir tidak masuk"), validators=[_DAY])


class MergeForm(FlaskForm):  # type: ignore[misc]
    """The NIP of the other record of the same person."""

    nip = _text(_("NIP catatan yang ganda"), 60, _NEEDED)


class PersonForm(FlaskForm):  # type: ignore[misc]
    """What an operator may change of a person; nothing else of what is sent is read."""

    name = _text(_("Nama tanpa gelar"), 200, _NEEDED)
    title_before = _text(_("Gelar depan"), 60)
    title_after = _text(_("Gelar belakang"), 100)
    status = SelectField(
        _("Status kepegawaian"),
        choices=[SelectChoice(code, word) for code, word in STATUS_WORDS.items()],
        validate_choice=False,  # what is no choice is refused as in a list, in our words
    )
    rank = _text(_("Golongan"), 16)
    kind = SelectField(
        _("Jenis jabatan"),
        choices=[
            SelectChoice("", _("belum dicatat")),
            *(SelectChoice(kind.value, word) for kind, word in KIND_WORDS.items()),
        ],
        validate_choice=False,
    )
    position = _text(_("Jabatan"), 200)
    unit = SelectField(_("Unit"), validate_choice=False)
    supervisor = _text(_("NIP atasan langsung"), 60)
    email = _text(_("E-mail"), 254)
    phone = _text(_("Telepon"), 30)
    since = DayField(_("Perubahan berlaku sejak"), validators=[Optional()])
    left = DayField(_("Keluar sejak"), validators=[Optional()])
    left_reason = SelectField(
        _("Alasan keluar"),
        choices=[
            SelectChoice("", _("tidak keluar")),
            SelectChoice("pindah", _("Pindah instansi")),
            SelectChoice("pensiun", _("Pensiun")),
            SelectChoice("berhenti", _("Berhenti")),
            SelectChoice("meninggal", _("Meninggal")),
        ],
        validate_choice=False,
    )


# Which column of a list each field of the form is.
FIELDS = {
    "name": Field.NAME,
    "title_before": Field.TITLE_BEFORE,
    "title_after": Field.TITLE_AFTER,
    "status": Field.STATUS,
    "rank": Field.RANK,
    "kind": Field.KIND,
    "position": Field.POSITION,
    "unit": Field.UNIT,
    "supervisor": Field.SUPERVISOR,
    "email": Field.EMAIL,
    "phone": Field.PHONE,
    "since": Field.SINCE,
    "left": Field.LEFT,
    "left_reason": Field.LEFT_REASON,
}
REASON_CODES = {code: word for word, code in reversed(LEFT_REASONS.items())}


def cell_text(value: object) -> str:
    """What a field says, as a cell of a list would: a dash empties."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value or "-")
