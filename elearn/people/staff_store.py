"""Many people and units at once: what an import reads and writes, in batches whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, bindparam, delete, func, insert, or_, select, update

from elearn.database import db
from elearn.people.tables import (
    Delegation,
    EmployeeNumber,
    HeldPosition,
    Person,
    ReportingLine,
    Unit,
    UnitClosure,
)

_AT_ONCE = 5_000  # bound values of one statement; SQLite takes 32,766, PostgreSQL 65,535


class OpenPosition(NamedTuple):
    """A definitive position that has not ended."""

    id: int
    valid_from: date


class OpenLine(NamedTuple):
    """A reporting line that has not ended."""

    id: int
    person_id: int
    supervisor_id: int
    basis: str
    valid_from: date


def in_batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """The values in lists that fit into one statement."""
    whole = list(values)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]


def every_unit() -> list[Unit]:
    """All units, each after the one above it as far as they were made in that order."""
    return list(db.session.scalars(select(Unit).order_by(Unit.id)))


def people_by_number(nips: Collection[str]) -> Iterator[Mapping[str, Any]]:
    """The people who hold these numbers now, leavers too, with `nip` and the code of their unit as `unit`."""
    query = (
        select(*_PERSON, Unit.code.label("unit"), EmployeeNumber.nip)
        .join(EmployeeNumber, EmployeeNumber.person_id == Person.id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(EmployeeNumber.valid_to.is_(None))
    )
    for batch in in_batches(nips):
        for row in db.session.execute(query.where(EmployeeNumber.nip.in_(batch))).mappings():
            yield dict(row)


_PERSON = (
    Person.id,
    Person.name,
    Person.title_before,
    Person.title_after,
    Person.employment_status,
    Person.rank,
    Person.position,
    Person.position_kind,
    Person.phone,
    func.coalesce(Person.email, "").label("email"),
    Person.left_on,
    Person.left_reason,
)


def ended_numbers(nips: Collection[str]) -> set[str]:
    """Those of these numbers that somebody held once and holds no more."""
    query = select(EmployeeNumber.nip).where(EmployeeNumber.valid_to.is_not(None))
    return {
        nip
        for batch in in_batches(nips)
        for nip in db.session.scalars(query.where(EmployeeNumber.nip.in_(batch)))
    }


def open_lines(on: date) -> list[OpenLine]:
    """Every reporting line that holds on a day or later, the earliest first."""
    query = select(
        ReportingLine.id,
        ReportingLine.person_id,
        ReportingLine.supervisor_id,
        ReportingLine.basis,
        ReportingLine.valid_from,
    ).where(or_(ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= on))
    ordered = query.order_by(ReportingLine.valid_from, ReportingLine.id)
    return [OpenLine(*row) for row in db.session.execute(ordered)]


def open_positions(person_ids: Collection[int]) -> dict[int, list[OpenPosition]]:
    """The definitive positions that have not ended, by person."""
    found: dict[int, list[OpenPosition]] = defaultdict(list)
    query = select(HeldPosition.person_id, HeldPosition.id, HeldPosition.valid_from).where(
        HeldPosition.basis == "definitive", HeldPosition.valid_to.is_(None)
    )
    for batch in in_batches(person_ids):
        for person_id, position_id, first in db.session.execute(
            query.where(HeldPosition.person_id.in_(batch))
        ):
            found[person_id].append(OpenPosition(position_id, first))
    return found


def insert_people(rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write persons; gives their ids in the order of the rows."""
    if not rows:
        return []
    if db.engine.dialect.name == "sqlite":
        # There RETURNING keeps no order, so SQLAlchemy would insert row by row. Nobody else writes meanwhile.
        first = (db.session.scalar(select(func.max(Person.id))) or 0) + 1
        numbered = [{"id": number, **row} for number, row in enumerate(rows, start=first)]
        _insert(Person, numbered)
        return [row["id"] for row in numbered]
    statement = insert(Person).returning(Person.id, sort_by_parameter_order=True)
    return list(db.session.scalars(statement, [dict(row) for row in rows]))


