"""Every query on messages as people read them, and on the notes of heads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal, select, update
from sqlalchemy.engine import CursorResult

from elearn.database import connection, db, upsert_into
from elearn.messages.tables import Mail, Message
from elearn.people.tables import Person

BATCH = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageRow:
    """A message as its reader sees it."""

    id: int
    person_id: int
    cause: str
    kind: str
    title: str
    text: str
    link: str
    sender_id: int | None
    made_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MailState:
    """What became of a message by mail.

    `state`: queued, sending, sent, failed, cancelled, or `site` where it is on the site only. `reason` says
    why in plain words.
    """

    state: str
    reason: str = ""
    sent_at: datetime | None = None
    read_at: datetime | None = None  # on the site


_NAMES = tuple(MessageRow.__dataclass_fields__)
MESSAGE_COLUMNS = tuple(getattr(Message, name) for name in _NAMES)


def insert_messages(person_ids: Collection[int], values: Mapping[str, Any]) -> int:
    """Write one message a person; who has one of this cause keeps it. Gives how many are new."""
    columns = Message.__table__.c
    told = [literal(value, columns[name].type).label(name) for name, value in values.items()]
    everyone = sorted(set(person_ids))
    new = 0
    for start in range(0, len(everyone), BATCH):
        some = select(Person.id, *told).where(Person.id.in_(everyone[start : start + BATCH]))
        statement = upsert_into(Message).from_select(["person_id", *values], some).on_conflict_do_nothing()
        kept = statement.execution_options(preserve_rowcount=True)  # psycopg would forget it
        new += connection().execute(kept).rowcount
    return new


def cancel_messages(cause: str, now: datetime, person_ids: Collection[int] | None) -> int:
    """Take back what was told for a cause; gives how many."""
    statement = update(Message).where(Message.cause == cause, Message.cancelled_at.is_(None))
    if person_ids is not None:
        statement = statement.where(Message.person_id.in_(person_ids))
    return _count(statement.values(cancelled_at=now))


def mark_read(person_id: int, now: datetime, message_ids: Collection[int] | None) -> int:
    """Note that a person has read messages of his (None: all)."""
    statement = update(Message).where(Message.person_id == person_id, Message.read_at.is_(None))
    if message_ids is not None:
        statement = statement.where(Message.id.in_(message_ids))
    return _count(statement.values(read_at=now))


def _count(statement: Any) -> int:
    result = db.session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def unread_count(person_id: int) -> int:
    """How many messages a person has not read."""
    query = select(func.count()).where(
        Message.person_id == person_id, Message.read_at.is_(None), Message.cancelled_at.is_(None)
    )
    return int(db.session.scalar(query) or 0)


def unread(person_id: int, *, limit: int) -> tuple[int, tuple[MessageRow, ...]]:
    """How many messages a person has not read, and the latest of them. One query."""
    query = (
        select(func.count().over().label("all"), *MESSAGE_COLUMNS)
        .where(Message.person_id == person_id, Message.read_at.is_(None), Message.cancelled_at.is_(None))
        .order_by(Message.made_at.desc(), Message.id.desc())
        .limit(limit)
    )
    rows = [dict(row) for row in db.session.execute(query).mappings()]
    count = rows[0]["all"] if rows else 0
    return count, tuple(MessageRow(**{name: row[name] for name in _NAMES}) for row in rows)


def inbox(person_id: int, *, limit: int, offset: int = 0) -> tuple[MessageRow, ...]:
    """Messages of a person, the unread ones first, then the latest first."""
    query = (
        select(*MESSAGE_COLUMNS)
        .where(Message.person_id == person_id, Message.cancelled_at.is_(None))
        .order_by(Message.read_at.is_not(None), Message.made_at.desc(), Message.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(MessageRow(**row) for row in db.session.execute(query).mappings())


def count_inbox(person_id: int) -> int:
    """How many messages a person has, read ones too."""
    query = select(func.count()).where(Message.person_id == person_id, Message.cancelled_at.is_(None))
    return int(db.session.scalar(query) or 0)


def find_message(message_id: int, person_id: int) -> MessageRow | None:
    """A message of this person, or None."""
    query = select(*MESSAGE_COLUMNS).where(
        Message.id == message_id, Message.person_id == person_id, Message.cancelled_at.is_(None)
    )
    row = db.session.execute(query).mappings().one_or_none()
    return MessageRow(**row) if row else None


def message_ids_of(cause: str, person_ids: Collection[int] | None = None) -> dict[int, int]:
    """The message of a cause by person, so that its sender can ask what became of it."""
    query = select(Message.person_id, Message.id).where(Message.cause == cause)
    if person_ids is not None:
        query = query.where(Message.person_id.in_(person_ids))
    return {row.person_id: row.id for row in db.session.execute(query)}


def states_of(message_ids: Collection[int]) -> dict[int, MailState]:
    """What became of messages by mail; unknown ids are left out."""
    query = (
        select(
            Message.id,
            Message.by_mail,
            Message.read_at,
            Message.cancelled_at,
            Mail.state,
            Mail.reason,
            Mail.sent_at,
            func.coalesce(Person.email, "").label("email"),
        )
        .join(Person, Person.id == Message.person_id)
        .outerjoin(Mail, Mail.id == Message.mail_id)
        .where(Message.id.in_(message_ids))
    )
    return {row.id: _state_of(row) for row in db.session.execute(query)}


def _state_of(row: Any) -> MailState:
    if row.cancelled_at is not None and row.state != "sent":
        return MailState(state="cancelled", reason=row.reason or "", read_at=row.read_at)
    if row.state is not None:
        return MailState(state=row.state, reason=row.reason, sent_at=row.sent_at, read_at=row.read_at)
    will_go = row.by_mail and row.email and row.read_at is None
    return MailState(state="queued" if will_go else "site", read_at=row.read_at)
