"""Every query on persons, numbers, units and reporting lines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, insert, literal, or_, select

from elearn.database import db
from elearn.people.names import name_key
from elearn.people.rows import PersonRow, UnitRow
from elearn.people.tables import Delegation, EmployeeNumber, Person, ReportingLine, Unit, UnitClosure


def _person_columns() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.name,
            Person.title_before,
            Person.title_after,
            Person.employment_status,
            Person.rank,
            Person.position,
            Person.unit_id,
            Unit.name.label("unit_name"),
            func.coalesce(EmployeeNumber.nip, "").label("nip"),
        )
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(
            EmployeeNumber, (EmployeeNumber.person_id == Person.id) & EmployeeNumber.valid_to.is_(None)
        )
    )


def _rows(query: Select[*tuple[Any, ...]]) -> list[PersonRow]:
    return [PersonRow(**row) for row in db.session.execute(query).mappings()]


def find_person_by_nip(nip: str) -> PersonRow | None:
    """The person who holds this number now, leavers too, or None. A number that ended belongs to nobody."""
    return next(iter(_rows(_person_columns().where(EmployeeNumber.nip == nip))), None)


def persons(ids: Collection[int]) -> dict[int, PersonRow]:
    """Persons by id, leavers too (their deeds keep their name), in one query; unknown ids are left out."""
    return {row.id: row for row in _rows(_person_columns().where(Person.id.in_(ids)))}


def persons_like(name: str, *, below: Collection[int] | None, on: date, limit: int) -> list[PersonRow]:
    """People whose names share words with this one, those who share most first; None is everywhere.

    `below` names units; the units below them are looked through too. Who has left by that day is left out.
    """
    words = name_key(name).split()
    if not words:
        return []
    shared = [Person.name.icontains(word, autoescape=True) for word in words]
    count = sum((case((is_shared, 1), else_=0) for is_shared in shared), start=literal(0))
    query = _person_columns().where(or_(*shared), is_here(on))
    if below is not None:
        query = query.where(Person.unit_id.in_(_below(below)))
    return _rows(query.order_by(count.desc(), Person.name, Person.id).limit(limit))


def persons_below(unit_ids: Collection[int], *, on: date) -> list[PersonRow]:
    """Everyone in these units and all units below them, by name, without who has left by that day."""
    query = _person_columns().where(Person.unit_id.in_(_below(unit_ids)), is_here(on))
    return _rows(query.order_by(Person.name, Person.id))


def is_empty() -> bool:
    """Whether nobody is in this installation yet."""
    return db.session.execute(select(Person.id).limit(1)).first() is None


def number_exists(nip: str) -> bool:
    """Whether somebody holds or held this number; numbers are never given twice."""
    return db.session.execute(select(EmployeeNumber.id).where(EmployeeNumber.nip == nip)).first() is not None


def is_here(on: date) -> ColumnElement[bool]:
    """Whether a person of a query belongs to the installation on a day; `left_on` is the first without."""
    return or_(Person.left_on.is_(None), Person.left_on > on)


def direct_report_ids(person_id: int, on: date) -> list[int]:
    """Whom a person leads on a day, without leavers."""
    return sorted(set(db.session.scalars(_led({person_id}, on))))


def team_of(supervisor_id: int, on: date) -> list[int]:
    """Whom a person leads on a day, himself or as deputy of who delegated to him.

    Without leavers and without himself: a deputy does not act on his own rows.
    """
    delegated = select(Delegation.supervisor_id).where(
        Delegation.deputy_id == supervisor_id, _is_delegated(on)
    )
    return sorted(
        {*db.session.scalars(_led({supervisor_id, *db.session.scalars(delegated)}, on))} - {supervisor_id}
    )


def led_by(person_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """For each person who leads him on a day, the latest line first, then their deputies of that day.

    Everyone asked for has an entry. Two queries, however many are asked for.
    """
    found: dict[int, list[int]] = {person_id: [] for person_id in person_ids}
    lines = (
        select(ReportingLine.person_id, ReportingLine.supervisor_id)
        .join(Person, Person.id == ReportingLine.supervisor_id)
        .where(ReportingLine.person_id.in_(person_ids), _holds(on), is_here(on))
        .order_by(ReportingLine.valid_from.desc(), ReportingLine.id.desc())
    )
    for person_id, supervisor_id in db.session.execute(lines):
        found[person_id].append(supervisor_id)
    deputies = deputies_of({leader for leaders in found.values() for leader in leaders}, on)
    for person_id, leaders in found.items():
        acting = [deputy for leader in leaders for deputy in deputies[leader] if deputy != person_id]
        found[person_id] = list(dict.fromkeys((*leaders, *acting)))
    return found


def deputies_of(supervisor_ids: Collection[int], on: date) -> dict[int, list[int]]:
    """For each supervisor who acts for him on a day; everyone asked for has an entry."""
    found: dict[int, list[int]] = {supervisor_id: [] for supervisor_id in supervisor_ids}
    query = (
        select(Delegation.supervisor_id, Delegation.deputy_id)
        .where(Delegation.supervisor_id.in_(supervisor_ids), _is_delegated(on))
        .order_by(Delegation.id)
    )
    for supervisor_id, deputy_id in db.session.execute(query):
        found[supervisor_id].append(deputy_id)
    return found


def _led(supervisor_ids: Collection[int], on: date) -> Select[int]:
    return (
        select(ReportingLine.person_id)
        .join(Person, Person.id == ReportingLine.person_id)
        .where(ReportingLine.supervisor_id.in_(supervisor_ids), _holds(on), is_here(on))
    )


def supervisor_of(person_id: int, on: date) -> PersonRow | None:
    """Who leads a person on a day, or None."""
    supervisor = (
        select(ReportingLine.supervisor_id)
        .where(ReportingLine.person_id == person_id, _holds(on))
        .order_by(ReportingLine.valid_from.desc(), ReportingLine.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return next(iter(_rows(_person_columns().where(Person.id == supervisor, is_here(on)))), None)


def _holds(on: date) -> ColumnElement[bool]:
    return (ReportingLine.valid_from <= on) & or_(
        ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= on
    )


def _is_delegated(on: date) -> ColumnElement[bool]:
    return (Delegation.valid_from <= on) & (Delegation.valid_to >= on) & Delegation.ended_at.is_(None)


def find_unit(code: str) -> UnitRow | None:
    """The unit with this code, or None."""
    return next(iter(_units(select(Unit).where(Unit.code == code))), None)


def units(ids: Collection[int]) -> dict[int, UnitRow]:
    """Units by id, in one query."""
    return {unit.id: unit for unit in _units(select(Unit).where(Unit.id.in_(ids)))}


def units_named(name: str) -> list[UnitRow]:
    """Units of this name, whatever the case of its letters."""
    return _units(select(Unit).where(func.lower(Unit.name) == name.strip().lower()).order_by(Unit.id))


def root_units() -> list[UnitRow]:
    """Units above which there is none: the agencies."""
    return _units(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id))


def _units(query: Select[Unit]) -> list[UnitRow]:
    return [
        UnitRow(id=unit.id, code=unit.code, name=unit.name, kind=unit.kind, parent_id=unit.parent_id)
        for unit in db.session.scalars(query)
    ]


def unit_subtree_ids(unit_id: int) -> set[int]:
    """A unit and all units below it."""
    return set(db.session.scalars(_below([unit_id])))


def units_below(unit_ids: Collection[int]) -> set[int]:
    """These units and all units below them."""
    return set(db.session.scalars(_below(unit_ids)))


def units_above(unit_ids: Collection[int]) -> dict[int, set[int]]:
    """For each of these units itself and all units above it."""
    found: dict[int, set[int]] = {unit_id: set() for unit_id in unit_ids}
    query = select(UnitClosure.unit_id, UnitClosure.ancestor_id).where(UnitClosure.unit_id.in_(unit_ids))
    for unit_id, ancestor_id in db.session.execute(query):
        found[unit_id].add(ancestor_id)
    return found


def _below(unit_ids: Collection[int]) -> Select[int]:
    return select(UnitClosure.unit_id).where(UnitClosure.ancestor_id.in_(unit_ids))


def insert_unit(*, code: str, name: str, kind: str, parent_id: int | None) -> int:
    """Write a unit and its place below all its ancestors."""
    unit = Unit(code=code, name=name, kind=kind, parent_id=parent_id)
    db.session.add(unit)
    db.session.flush()
    own = select(literal(unit.id), literal(unit.id), literal(0))
    above = select(UnitClosure.ancestor_id, literal(unit.id), UnitClosure.depth + 1).where(
        UnitClosure.unit_id == parent_id
    )
    for rows in (own, above):
        db.session.execute(insert(UnitClosure).from_select(["ancestor_id", "unit_id", "depth"], rows))
    return unit.id


def insert_person(person: Person, *, nip: str, valid_from: date) -> int:
    """Write a person with the first number."""
    db.session.add(person)
    db.session.flush()
    db.session.add(EmployeeNumber(person_id=person.id, nip=nip, valid_from=valid_from))
    db.session.flush()
    return person.id


def insert_reporting_line(*, person_id: int, supervisor_id: int, valid_from: date) -> None:
    """Write who leads a person from a day on."""
    db.session.add(ReportingLine(person_id=person_id, supervisor_id=supervisor_id, valid_from=valid_from))
    db.session.flush()
