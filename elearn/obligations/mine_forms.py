"""The shapes of a learner's own date and of a request for another one."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, TextAreaField
from wtforms.validators import InputRequired, Length

REASON_LENGTH = 500


def _tidy(text: object) -> object:
    return " ".join(text.split()) if isinstance(text, str) else text


class ShiftForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A date the learner chooses himself."""

    to = DateField(_("Tenggat baru"), validators=[InputRequired(message=_("Isi tanggal yang benar."))])


class AskForm(FlaskForm):  # type: ignore[misc]
    """A date he asks for, and why."""

    wanted_on = DateField(
        _("Tenggat yang diminta"), validators=[InputRequired(message=_("Isi tanggal yang benar."))]
    )
    reason = TextAreaField(
        _("Alasan"),
        filters=[_tidy],
        validators=[
            InputRequired(message=_("Tulis alasannya, satu kalimat cukup.")),
            Length(max=REASON_LENGTH, message=_("Paling banyak %(max)s huruf.", max=REASON_LENGTH)),
        ],
    )
