"""Every query on reading lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from elearn.database import db, upsert_into
from elearn.progress.reading_list import ListItem, ReadingList
from elearn.progress.standing import SectionKey
from elearn.progress.tables import ReadingListItem


def put(
    person_id: int, course: str, quiz: str, attempt_id: int, items: Iterable[ListItem], now: datetime
) -> None:
    """Keep the list that an attempt at this quiz made; told twice, it stays as it was."""
    rows = [
        {
            "attempt_id": attempt_id,
            "module": one.key.module,
            "section": one.key.section,
            "person_id": person_id,
            "course": one.course,
            "quiz_course": course,
            "quiz": quiz,
            "asked_at": now,
            "read_at": None,
        }
        for one in items
    ]
    if rows:
        db.session.execute(
            upsert_into(ReadingListItem)
            .values(rows)
            .on_conflict_do_nothing(index_elements=["attempt_id", "module", "section"])
        )


def newest(person_id: int, course: str, quiz: str) -> ReadingList | None:
    """The latest list of a person for a quiz, by the codes of its sections; one query."""
    item, other = ReadingListItem, aliased(ReadingListItem)
    latest = select(func.max(other.attempt_id)).where(
        other.person_id == person_id, other.quiz_course == course, other.quiz == quiz
    )
    rows = db.session.execute(
        select(item.attempt_id, item.course, item.module, item.section, item.read_at)
        .where(item.person_id == person_id, item.attempt_id == latest.scalar_subquery())
        .order_by(item.course, item.module, item.section)
    ).all()
    if not rows:
        return None
    items = tuple(
        ListItem(course=where, key=SectionKey(module, section), read_at=read_at)
        for _, where, module, section, read_at in rows
    )
    return ReadingList(attempt_id=rows[0].attempt_id, items=items)


def mark_read(person_id: int, course: str, key: SectionKey, now: datetime) -> None:
    """Tick a section off every list it stands on. A reading that began before the failure does not count."""
    db.session.execute(
        update(ReadingListItem)
        .where(
            ReadingListItem.person_id == person_id,
            ReadingListItem.course == course,
            ReadingListItem.read_at.is_(None),
            ReadingListItem.module == key.module,
            ReadingListItem.section == key.section,
            ReadingListItem.asked_at <= now,
        )
        .values(read_at=now)
    )


def drop_pending(person_id: int, course: str, quiz: str) -> None:
    """A pass makes what was still to read for this quiz void."""
    db.session.execute(
        delete(ReadingListItem).where(
            ReadingListItem.person_id == person_id,
            ReadingListItem.quiz_course == course,
            ReadingListItem.quiz == quiz,
            ReadingListItem.read_at.is_(None),
        )
    )
