"""Queries of the pages about staff: units with their people, and finding a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, true

from elearn.database import db
from elearn.people.names import full_name
from elearn.people.store import is_here
from elearn.people.tables import EmployeeNumber, Person, Unit, UnitClosure
from elearn.staffing.reach import Reach


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A unit with how many people it and all below it have."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    closed_on: date | None
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person in a list."""

    id: int
    name: str
    title_before: str
    title_after: str
    nip: str
    position: str
    unit_name: str
    left_on: date | None

    @property
    def full_name(self) -> str:
        """With titles."""
        return full_name(self.name, title_before=self.title_before, title_after=self.title_after)


def _within(reach: Reach) -> ColumnElement[bool]:
    return true() if reach.is_whole else Person.unit_id.in_(reach.unit_ids)


def units_within(reach: Reach, *, on: date) -> list[UnitLine]:
    """All units within reach, by name, each with everyone in it and below who has not left."""
    here = (
        select(UnitClosure.ancestor_id.label("unit_id"), func.count(Person.id).label("people"))
        .join(Person, Person.unit_id == UnitClosure.unit_id)
        .where(is_here(on))
        .group_by(UnitClosure.ancestor_id)
        .subquery()
    )
    query = (
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.kind,
            Unit.parent_id,
            Unit.closed_on,
            func.coalesce(here.c.people, 0).label("people"),
        )
        .outerjoin(here, here.c.unit_id == Unit.id)
        .order_by(func.lower(Unit.name), Unit.id)
    )
    if not reach.is_whole:
        query = query.where(Unit.id.in_(reach.unit_ids))
    return [UnitLine(**row) for row in db.session.execute(query).mappings()]


def people_of_unit(
    unit_id: int, reach: Reach, *, on: date, limit: int, offset: int
) -> tuple[list[PersonLine], int]:
    """A page of the people in a unit itself, by name, and how many there are."""
    condition = (Person.unit_id == unit_id) & is_here(on) & _within(reach)
    count = db.session.scalar(select(func.count(Person.id)).where(condition)) or 0
    query = _people().where(condition).order_by(func.lower(Person.name), Person.id)
    return _lines(query.limit(limit).offset(offset)), count


def people_named(
    words: Collection[str], nip: str | None, reach: Reach, *, among: Collection[int] = (), limit: int
) -> list[PersonLine]:
    """People whose name holds all the words, or who hold or held the number; leavers too.

    Within reach, or one of those named in `among`.
    """
    if nip is not None:
        held = select(EmployeeNumber.person_id).where(EmployeeNumber.nip == nip)
        found: ColumnElement[bool] = Person.id.in_(held)
    else:
        found = true()
        for word in words:
            found &= Person.name.icontains(word, autoescape=True)
    query = _people().where(found, _within(reach) | Person.id.in_(among))
    return _lines(
        query.order_by(Person.left_on.is_not(None), func.lower(Person.name), Person.id).limit(limit)
    )


def _people() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id,
            Person.name,
            Person.title_before,
            Person.title_after,
            func.coalesce(EmployeeNumber.nip, "").label("nip"),
            Person.position,
            Unit.name.label("unit_name"),
            Person.left_on,
        )
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(
            EmployeeNumber, (EmployeeNumber.person_id == Person.id) & EmployeeNumber.valid_to.is_(None)
        )
    )


def _lines(query: Select[*tuple[Any, ...]]) -> list[PersonLine]:
    return [PersonLine(**row) for row in db.session.execute(query).mappings()]
