"""The learning record of one person as plain rows, to be taken to another installation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, func, select

from elearn.database import Base, db, upsert_into

CARRIED = {
    "completion": ("person_id", "scope", "course", "module", "cycle"),
    "enrolment": ("person_id", "course"),
    "section_state": ("person_id", "course", "module", "section"),
    "ledger_entry": ("person_id", "source", "source_key"),
}
"""What goes along, with the columns by which a row is known again."""

# Numbers of rows and of people mean something else in another installation.
_LEFT_OUT = frozenset({"id", "person_id", "recorded_by", "corrects_id"})


def columns_of(name: str) -> list[Any]:
    """The columns of a table that go along."""
    return [column for column in _table(name).columns if column.name not in _LEFT_OUT]


def rows_of(person_id: int, name: str) -> list[dict[str, Any]]:
    """A person's rows of a table, in a lasting order."""
    table, columns = _table(name), columns_of(name)
    keys = [table.c[key] for key in CARRIED[name]]
    query = select(*columns).where(table.c.person_id == person_id).order_by(*keys)
    if name == "ledger_entry":
        return _net_entries(table, query.add_columns(table.c.id))
    return [dict(row) for row in db.session.execute(query).mappings()]


def _net_entries(table: Table, query: Any) -> list[dict[str, Any]]:
    """Entries of the ledger with their corrections already taken into account."""
    corrected = select(table.c.corrects_id, func.sum(table.c.jp)).group_by(table.c.corrects_id)
    rows = [dict(row) for row in db.session.execute(query.where(table.c.corrects_id.is_(None))).mappings()]
    ids = [row["id"] for row in rows]
    changes = dict(db.session.execute(corrected.where(table.c.corrects_id.in_(ids))).all())
    for row in rows:
        row["jp"] = max(row["jp"] + changes.get(row.pop("id"), 0), 0)
    return rows


def bring_in(person_id: int, name: str, rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows that are not there yet; gives how many were new."""
    table = _model(name)
    new = 0
    for row in rows:
        written = db.session.execute(
            upsert_into(table)
            .values(person_id=person_id, **row)
            .on_conflict_do_nothing(index_elements=list(CARRIED[name]))
            .returning(table.person_id)
        )
        new += written.first() is not None
    return new


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _model(name: str) -> Any:
    return next(one.class_ for one in Base.registry.mappers if one.local_table is _table(name))
