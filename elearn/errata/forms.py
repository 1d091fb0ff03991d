"""The shape of a report."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, ValidationError

from elearn.errata import rules, sentences
from elearn.errata.paragraphs import Paragraph
from elearn.errata.rules import Kind

WHOLE_SECTION = ""


class ReportForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """Which paragraph, what is the matter with it, and in the reader's words."""

    paragraph = SelectField(_("Paragraf yang mana?"), default=WHOLE_SECTION, validate_choice=False)
    kind = RadioField(
        _("Ada apa?"),
        choices=[SelectChoice(one.value, sentences.KIND_CHOICES[one]) for one in Kind],
        default=Kind.WRONG.value,
        validate_choice=False,
        validators=[AnyOf([one.value for one in Kind], message=_("Pilih salah satu."))],
    )
    message = TextAreaField(
        _("Ceritakan"), filters=[lambda text: rules.tidy(text) if isinstance(text, str) else ""]
    )

    def __init__(self, paragraphs: Collection[Paragraph], **values: Any) -> None:
        super().__init__(**values)
        self._excerpts = {one.id: one.excerpt for one in paragraphs}
        labels = [(one.id, one.label) for one in paragraphs]
        self.paragraph.choices = [(WHOLE_SECTION, gettext("Seluruh bagian")), *labels]

    def validate_paragraph(self, field: SelectField) -> None:
        """Only a paragraph that is there now: the text may have been published anew in between."""
        if field.data not in (WHOLE_SECTION, *self._excerpts):
            field.data = WHOLE_SECTION
            raise ValidationError(gettext("Teks bagian ini baru saja berubah. Pilih lagi paragrafnya."))

    def validate_message(self, field: TextAreaField) -> None:
        """Long enough to be understood, short enough to be one place."""
        fault = rules.message_fault(field.data or "")
        if fault is not None:
            raise ValidationError(str(sentences.MESSAGE_FAULTS[fault]))

    @property
    def excerpt(self) -> str:
        """The beginning of the chosen paragraph, empty for the whole section; only after validation."""
        return self._excerpts.get(self.paragraph.data or WHOLE_SECTION, "")
