"""Every query that reads obligations, their changes, assignments and requests; in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.obligations.days import day_after
from elearn.obligations.rows import (
    AssignmentRow,
    BulkRow,
    ChangeRow,
    DutyRow,
    ObligationRow,
    RelearnRow,
    ShiftRequestRow,
)
from elearn.obligations.rules import COMPLETED, EXEMPT, WITHDRAWN
from elearn.obligations.tables import Assignment, BulkAction, Obligation, ObligationChange, ShiftRequest
from elearn.progress.tables import Enrolment
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.tables import Release, ReleaseChange

AT_ONCE = 10_000
"""Ids in one statement: databases allow some ten thousand parameters."""
_COLUMNS = tuple(getattr(Obligation, name) for name in ObligationRow.__dataclass_fields__)
_CHANGE = tuple(getattr(ObligationChange, name) for name in ChangeRow.__dataclass_fields__)
_ASSIGNMENT = tuple(getattr(Assignment, name) for name in AssignmentRow.__dataclass_fields__)
_BULK = tuple(getattr(BulkAction, name) for name in BulkRow.__dataclass_fields__)


def obligations_of(person_ids: Collection[int], *, on: date | None = None) -> list[ObligationRow]:
    """The obligations of people, of each course the latest cycle, by person and due date.

    With `on`, as they stood at the end of that day, by the words of their changes. Withdrawn ones are left
    out. One query for every 10,000 people; with `on`, two.
    """
    if on is None:
        return _latest(one for one in _all_cycles(person_ids) if one.state != WITHDRAWN)
    made_before = day_after(on)
    rows = _all_cycles(person_ids, Obligation.made_at < made_before)
    later = _first_changes_since([one.id for one in rows], made_before)
    as_then = (_as_before(one, later.get(one.id, ()), on) for one in rows)
    return _latest(one for one in as_then if one.state != WITHDRAWN)


def duties_of(person_id: int) -> list[DutyRow]:
    """The obligations of a person, of each course the latest cycle, with why they are asked; one query."""
    query = (
        select(*_COLUMNS, Assignment.note, Assignment.made_by_name, Assignment.cause)
        .join(Assignment, Assignment.id == Obligation.assignment_id)
        .where(Obligation.person_id == person_id, Obligation.state != WITHDRAWN)
        .order_by(Obligation.cycle)
    )
    by_course = {}
    for *columns, note, made_by_name, cause in db.session.execute(query):
        row = ObligationRow(**dict(zip(ObligationRow.__dataclass_fields__, columns, strict=True)))
        by_course[row.course] = DutyRow(row=row, note=note, made_by_name=made_by_name, cause=cause)
    return sorted(by_course.values(), key=lambda one: (one.row.due_on, one.row.course))


def every_cycle_of(person_id: int) -> list[ObligationRow]:
    """All obligations a person ever had, withdrawn ones too, the latest due first; one query."""
    return sorted(_all_cycles([person_id]), key=lambda one: (one.due_on, one.id), reverse=True)


def changes_of(obligation_ids: Collection[int]) -> dict[int, list[ChangeRow]]:
    """What was done to obligations, by obligation, the first change first; one query for 10,000."""
    found: dict[int, list[ChangeRow]] = {one: [] for one in obligation_ids}
    for ids in chunks(obligation_ids):
        query = select(*_CHANGE).where(ObligationChange.obligation_id.in_(ids)).order_by(ObligationChange.id)
        for row in db.session.execute(query):
            found[row.obligation_id].append(ChangeRow(**row._mapping))
    return found


def started(person_ids: Collection[int], courses: Collection[str]) -> set[tuple[int, str]]:
    """Who is in which of these courses since the present cycle began; one query for 10,000 people."""
    found: set[tuple[int, str]] = set()
    for ids in chunks(person_ids):
        query = select(Enrolment.person_id, Enrolment.course).where(
            Enrolment.person_id.in_(ids),
            Enrolment.course.in_(courses),
            Enrolment.left_at.is_(None),
            or_(Enrolment.cycle_began_at.is_(None), Enrolment.last_opened_at >= Enrolment.cycle_began_at),
        )
        found.update((person_id, course) for person_id, course in db.session.execute(query))
    return found


def obligations(ids: Collection[int], *, locked: bool = False) -> dict[int, ObligationRow]:
    """Obligations by id; `locked`: nobody changes them until the transaction ends (PostgreSQL)."""
    found: dict[int, ObligationRow] = {}
    for some in chunks(ids):
        query = select(*_COLUMNS).where(Obligation.id.in_(some)).order_by(Obligation.id)
        found |= {row.id: row for row in _rows(query.with_for_update() if locked else query)}
    return found


def find_obligation(person_id: int, course: str, cycle: int) -> ObligationRow | None:
    """The obligation of one person in one cycle of a course, or None; locked for the transaction."""
    query = select(*_COLUMNS).where(
        Obligation.person_id == person_id, Obligation.course == course, Obligation.cycle == cycle
    )
    return next(iter(_rows(query.with_for_update())), None)


def of_course(course: str, person_ids: Collection[int]) -> dict[int, list[ObligationRow]]:
    """Every cycle that people have of a course, by person, the first cycle first; locked."""
    found: dict[int, list[ObligationRow]] = defaultdict(list)
    for ids in chunks(person_ids):
        query = (
            select(*_COLUMNS)
            .where(Obligation.course == course, Obligation.person_id.in_(ids))
            .order_by(Obligation.person_id, Obligation.cycle)
        )
        for row in _rows(query.with_for_update()):
            found[row.person_id].append(row)
    return found


def of_assignment(assignment_id: int) -> list[ObligationRow]:
    """All obligations an assignment holds, by due date; one query."""
    query = select(*_COLUMNS).where(Obligation.assignment_id == assignment_id)
    return _rows(query.order_by(Obligation.due_on, Obligation.id))


def page_of_assignment(
    assignment_id: int, states: Collection[str], *, first: int, limit: int, due_before: date | None = None
) -> list[ObligationRow]:
    """Some obligations of an assignment in these states (and due before a day), by date; one query."""
    query = (
        select(*_COLUMNS)
        .where(Obligation.assignment_id == assignment_id, Obligation.state.in_(states))
        .order_by(Obligation.due_on, Obligation.id)
    )
    if due_before is not None:
        query = query.where(Obligation.due_on < due_before)
    return _rows(query.offset(first).limit(limit))


def find_assignment(assignment_id: int) -> AssignmentRow | None:
    """An assignment, or None."""
    return next(iter(_assignments(select(*_ASSIGNMENT).where(Assignment.id == assignment_id))), None)


def assignments(ids: Collection[int]) -> dict[int, AssignmentRow]:
    """Assignments by id; one query."""
    rows = _assignments(select(*_ASSIGNMENT).where(Assignment.id.in_(ids)))
    return {row.id: row for row in rows}


def running_assignments() -> list[AssignmentRow]:
    """The assignments that nobody ended, the oldest first; one query."""
    return _assignments(select(*_ASSIGNMENT).where(Assignment.ended_at.is_(None)).order_by(Assignment.id))


def assignments_within(
    unit_ids: Collection[int] | None, maker_id: int, *, first: int, limit: int
) -> list[AssignmentRow]:
    """Assignments for these units (None: all), and those somebody made himself, the newest first."""
    query = select(*_ASSIGNMENT)
    if unit_ids is not None:
        query = query.where(or_(Assignment.unit_id.in_(unit_ids), Assignment.made_by == maker_id))
    return _assignments(query.order_by(Assignment.id.desc()).offset(first).limit(limit))


def tallies(assignment_ids: Collection[int], today: date) -> dict[int, dict[str, int]]:
    """How many obligations of each assignment are in each state; open ones past their date are "overdue"."""
    overdue = and_(Obligation.state == "open", Obligation.due_on < today).label("is_overdue")
    query = (
        select(Obligation.assignment_id, Obligation.state, overdue, func.count())
        .where(Obligation.assignment_id.in_(assignment_ids))
        .group_by(Obligation.assignment_id, Obligation.state, "is_overdue")
    )
    found: dict[int, dict[str, int]] = {one: defaultdict(int) for one in assignment_ids}
    for assignment_id, state, is_overdue, people in db.session.execute(query):
        found[assignment_id]["overdue" if is_overdue else state] += people
    return found


def lapsing(assignment_id: int, until: date, limit: int) -> list[ObligationRow]:
    """Completions of an assignment that count until this day at the latest and have no later cycle."""
    later = aliased(Obligation)
    has_later = exists().where(
        later.person_id == Obligation.person_id,
        later.course == Obligation.course,
        later.cycle > Obligation.cycle,
    )
    query = select(*_COLUMNS).where(
        Obligation.assignment_id == assignment_id,
        Obligation.state == COMPLETED,
        Obligation.valid_until <= until,
        ~has_later,
    )
    return _rows(query.order_by(Obligation.id).limit(limit))


def relearn_releases() -> list[RelearnRow]:
    """By course the last release that asks to learn again and has no assignment yet; one query."""
    covered = exists().where(
        Assignment.course == ReleaseChange.course,
        Assignment.cause == "relearn",
        Assignment.made_at >= Release.published_at,
    )
    query = (
        select(ReleaseChange.course, ReleaseChange.version, Release.number, Release.published_at)
        .join(Release, Release.number == ReleaseChange.release_number)
        .where(ReleaseChange.kind == CourseChangeKind.RELEARN.value, ~covered)
        .order_by(Release.number)
    )
    last = {row.course: RelearnRow(**row._mapping) for row in db.session.execute(query)}
    return list(last.values())


def is_noted_since(action: str, instant: datetime) -> bool:
    """Whether the audit log has such an entry since an instant."""
    query = select(AuditEntry.id).where(AuditEntry.at >= instant, AuditEntry.action == action).limit(1)
    return db.session.execute(query).first() is not None


def find_bulk(bulk_id: int) -> BulkRow | None:
    """An action on many people, or None."""
    row = db.session.execute(select(*_BULK).where(BulkAction.id == bulk_id)).one_or_none()
    return BulkRow(**row._mapping) if row else None


def bulks_by(actor_id: int, since: datetime) -> list[BulkRow]:
    """What somebody did to many people since an instant and has not taken back, the latest first."""
    query = select(*_BULK).where(
        BulkAction.actor_id == actor_id, BulkAction.at >= since, BulkAction.undone_at.is_(None)
    )
    return [BulkRow(**row._mapping) for row in db.session.execute(query.order_by(BulkAction.id.desc()))]


def bulk_changes(bulk_id: int) -> list[ChangeRow]:
    """The changes that one action made."""
    query = select(*_CHANGE).where(ObligationChange.bulk_id == bulk_id).order_by(ObligationChange.id)
    return [ChangeRow(**row._mapping) for row in db.session.execute(query)]


def changed_since(bulk_id: int) -> set[int]:
    """The obligations of an action on many to which something happened after it; one query."""
    mine = select(ObligationChange.obligation_id, ObligationChange.id).where(
        ObligationChange.bulk_id == bulk_id
    )
    first = mine.subquery()
    query = (
        select(ObligationChange.obligation_id)
        .join(first, first.c.obligation_id == ObligationChange.obligation_id)
        .where(
            ObligationChange.id > first.c.id,
            or_(ObligationChange.bulk_id.is_(None), ObligationChange.bulk_id != bulk_id),
        )
    )
    return set(db.session.scalars(query))


def requests(
    *, obligation_ids: Collection[int] | None = None, only_open: bool = False
) -> list[ShiftRequestRow]:
    """Requests for another date (of these obligations, or all), the latest first; one query for 10,000."""
    query = _requests().order_by(ShiftRequest.id.desc())
    if only_open:
        query = query.where(ShiftRequest.verdict == "open")
    if obligation_ids is None:
        return _request_rows(query)
    found = (
        _request_rows(query.where(ShiftRequest.obligation_id.in_(ids))) for ids in chunks(obligation_ids)
    )
    return [row for rows in found for row in rows]


def requests_of_people(person_ids: Collection[int]) -> list[ShiftRequestRow]:
    """The requests of these people that wait for a decision, the oldest first; one query for 10,000."""
    query = _requests().where(ShiftRequest.verdict == "open").order_by(ShiftRequest.id)
    found = (_request_rows(query.where(Obligation.person_id.in_(ids))) for ids in chunks(person_ids))
    return [row for rows in found for row in rows]


def find_request(request_id: int) -> ShiftRequestRow | None:
    """A request, or None; locked for the transaction."""
    query = _requests().where(ShiftRequest.id == request_id).with_for_update()
    return next(iter(_request_rows(query)), None)


def chunks(ids: Collection[int]) -> Iterator[tuple[int, ...]]:
    """Ids in portions that one statement can name."""
    every = tuple(ids)
    return (every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE))


def _all_cycles(person_ids: Collection[int], *conditions: ColumnElement[bool]) -> list[ObligationRow]:
    found: list[ObligationRow] = []
    for ids in chunks(person_ids):
        found += _rows(select(*_COLUMNS).where(Obligation.person_id.in_(ids), *conditions))
    return found


def _latest(rows: Iterable[ObligationRow]) -> list[ObligationRow]:
    by_course: dict[tuple[int, str], ObligationRow] = {}
    for row in sorted(rows, key=lambda one: one.cycle):
        by_course[row.person_id, row.course] = row
    return sorted(by_course.values(), key=lambda one: (one.person_id, one.due_on, one.course))


def _first_changes_since(ids: Collection[int], instant: datetime) -> dict[int, list[ChangeRow]]:
    """The changes from an instant on, by obligation, in order."""
    found: dict[int, list[ChangeRow]] = defaultdict(list)
    for some in chunks(ids):
        query = select(*_CHANGE).where(
            ObligationChange.obligation_id.in_(some), ObligationChange.at >= instant
        )
        for row in db.session.execute(query.order_by(ObligationChange.id)):
            found[row.obligation_id].append(ChangeRow(**row._mapping))
    return found


def _as_before(row: ObligationRow, later: Sequence[ChangeRow], on: date) -> ObligationRow:
    """An obligation before the changes that came later: each of them says what it found."""
    if not later:
        return row
    state = later[0].state_before or row.state
    due_on = later[0].due_before or row.due_on
    is_done = row.completed_on is not None and row.completed_on <= on and state in (COMPLETED, EXEMPT)
    return replace(
        row,
        state=state,
        due_on=due_on,
        completed_on=row.completed_on if is_done else None,
        valid_until=row.valid_until if is_done else None,
        # The end of an exemption says what had been its reason.
        exempt_reason=(later[0].reason_kind or row.exempt_reason) if state == EXEMPT else "",
    )


def _rows(query: Select[*tuple[Any, ...]]) -> list[ObligationRow]:
    return [ObligationRow(**row._mapping) for row in db.session.execute(query)]


def _assignments(query: Select[*tuple[Any, ...]]) -> list[AssignmentRow]:
    return [AssignmentRow(**row._mapping) for row in db.session.execute(query)]


def _requests() -> Select[*tuple[Any, ...]]:
    return select(
        ShiftRequest.id,
        ShiftRequest.obligation_id,
        Obligation.person_id,
        Obligation.course,
        Obligation.due_on,
        ShiftRequest.asked_at,
        ShiftRequest.wanted_on,
        ShiftRequest.reason,
        ShiftRequest.verdict,
        ShiftRequest.answer,
        ShiftRequest.decided_at,
    ).join(Obligation, Obligation.id == ShiftRequest.obligation_id)


def _request_rows(query: Select[*tuple[Any, ...]]) -> list[ShiftRequestRow]:
    return [ShiftRequestRow(**row._mapping) for row in db.session.execute(query)]
