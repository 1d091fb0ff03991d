"""Every query on extra time: who has it, and which running attempts it lengthens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, true, update

from elearn.accounts.help_store import Reach
from elearn.database import db
from elearn.people.tables import Person
from elearn.quiz.extra_time import Permission
from elearn.quiz.rules import OPEN
from elearn.quiz.tables import Attempt, ExtraTime

_COLUMNS = tuple(getattr(ExtraTime, name) for name in Permission.__dataclass_fields__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Running:
    """An open attempt with a deadline, as far as its time goes."""

    id: int
    course: str
    quiz: str
    state: str
    started_at: datetime
    deadline_at: datetime
    extra_time_s: int  # part of `deadline_at`


_RUNNING = tuple(getattr(Attempt, name) for name in Running.__dataclass_fields__)


def permissions_of(person_id: int) -> tuple[Permission, ...]:
    """The extra time of a person that is in force."""
    query = select(*_COLUMNS).where(ExtraTime.person_id == person_id, ExtraTime.ended_at.is_(None))
    return tuple(Permission(**row._mapping) for row in db.session.execute(query))


def permissions_within(reach: Reach, limit: int) -> tuple[Permission, ...]:
    """What is in force for people within reach, the latest first."""
    query = _within(reach).order_by(ExtraTime.granted_at.desc(), ExtraTime.id.desc()).limit(limit)
    return tuple(Permission(**row._mapping) for row in db.session.execute(query))


def find_permission(permission_id: int, reach: Reach) -> Permission | None:
    """The permission, if it is in force and its person is within reach."""
    row = db.session.execute(_within(reach).where(ExtraTime.id == permission_id)).one_or_none()
    return Permission(**row._mapping) if row else None


def _within(reach: Reach) -> Select[*tuple[Any, ...]]:
    inside: ColumnElement[bool] = true() if reach.is_whole else Person.unit_id.in_(reach.unit_ids)
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == ExtraTime.person_id)
        .where(ExtraTime.ended_at.is_(None), inside)
    )


def insert_permission(
    *,
    person_id: int,
    course: str,
    quiz: str,
    percent: int,
    reason: str,
    granted_by: int,
    granted_at: datetime,
) -> None:
    """Write a permission."""
    db.session.execute(
        insert(ExtraTime).values(
            person_id=person_id,
            course=course,
            quiz=quiz,
            percent=percent,
            reason=reason,
            granted_by=granted_by,
            granted_at=granted_at,
        )
    )


def mark_ended(permission_id: int, ended_at: datetime) -> None:
    """End a permission; the first end stays."""
    db.session.execute(
        update(ExtraTime)
        .where(ExtraTime.id == permission_id, ExtraTime.ended_at.is_(None))
        .values(ended_at=ended_at)
    )


def locked_running(person_id: int) -> tuple[Running, ...]:
    """The open attempts of a person that have a deadline; nobody closes them before this transaction ends."""
    query = (
        select(*_RUNNING)
        .where(Attempt.person_id == person_id, Attempt.state == OPEN, Attempt.deadline_at.is_not(None))
        .with_for_update()
    )
    return tuple(Running(**row._mapping) for row in db.session.execute(query))


def move_deadline(attempt_id: int, deadline_at: datetime, extra_time_s: int) -> None:
    """Give an open attempt another end."""
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == OPEN)
        .values(deadline_at=deadline_at, extra_time_s=extra_time_s)
    )
