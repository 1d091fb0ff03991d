"""Every row of one person, as the tables themselves say: no new table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Column, LargeBinary, Select, Table, func, or_, select

from elearn.database import Base, db
from elearn.privacy.rules import is_left_out, is_own


class OwnTable(NamedTuple):
    """A table with rows about people, and the columns that say about whom."""

    table: Table
    columns: tuple[Column[Any], ...]


class DoneColumn(NamedTuple):
    """A column that names who did something; the row is about something else or somebody else."""

    table: Table
    column: Column[Any]


def person_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every table that names a person."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                yield table, column


def own_tables() -> list[OwnTable]:
    """The tables whose rows are about a person by a column of their own."""
    found: dict[str, OwnTable] = {}
    for table, column in person_columns():
        if is_own(table.name, column.name):
            before = found.get(table.name)
            found[table.name] = OwnTable(table, (*(before.columns if before else ()), column))
    return list(found.values())


def done_columns() -> list[DoneColumn]:
    """All other columns that name a person."""
    return [DoneColumn(*one) for one in person_columns() if not is_own(one[0].name, one[1].name)]


def hanging_tables() -> list[tuple[Table, Column[Any], OwnTable]]:
    """Tables without a person of their own whose rows belong to a row that is somebody's."""
    own = {one.table.name: one for one in own_tables()}
    found = []
    for table in Base.metadata.sorted_tables:
        if table.name in own or table.name == "person":
            continue
        for column in table.columns:
            above = [
                own[key.column.table.name] for key in column.foreign_keys if key.column.table.name in own
            ]
            if above:
                found.append((table, column, above[0]))
                break
    return found


def rows_about(person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person by the name of its table, without what is secret or others'."""
    person = Base.metadata.tables["person"]
    found = {"person": _rows(select(*_shown(person)).where(person.c.id == person_id))}
    for own in own_tables():
        found[own.table.name] = _rows(select(*_shown(own.table)).where(_is_his(own, person_id)))
    for table, column, own in hanging_tables():
        key = next(iter(column.foreign_keys)).column
        mine = select(key).where(_is_his(own, person_id))
        found[table.name] = _rows(select(*_shown(table)).where(column.in_(mine)))
    return found


def counts_of_deeds(person_id: int) -> dict[str, int]:
    """How many rows name a person as who did something, by table and column; they speak of others."""
    found = {}
    for table, column in done_columns():
        count = db.session.scalar(select(func.count()).select_from(table).where(column == person_id)) or 0
        if count:
            found[f"{table.name}.{column.name}"] = count
    return found


def deeds_noted(person_id: int) -> list[dict[str, Any]]:
    """What the audit log says of a person: his own deeds and those done to him, without the other side."""
    log = Base.metadata.tables["audit_entry"]
    query = select(log.c.at, log.c.action).where(
        or_(log.c.actor_id == person_id, log.c.subject == f"person:{person_id}")
    )
    return _rows(query.order_by(log.c.at, log.c.id))


def _is_his(own: OwnTable, person_id: int) -> Any:
    return or_(*(column == person_id for column in own.columns))


def _shown(table: Table) -> list[Column[Any]]:
    return [
        column
        for column in table.columns
        if not is_left_out(table.name, column.name)
        and not isinstance(column.type, LargeBinary)
        and not any(key.column.table.name == "person" for key in column.foreign_keys)
    ]


def _rows(query: Select[Any]) -> list[dict[str, Any]]:
    return [_plain(row) for row in db.session.execute(query).mappings()]


def _plain(row: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value
