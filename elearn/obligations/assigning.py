"""Giving a course to an audience: what it will do to how many, and doing it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.obligations import audience_store, store, writing_store
from elearn.obligations.counting_store import count, counted_anew
from elearn.obligations.days import local_day, workdays_from
from elearn.obligations.planning import Fate, Finished, Planned, Totals, planned, totals
from elearn.obligations.rows import AssignmentRow, AudiencePerson, ObligationRow
from elearn.obligations.rules import (
    COMPLETED,
    MANDATORY,
    OPEN,
    RECOMMENDED,
    Audience,
    Terms,
    due_date,
)
from elearn.obligations.telling import tell_assigned
from elearn.progress import cycles_store
from elearn.releases.library import find_course

ASSIGNED, RELEARN = "assigned", "relearn"
STRICTER, STRICTER_LEVEL = "stricter", "stricter-level"
"""Why a second assignment changed an obligation: an earlier date; and mandatory what was recommended."""


class AssignmentRefused(ElearnError):
    """An assignment that cannot be made."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignOutcome:
    """What an assignment did. `bulk_id` names it for `undo`; None when the site itself made it."""

    assignment_id: int
    bulk_id: int | None
    totals: Totals


def audience_size(course: str, audience: Audience, terms: Terms, *, now: datetime) -> Totals:
    """How many people an assignment would reach, and what it would do to them; writes nothing."""
    people = audience_store.people_in(audience, local_day(now))
    return totals(plan_for(course, people, terms, now=now))


@one_transaction
def assign(
    course: str, audience: Audience, terms: Terms, *, actor: Actor, now: datetime, cause: str = ASSIGNED
) -> AssignOutcome:
    """Give a course to an audience, now and to who joins it later.

    Whoever has it already keeps one obligation: the earlier date and the stricter level win, measured by the
    first date, so that a prolongation stays. Whoever finished the course, and still validly, has it done.

    Raises:
        AssignmentRefused: the course is not published, or nobody is in the audience.
    """
    if find_course(course) is None:
        raise AssignmentRefused("Kursus ini tidak sedang terbit.", hint="Pilih kursus dari katalog.")
    people = audience_store.people_in(audience, local_day(now))
    if not people:
        raise AssignmentRefused("Tidak ada pegawai yang termasuk sasaran ini.", hint="Periksa pilihannya.")
    plan = plan_for(course, people, terms, now=now)
    return put_in_force(course, audience, terms, plan, actor=actor, now=now, cause=cause)


def put_in_force(
    course: str,
    audience: Audience,
    terms: Terms,
    plan: Sequence[Planned],
    *,
    actor: Actor,
    now: datetime,
    cause: str = ASSIGNED,
) -> AssignOutcome:
    """Write an assignment and carry out its plan; in the open transaction."""
    known = totals(plan)
    assignment_id = writing_store.insert_assignment(
        course, audience, terms, cause=cause, actor=actor, now=now
    )
    audience_store.insert_named(assignment_id, audience.person_ids)
    bulk_id = None
    if actor.person_id is not None:
        bulk_id = writing_store.insert_bulk("assign", known.people, actor.person_id, now)
    made = store.find_assignment(assignment_id)
    assert made is not None
    carry_out(made, plan, actor=actor, now=now, bulk_id=bulk_id)
    add_entry(
        at=now,
        action="obligation.assigned",
        subject=f"assignment:{assignment_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"course": course, "cause": cause, "people": known.people, "new": known.get_it},
    )
    return AssignOutcome(assignment_id=assignment_id, bulk_id=bulk_id, totals=known)


def plan_for(
    course: str,
    people: Sequence[AudiencePerson],
    terms: Terms,
    *,
    now: datetime,
    joins_on: date | None = None,
    learns_again: bool = False,
) -> list[Planned]:
    """The decision for each of these people; a number of queries that grows by one for every 10,000."""
    ids = [person.id for person in people]
    dates = _due_dates(people, terms, joins_on)
    have = store.of_course(course, ids)
    done = {
        person_id: Finished(cycle=one.cycle, on=local_day(one.completed_at))
        for person_id, one in cycles_store.last_finished(course, ids).items()
    }
    return [
        planned(
            person_id,
            dates[person_id],
            terms,
            have.get(person_id, ()),
            done.get(person_id),
            learns_again=learns_again,
        )
        for person_id in ids
    ]


def terms_of(assignment: AssignmentRow) -> Terms:
    """What an assignment asks, as it was made."""
    return Terms(
        level=assignment.level,
        starts_on=assignment.starts_on,
        due_on=assignment.due_on,
        due_after_workdays=assignment.due_after_workdays,
        repeat_months=assignment.repeat_months,
        window_days=assignment.window_days,
        note=assignment.note,
    )


