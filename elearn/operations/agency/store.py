"""Writing and removing an invented agency in bulk: executemany on SQLite, COPY on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import func, insert, select

from elearn.accounts.tables import Grant
from elearn.database import connection, db
from elearn.obligations import counting_store
from elearn.obligations.tables import Assignment
from elearn.operations import demo_store
from elearn.operations.agency.history import COLUMNS
from elearn.operations.agency.units import CODE_PREFIX
from elearn.people.tables import Person, Unit, UnitClosure
from elearn.visibility import tables as looks  # noqa: F401 (what is written must be known when it is removed)

Row = tuple[Any, ...]
# The people themselves, in the order in which they must be written; then what history.py tells of them.
PEOPLE_COLUMNS = {
    "person": "id name title_before title_after employment_status rank position unit_id email phone"
    " position_kind left_on left_reason merged_into_id",
    "employee_number": "id person_id nip valid_from valid_to",
    "account": "person_id password_hash password_changed_at disabled_at language text_size",
    "held_position": "id person_id unit_id name kind basis valid_from valid_to",
    "reporting_line": "id person_id supervisor_id basis valid_from valid_to",
}
COUNT_COLUMNS = {
    "obligation_count": "unit_id course level due_on position_kind employment_status standing people"
}
ALL_COLUMNS = PEOPLE_COLUMNS | COLUMNS | COUNT_COLUMNS
NUMBERED = tuple(table for table, columns in ALL_COLUMNS.items() if columns.startswith("id "))
CACHE_KIB = 64 * 1024


def last_ids() -> dict[str, int]:
    """The highest number in use in each table that has numbers, 0 where there is none."""
    return {
        table: connection().exec_driver_sql(f"SELECT coalesce(max(id), 0) FROM {table}").scalar_one()  # noqa: S608 (our own names)
        for table in NUMBERED
    }


def prepare_connection() -> None:
    """Room for the ends of all indexes: else SQLite writes them out and reads them back again and again."""
    if db.engine.dialect.name == "sqlite":
        connection().exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KIB}")
    else:
        connection().exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")  # our instants are written without a zone


def write(rows: dict[str, list[Row]]) -> int:
    """Write the rows of all tables in the open transaction, referred-to tables first; gives how many."""
    for table, columns in ALL_COLUMNS.items():
        if rows.get(table):
            _write(table, columns.split(), rows[table])
    return sum(map(len, rows.values()))


def follow_numbers() -> None:
    """Let the database number on after ours. SQLite does so by itself."""
    if db.engine.dialect.name != "postgresql":
        return
    for table in (*NUMBERED, "unit"):
        connection().exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 1)) FROM {table}"  # noqa: S608
        )


def insert_units(units: Sequence[dict[str, Any]]) -> list[int]:
    """Write units, parents first, with their places in the tree; gives their numbers in the same order.

    `parent` of a unit is the position of another one in the list, or None.
    """
    first = (db.session.scalar(select(func.max(Unit.id))) or 0) + 1
    rows: list[dict[str, Any]] = []
    closure: list[dict[str, int]] = []
    above: list[list[int]] = []
    for place, unit in enumerate(units):
        parent = unit["parent"]
        lineage = [place, *(above[parent] if parent is not None else ())]
        above.append(lineage)
        rows.append(
            {key: unit[key] for key in ("code", "name", "kind", "zone")}
            | {"id": first + place, "parent_id": first + parent if parent is not None else None}
        )
        closure += [
            {"ancestor_id": first + ancestor, "unit_id": first + place, "depth": depth}
            for depth, ancestor in enumerate(lineage)
        ]
    # One after another: a row may refer to the one before it.
    for row in rows:
        db.session.execute(insert(Unit).values(**row))
    db.session.execute(insert(UnitClosure), closure)
    return [row["id"] for row in rows]


def insert_assignments(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write assignments; gives their numbers in the same order."""
    return [
        db.session.execute(insert(Assignment).values(**row).returning(Assignment.id)).scalar_one()
        for row in rows
    ]


def insert_grants(rows: Sequence[dict[str, Any]]) -> None:
    """Write granted roles."""
    if rows:
        db.session.execute(insert(Grant), rows)


def remove(first_person: int, last_person: int) -> int:
    """Remove the invented people of these numbers with all they did, their assignments, units left empty."""
    invented = select(Unit.id).where(Unit.code.startswith(CODE_PREFIX, autoescape=True))
    people = demo_store.remove_where(Person, Person.id.between(first_person, last_person))
    demo_store.remove_where(Assignment, Assignment.unit_id.in_(invented))
    counting_store.rebuild()
    codes = select(Unit.code).where(Unit.code.startswith(CODE_PREFIX, autoescape=True))
    demo_store.remove_empty_units(db.session.scalars(codes.order_by(Unit.id.desc())).all())
    return people


def _write(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    names = ", ".join(columns)
    driver: Any = connection().connection.driver_connection
    if db.engine.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
        return
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
