"""The shapes of what human resources type about records and years."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, Length, ValidationError

from elearn.content.numbers import UnreadableNumber, learner_number


class CorrectionForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """The JP that an entry should count, with the reason."""

    jp = StringField(
        _("JP yang benar"),
        description=_("Jumlah seluruhnya untuk kegiatan ini, misalnya 2 atau 1,5; 0 bila tidak dihitung."),
        validators=[DataRequired(message=_("Isian ini belum diisi."))],
    )
    reason = StringField(
        _("Alasan"),
        description=_("Dibaca oleh pegawai itu, dan tersimpan dengan nama Anda di catatan audit."),
        validators=[
            DataRequired(message=_("Tulis alasannya.")),
            Length(max=300, message=_("Paling banyak 300 huruf.")),
        ],
    )

    def validate_jp(self, field: Field) -> None:
        """A number with at most two places."""
        if self.amount is None:
            raise ValidationError(_("Tulis angka dengan paling banyak dua desimal, misalnya 2 atau 4,5."))

    @property
    def amount(self) -> Decimal | None:
        """What was typed, or None when it is no number of JP."""
        try:
            found = learner_number(self.jp.data or "")
        except UnreadableNumber:
            return None
        return found if abs(found) < 100_000 and found == round(found, 2) else None


def closing_form(years: Collection[int]) -> FlaskForm:
    """The form that closes one of these years."""

    class ClosingForm(FlaskForm):  # type: ignore[misc]
        year = SelectField(
            _("Tahun"),
            choices=[SelectChoice(str(year), str(year)) for year in years],
            validate_choice=False,
        )
        understood = BooleanField(
            _("Saya mengerti: tahun yang ditutup tidak dibuka lagi."),
            validators=[DataRequired(message=_("Centang dahulu pernyataan ini."))],
        )

    return ClosingForm()
