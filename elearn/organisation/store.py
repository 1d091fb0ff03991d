"""The sums of the organisation's pages, and the units they are of.

A fixed number of statements whatever the size: figures are read from `obligation_count` and `jp_year`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, and_, case, func, select, type_coerce

from elearn.database import connection, db
from elearn.ledger.tables import JpYear
from elearn.obligations.tables import Assignment, ObligationCount
from elearn.organisation.asked import Asked
from elearn.organisation.conditions import Scope, is_counted, is_here, is_of_group
from elearn.organisation.rules import Figures, standing_figures
from elearn.people.tables import Person, Unit, UnitClosure


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A unit as a row of the page."""

    id: int
    name: str


class PeopleLine(NamedTuple):
    """How many people of one unit, kind and status there are, and the sum of their JP."""

    unit_id: int
    kind: str
    status: str
    people: int
    jp: float


def units_of_tops(top_ids: Collection[int]) -> list[UnitLine]:
    """These units themselves, by name."""
    return _children(Unit.id.in_(top_ids))


def units_right_below(unit_id: int) -> list[UnitLine]:
    """The units right below one, by name."""
    return _children(Unit.parent_id == unit_id)


def lineage(unit_id: int) -> list[UnitLine]:
    """A unit and all above it, the highest first."""
    query = (
        select(Unit.id, Unit.name)
        .join(UnitClosure, UnitClosure.ancestor_id == Unit.id)
        .where(UnitClosure.unit_id == unit_id)
        .order_by(UnitClosure.depth.desc())
    )
    return [UnitLine(**row) for row in db.session.execute(query).mappings()]


def tops_of(top_ids: Collection[int]) -> dict[int, int]:
    """For each unit below one of these the one it is below of."""
    query = select(UnitClosure.unit_id, UnitClosure.ancestor_id).where(UnitClosure.ancestor_id.in_(top_ids))
    return {row.unit_id: row.ancestor_id for row in db.session.execute(query)}


def people_below(unit_ids: Collection[int], today: date) -> dict[int, int]:
    """How many people are in each of these units with all units below it."""
    query = (
        select(UnitClosure.ancestor_id, func.count())
        .join(Person, Person.unit_id == UnitClosure.unit_id)
        .where(UnitClosure.ancestor_id.in_(unit_ids), is_here(today))
        .group_by(UnitClosure.ancestor_id)
    )
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {unit_id: found.get(unit_id, 0) for unit_id in unit_ids}


def people_in(unit_id: int, today: date) -> int:
    """How many people are in a unit itself."""
    query = select(func.count()).select_from(Person).where(Person.unit_id == unit_id, is_here(today))
    return int(db.session.scalar(query) or 0)


def courses() -> list[str]:
    """Every course that was ever assigned."""
    return list(db.session.scalars(select(Assignment.course).distinct().order_by(Assignment.course)))


def figures_by_unit(scope: Scope, asked: Asked, today: date) -> dict[int, Figures]:
    """How obligations stand, by the people's own unit. One pass over the counters in their order."""
    people, is_open = ObligationCount.people, ObligationCount.standing == "open"
    query = (
        select(
            ObligationCount.unit_id,
            func.sum(people).label("total"),
            _sum_where(ObligationCount.standing == "completed").label("in_time"),
            _sum_where(ObligationCount.standing == "late").label("late"),
            _sum_where(ObligationCount.standing == "exempt").label("exempt"),
            _sum_where(is_open).label("open"),
            _sum_where(and_(is_open, ObligationCount.due_on < today)).label("overdue"),
        )
        .where(*is_counted(scope, asked))
        .group_by(ObligationCount.unit_id)
    )
    return {
        row.unit_id: Figures(
            total=int(row.total),
            in_time=int(row.in_time),
            late=int(row.late),
            exempt=int(row.exempt),
            open=int(row.open),
            overdue=int(row.overdue),
        )
        for row in connection().execute(query)
    }


def figures_by_group(scope: Scope, asked: Asked, today: date) -> dict[tuple[str, str, date], Figures]:
    """How obligations stand, by kind of position, status and due date; from one index, in its order."""
    keys = (
        ObligationCount.position_kind,
        ObligationCount.employment_status,
        ObligationCount.standing,
        ObligationCount.due_on,
    )
    query = select(*keys, func.sum(ObligationCount.people).label("people")).where(*is_counted(scope, asked))
    found: defaultdict[tuple[str, str, date], Figures] = defaultdict(Figures)
    for kind, status, standing, due_on, count in connection().execute(query.group_by(*keys)):
        found[kind, status, due_on] += standing_figures(standing, due_on, int(count), today)
    return dict(found)


def people_by_group(scope: Scope, asked: Asked, today: date) -> list[PeopleLine]:
    """People who are here and their JP of the year, by unit, kind of position and status.

    Plain rows, not figures: in a nation they are tens of thousands.
    """
    keys = (Person.unit_id, Person.position_kind, Person.employment_status)
    jp = type_coerce(func.coalesce(func.sum(JpYear.jp), 0), Float)
    query = (
        select(*keys, func.count(), jp)
        .outerjoin(JpYear, and_(JpYear.person_id == Person.id, JpYear.year == asked.year))
        .where(is_here(today), *scope.holds(Person.unit_id), *is_of_group(Person, asked))
        .group_by(*keys)
    )
    return [PeopleLine(*row) for row in connection().execute(query)]


def _children(which: ColumnElement[bool]) -> list[UnitLine]:
    query = select(Unit.id, Unit.name).where(which).order_by(Unit.name, Unit.id)
    return [UnitLine(**row) for row in db.session.execute(query).mappings()]


def _sum_where(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, ObligationCount.people), else_=0))
