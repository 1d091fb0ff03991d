"""A merge reads the tables themselves: none that names people is forgotten, not even one made tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select

from elearn.accounts.actions import Actor
from elearn.database import Base, UtcDateTime, db, transaction
from elearn.people.merging_store import tables_with_people
from elearn.staffing.merging import merge
from tests.conftest import TestPerson
from tests.staffing.conftest import NOW, TODAY, City

LATE = datetime(2025, 6, 5, tzinfo=UTC)


@pytest.fixture
def twin(town: City, make_person: Callable[..., TestPerson]) -> TestPerson:
    """The second record of Siti."""
    return make_person("Siti Rahmawati", unit_id=town.section)


def rows_of(person_id: int) -> dict[str, int]:
    """How many rows of each table name a person in a column that moves."""
    found: dict[str, int] = {}
    for table, column in tables_with_people():
        count = len(db.session.execute(select(table).where(column == person_id)).all())
        if count:
            found[f"{table.name}.{column.name}"] = count
    return found


def test_no_table_is_forgotten(town: City, twin: TestPerson) -> None:
    # Rows of anything are written past the constraints, which only SQLite allows.
    with db.engine.connect() as connection:
        for pragma in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            connection.connection.driver_connection.execute(f"PRAGMA {pragma}")  # type: ignore[union-attr]
    filled = [table.name for table in {table for table, _ in tables_with_people()} if _is_filled(table, twin)]
    assert len(filled) > 30
    assert rows_of(twin.id)

    merge(twin.id, town.siti.id, actor=Actor(name="tes"), now=NOW, today=TODAY)

    assert rows_of(twin.id) == {}, "these still name the duplicate"


def _is_filled(table: Any, who: TestPerson) -> bool:
    """Write one row that names the person in every column that names people; False where one is there."""
    if table.name in {"employee_number", "reporting_line", "delegation"}:
        return False
    values: dict[str, Any] = {}
    for column in table.columns:
        if any(key.column.table.name == "person" for key in column.foreign_keys):
            values[column.name] = who.id
        elif not column.nullable and not _numbers_itself(column, table):
            values[column.name] = _any_value(column)
    with transaction():
        db.session.execute(insert(table).values(**values))
    return True


def _numbers_itself(column: Any, table: Any) -> bool:
    return column.name == "id" and [one.name for one in table.primary_key.columns] == ["id"]


def _any_value(column: Any) -> Any:
    if isinstance(column.type, UtcDateTime):
        return LATE
    if column.default is not None and column.default.is_scalar:
        return column.default.arg
    kinds: dict[type, Any] = {int: 1, str: "x", bool: False, float: 1.0, bytes: b"x", dict: {}, list: []}
    kinds |= {Decimal: Decimal(1), datetime: LATE, date: date(2025, 1, 1)}
    try:
        return kinds.get(column.type.python_type, "x")
    except NotImplementedError:
        return LATE


def test_a_table_that_names_people_is_either_moved_or_of_signing_in() -> None:
    named = {
        table.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    moved = {table.name for table, _ in tables_with_people()}

    assert named - moved == {
        *("account", "one_time_code", "sign_in_session", "known_address", "role_grant", "waiting_file"),
        *("audit_entry", "jp_year"),
    }