def carry_out(
    assignment: AssignmentRow,
    plan: Sequence[Planned],
    *,
    actor: Actor,
    now: datetime,
    bulk_id: int | None = None,
    starts_on: date | None = None,
) -> None:
    """Write what was decided: obligations, their changes, counters, new cycles, messages."""
    terms = terms_of(assignment)
    written = [one for one in plan if one.is_written]
    _change_existing(assignment, written, actor=actor, now=now, bulk_id=bulk_id)
    fresh = [one for one in written if one.obligation_id is None]
    starts = starts_on or terms.starts_on
    writing_store.insert_planned(assignment.id, assignment.course, terms, fresh, starts_on=starts, now=now)
    if fresh:
        count(writing_store.is_untold(assignment.id, now), 1)
        writing_store.add_changes_of_new(
            assignment.id, actor=actor, note=assignment.note, bulk_id=bulk_id, now=now
        )
    renewed = {one.person_id: one.cycle for one in written if one.fate is Fate.RENEWED}
    cycles_store.begin(assignment.course, renewed, version=_version(assignment.course), now=now)
    _tell(assignment, written, now)


def _change_existing(
    assignment: AssignmentRow,
    written: Sequence[Planned],
    *,
    actor: Actor,
    now: datetime,
    bulk_id: int | None,
) -> None:
    """Make obligations stricter, bring withdrawn ones back, and let finished ones repeat."""
    decided = {one.obligation_id: one for one in written if one.obligation_id is not None}
    before = store.obligations(decided, locked=True)
    stricter = [row for row in before.values() if decided[row.id].fate is Fate.STRICTER]
    others = [row for row in before.values() if decided[row.id].fate is not Fate.STRICTER]
    repeating = [row for row in others if row.state == COMPLETED]
    again = [row for row in others if row.state != COMPLETED]
    with counted_anew(obligation_ids=list(before)):
        writing_store.change_rows(
            [
                {
                    "id": row.id,
                    "due_on": decided[row.id].due_on,
                    "first_due_on": min(row.first_due_on, decided[row.id].due_on),
                    "level": _stricter(row.level, assignment.level),
                }
                for row in stricter
            ]
        )
        writing_store.change_rows([_again(assignment, row.id, decided[row.id]) for row in again])
        writing_store.change_rows(
            [
                {
                    "id": row.id,
                    "assignment_id": assignment.id,
                    "valid_until": decided[row.id].valid_until,
                    "level": _stricter(row.level, assignment.level),
                }
                for row in repeating
            ]
        )
    dates = {row.id: decided[row.id].due_on for row in before.values()}
    note = assignment.note
    for reason, rows in _by_reason(stricter, assignment.level).items():
        writing_store.add_changes(
            rows,
            "shifted",
            actor=actor,
            now=now,
            due_after=dates,
            reason_kind=reason,
            note=note,
            bulk_id=bulk_id,
        )
    writing_store.add_changes(
        others, "assigned", actor=actor, now=now, due_after=dates, note=note, bulk_id=bulk_id
    )


def _again(assignment: AssignmentRow, row_id: int, one: Planned) -> Mapping[str, object]:
    return {
        "id": row_id,
        "assignment_id": assignment.id,
        "level": assignment.level,
        "due_on": one.due_on,
        "first_due_on": one.due_on,
        "state": COMPLETED if one.completed_on else OPEN,
        "completed_on": one.completed_on,
        "valid_until": one.valid_until,
        "exempt_reason": "",
        "own_shifts": 0,
    }


def _by_reason(rows: Sequence[ObligationRow], level: str) -> dict[str, list[ObligationRow]]:
    found: dict[str, list[ObligationRow]] = {}
    for row in rows:
        is_raised = _stricter(row.level, level) != row.level
        found.setdefault(STRICTER_LEVEL if is_raised else STRICTER, []).append(row)
    return found


def _stricter(one: str, other: str) -> str:
    return MANDATORY if MANDATORY in (one, other) else RECOMMENDED


def _due_dates(people: Sequence[AudiencePerson], terms: Terms, joins_on: date | None) -> dict[int, date]:
    """The due date of each person; people who are away on the same days are counted once."""
    if terms.due_on is not None and joins_on is None:
        return {person.id: terms.due_on for person in people}
    since = max(terms.starts_on, joins_on or terms.starts_on)
    days = workdays_from(since)
    busy = audience_store.busy_windows(since)
    away = audience_store.absences(since, [person.id for person in people])
    known: dict[tuple[object, ...], date] = {}
    dates: dict[int, date] = {}
    for person in people:
        closed = (*busy.get(person.unit_id, ()), *away.get(person.id, ()))
        if closed not in known:
            known[closed] = due_date(terms, days, closed, joins_on=joins_on)
        dates[person.id] = known[closed]
    return dates


def _tell(assignment: AssignmentRow, written: Collection[Planned], now: datetime) -> None:
    told = {one.person_id: one.due_on for one in written if one.completed_on is None}
    dates = set(told.values())
    if told:
        tell_assigned(list(told), assignment, dates.pop() if len(dates) == 1 else None, now)


def _version(course: str) -> str:
    published = find_course(course)
    return published.version if published else ""
