"""Moving every row of one person to another, as the tables themselves say: no new table is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, UniqueConstraint, and_, delete, func, or_, select, update

from elearn.database import Base, db

# What belongs to signing in stays where it is and is closed; a merge gives no right and no password.
OF_SIGNING_IN = frozenset(
    {"account", "one_time_code", "sign_in_session", "known_address", "role_grant", "waiting_file"}
)
# Rows are only ever added there: who did it stays who did it.
NEVER_CHANGED = frozenset({"audit_entry"})
# Sums of other rows: whoever owns them counts them anew.
COMPUTED = frozenset({"jp_year"})
# The row that says more is kept where both persons have one: the column, and whether the smaller wins.
_BETTER: dict[str, tuple[str, bool]] = {
    "completion": ("completed_at", True),
    "enrolment": ("last_opened_at", False),
    "obligation": ("completed_on", True),
}
# What of the better row is taken over, where not everything is: its history stays with its own row.
_TAKEN_OVER = {"obligation": frozenset({"state", "completed_on", "valid_until"})}


class LeftBehind(NamedTuple):
    """A row that stayed with the duplicate, because the kept person has one of the same kind."""

    table: str
    key: tuple[Any, ...]


def tables_with_people() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of every table that names a person and moves with him."""
    for table in Base.metadata.sorted_tables:
        if table.name in OF_SIGNING_IN | NEVER_CHANGED | COMPUTED or table.name == "person":
            continue
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                yield table, column


def move_rows(from_id: int, to_id: int) -> list[LeftBehind]:
    """Let every row name the other person; gives the rows that could not, all of which are still there."""
    left: list[LeftBehind] = []
    for table, column in tables_with_people():
        if table.name in _BY_HAND:
            continue
        unique = _unique_with(table, column)
        if not unique:
            db.session.execute(update(table).where(column == from_id).values({column.name: to_id}))
        else:
            left += _move_one_by_one(table, column, unique, from_id, to_id)
    return left


_BY_HAND = frozenset({"employee_number", "reporting_line", "delegation", "attempt"})


