"""The shapes of what a supervisor does for one or many, and of what an employee answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput

from elearn.obligations.rules import MANDATORY, RECOMMENDED
from elearn.obligations.sentences import REASONS
from elearn.releases.library import library
from elearn.team.roster import Column
from elearn.team.rules import LONGEST_TEXT

LATEST_YEARS_ON = 5


class DayField(DateField):
    """A date; what is none is refused in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Isi tanggal yang benar.")) from error


class Deed(StrEnum):
    """What can be done for one or many people."""

    REMIND = "remind"
    PRAISE = "praise"
    SHIFT = "shift"
    EXEMPT = "exempt"
    ASSIGN = "assign"
    TALK = "talk"


_TOO_LONG = _("Paling banyak %(max)s huruf.", max=LONGEST_TEXT)


def _text(label: Any, needed: Any = None, description: Any = "") -> TextAreaField:
    checks = [Length(max=LONGEST_TEXT, message=_TOO_LONG)]
    return TextAreaField(
        label,
        description=description,
        filters=[lambda text: text.replace("\0", "").strip() if isinstance(text, str) else text],
        validators=[DataRequired(message=needed), *checks] if needed else checks,
    )


class DeedForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """What every deed has in common: it knows today and the open courses of the people."""

    def __init__(self, today: date, open_courses: Iterable[Column], /, **values: Any) -> None:
        super().__init__(**values)
        self.today = today
        self.open_courses = {one.code: one.title for one in open_courses}

    def check_coming(self, day: date | None) -> None:
        """A day from today on, and not in another life."""
        if day is None or day < self.today:
            raise ValidationError(gettext("Pilih hari ini atau sesudahnya."))
        if day.year > self.today.year + LATEST_YEARS_ON:
            raise ValidationError(gettext("Tanggal ini terlalu jauh."))


class RemindForm(DeedForm):
    """A reminder in one's own words."""

    text = _text(_("Kata-kata Anda"), _("Tulis satu kalimat untuk mereka."))


class PraiseForm(DeedForm):
    """Praise in one's own words."""

    text = _text(_("Kata-kata Anda"), _("Tulis apa yang Anda hargai."))


class CoursesForm(DeedForm):
    """A deed for some of the open courses."""

    courses = SelectMultipleField(
        _("Kursus"),
        option_widget=CheckboxInput(),
        validate_choice=False,
        validators=[InputRequired(message=_("Pilih paling sedikit satu kursus."))],
    )

    def __init__(self, today: date, open_courses: Iterable[Column], /, **values: Any) -> None:
        super().__init__(today, open_courses, **values)
        self.courses.choices = list(self.open_courses.items())

    def validate_courses(self, field: SelectMultipleField) -> None:
        """Only courses that somebody among the people still has to finish."""
        if not set(field.data or ()) <= self.open_courses.keys():
            raise ValidationError(gettext("Pilih dari daftar."))


class ShiftForm(CoursesForm):
    """Another date."""

    to = DayField(_("Tenggat baru"), validators=[InputRequired(message=_("Isi tanggal yang benar."))])
    reason = _text(_("Alasan"), _("Tulis alasannya; orangnya ikut membacanya."))

    def validate_to(self, field: DateField) -> None:
        """A day to come."""
        self.check_coming(field.data)


class ExemptForm(CoursesForm):
    """Letting people off, with a reason."""

    reason_kind = RadioField(
        _("Alasan"),
        choices=[SelectChoice(str(one), words) for one, words in REASONS.items()],
        validators=[InputRequired(message=_("Pilih salah satu alasan."))],
        description=_("Hanya golongan alasan ini yang dilihat orang lain."),
    )
    note = _text(
        _("Catatan, bila perlu"), description=_("Jangan menulis hal kesehatan atau keluarga di sini.")
    )


class AssignForm(DeedForm):
    """A course for these people."""

    course = SelectField(_("Kursus"), validate_choice=False)
    level = RadioField(
        _("Sifat"),
        choices=[
            SelectChoice(MANDATORY, _("Wajib")),
            SelectChoice(RECOMMENDED, _("Dianjurkan")),
        ],
        default=MANDATORY,
        validators=[InputRequired(message=_("Pilih salah satu."))],
    )
    due_on = DayField(_("Tenggat"), validators=[InputRequired(message=_("Isi tanggal yang benar."))])
    note = _text(_("Mengapa kursus ini"), description=_("Orangnya membaca kalimat ini."))

    def __init__(self, today: date, open_courses: Iterable[Column], /, **values: Any) -> None:
        super().__init__(today, open_courses, **values)
        self.offered = {one.code: one.title for one in library().courses.values() if one.state != "archived"}
        self.course.choices = list(self.offered.items())

    def validate_course(self, field: SelectField) -> None:
        """Only a published course."""
        if field.data not in self.offered:
            raise ValidationError(gettext("Pilih kursus dari daftar."))

    def validate_due_on(self, field: DateField) -> None:
        """A day to come."""
        self.check_coming(field.data)


class TalkForm(DeedForm):
    """A development talk that was held."""

    held_on = DayField(_("Tanggal"), validators=[InputRequired(message=_("Isi tanggal yang benar."))])
    text = _text(_("Yang dibicarakan"), _("Tulis pokok yang dibicarakan."))
    next_step = _text(_("Langkah berikutnya"))

    def validate_held_on(self, field: DateField) -> None:
        """A day that was."""
        if field.data is None or field.data > self.today:
            raise ValidationError(gettext("Tanggal ini belum tiba."))


class ReplyForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """What the employee adds to a talk."""

    reply = _text(_("Tanggapan Anda"), _("Tulis tanggapan Anda."))


FORMS: dict[Deed, type[DeedForm]] = {
    Deed.REMIND: RemindForm,
    Deed.PRAISE: PraiseForm,
    Deed.SHIFT: ShiftForm,
    Deed.EXEMPT: ExemptForm,
    Deed.ASSIGN: AssignForm,
    Deed.TALK: TalkForm,
}
