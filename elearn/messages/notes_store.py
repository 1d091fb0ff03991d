"""Every query on the notes of heads of units."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, insert, or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import aliased

from elearn.database import db
from elearn.messages.tables import HeadNote
from elearn.people import names
from elearn.people.tables import Person, ReportingLine, Unit, UnitClosure

AT_HOME = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteRow:
    """A note with who wrote it and for which unit."""

    id: int
    unit_id: int
    unit_name: str
    author: str
    text: str
    posted_at: datetime
    ended_at: datetime | None


def _notes() -> Select[*tuple[Any, ...]]:
    return (
        select(
            HeadNote.id,
            HeadNote.unit_id,
            Unit.name.label("unit_name"),
            Person.name,
            Person.title_before,
            Person.title_after,
            HeadNote.text,
            HeadNote.posted_at,
            HeadNote.ended_at,
        )
        .join(Unit, Unit.id == HeadNote.unit_id)
        .join(Person, Person.id == HeadNote.author_id)
    )


def _rows(query: Select[*tuple[Any, ...]]) -> list[NoteRow]:
    return [
        NoteRow(
            id=row.id,
            unit_id=row.unit_id,
            unit_name=row.unit_name,
            author=names.full_name(row.name, title_before=row.title_before, title_after=row.title_after),
            text=row.text,
            posted_at=row.posted_at,
            ended_at=row.ended_at,
        )
        for row in db.session.execute(query)
    ]


def notes_for(unit_id: int, *, posted_after: datetime) -> list[NoteRow]:
    """What people of a unit read on Beranda: of it and of those above it, the nearest first. One query."""
    above = and_(UnitClosure.ancestor_id == HeadNote.unit_id, UnitClosure.unit_id == unit_id)
    query = (
        _notes()
        .join(UnitClosure, above)
        .where(HeadNote.ended_at.is_(None), HeadNote.posted_at > posted_after)
        .order_by(UnitClosure.depth, HeadNote.id.desc())
        .limit(AT_HOME)
    )
    return _rows(query)


def notes_of(unit_ids: Collection[int], *, limit: int) -> list[NoteRow]:
    """Every note of these units, those in force first, then the latest first."""
    query = (
        _notes()
        .where(HeadNote.unit_id.in_(unit_ids))
        .order_by(HeadNote.ended_at.is_not(None), HeadNote.id.desc())
        .limit(limit)
    )
    return _rows(query)


def insert_note(unit_id: int, author_id: int, text: str, now: datetime) -> None:
    """Write a note."""
    db.session.execute(
        insert(HeadNote).values(unit_id=unit_id, author_id=author_id, text=text, posted_at=now)
    )


def end_notes(unit_id: int, now: datetime, *, note_id: int | None = None) -> int:
    """End the notes of a unit that are in force, or this one; gives how many."""
    statement = update(HeadNote).where(HeadNote.unit_id == unit_id, HeadNote.ended_at.is_(None))
    if note_id is not None:
        statement = statement.where(HeadNote.id == note_id)
    result = db.session.execute(statement.values(ended_at=now))
    return result.rowcount if isinstance(result, CursorResult) else 0


def lock_unit(unit_id: int) -> None:
    """Two notes for one unit come one after the other."""
    db.session.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True))


def unit_led_by(person_id: int, on: date) -> int | None:
    """The unit a person leads by reporting lines: he leads somebody in it, and nobody in it leads him."""
    me, other = aliased(Person), aliased(Person)

    def line(mine: Any, theirs: Any) -> Any:
        return exists().where(
            mine == me.id,
            theirs == other.id,
            other.unit_id == me.unit_id,
            ReportingLine.valid_from <= on,
            or_(ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= on),
        )

    leads = line(ReportingLine.supervisor_id, ReportingLine.person_id)
    is_led = line(ReportingLine.person_id, ReportingLine.supervisor_id)
    return db.session.scalar(select(me.unit_id).where(me.id == person_id, leads, ~is_led))
