"""Every query on who is in an audience, and on the days people and units are away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, insert, or_, select

from elearn.database import db
from elearn.obligations.rows import AssignmentRow, AudiencePerson
from elearn.obligations.rules import EXEMPT, LEFT_AUDIENCE, OPEN, WITHDRAWN, Audience
from elearn.obligations.store import chunks
from elearn.obligations.tables import AssignmentPerson, Obligation
from elearn.people.store import is_here
from elearn.people.tables import Absence, BusyWindow, Person, Unit, UnitClosure
from elearn.workdays import DaySpan


@dataclass(frozen=True, kw_only=True, slots=True)
class BusyRow:
    """A busy time of a unit; both days are included."""

    id: int
    unit_name: str
    first_day: date
    last_day: date
    name: str


def people_in(
    audience: Audience, today: date, *, only: Collection[int] | None = None
) -> list[AudiencePerson]:
    """The people of an audience who have not left (of these people, or all); one query.

    An audience that names people takes one query for every 10,000.
    """
    query = _people(today, only)
    if audience.names_people:
        found = [_rows(query.where(Person.id.in_(ids))) for ids in chunks(audience.person_ids)]
        return [person for rows in found for person in rows]
    return _rows(query.where(*_conditions(audience)))


def joiners(
    assignment: AssignmentRow, today: date, *, only: Collection[int] | None = None
) -> list[AudiencePerson]:
    """Who is in the audience of an assignment and has no obligation in its course (of these people, or all).

    Of an assignment that repeats also who finished the course for one that does not. Who was taken out by
    name stays out; who had left the audience comes back. One query.
    """
    mine = and_(Obligation.person_id == Person.id, Obligation.course == assignment.course)
    taken_out = and_(
        Obligation.state == WITHDRAWN,
        Obligation.assignment_id == assignment.id,
        Obligation.exempt_reason != LEFT_AUDIENCE,
    )
    has = Obligation.state != WITHDRAWN
    if assignment.repeat_months is not None:
        has = or_(Obligation.state.in_((OPEN, EXEMPT)), Obligation.valid_until.is_not(None))
    has_it = exists().where(mine, or_(has, taken_out))
    return _rows(_people(today, only).where(~has_it, *_conditions(audience_of(assignment))))


def leavers(assignment: AssignmentRow, today: date, *, only: Collection[int] | None = None) -> list[int]:
    """The unfinished obligations of an assignment whose people are no longer in its audience; one query."""
    conditions = [] if assignment.names_people else _conditions(audience_of(assignment))
    inside = select(Person.id).where(is_here(today), *conditions)
    query = select(Obligation.id).where(
        Obligation.assignment_id == assignment.id,
        Obligation.state.in_((OPEN, EXEMPT)),
        Obligation.person_id.not_in(inside),
    )
    return list(db.session.scalars(query if only is None else query.where(Obligation.person_id.in_(only))))


def audience_of(assignment: AssignmentRow) -> Audience:
    """The audience of an assignment; one query where it names people."""
    named: frozenset[int] = frozenset()
    if assignment.names_people:
        query = select(AssignmentPerson.person_id).where(AssignmentPerson.assignment_id == assignment.id)
        named = frozenset(db.session.scalars(query))
    return Audience(
        person_ids=named,
        unit_id=assignment.unit_id,
        position_kind=assignment.position_kind,
        employment_status=assignment.employment_status,
    )


def insert_named(assignment_id: int, person_ids: Collection[int]) -> None:
    """Name the people of an assignment."""
    if person_ids:
        rows = [{"assignment_id": assignment_id, "person_id": person_id} for person_id in sorted(person_ids)]
        db.session.execute(insert(AssignmentPerson), rows)


def busy_windows(since: date) -> dict[int, list[DaySpan]]:
    """The busy days of each unit from a day on, those of the units above included; one query."""
    found: dict[int, list[DaySpan]] = defaultdict(list)
    query = (
        select(UnitClosure.unit_id, BusyWindow.first_day, BusyWindow.last_day)
        .join(BusyWindow, BusyWindow.unit_id == UnitClosure.ancestor_id)
        .where(BusyWindow.last_day >= since)
        .order_by(BusyWindow.first_day, BusyWindow.id)
    )
    for unit_id, first_day, last_day in db.session.execute(query):
        found[unit_id].append(DaySpan(first_day, last_day))
    return found


def absences(since: date, person_ids: Collection[int]) -> dict[int, list[DaySpan]]:
    """The days people are away from a day on; one query for every 10,000 people."""
    found: dict[int, list[DaySpan]] = defaultdict(list)
    for ids in chunks(person_ids):
        query = (
            select(Absence.person_id, Absence.first_day, Absence.last_day)
            .where(Absence.last_day >= since, Absence.person_id.in_(ids))
            .order_by(Absence.first_day, Absence.id)
        )
        for person_id, first_day, last_day in db.session.execute(query):
            found[person_id].append(DaySpan(first_day, last_day))
    return found


def busy_rows(unit_ids: Collection[int] | None, since: date) -> list[BusyRow]:
    """The busy times of these units (None: of all) from a day on, the earliest first; one query."""
    columns = (BusyWindow.id, Unit.name.label("unit_name"), BusyWindow.first_day, BusyWindow.last_day)
    query = select(*columns, BusyWindow.name).join(Unit, Unit.id == BusyWindow.unit_id)
    if unit_ids is not None:
        query = query.where(BusyWindow.unit_id.in_(unit_ids))
    query = query.where(BusyWindow.last_day >= since).order_by(BusyWindow.first_day, BusyWindow.id)
    return [BusyRow(**row._mapping) for row in db.session.execute(query)]


def insert_busy(unit_id: int, first_day: date, last_day: date, name: str) -> int:
    """Write a busy time and give its id."""
    row = BusyWindow(unit_id=unit_id, first_day=first_day, last_day=last_day, name=name)
    db.session.add(row)
    db.session.flush()
    return row.id


def delete_busy(busy_id: int, unit_ids: Collection[int] | None) -> int | None:
    """Remove a busy time of these units (None: of any); gives its unit, None when there was none."""
    query = delete(BusyWindow).where(BusyWindow.id == busy_id)
    if unit_ids is not None:
        query = query.where(BusyWindow.unit_id.in_(unit_ids))
    return db.session.scalar(query.returning(BusyWindow.unit_id))


def every_unit_id() -> list[int]:
    """All units; one query."""
    return list(db.session.scalars(select(Unit.id)))


def people_below(unit_ids: Collection[int] | None, person_ids: Collection[int]) -> set[int]:
    """Which of these people belong to these units (None: any unit); one query for every 10,000."""
    found: set[int] = set()
    for ids in chunks(person_ids):
        query = select(Person.id).where(Person.id.in_(ids))
        found.update(
            db.session.scalars(query if unit_ids is None else query.where(Person.unit_id.in_(unit_ids)))
        )
    return found


def _people(today: date, only: Collection[int] | None) -> Select[*tuple[Any, ...]]:
    query = select(Person.id, Person.unit_id, Person.position_kind, Person.employment_status).where(
        is_here(today)
    )
    return query if only is None else query.where(Person.id.in_(only))


def _conditions(audience: Audience) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if audience.unit_id is not None:
        below = select(UnitClosure.unit_id).where(UnitClosure.ancestor_id == audience.unit_id)
        conditions.append(Person.unit_id.in_(below))
    if audience.position_kind:
        conditions.append(Person.position_kind == audience.position_kind)
    if audience.employment_status:
        conditions.append(Person.employment_status == audience.employment_status)
    return conditions


def _rows(query: Select[*tuple[Any, ...]]) -> list[AudiencePerson]:
    return [AudiencePerson(**row._mapping) for row in db.session.execute(query)]
