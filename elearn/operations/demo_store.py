"""Removing the people of the demo with everything that hangs on them, whatever tables come later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, ForeignKey, Table, delete, func, select, update

from elearn.database import Base, db
from elearn.obligations import counting_store
from elearn.obligations.tables import Assignment
from elearn.people.tables import EmployeeNumber, Person, Unit


def remove_people(nips: Sequence[str]) -> int:
    """Remove the persons of these numbers, their rows in every table, what they assigned; gives how many."""
    ids = list(
        db.session.execute(select(EmployeeNumber.person_id).where(EmployeeNumber.nip.in_(nips))).scalars()
    )
    remove_where(Assignment, Assignment.made_by.in_(ids))
    remove_where(Person, Person.id.in_(ids))
    # Who stays may have had something of theirs to learn: the counters are made anew from what is left.
    counting_store.rebuild()
    return len(ids)


def remove_where(model: type[Base], condition: ColumnElement[bool]) -> int:
    """Remove the rows for which this holds, and the rows that hang on them in every table; gives how many."""
    table = _table(model)
    count = db.session.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
    _remove(table, condition)
    return count


def remove_empty_units(codes: Sequence[str]) -> None:
    """Remove the units in which nothing is left; children come before parents in `codes`."""
    for code in codes:
        unit_id = db.session.execute(select(Unit.id).where(Unit.code == code)).scalar_one_or_none()
        if unit_id is not None and not _is_in_use(unit_id):
            _remove(_table(Unit), Unit.id == unit_id)


def _is_in_use(unit_id: int) -> bool:
    """Whether a person, a grant, a unit below or anything else still names this unit."""
    return any(
        db.session.execute(select(func.count()).where(column == unit_id)).scalar_one()
        for column in _references(_table(Unit))
        if column.table.name != "unit_closure"
    )


def _remove(table: Table, condition: ColumnElement[bool]) -> None:
    for column in _references(table):
        key = _target(column)
        belongs = column.in_(select(key).where(condition))
        if column.nullable:
            # The row is about something else and only names the person: an audit entry, a handled request.
            db.session.execute(update(column.table).where(belongs).values({column.name: None}))
        else:
            _remove(column.table, belongs)
    db.session.execute(delete(table).where(condition))


def _references(table: Table) -> Iterator[Column[Any]]:
    """Every column of every table that points to this one."""
    for other in Base.metadata.tables.values():
        for column in other.columns:
            if any(key.column.table is table for key in column.foreign_keys):
                yield column


def _target(column: Column[Any]) -> Column[Any]:
    key: ForeignKey = next(iter(column.foreign_keys))
    return key.column


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
