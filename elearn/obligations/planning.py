"""What an assignment does to each person of its audience, decided before anything is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import COMPLETED, EXEMPT, WITHDRAWN, Terms, is_stricter, valid_until


class Fate(StrEnum):
    """What becomes of one person's obligation in the course."""

    NEW = "new"  # he gets one
    RENEWED = "renewed"  # he finished it, and learns it again: a new cycle
    STRICTER = "stricter"  # he has one with a later date, or only recommended: the earlier and stricter wins
    KEPT = "kept"  # he has one that asks as much
    FINISHED = "finished"  # he finished it, and that counts
    EXEMPT = "exempt"  # somebody exempted him


GETS_IT = frozenset({Fate.NEW, Fate.RENEWED, Fate.STRICTER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Finished:
    """The last time a person finished the course, on a day of the installation."""

    cycle: int
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """The decision for one person. `obligation_id` names the row to write; None: a new one.

    Nothing is written where the fate is KEPT or EXEMPT, or FINISHED without `completed_on`: all is there.
    """

    person_id: int
    fate: Fate
    cycle: int = 1
    due_on: date
    obligation_id: int | None = None
    completed_on: date | None = None
    valid_until: date | None = None

    @property
    def is_written(self) -> bool:
        """Whether a row is made or changed."""
        return self.fate in GETS_IT or self.completed_on is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How many people of an audience meet which fate."""

    people: int = 0
    new: int = 0
    renewed: int = 0
    stricter: int = 0
    kept: int = 0
    finished: int = 0
    exempt: int = 0

    @property
    def get_it(self) -> int:
        """How many have more to do than before."""
        return self.new + self.renewed + self.stricter


def totals(plan: Iterable[Planned]) -> Totals:
    """How many people meet which fate."""
    fates = Counter(one.fate.value for one in plan)
    return Totals(people=fates.total(), **fates)


def planned(
    person_id: int,
    due_on: date,
    terms: Terms,
    rows: Sequence[ObligationRow],
    finished: Finished | None,
    *,
    learns_again: bool = False,
) -> Planned:
    """What an assignment does to a person, given all his obligations in the course, the first cycle first.

    A course finished before counts where it is still valid by the terms. `learns_again`: what was finished
    does not count, because the course changed.
    """
    live = next((row for row in reversed(rows) if row.state != WITHDRAWN), None)
    if live is None:
        return _without_obligation(person_id, due_on, terms, rows, finished, learns_again=learns_again)
    if live.state == COMPLETED:
        return _after_completion(live, due_on, terms, rows, learns_again=learns_again)
    fate = Fate.EXEMPT if live.state == EXEMPT else Fate.KEPT
    if fate is Fate.KEPT and is_stricter(
        terms.level, due_on, than_level=live.level, than_first_due_on=live.first_due_on
    ):
        earlier = due_on if due_on < live.first_due_on else live.due_on
        return Planned(
            person_id=person_id,
            fate=Fate.STRICTER,
            cycle=live.cycle,
            due_on=min(earlier, live.due_on),
            obligation_id=live.id,
        )
    return Planned(person_id=person_id, fate=fate, cycle=live.cycle, due_on=live.due_on)


def _after_completion(
    live: ObligationRow, due_on: date, terms: Terms, rows: Sequence[ObligationRow], *, learns_again: bool
) -> Planned:
    assert live.completed_on is not None
    ends_on = live.valid_until or valid_until(live.completed_on, terms.repeat_months)
    if not learns_again and (ends_on is None or ends_on >= terms.starts_on):
        # What had to be done once has to be done again and again from now on.
        repeats_now = live.valid_until is None and ends_on is not None
        return Planned(
            person_id=live.person_id,
            fate=Fate.FINISHED,
            cycle=live.cycle,
            due_on=live.due_on,
            obligation_id=live.id,
            completed_on=live.completed_on if repeats_now else None,
            valid_until=ends_on,
        )
    return _renewed(live.person_id, live.cycle + 1, due_on, rows)


def _without_obligation(
    person_id: int,
    due_on: date,
    terms: Terms,
    rows: Sequence[ObligationRow],
    finished: Finished | None,
    *,
    learns_again: bool,
) -> Planned:
    if finished is None:
        cycle = rows[-1].cycle if rows else 1
        return Planned(
            person_id=person_id,
            fate=Fate.NEW,
            cycle=cycle,
            due_on=due_on,
            obligation_id=_row_of(rows, cycle),
        )
    ends_on = valid_until(finished.on, terms.repeat_months)
    if learns_again or (ends_on is not None and ends_on < terms.starts_on):
        return _renewed(person_id, finished.cycle + 1, due_on, rows)
    return Planned(
        person_id=person_id,
        fate=Fate.FINISHED,
        cycle=finished.cycle,
        due_on=due_on,
        obligation_id=_row_of(rows, finished.cycle),
        completed_on=finished.on,
        valid_until=ends_on,
    )


def _renewed(person_id: int, cycle: int, due_on: date, rows: Sequence[ObligationRow]) -> Planned:
    return Planned(
        person_id=person_id,
        fate=Fate.RENEWED,
        cycle=cycle,
        due_on=due_on,
        obligation_id=_row_of(rows, cycle),
    )


def _row_of(rows: Sequence[ObligationRow], cycle: int) -> int | None:
    return next((row.id for row in rows if row.cycle == cycle), None)
