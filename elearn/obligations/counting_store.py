"""The counters behind dashboards, kept in the transaction of every change, and made anew when in doubt.

Whoever changes obligations, or what people are (unit, kind of position, status), takes their share out
before and puts it back after: `counted_anew` does both. Withdrawn obligations are not counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, delete, func, insert, literal, select

from elearn.database import db, upsert_into
from elearn.obligations.rules import COMPLETED, LATE, WITHDRAWN
from elearn.obligations.store import chunks
from elearn.obligations.tables import Obligation, ObligationCount
from elearn.people.tables import Person

_KEYS = ("unit_id", "course", "level", "due_on", "position_kind", "employment_status", "standing")


@contextmanager
def counted_anew(
    *, obligation_ids: Collection[int] | None = None, person_ids: Collection[int] | None = None
) -> Iterator[None]:
    """While the block runs these obligations (or those of these people) may change in any way."""
    which = _which(obligation_ids, person_ids)
    for condition in which:
        count(condition, -1)
    yield
    db.session.flush()
    for condition in which:
        count(condition, 1)


def count(which: ColumnElement[bool], sign: int) -> None:
    """Put obligations into the counters (1), or take them out (-1); one statement."""
    rows = _recount(which, sign)
    new = upsert_into(ObligationCount).from_select([*_KEYS, "people"], rows)
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=_KEYS, set_={"people": ObligationCount.people + new.excluded.people}
        )
    )


def rebuild() -> None:
    """Make all counters anew from the obligations themselves."""
    db.session.execute(delete(ObligationCount))
    db.session.execute(insert(ObligationCount).from_select([*_KEYS, "people"], _recount(literal(True), 1)))


def counts() -> dict[tuple[Any, ...], int]:
    """All counters that are not zero, by unit, course, level, due date, kind, status and standing."""
    query = select(*(getattr(ObligationCount, name) for name in _KEYS), ObligationCount.people)
    rows = db.session.execute(query.where(ObligationCount.people != 0))
    return {tuple(row[:-1]): row[-1] for row in rows}


def recounted() -> dict[tuple[Any, ...], int]:
    """What the counters should say."""
    return {tuple(row[:-1]): row[-1] for row in db.session.execute(_recount(literal(True), 1))}


def _which(
    obligation_ids: Collection[int] | None, person_ids: Collection[int] | None
) -> list[ColumnElement[bool]]:
    if obligation_ids is not None:
        return [Obligation.id.in_(ids) for ids in chunks(obligation_ids)]
    return [Obligation.person_id.in_(ids) for ids in chunks(person_ids or ())]


def _recount(which: ColumnElement[bool], sign: int) -> Select[*tuple[Any, ...]]:
    is_late = and_(Obligation.state == COMPLETED, Obligation.completed_on > Obligation.due_on)
    standing = case((is_late, LATE), else_=Obligation.state).label("standing")
    keys = (
        Person.unit_id,
        Obligation.course,
        Obligation.level,
        Obligation.due_on,
        Person.position_kind,
        Person.employment_status,
        standing,
    )
    people = func.count() if sign > 0 else -func.count()
    return (
        select(*keys, people)
        .join(Person, Person.id == Obligation.person_id)
        # The condition also keeps SQLite from reading ON CONFLICT as a part of the join.
        .where(Obligation.state != WITHDRAWN, which)
        .group_by(*keys[:-1], "standing")  # by name: its parameters are others in each place
    )