def update_people(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Write (person id, columns): one statement for each set of columns."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for person_id, values in rows:
        if values:
            alike[tuple(sorted(values))].append(
                {"at_id": person_id} | {f"new_{k}": v for k, v in values.items()}
            )
    for columns, parameters in alike.items():
        statement = update(Person).where(Person.id == bindparam("at_id"))
        values = {column: bindparam(f"new_{column}") for column in columns}
        db.session.connection().execute(statement.values(values), parameters)


def insert_numbers(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write numbers of persons."""
    _insert(EmployeeNumber, rows)


def insert_positions(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write positions held."""
    _insert(HeldPosition, rows)


def insert_lines(rows: Sequence[Mapping[str, Any]]) -> None:
    """Write reporting lines."""
    _insert(ReportingLine, rows)


def end_lines(last_days: Mapping[int, date]) -> None:
    """End reporting lines with a day each; one that had not begun by then never was."""
    _end(ReportingLine, last_days)


def end_positions(last_days: Mapping[int, date]) -> None:
    """End positions with a day each; one that had not begun by then never was."""
    _end(HeldPosition, last_days)


def end_delegations(person_ids: Collection[int], now: Any) -> None:
    """End what these people delegated and what was delegated to them."""
    for batch in in_batches(person_ids):
        mine = or_(Delegation.supervisor_id.in_(batch), Delegation.deputy_id.in_(batch))
        db.session.execute(update(Delegation).where(mine, Delegation.ended_at.is_(None)).values(ended_at=now))


def _insert(table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(insert(table), [dict(row) for row in rows])


def _end(table: Any, last_days: Mapping[int, date]) -> None:
    if not last_days:
        return
    rows = [{"at_id": row_id, "last_day": day} for row_id, day in last_days.items()]
    at = table.id == bindparam("at_id")
    day: BindParameter[date] = bindparam("last_day")
    connection = db.session.connection()
    connection.execute(delete(table).where(at, table.valid_from > day), rows)
    connection.execute(update(table).where(at).values(valid_to=day), rows)


def insert_plain_unit(values: Mapping[str, Any]) -> int:
    """Write a unit without its place in the closure table; `rebuild_closure` must follow."""
    unit = Unit(**values)
    db.session.add(unit)
    db.session.flush()
    return unit.id


def update_unit(unit_id: int, values: Mapping[str, Any]) -> None:
    """Write columns of a unit; `rebuild_closure` must follow when its parent is among them."""
    db.session.execute(update(Unit).where(Unit.id == unit_id).values(**values))


def rebuild_closure() -> None:
    """Write the closure table anew from the parents of all units."""
    units = select(Unit.id, Unit.parent_id)
    parents: dict[int, int | None] = dict(db.session.execute(units).all())
    rows = []
    for unit_id in parents:
        at: int | None = unit_id
        depth = 0
        while at is not None:
            rows.append({"ancestor_id": at, "unit_id": unit_id, "depth": depth})
            at, depth = parents[at], depth + 1
    db.session.execute(delete(UnitClosure))
    _insert(UnitClosure, rows)


def positions_of(person_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name and kind of the present position, by person."""
    query = select(Person.id, Person.position, Person.position_kind)
    return {
        person_id: (name, kind)
        for batch in in_batches(person_ids)
        for person_id, name, kind in db.session.execute(query.where(Person.id.in_(batch)))
    }


def ids_by_number(nips: Collection[str]) -> dict[str, int]:
    """Who holds these numbers now."""
    query = select(EmployeeNumber.nip, EmployeeNumber.person_id).where(EmployeeNumber.valid_to.is_(None))
    return {
        nip: person_id
        for batch in in_batches(nips)
        for nip, person_id in db.session.execute(query.where(EmployeeNumber.nip.in_(batch)))
    }