def _unique_with(table: Table, column: Column[Any]) -> list[list[Column[Any]]]:
    """The other columns of every unique key that this column is part of."""
    keys = [list(table.primary_key.columns)]
    keys += [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    keys += [list(index.columns) for index in table.indexes if index.unique]
    return [[other for other in key if other is not column] for key in keys if column in key]


def _move_one_by_one(
    table: Table, column: Column[Any], unique: list[list[Column[Any]]], from_id: int, to_id: int
) -> list[LeftBehind]:
    key = list(table.primary_key.columns)
    left = []
    for row in db.session.execute(select(table).where(column == from_id)).mappings().all():
        at = and_(*(one == row[one.name] for one in key))
        same = [and_(*(one == row[one.name] for one in others)) for others in unique if others]
        twin = db.session.execute(select(table).where(column == to_id, or_(*same))).mappings().first()
        if twin is None:
            db.session.execute(update(table).where(at).values({column.name: to_id}))
            continue
        if _is_better(table.name, row, twin):
            _exchange(table, column, key, row, twin)
        left.append(LeftBehind(table.name, tuple(str(row[one.name]) for one in key)))
    return left


def _is_better(table: str, row: Any, twin: Any) -> bool:
    """Whether the duplicate's row says more than the one that is there."""
    if table == "section_state":
        return _filled(row) > _filled(twin)
    column, smaller = _BETTER.get(table, ("", True))
    if column not in row:
        return False
    mine, theirs = row[column], twin[column]
    if mine is None or theirs is None:
        return mine is not None
    return bool(mine < theirs) if smaller else bool(mine > theirs)


def _filled(row: Any) -> int:
    return sum(value is not None for value in row.values())


def _exchange(table: Table, column: Column[Any], key: list[Column[Any]], row: Any, twin: Any) -> None:
    """Let each of two rows carry what the other said; keys and whom they name stay, so nothing collides."""
    fixed = {one.name for one in key} | {column.name}
    for others in _unique_with(table, column):
        fixed |= {one.name for one in others}
    taken = _TAKEN_OVER.get(table.name, frozenset(row.keys())) - fixed
    for one, other in ((row, twin), (twin, row)):
        values = {name: value for name, value in other.items() if name in taken}
        at = and_(*(item == one[item.name] for item in key))
        if values:
            db.session.execute(update(table).where(at).values(values))


def move_numbers(from_id: int, to_id: int, last_day: date) -> None:
    """Let the numbers of the duplicate belong to the kept person, as numbers that ended."""
    numbers = _table("employee_number")
    at = numbers.c.person_id == from_id
    ended = case_last(numbers.c.valid_from, last_day)
    db.session.execute(update(numbers).where(at, numbers.c.valid_to.is_(None)).values(valid_to=ended))
    db.session.execute(update(numbers).where(at).values(person_id=to_id))


def case_last(first: Any, last_day: date) -> Any:
    """The last day, or the first where that is later."""
    name = "max" if db.engine.dialect.name == "sqlite" else "greatest"
    return getattr(func, name)(first, last_day)


def move_lines(from_id: int, to_id: int, last_day: date) -> None:
    """Let reporting lines name the kept person; open ones that he has already, or to himself, end."""
    lines = _table("reporting_line")
    between = or_(
        and_(lines.c.person_id == from_id, lines.c.supervisor_id == to_id),
        and_(lines.c.person_id == to_id, lines.c.supervisor_id == from_id),
    )
    is_open = or_(lines.c.valid_to.is_(None), lines.c.valid_to > last_day)
    ended = {"valid_to": case_last(lines.c.valid_from, last_day)}
    db.session.execute(update(lines).where(between, is_open).values(ended))
    if db.session.execute(select(lines.c.id).where(lines.c.person_id == to_id, is_open).limit(1)).first():
        db.session.execute(update(lines).where(lines.c.person_id == from_id, is_open).values(ended))
    own = select(lines.c.person_id).where(lines.c.supervisor_id == to_id, is_open)
    db.session.execute(
        update(lines)
        .where(lines.c.supervisor_id == from_id, is_open, lines.c.person_id.in_(own))
        .values(ended)
    )
    for column in (lines.c.person_id, lines.c.supervisor_id):
        db.session.execute(update(lines).where(column == from_id, ~between).values({column.name: to_id}))


def move_delegations(from_id: int, to_id: int, now: datetime) -> None:
    """Let delegations name the kept person; those between the two end where they are."""
    rows = _table("delegation")
    between = or_(
        and_(rows.c.supervisor_id == from_id, rows.c.deputy_id == to_id),
        and_(rows.c.supervisor_id == to_id, rows.c.deputy_id == from_id),
    )
    db.session.execute(update(rows).where(between, rows.c.ended_at.is_(None)).values(ended_at=now))
    for column in (rows.c.supervisor_id, rows.c.deputy_id):
        db.session.execute(update(rows).where(column == from_id, ~between).values({column.name: to_id}))
    db.session.execute(update(rows).where(rows.c.made_by == from_id).values(made_by=to_id))


def move_attempts(from_id: int, to_id: int) -> list[LeftBehind]:
    """Let attempts belong to the kept person, numbered after his own; an open one stays while he has one."""
    rows = _table("attempt")
    left = []
    mine = select(rows.c.id, rows.c.course, rows.c.quiz, rows.c.state).where(rows.c.person_id == from_id)
    for row in db.session.execute(mine.order_by(rows.c.number, rows.c.id)).all():
        same = and_(rows.c.person_id == to_id, rows.c.course == row.course, rows.c.quiz == row.quiz)
        open_twin = select(rows.c.id).where(same, rows.c.state == "open").limit(1)
        if row.state == "open" and db.session.execute(open_twin).first():
            left.append(LeftBehind("attempt", (str(row.id),)))
            continue
        last = db.session.scalar(select(func.max(rows.c.number)).where(same)) or 0
        db.session.execute(update(rows).where(rows.c.id == row.id).values(person_id=to_id, number=last + 1))
    return left


def mark_merged(from_id: int, to_id: int, day: date) -> None:
    """Note on the duplicate whose record it was; it stays, so that old links and deeds keep a name."""
    people = _table("person")
    db.session.execute(
        update(people)
        .where(people.c.id == from_id)
        .values(left_on=day, left_reason="merged", merged_into_id=to_id)
    )
    grants = _table("role_grant")
    db.session.execute(delete(grants).where(grants.c.person_id == from_id))


def end_open_positions(person_id: int, last_day: date) -> None:
    """End the definitive positions of a duplicate before they move."""
    held = _table("held_position")
    db.session.execute(
        update(held)
        .where(held.c.person_id == person_id, held.c.basis == "definitive", held.c.valid_to.is_(None))
        .values(valid_to=case_last(held.c.valid_from, last_day))
    )


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
