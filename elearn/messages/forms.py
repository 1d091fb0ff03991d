"""The shape of a note."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from elearn.messages.rules import MAX_NOTE_CHARACTERS
from elearn.people.rows import UnitRow


class NoteForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A note of a head: for which unit, and what."""

    unit = SelectField(_("Untuk unit"), coerce=int)
    text = TextAreaField(
        _("Isi catatan"),
        filters=[lambda typed: "\n".join((typed or "").replace("\0", "").split("\r\n")).strip()],
        validators=[
            DataRequired(message=_("Tulis catatannya.")),
            Length(max=MAX_NOTE_CHARACTERS, message=_("Paling panjang 500 huruf.")),
        ],
    )

    def offer(self, units: list[UnitRow]) -> NoteForm:
        """Offer these units; gives itself."""
        self.unit.choices = [(unit.id, unit.name) for unit in units]
        return self
