"""The shapes of a proposal, of the note of a session, and of the words that end or dispute."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, ValidationError

from elearn.mentoring.actions import PairDraft, SessionDraft
from elearn.mentoring.rules import PairFault, PairKind, Proposer, SessionFault
from elearn.mentoring.sentences import KINDS, PAIR_FAULTS, SESSION_FAULTS
from elearn.people.rows import PersonRow

LONGEST_GOAL, LONGEST_NOTES, LONGEST_WORD = 1_000, 4_000, 500
_PARTS = {
    Proposer.MENTEE.value: _("Saya dibimbing"),
    Proposer.MENTOR.value: _("Saya membimbing"),
    Proposer.LEADER.value: _("Untuk orang yang saya pimpin"),
}


def _tidy(text: object) -> object:
    return text.replace("\0", " ").replace("\r\n", "\n").strip() if isinstance(text, str) else text


def _digits(text: object) -> object:
    return "".join(text.split()) if isinstance(text, str) else text


def _words(missing: Any, most: int) -> list[Any]:
    return [
        DataRequired(message=missing),
        Length(max=most, message=_("Paling banyak %(max)s huruf.", max=most)),
    ]


class DayField(DateField):
    """A date; what is none is refused in our own words."""

    def __init__(self, label: Any, **values: Any) -> None:
        super().__init__(label, validators=[InputRequired(message=_("Isi tanggal yang benar."))], **values)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(gettext("Isi tanggal yang benar.")) from error


class MinutesField(IntegerField):
    """Whole minutes; what is no number is refused in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was sent."""
        try:
            super().process_formdata([one.strip()[:6] for one in valuelist])
        except ValueError as error:
            raise ValueError(gettext("Tulis lamanya dalam menit, misalnya 60.")) from error


class PairForm(FlaskForm):  # type: ignore[misc]  # flask_wtf ships no types
    """A proposal; `team` are whom the proposer leads today."""

    part = RadioField(
        _("Bagian Anda"),
        default=Proposer.MENTEE.value,
        validate_choice=False,
        validators=[AnyOf(list(_PARTS), message=_("Pilih salah satu."))],
    )
    mentee = SelectField(_("Orang yang dibimbing"), validate_choice=False)
    nip = StringField(
        _("NIP pasangannya"),
        description=_("NIP mentor atau coach; bila Anda yang membimbing, NIP orang yang dibimbing."),
        filters=[_digits],
        validators=[DataRequired(message=_("Isi NIP 18 angka."))],
    )
    kind = RadioField(
        _("Bentuk"),
        choices=[SelectChoice(one.value, KINDS[one]) for one in PairKind],
        default=PairKind.MENTORING.value,
        validate_choice=False,
        validators=[AnyOf([one.value for one in PairKind], message=_("Pilih salah satu."))],
    )
    goal = TextAreaField(
        _("Tujuan"),
        description=_("Apa yang ingin dicapai pada akhir masa ini. Dibaca oleh Anda berdua."),
        filters=[_tidy],
        validators=_words(_("Tulis tujuannya, satu dua kalimat cukup."), LONGEST_GOAL),
    )
    starts_on = DayField(_("Hari pertama"))
    ends_on = DayField(_("Hari terakhir"))

    def __init__(self, team: Iterable[PersonRow], **values: Any) -> None:
        super().__init__(**values)
        people = [SelectChoice(str(one.id), one.full_name) for one in team]
        self.team = {choice.value for choice in people}
        self.part.choices = [
            SelectChoice(value, word)
            for value, word in _PARTS.items()
            if people or value != Proposer.LEADER.value
        ]
        if people:
            self.mentee.choices = [
                SelectChoice("", gettext("Pilih bila Anda mengusulkan sebagai atasan")),
                *people,
            ]
        else:
            del self.mentee

    def validate_part(self, field: RadioField) -> None:
        """Who proposes as leader says for whom."""
        chosen = self.mentee.data if "mentee" in self else ""
        if field.data == Proposer.LEADER.value and chosen not in self.team:
            raise ValidationError(gettext("Pilih orang yang dibimbing dari daftar di bawah."))

    def draft(self, me: int, other: int) -> PairDraft:
        """The proposal, the NIP being that of `other`. Only after it was validated."""
        chosen = self.mentee.data if "mentee" in self else ""
        sides = {
            Proposer.MENTEE.value: (other, me),
            Proposer.MENTOR.value: (me, other),
            Proposer.LEADER.value: (other, int(chosen or 0)),
        }
        mentor_id, mentee_id = sides[self.part.data]
        assert self.starts_on.data is not None and self.ends_on.data is not None
        return PairDraft(
            mentor_id=mentor_id,
            mentee_id=mentee_id,
            kind=PairKind(self.kind.data),
            goal=self.goal.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )

    def mark(self, fault: PairFault) -> None:
        """Put what is wrong beside its field."""
        name = {PairFault.ENDS_BEFORE: "ends_on", PairFault.OVER: "ends_on", PairFault.NOT_YOURS: "part"}
        self[name.get(fault, "nip")].errors = [str(PAIR_FAULTS[fault])]


class SessionForm(FlaskForm):  # type: ignore[misc]
    """The note of a session."""

    held_on = DayField(_("Tanggal sesi"))
    minutes = MinutesField(
        _("Lamanya dalam menit"),
        validators=[InputRequired(message=_("Tulis lamanya dalam menit, misalnya 60."))],
    )
    topic = StringField(
        _("Pokok bahasan"), filters=[_tidy], validators=_words(_("Tulis pokok bahasannya."), 200)
    )
    notes = TextAreaField(
        _("Catatan"),
        description=_(
            "Hanya Anda berdua yang dapat membacanya. Atasan hanya melihat banyaknya sesi dan tanggalnya."
        ),
        filters=[_tidy],
        validators=_words(_("Tulis catatannya, beberapa kalimat cukup."), LONGEST_NOTES),
    )
    next_step = TextAreaField(
        _("Langkah berikutnya (boleh kosong)"),
        filters=[_tidy],
        validators=[Length(max=LONGEST_GOAL, message=_("Paling banyak %(max)s huruf.", max=LONGEST_GOAL))],
    )

    def draft(self) -> SessionDraft:
        """The note. Only after it was validated."""
        assert self.held_on.data is not None
        return SessionDraft(
            held_on=self.held_on.data,
            minutes=self.minutes.data or 0,
            topic=self.topic.data or "",
            notes=self.notes.data or "",
            next_step=self.next_step.data or "",
        )

    def mark(self, fault: SessionFault) -> None:
        """Put what is wrong beside its field."""
        name = "minutes" if fault is SessionFault.MINUTES else "held_on"
        self[name].errors = [str(SESSION_FAULTS[fault])]


class DisputeForm(FlaskForm):  # type: ignore[misc]
    """What was not so."""

    answer = TextAreaField(
        _("Yang tidak benar"),
        filters=[_tidy],
        validators=_words(_("Tulis apa yang tidak benar."), LONGEST_WORD),
    )


class EndForm(FlaskForm):  # type: ignore[misc]
    """A word on ending."""

    note = TextAreaField(
        _("Kata penutup (boleh kosong)"),
        filters=[_tidy],
        validators=[Length(max=LONGEST_WORD, message=_("Paling banyak %(max)s huruf.", max=LONGEST_WORD))],
    )
