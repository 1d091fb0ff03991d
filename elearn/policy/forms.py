"""The shape of a value as an administrator types it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from elearn.policy.items import Item, Kind
from elearn.policy.sentences import CAP_WORDS, SWITCH_WORDS
from elearn.policy.values import normalised

HINTS = {
    Kind.NUMBER: _("Angka nol atau lebih, misalnya 20 atau 2,5."),
    Kind.WEEKDAYS: _("Nama hari dalam bahasa Inggris tiga huruf, dipisah koma: sat,sun."),
    Kind.DAYS: _("Bilangan hari dipisah koma; tanda minus berarti sesudah tenggat: 14,3,-1."),
    Kind.TEXT: _("Boleh kosong. Paling banyak 150 huruf."),
    Kind.NUMBERING: _(
        "Harus memuat {urut} dan {tahun}. Boleh memuat {klasifikasi}, {kode_unit}, dan {bulan_romawi}."
    ),
    Kind.HOURS: _("Jam mulai dan jam selesai: 08:00-16:00."),
}
CHOICES = {Kind.SWITCH: SWITCH_WORDS, Kind.CAP: CAP_WORDS}


def value_form(item: Item, today: date, **shown: Any) -> FlaskForm:
    """The form for one value; it may hold from the first day of this year at the earliest.

    An earlier day would silently change a year that people were already measured by.
    """
    first_day = date(today.year, 1, 1)

    class ValueForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
        value = _value_field(item)
        legal_basis = StringField(
            _("Dasar hukum"),
            description=_("Peraturan atau keputusan yang menetapkannya, misalnya Keputusan Kepala BKPSDM."),
            validators=[
                DataRequired(message=_("Sebutkan dasar hukumnya.")),
                Length(max=300, message=_("Paling banyak 300 huruf.")),
            ],
        )
        effective_from = DateField(
            _("Berlaku mulai"),
            validators=[InputRequired(message=_("Isi tanggal mulai berlaku."))],
            default=today,
        )

        def validate_value(self, field: Field) -> None:
            if normalised(item, field.data or "") is None:
                raise ValidationError(str(HINTS.get(item.kind, _("Pilih salah satu."))))

        def validate_effective_from(self, field: Field) -> None:
            if field.data and field.data < first_day:
                raise ValidationError(
                    _("Tahun yang sudah lewat tidak diubah. Pilih tanggal tahun ini atau nanti.")
                )

    return ValueForm(**shown)


def _value_field(item: Item) -> Field:
    if item.kind in CHOICES:
        return RadioField(_("Nilai"), choices=[SelectChoice(*one) for one in CHOICES[item.kind].items()])
    needed = [] if item.kind is Kind.TEXT else [DataRequired(message=_("Isian ini belum diisi."))]
    return StringField(_("Nilai"), description=HINTS[item.kind], validators=needed)
