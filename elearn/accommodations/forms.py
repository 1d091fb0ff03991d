"""The shape of a request for extra time."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from elearn.quiz import offers, sentences
from elearn.quiz.extra_time import Ground

OTHER = "other"
PERCENTS = ("25", "50", "100")
LEAST, MOST = 1, 300
NOTE_LENGTH = 200


class ExtraTimeForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Who gets how much more time, where, and why."""

    nip = StringField(_("NIP pegawai"), validators=[DataRequired(message=_("Isi NIP pegawai."))])
    where = SelectField(_("Untuk kuis"), validate_choice=False)
    percent = RadioField(
        _("Tambahan waktu"),
        choices=[
            *(SelectChoice(one, _("%(percent)s persen dari batas waktu", percent=one)) for one in PERCENTS),
            SelectChoice(OTHER, _("Lainnya, tulis di bawah")),
        ],
        default="25",
        validate_choice=False,
        validators=[AnyOf((*PERCENTS, OTHER), message=_("Pilih salah satu."))],
    )
    other_percent = StringField(_("Persen lain"))
    ground = RadioField(
        _("Alasan"),
        choices=[SelectChoice(one.value, sentences.GROUNDS[one]) for one in Ground],
        validate_choice=False,
        validators=[AnyOf([one.value for one in Ground], message=_("Pilih salah satu."))],
    )
    note = StringField(
        _("Catatan"),
        filters=[lambda text: " ".join(text.split()) if isinstance(text, str) else text],
        validators=[Length(max=NOTE_LENGTH, message=_("Paling banyak %(max)s huruf.", max=NOTE_LENGTH))],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.where.choices = {gettext("Umum"): [("", gettext("Semua kuis"))]} | {
            course.title: [
                (course.code, gettext("Semua kuis di kursus ini")),
                *((f"{course.code}/{one.code}", one.title) for one in course.quizzes.values()),
            ]
            for course in offers.courses_with_quizzes()
        }

    def validate_where(self, field: SelectField) -> None:
        """Only a course or a quiz that is published."""
        if offers.is_place(*self.place):
            return
        raise ValidationError(gettext("Pilih salah satu kuis dari daftar."))

    def validate_other_percent(self, field: StringField) -> None:
        """Needed, and a whole number, where no ready share was chosen."""
        typed = (field.data or "").strip()
        if self.percent.data == OTHER and not (
            re.fullmatch(r"[0-9]{1,3}", typed) and LEAST <= int(typed) <= MOST
        ):
            raise ValidationError(
                gettext("Tulis bilangan bulat dari %(least)s sampai %(most)s.", least=LEAST, most=MOST)
            )

    @property
    def place(self) -> tuple[str, str]:
        """Course and quiz; empty stands for all."""
        course, _slash, quiz = (self.where.data or "").partition("/")
        return course, quiz

    @property
    def share(self) -> int:
        """The extra time in percent; only after validation."""
        return int((self.other_percent if self.percent.data == OTHER else self.percent).data or 0)
