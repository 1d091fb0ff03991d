"""The shapes of an assignment, a busy time, and a decision."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional, ValidationError

from elearn.obligations.rules import Audience, Terms
from elearn.obligations.sentences import LEVELS
from elearn.people.numbers import normalised_nip
from elearn.people.positions import KIND_WORDS, STATUS_WORDS

BY_DATE, BY_WORKDAYS = "date", "workdays"
MOST_WORKDAYS = 250
MOST_NAMED = 500
NOTE_LENGTH = 500
REPEATS = ("0", "6", "12", "24", "36")
DEFAULT_WINDOW_DAYS = 60
WRONG_DATE = _("Isi tanggal yang benar.")


def _tidy(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


class AssignmentForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A course for an audience, until when, how strictly, how often; `people` are those named by NIP."""

    course = SelectField(_("Kursus"), validate_choice=False)
    level = RadioField(
        _("Sifat"),
        choices=[SelectChoice(code, words) for code, words in LEVELS.items()],
        default="mandatory",
        validate_choice=False,
        validators=[AnyOf(list(LEVELS), message=_("Pilih salah satu."))],
    )
    unit = SelectField(_("Unit, dengan semua di bawahnya"), validate_choice=False)
    position_kind = SelectField(_("Jenis jabatan"), validate_choice=False)
    employment_status = SelectField(_("Status kepegawaian"), validate_choice=False)
    nips = TextAreaField(_("Hanya pegawai ini"), validators=[Length(max=20_000)])
    timing = RadioField(
        _("Tenggat"),
        choices=[
            SelectChoice(BY_DATE, _("Pada tanggal")),
            SelectChoice(BY_WORKDAYS, _("Sekian hari kerja sejak hari ini, atau sejak bergabung")),
        ],
        default=BY_DATE,
        validate_choice=False,
        validators=[AnyOf([BY_DATE, BY_WORKDAYS], message=_("Pilih salah satu."))],
    )
    due_on = DateField(_("Tanggal tenggat"), validators=[Optional()])
    workdays = IntegerField(
        _("Jumlah hari kerja"),
        validators=[Optional(), NumberRange(1, MOST_WORKDAYS, message=_("Isi 1 sampai 250."))],
    )
    repeats = SelectField(_("Berulang"), validate_choice=False)
    window_days = IntegerField(
        _("Dibuka sebelum masa berlaku habis (hari)"),
        default=DEFAULT_WINDOW_DAYS,
        validators=[Optional(), NumberRange(14, 180, message=_("Isi 14 sampai 180 hari."))],
    )
    note = TextAreaField(
        _("Mengapa"),
        filters=[_tidy],
        validators=[Length(max=NOTE_LENGTH, message=_("Paling banyak %(max)s huruf.", max=NOTE_LENGTH))],
    )

    def __init__(
        self, courses: list[tuple[str, str]], units: list[tuple[str, str]], today: date, **values: Any
    ) -> None:
        super().__init__(**values)
        self.today = today
        self.course.choices = [("", gettext("Pilih kursus")), *courses]
        self.unit.choices = units
        self.position_kind.choices = [("", gettext("Semua jenis jabatan")), *KIND_WORDS.items()]
        self.employment_status.choices = [("", gettext("Semua status")), *STATUS_WORDS.items()]
        self.repeats.choices = [(one, self._repeat_words(one)) for one in REPEATS]
        self.people: dict[str, int] = {}

    def validate_course(self, field: SelectField) -> None:
        """Only what is published."""
        if not field.data:
            raise ValidationError(gettext("Pilih kursus."))
        _must_be_offered(field)

    def validate_unit(self, field: SelectField) -> None:
        """Only a unit one looks after."""
        _must_be_offered(field)

    def validate_repeats(self, field: SelectField) -> None:
        """Only one of the rhythms offered."""
        _must_be_offered(field)

    def validate_position_kind(self, field: SelectField) -> None:
        """Only a kind there is."""
        _must_be_offered(field)

    def validate_employment_status(self, field: SelectField) -> None:
        """Only a status there is."""
        _must_be_offered(field)

    def validate_nips(self, field: TextAreaField) -> None:
        """Every number is one, and there are not too many."""
        wrong = [typed for typed in self.typed_nips if normalised_nip(typed) is None]
        if wrong:
            raise ValidationError(gettext("Bukan NIP 18 angka: %(typed)s.", typed=", ".join(wrong[:3])))
        if len(self.typed_nips) > MOST_NAMED:
            raise ValidationError(gettext("Paling banyak %(max)s pegawai sekaligus.", max=MOST_NAMED))

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields, and that the chosen way to a date has its value."""
        is_valid = bool(super().validate(extra_validators))
        if self.timing.data == BY_DATE and not self.due_on.errors:
            if self.due_on.data is None:
                self.due_on.errors = [WRONG_DATE]
            elif self.due_on.data < self.today:
                self.due_on.errors = [gettext("Tanggal ini sudah lewat.")]
        if self.timing.data == BY_WORKDAYS and self.workdays.data is None and not self.workdays.errors:
            self.workdays.errors = [gettext("Isi jumlah hari kerja.")]
        return is_valid and not self.errors

    @property
    def typed_nips(self) -> list[str]:
        """The numbers as they were typed, one a line; commas part them too."""
        return [one.strip() for one in re.split(r"[\n,;]+", self.nips.data or "") if one.strip()]

    def audience(self) -> Audience:
        """Whom it is for; only after validation, with `people` looked up."""
        if self.people:
            return Audience(person_ids=frozenset(self.people.values()))
        return Audience(
            unit_id=int(self.unit.data) if self.unit.data else None,
            position_kind=self.position_kind.data or "",
            employment_status=self.employment_status.data or "",
        )

    def terms(self) -> Terms:
        """What is asked of them; only after validation."""
        by_date = self.timing.data == BY_DATE
        repeats = int(self.repeats.data or 0) or None
        return Terms(
            level=self.level.data,
            starts_on=self.today,
            due_on=self.due_on.data if by_date else None,
            due_after_workdays=None if by_date else self.workdays.data,
            repeat_months=repeats,
            window_days=(self.window_days.data or DEFAULT_WINDOW_DAYS) if repeats else 0,
            note=self.note.data or "",
        )

    def _repeat_words(self, months: str) -> str:
        if months == "0":
            return str(gettext("Sekali saja"))
        return str(gettext("Setiap %(num)s bulan", num=months))


class BusyForm(FlaskForm):  # type: ignore[misc]
    """Days on which a unit has no time to learn."""

    unit = SelectField(_("Unit, dengan semua di bawahnya"), validate_choice=False)
    first_day = DateField(_("Hari pertama"), validators=[InputRequired(message=WRONG_DATE)])
    last_day = DateField(_("Hari terakhir"), validators=[InputRequired(message=WRONG_DATE)])
    name = StringField(
        _("Untuk apa"),
        filters=[_tidy],
        validators=[
            InputRequired(message=_("Isi, misalnya: penutupan anggaran.")),
            Length(max=100, message=_("Paling banyak %(max)s huruf.", max=100)),
        ],
    )

    def __init__(self, units: list[tuple[str, str]], **values: Any) -> None:
        super().__init__(**values)
        self.unit.choices = [one for one in units if one[0]]

    def validate_unit(self, field: SelectField) -> None:
        """Only a unit one looks after."""
        _must_be_offered(field)

    def validate_last_day(self, field: DateField) -> None:
        """Not before the first one, and at most a quarter of a year."""
        if field.data is None or self.first_day.data is None:
            return
        if field.data < self.first_day.data:
            raise ValidationError(gettext("Hari terakhir mendahului hari pertama."))
        if (field.data - self.first_day.data).days > 92:
            raise ValidationError(gettext("Paling lama tiga bulan sekaligus."))


def _must_be_offered(field: SelectField) -> None:
    offered = {str(choice[0]) for choice in field.choices or ()}
    if (field.data or "") not in offered:
        raise ValidationError(gettext("Pilih salah satu dari daftar."))
