"""What the pages of outside activities print: frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from elearn.activities import store
from elearn.activities.doubles import doubles_of
from elearn.activities.proposing import proposal_of
from elearn.activities.rows import ActivityRow, StepRow
from elearn.activities.rules import Deed, Double, Part, State, counts_already, next_state
from elearn.evidence import store as evidence
from elearn.ledger.forms import BY_ID, Form
from elearn.people import store as people
from elearn.people.rows import PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An activity in a list; `words` are those of its last step, `person` whose it is."""

    row: ActivityRow
    words: str = ""
    person: PersonRow | None = None

    @property
    def form(self) -> Form:
        """Its form of development."""
        return BY_ID[self.row.facts.form]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage:
    """A person's activities: those where he has something to do, those that run, those that are settled."""

    todo: tuple[Line, ...]
    running: tuple[Line, ...]
    settled: tuple[Line, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not (self.todo or self.running or self.settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedStep:
    """A step with the name of who did it; empty for oneself on one's own page."""

    step: StepRow
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """One activity with all that is known of it. `files` are names by id."""

    line: Line
    steps: tuple[NamedStep, ...]
    files: Mapping[int, str]
    doubles: tuple[Double, ...]
    proposed: Decimal | None
    may_hand_in: bool
    may_withdraw: bool

    @property
    def row(self) -> ActivityRow:
        """The activity."""
        return self.line.row

    @property
    def is_counted_already(self) -> bool:
        """Whether something like it brought JP already."""
        return counts_already(self.doubles)


def mine_page(person_id: int, today: date) -> MinePage:
    """All of a person's activities."""
    lines = _lines(store.of_person(person_id))
    todo = tuple(one for one in lines if _waits_for_owner(one.row, today))
    running = tuple(one for one in lines if one not in todo and _is_open(one.row.state))
    settled = tuple(one for one in lines if one not in todo and not _is_open(one.row.state))
    return MinePage(todo=todo, running=running, settled=settled)


def named_lines(rows: Sequence[ActivityRow]) -> tuple[Line, ...]:
    """Activities of several people, with their names."""
    persons = people.persons({row.person_id for row in rows})
    return tuple(Line(row=row, person=persons.get(row.person_id)) for row in rows)


def activity_page(row: ActivityRow, *, reader_id: int) -> ActivityPage:
    """One activity for its owner or its verifier."""
    steps = store.steps_of(row.id)
    file_ids = store.files_of([row.id]).get(row.id, [])
    persons = people.persons({row.person_id, *(one.by_id for one in steps if one.by_id)})
    is_open = _is_open(row.state)
    is_handed_in = row.state in (State.SUBMITTED, State.TO_MEND)
    return ActivityPage(
        line=Line(row=row, person=persons[row.person_id]),
        steps=tuple(NamedStep(step=one, name=_name(one, persons, reader_id)) for one in steps),
        files=evidence.names_of(file_ids),
        doubles=tuple(doubles_of(row.person_id, row.facts, file_ids, but=row.id)) if is_open else (),
        proposed=proposal_of(row.facts) if is_handed_in else None,
        may_hand_in=next_state(row.state, Deed.HAND_IN, Part.OWNER) is not None,
        may_withdraw=next_state(row.state, Deed.WITHDRAW, Part.OWNER) is not None,
    )


def _lines(rows: Sequence[ActivityRow]) -> tuple[Line, ...]:
    words = store.last_words([row.id for row in rows if row.state is not State.ASKED])
    return tuple(Line(row=row, words=words.get(row.id, "")) for row in rows)


def _waits_for_owner(row: ActivityRow, today: date) -> bool:
    is_over = row.facts.ends_on <= today
    return row.state is State.TO_MEND or (row.state is State.ALLOWED and is_over)


def _is_open(state: State) -> bool:
    return next_state(state, Deed.WITHDRAW, Part.OWNER) is not None


def _name(step: StepRow, persons: Mapping[int, PersonRow], reader_id: int) -> str:
    if step.by_id is None or step.by_id == reader_id or step.by_id not in persons:
        return ""
    return persons[step.by_id].full_name
