"""Doing what a form of deeds says, for all the people chosen: one sentence of what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext, ngettext

from elearn.accounts.actions import Actor
from elearn.obligations import actions as obligation_actions
from elearn.obligations.actions import BulkOutcome
from elearn.obligations.rules import Audience, DueState, Terms
from elearn.people.rows import PersonRow
from elearn.team import actions
from elearn.team.forms import Deed, DeedForm
from elearn.team.roster import Cell

OPEN_STATES = frozenset({DueState.OVERDUE, DueState.DUE_SOON, DueState.IN_PROGRESS, DueState.NOT_STARTED})


@dataclass(frozen=True, kw_only=True)
class Case:
    """Whom a deed is for, with what each of them still has to finish."""

    people: Sequence[PersonRow]
    cells: Mapping[int, Mapping[str, Cell]]
    actor: Actor
    today: date
    now: datetime

    @property
    def person_ids(self) -> list[int]:
        """Their ids."""
        return [person.id for person in self.people]

    def open_cells(self, person_id: int) -> list[Cell]:
        """What one of them has not finished, the earliest date first."""
        cells = [one for one in self.cells[person_id].values() if is_open(one)]
        return sorted(cells, key=lambda one: (one.day or date.max, one.course))

    def open_courses(self) -> set[str]:
        """The courses that any of them has not finished."""
        return {one.course for person_id in self.cells for one in self.open_cells(person_id)}

    def open_ids(self, courses: Sequence[str]) -> list[int]:
        """The obligations of theirs in these courses that are not finished."""
        return [
            one.obligation_id
            for person_id in self.cells
            for one in self.open_cells(person_id)
            if one.course in courses
        ]


def is_open(cell: Cell) -> bool:
    """Whether it can still be moved or let off; a completion that must be renewed soon cannot."""
    return cell.state in OPEN_STATES and not cell.is_validity


def do(deed: Deed, form: DeedForm, case: Case) -> str:
    """Do it, and say what was done."""
    return _DOERS[deed](form, case)


def _remind(form: DeedForm, case: Case) -> str:
    told = actions.remind(
        case.person_ids, form["text"].data, actor=case.actor, today=case.today, now=case.now
    )
    words = ngettext(
        "Pengingat untuk %(num)d orang diantrekan.", "Pengingat untuk %(num)d orang diantrekan.", told
    )
    if told == len(case.people):
        return str(words)
    before = len(case.people) - told
    again = ngettext(
        "%(num)d orang sudah Anda ingatkan hari ini.", "%(num)d orang sudah Anda ingatkan hari ini.", before
    )
    return f"{words} {again}" if told else str(again)


def _praise(form: DeedForm, case: Case) -> str:
    told = actions.praise(
        case.person_ids, form["text"].data, actor=case.actor, today=case.today, now=case.now
    )
    return str(
        ngettext("Penghargaan untuk %(num)d orang dikirim.", "Penghargaan untuk %(num)d orang dikirim.", told)
    )


def _shift(form: DeedForm, case: Case) -> str:
    outcome = obligation_actions.shift(
        case.open_ids(form["courses"].data),
        form["to"].data,
        form["reason"].data,
        actor=case.actor,
        now=case.now,
    )
    return _changed(gettext("Tenggat digeser."), outcome)


def _exempt(form: DeedForm, case: Case) -> str:
    outcome = obligation_actions.exempt(
        case.open_ids(form["courses"].data),
        form["reason_kind"].data,
        form["note"].data or "",
        actor=case.actor,
        now=case.now,
    )
    return _changed(gettext("Pengecualian dicatat."), outcome)


def _assign(form: DeedForm, case: Case) -> str:
    terms = Terms(
        level=form["level"].data,
        starts_on=case.today,
        due_on=form["due_on"].data,
        note=form["note"].data or "",
    )
    audience = Audience(person_ids=frozenset(case.person_ids))
    outcome = obligation_actions.assign(form["course"].data, audience, terms, actor=case.actor, now=case.now)
    return str(
        gettext(
            "Kursus diberikan: %(new)s orang mendapat kewajiban baru, %(kept)s tidak berubah.",
            new=outcome.totals.get_it,
            kept=outcome.totals.people - outcome.totals.get_it,
        )
    )


def _talk(form: DeedForm, case: Case) -> str:
    actions.note_talks(
        case.person_ids,
        form["held_on"].data,
        form["text"].data,
        form["next_step"].data or "",
        actor=case.actor,
        now=case.now,
    )
    return str(
        ngettext(
            "Bincang dengan %(num)d orang dicatat. Ia dapat membaca dan menanggapinya.",
            "Bincang dengan %(num)d orang dicatat. Mereka dapat membaca dan menanggapinya.",
            len(case.people),
        )
    )


def _changed(words: str, outcome: BulkOutcome) -> str:
    changed = ngettext(
        "%(num)d kewajiban berubah. Anda dapat membatalkannya dalam sehari.",
        "%(num)d kewajiban berubah. Anda dapat membatalkannya dalam sehari.",
        outcome.changed,
    )
    return f"{words} {changed}" if outcome.changed else str(gettext("Tidak ada yang berubah."))


_DOERS: dict[Deed, Callable[[DeedForm, Case], str]] = {
    Deed.REMIND: _remind,
    Deed.PRAISE: _praise,
    Deed.SHIFT: _shift,
    Deed.EXEMPT: _exempt,
    Deed.ASSIGN: _assign,
    Deed.TALK: _talk,
}
