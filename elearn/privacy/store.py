"""Every query on notices read, corrections asked for, and what is older than it may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, update

from elearn.database import db, upsert_into
from elearn.messages.tables import Mail, Message
from elearn.people.tables import Person
from elearn.privacy.rules import OPEN
from elearn.privacy.tables import DataCorrection, NoticeRead
from elearn.visibility.tables import Consent, Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A request to correct a person's data."""

    id: int
    person_id: int
    field: str
    shown: str
    wanted: str
    reason: str
    state: str
    asked_at: datetime
    due_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRow:
    """A consent as it is kept."""

    purpose: str
    text_version: str
    given_at: datetime
    withdrawn_at: datetime | None


_COLUMNS: tuple[Any, ...] = tuple(getattr(DataCorrection, name) for name in Correction.__slots__)


def _corrections(query: Select[Any]) -> list[Correction]:
    return [Correction(**row) for row in db.session.execute(query).mappings()]


def read_notices(person_id: int) -> dict[str, datetime]:
    """Which versions of the notice a person has read, and when."""
    query = select(NoticeRead.version, NoticeRead.read_at).where(NoticeRead.person_id == person_id)
    return {row.version: row.read_at for row in db.session.execute(query)}


def mark_read(person_id: int, version: str, now: datetime) -> None:
    """Note that a person has read a version; the first time stays."""
    row = upsert_into(NoticeRead).values(person_id=person_id, version=version, read_at=now)
    db.session.execute(row.on_conflict_do_nothing(index_elements=["person_id", "version"]))


def insert_correction(
    person_id: int, *, field: str, shown: str, wanted: str, reason: str, now: datetime, due_at: datetime
) -> int:
    """Write a request; gives its id."""
    row = DataCorrection(
        person_id=person_id,
        field=field,
        shown=shown,
        wanted=wanted,
        reason=reason,
        state=OPEN,
        asked_at=now,
        due_at=due_at,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def corrections_of(person_id: int) -> list[Correction]:
    """The requests of a person, the latest first."""
    query = select(*_COLUMNS).where(DataCorrection.person_id == person_id)
    return _corrections(query.order_by(DataCorrection.id.desc()))


def open_corrections(unit_ids: Collection[int] | None, limit: int) -> list[Correction]:
    """What waits in these units (None: everywhere), what is due first on top."""
    query = select(*_COLUMNS).where(DataCorrection.state == OPEN).order_by(DataCorrection.due_at)
    return _corrections(_within(query, unit_ids).limit(limit))


def decided_corrections(unit_ids: Collection[int] | None, limit: int) -> list[Correction]:
    """What was decided last."""
    query = select(*_COLUMNS).where(DataCorrection.state != OPEN).order_by(DataCorrection.decided_at.desc())
    return _corrections(_within(query, unit_ids).limit(limit))


def find_correction(correction_id: int, unit_ids: Collection[int] | None) -> Correction | None:
    """A request, if it is of somebody in these units."""
    query = select(*_COLUMNS).where(DataCorrection.id == correction_id)
    return next(iter(_corrections(_within(query, unit_ids))), None)


def _within(query: Select[Any], unit_ids: Collection[int] | None) -> Select[Any]:
    if unit_ids is None:
        return query
    return query.join(Person, Person.id == DataCorrection.person_id).where(Person.unit_id.in_(unit_ids))


def decide(correction_id: int, *, state: str, answer: str, by: int | None, now: datetime) -> bool:
    """Write the decision; False when another was faster."""
    changed = (
        update(DataCorrection)
        .where(DataCorrection.id == correction_id, DataCorrection.state == OPEN)
        .values(state=state, answer=answer, decided_by=by, decided_at=now)
        .returning(DataCorrection.id)
    )
    return db.session.execute(changed).first() is not None


def consents_of(person_id: int) -> list[ConsentRow]:
    """Every consent a person gave, also those he withdrew, the latest first."""
    columns: tuple[Any, ...] = tuple(getattr(Consent, name) for name in ConsentRow.__slots__)
    query = select(*columns).where(Consent.person_id == person_id).order_by(Consent.id.desc())
    return [ConsentRow(**row) for row in db.session.execute(query).mappings()]


def drop_looks(before: datetime, limit: int) -> int:
    """Delete some looks of before that instant; gives how many."""
    old = select(Look.id).where(Look.at < before).limit(limit)
    return _deleted(delete(Look).where(Look.id.in_(old)).returning(Look.id))


def drop_messages(before: datetime, limit: int) -> int:
    """Delete some messages of before that instant."""
    old = select(Message.id).where(Message.made_at < before).limit(limit)
    return _deleted(delete(Message).where(Message.id.in_(old)).returning(Message.id))


def drop_mails(before: datetime, limit: int) -> int:
    """Delete some records of mails that went or failed before that instant; their messages stay."""
    is_over = Mail.state.in_(["sent", "failed", "cancelled"])
    old = list(db.session.scalars(select(Mail.id).where(Mail.made_at < before, is_over).limit(limit)))
    # A message that went by mail must not go again: it no longer asks for one.
    unbound = update(Message).where(Message.mail_id.in_(old)).values(mail_id=None, by_mail=False)
    db.session.execute(unbound)
    return _deleted(delete(Mail).where(Mail.id.in_(old)).returning(Mail.id))


def _deleted(statement: Any) -> int:
    return len(db.session.execute(statement).all())
