"""Queries on whom somebody leads indirectly, and on the people of units: figures, never names."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from elearn.database import db
from elearn.ledger.tables import JpYear
from elearn.obligations.rules import COMPLETED, LATE, MANDATORY, OPEN
from elearn.obligations.tables import Obligation, ObligationCount
from elearn.people.rows import UnitRow
from elearn.people.store import is_here
from elearn.people.tables import Person, ReportingLine, Unit, UnitClosure
from elearn.team.store import latest_cycle
from elearn.team.values import UnitFigures


def left(person_ids: Collection[int], today: date) -> set[int]:
    """Who of these people belongs to the installation no more."""
    query = select(Person.id).where(Person.id.in_(person_ids), ~is_here(today))
    return set(db.session.scalars(query))


def leads_in_unit(leader_id: int, unit_id: int, today: date) -> bool:
    """Whether somebody indirectly leads anybody in this unit or below it."""
    query = select(Person.id).where(
        Person.id.in_(_indirect(leader_id, today)), Person.unit_id.in_(_below(unit_id)), is_here(today)
    )
    return db.session.execute(query.limit(1)).first() is not None


def indirect_figures(leader_id: int, today: date, unit_id: int | None = None) -> list[UnitFigures]:
    """Figures of whom somebody leads indirectly, by their own unit (in `unit_id` and below). Two queries."""
    people = Person.id.in_(_indirect(leader_id, today)) & is_here(today)
    if unit_id is not None:
        people &= Person.unit_id.in_(_below(unit_id))
    done = Obligation.state == COMPLETED
    in_time = and_(done, or_(Obligation.completed_on.is_(None), Obligation.completed_on <= Obligation.due_on))
    overdue = and_(Obligation.state == OPEN, Obligation.due_on < today)
    query = (
        select(Person.unit_id, _how_many(in_time), _how_many(done), _how_many(overdue))
        .join(Person, Person.id == Obligation.person_id)
        .where(people, Obligation.level == MANDATORY, *latest_cycle())
        .group_by(Person.unit_id)
    )
    return _together(_people(people, today.year), query)


def unit_figures(unit_id: int, today: date) -> list[UnitFigures]:
    """Figures of everybody in a unit and below, by their own unit: from the counters. Two queries."""
    people = Person.unit_id.in_(_below(unit_id)) & is_here(today)
    count, standing = ObligationCount, ObligationCount.standing
    amount = func.sum(count.people)
    query = (
        select(
            count.unit_id,
            amount.filter(standing == COMPLETED),
            amount.filter(standing.in_([COMPLETED, LATE])),
            amount.filter(standing == OPEN, count.due_on < today),
        )
        .where(count.unit_id.in_(_below(unit_id)), count.level == MANDATORY)
        .group_by(count.unit_id)
    )
    return _together(_people(people, today.year), query)


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((condition, 1), else_=0))


def _people(condition: ColumnElement[bool], year: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Person.unit_id, func.count(), func.coalesce(func.sum(JpYear.jp), 0))
        .outerjoin(JpYear, (JpYear.person_id == Person.id) & (JpYear.year == year))
        .where(condition)
        .group_by(Person.unit_id)
    )


def _together(people: Select[*tuple[Any, ...]], obligations: Select[*tuple[Any, ...]]) -> list[UnitFigures]:
    counts = {
        unit_id: (in_time or 0, done or 0, overdue or 0)
        for unit_id, in_time, done, overdue in db.session.execute(obligations)
    }
    rows = []
    for unit_id, amount, jp in db.session.execute(people):
        in_time, done, overdue = counts.get(unit_id, (0, 0, 0))
        rows.append(
            UnitFigures(
                unit_id=unit_id,
                people=amount,
                in_time=in_time,
                answerable=done + overdue,
                overdue=overdue,
                jp=Decimal(jp),
            )
        )
    return rows


def child_units(unit_id: int) -> list[UnitRow]:
    """The units right below one, by name."""
    query = select(Unit.id, Unit.code, Unit.name, Unit.kind, Unit.parent_id).where(
        Unit.parent_id == unit_id, Unit.closed_on.is_(None)
    )
    return [UnitRow(**row._mapping) for row in db.session.execute(query.order_by(Unit.name))]


def tops_of(unit_ids: Collection[int], tops: Collection[int]) -> dict[int, int]:
    """For each of these units the one of `tops` that it is or stands below."""
    query = select(UnitClosure.unit_id, UnitClosure.ancestor_id).where(
        UnitClosure.unit_id.in_(unit_ids), UnitClosure.ancestor_id.in_(tops)
    )
    # Ordered: of two tops above each other the nearer one counts.
    rows = db.session.execute(query.order_by(UnitClosure.depth.desc()))
    return {row.unit_id: row.ancestor_id for row in rows}


def ids_in_unit(unit_id: int, today: date, *, with_below: bool, limit: int) -> list[int]:
    """The people of a unit (and of those below), not more than `limit`."""
    where = Person.unit_id.in_(_below(unit_id)) if with_below else Person.unit_id == unit_id
    query = select(Person.id).where(where, is_here(today)).order_by(Person.name, Person.id).limit(limit)
    return list(db.session.scalars(query))


def _below(unit_id: int) -> Select[int]:
    return select(UnitClosure.unit_id).where(UnitClosure.ancestor_id == unit_id)


def _indirect(leader_id: int, today: date) -> Select[int]:
    """Whom the people he leads lead, and so on down; a circle of lines ends where it began."""
    first = select(ReportingLine.person_id.label("id")).where(
        ReportingLine.supervisor_id == leader_id, _holds(today)
    )
    below = first.cte("below", recursive=True)
    further = select(ReportingLine.person_id).join(below, ReportingLine.supervisor_id == below.c.id)
    below = below.union(further.where(_holds(today)))
    return select(below.c.id).where(below.c.id.not_in(first), below.c.id != leader_id)


def _holds(on: date) -> ColumnElement[bool]:
    return (ReportingLine.valid_from <= on) & or_(
        ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= on
    )
