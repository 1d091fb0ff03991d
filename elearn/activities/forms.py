"""The shapes of what people type about outside activities."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    Field,
    MultipleFileField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError

from elearn.activities.rules import FIELDS, Deed, Facts, Fault, suggested_amount
from elearn.activities.sentences import FAULTS, form_choices
from elearn.content.numbers import UnreadableNumber, learner_number
from elearn.ledger.forms import BY_ID

LONGEST_WORDS = 500
_DAY = InputRequired(message=_("Isi tanggal yang benar."))
_MOST_NUMBER = 9_999  # the columns hold no more; what is sensible is decided in rules.py


def _one_line(text: object) -> object:
    return " ".join(text.replace("\0", " ").split()) if isinstance(text, str) else text


def _length(most: int) -> Length:
    return Length(max=most, message=_("Paling banyak %(max)s huruf.", max=most))


def number_in(text: str | None) -> Decimal | None:
    """What was typed as a number with at most two places; None where nothing was.

    Raises:
        ValidationError: it is none, with a sentence.
    """
    if not text:
        return None
    try:
        found = learner_number(text)
    except UnreadableNumber:
        found = Decimal("0.001")  # refused below
    if found != round(found, 2) or abs(found) > _MOST_NUMBER:
        raise ValidationError(gettext("Tulis angka dengan paling banyak dua desimal, misalnya 2 atau 4,5."))
    return found


class DayField(DateField):
    """A date; what is none is refused in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Isi tanggal yang benar.")) from error


class FactsForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """When and where: what every form about an activity asks."""

    starts_on = DayField(_("Tanggal mulai"), validators=[_DAY])
    ends_on = DayField(_("Tanggal selesai"), validators=[_DAY])
    place = StringField(_("Tempat (boleh kosong)"), filters=[_one_line], validators=[_length(120)])

    def facts(self, before: Facts | None = None) -> Facts:
        """What the form says; what it does not ask stays as it was before. Only after it was validated."""
        facts = Facts(**self._known(before) | self._typed())
        if "amount" in self and not self.amount.data:
            suggested = suggested_amount(facts.form, max(facts.days, 0))
            return facts if suggested is None else replace(facts, amount=suggested)
        return facts

    def _known(self, before: Facts | None) -> dict[str, Any]:
        return {one.name: getattr(before, one.name) for one in fields(Facts)} if before else {}

    def _typed(self) -> dict[str, Any]:
        typed = {one.name: self[one.name].data for one in fields(Facts) if one.name in self}
        if "form" in typed:
            typed["form"] = int(typed["form"])
        if "amount" in typed:
            typed["amount"] = number_in(typed["amount"]) or Decimal(0)
        return {name: "" if value is None else value for name, value in typed.items()}

    def mark(self, faults: Collection[Fault]) -> None:
        """Put each fault beside its field; one whose field is not asked stands above the form."""
        for fault in faults:
            if FIELDS[fault] in self:
                self[FIELDS[fault]].errors = [str(FAULTS[fault])]
            else:
                self.form_errors.append(str(FAULTS[fault]))


class WhatForm(FactsForm):
    """What it is."""

    form = SelectField(_("Bentuk kegiatan"), validate_choice=False)
    title = StringField(
        _("Nama kegiatan"),
        filters=[_one_line],
        validators=[DataRequired(message=_("Tulis nama kegiatannya.")), _length(200)],
    )
    organiser = StringField(
        _("Penyelenggara"),
        filters=[_one_line],
        validators=[DataRequired(message=_("Tulis siapa penyelenggaranya.")), _length(200)],
    )
    is_abroad = BooleanField(_("Kegiatan internasional"))

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        choices = [SelectChoice(str(number), name) for number, name in form_choices()]
        self.form.choices = [SelectChoice("", gettext("Pilih bentuknya")), *choices]

    def validate_form(self, field: Field) -> None:
        """One of the forms of development there are."""
        if field.data not in {str(number) for number in BY_ID}:
            raise ValidationError(str(FAULTS[Fault.UNKNOWN_FORM]))


class AskForm(WhatForm):
    """A request to attend."""

    reason = TextAreaField(
        _("Gunanya bagi tugas Anda"),
        description=_("Satu atau dua kalimat untuk atasan Anda."),
        filters=[_one_line],
        validators=[DataRequired(message=_("Tulis gunanya, satu kalimat cukup.")), _length(LONGEST_WORDS)],
    )


class ProofForm(FactsForm):
    """The proof of an activity that was allowed."""

    amount = StringField(_("Banyaknya hari, sesi, atau JP"), filters=[_one_line])
    certificate_number = StringField(
        _("Nomor sertifikat (boleh kosong)"), filters=[_one_line], validators=[_length(120)]
    )
    files = MultipleFileField(_("Bukti dukung"))
    note = TextAreaField(
        _("Catatan untuk yang memverifikasi (boleh kosong)"),
        filters=[_one_line],
        validators=[_length(LONGEST_WORDS)],
    )

    def validate_amount(self, field: Field) -> None:
        """A number; nothing where the dates say it."""
        number_in(field.data)


class ReportForm(ProofForm, WhatForm):
    """An activity attended already, with its proof; also one to mend."""


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A verifier's decision."""

    deed = RadioField(
        _("Keputusan"),
        choices=[
            SelectChoice(Deed.VERIFY.value, _("Verifikasi dan catat JP")),
            SelectChoice(Deed.SEND_BACK.value, _("Perlu perbaikan")),
            SelectChoice(Deed.REJECT.value, _("Tolak")),
        ],
        validate_choice=False,
        validators=[AnyOf([Deed.VERIFY, Deed.SEND_BACK, Deed.REJECT], message=_("Pilih salah satu."))],
    )
    jp = StringField(_("JP yang dicatat"), filters=[_one_line])
    note = TextAreaField(
        _("Catatan untuk peserta"),
        description=_("Wajib diisi bila JP berbeda dari usulan, perlu diperbaiki, atau ditolak."),
        filters=[_one_line],
        validators=[_length(LONGEST_WORDS)],
    )

    def validate_jp(self, field: Field) -> None:
        """A number where JP are granted."""
        if self.deed.data == Deed.VERIFY and number_in(field.data) is None:
            raise ValidationError(gettext("Isi JP yang dicatat."))

    def validate_note(self, field: Field) -> None:
        """Whoever is told no reads why."""
        if self.deed.data == Deed.SEND_BACK and not field.data:
            raise ValidationError(gettext("Tulis apa yang perlu diperbaiki."))
        if self.deed.data == Deed.REJECT and not field.data:
            raise ValidationError(gettext("Tulis alasan penolakannya."))
