"""Every query on mails: what waits for one, which is due, what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, insert, or_, select, update
from sqlalchemy.engine import CursorResult

from elearn.accounts.tables import Account
from elearn.database import connection, db
from elearn.messages.kinds import TODAY_KINDS
from elearn.messages.rules import Probe
from elearn.messages.store import MESSAGE_COLUMNS, MessageRow
from elearn.messages.tables import Mail, MailProbe, Message
from elearn.people.tables import Person, Unit

QUEUED, SENDING, SENT, FAILED, CANCELLED = "queued", "sending", "sent", "failed", "cancelled"
_STATES = (QUEUED, SENDING, SENT, FAILED, CANCELLED)
_WAITS = and_(
    Message.by_mail.is_(True),
    Message.mail_id.is_(None),
    Message.cancelled_at.is_(None),
    Message.read_at.is_(None),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitZone:
    """A unit, the one above it, and its own zone if it has one."""

    id: int
    parent_id: int | None
    zone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MailRow:
    """A mail without its text, which is made when it is sent."""

    id: int
    person_id: int
    state: str
    reason: str
    tries: int
    made_at: datetime
    next_try_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """Whom a mail is for, as he is now."""

    id: int
    name: str
    email: str
    unit_id: int
    language: str
    left_on: date | None
    is_disabled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Queue:
    """Numbers of the mail service."""

    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    cancelled: int = 0
    late: int = 0
    last_sent_at: datetime | None = None


_MAIL = tuple(getattr(Mail, name) for name in MailRow.__dataclass_fields__)


def unit_zones() -> list[UnitZone]:
    """Every unit with its zone."""
    return [
        UnitZone(**row) for row in db.session.execute(select(Unit.id, Unit.parent_id, Unit.zone)).mappings()
    ]


def waiting_units() -> list[int]:
    """The units of people for whom something waits to be mailed."""
    query = select(Person.unit_id).join(Message, Message.person_id == Person.id).where(_WAITS).distinct()
    return list(db.session.scalars(query))


def people_due_a_mail(
    unit_ids: Collection[int],
    *,
    today: date,
    opening: datetime,
    start_of_day: datetime,
    too_old_before: datetime,
    limit: int,
    among: Collection[int] | None = None,
) -> list[int]:
    """People of these units for whom something waits since before the office opened (or may go today).

    Without those who had their mail of the day, have no address, or have left.
    """
    had_today = exists().where(
        Mail.person_id == Message.person_id, Mail.made_at >= start_of_day, Mail.state != CANCELLED
    )
    may_go_today = func.max(case((Message.kind.in_(TODAY_KINDS), 1), else_=0))
    query = (
        select(Message.person_id)
        .join(Person, Person.id == Message.person_id)
        .where(_WAITS, Message.made_at >= too_old_before, Person.unit_id.in_(unit_ids))
        .where(Person.email.is_not(None), Person.email != "", ~had_today)
        .where(or_(Person.left_on.is_(None), Person.left_on > today))
        .group_by(Message.person_id)
        .having(or_(func.min(Message.made_at) < opening, may_go_today == 1))
        .order_by(Message.person_id)
        .limit(limit)
    )
    if among is not None:
        query = query.where(Message.person_id.in_(among))
    return list(db.session.scalars(query))


def lock_people(person_ids: Collection[int]) -> None:
    """Whoever else wants to make mails for these people waits until this transaction ends."""
    query = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(query.with_for_update(key_share=True)).all()


def insert_mails(person_ids: Collection[int], now: datetime) -> None:
    """Queue a mail for each, with all that waits for them."""
    rows = [{"person_id": one, "state": QUEUED, "made_at": now, "next_try_at": now} for one in person_ids]
    connection().execute(insert(Mail), rows)
    newest = (
        select(func.max(Mail.id))
        .where(Mail.person_id == Message.person_id, Mail.made_at == now, Mail.state == QUEUED)
        .scalar_subquery()
    )
    db.session.execute(
        update(Message)
        .where(_WAITS, Message.person_id.in_(person_ids))
        .values(mail_id=newest)
        .execution_options(synchronize_session=False)
    )


def keep_on_site_only(unit_ids: Collection[int], *, told_before: datetime) -> int:
    """What waited in vain for its mail is not sent any more; it stays on the site."""
    theirs = select(Person.id).where(Person.unit_id.in_(unit_ids))
    return _changed(
        update(Message)
        .where(_WAITS, Message.made_at < told_before, Message.person_id.in_(theirs))
        .values(by_mail=False)
    )


def keep_all_on_site_only() -> int:
    """Nothing that waits for a digest is mailed any more."""
    return _changed(update(Message).where(_WAITS).values(by_mail=False))


def claim(now: datetime, *, until: datetime, limit: int) -> list[MailRow]:
    """Take mails that are due, so that no other worker does; `until` then they are ours, else due again."""
    due = (
        select(Mail.id)
        .where(Mail.state.in_((QUEUED, SENDING)), Mail.next_try_at <= now)
        .order_by(Mail.next_try_at, Mail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    if not ids:
        return []
    taken = {"state": SENDING, "tries": Mail.tries + 1, "next_try_at": until}
    _changed(update(Mail).where(Mail.id.in_(ids)).values(taken))
    query = select(*_MAIL).where(Mail.id.in_(ids)).order_by(Mail.id)
    return [MailRow(**row) for row in db.session.execute(query).mappings()]


def settle(mail: MailRow, **values: Any) -> bool:
    """Write what became of a mail that we hold; False when our hold had ended and another took it."""
    ours = and_(Mail.id == mail.id, Mail.state == SENDING, Mail.tries == mail.tries)
    return _changed(update(Mail).where(ours).values(values)) == 1


def set_states(
    states: Collection[str],
    *,
    mail_id: int | None,
    unit_ids: Collection[int] | None,
    values: Mapping[str, Any],
) -> int:
    """Change mails in these states to people of these units, or one of them (None: all); gives how many."""
    statement = update(Mail).where(Mail.state.in_(states))
    if mail_id is not None:
        statement = statement.where(Mail.id == mail_id)
    if unit_ids is not None:
        statement = statement.where(Mail.person_id.in_(select(Person.id).where(Person.unit_id.in_(unit_ids))))
    return _changed(statement.values(dict(values)))


def mails(states: Collection[str], *, unit_ids: Collection[int] | None, limit: int) -> list[MailRow]:
    """Mails in these states to people of these units (None: all), the latest first."""
    query = select(*_MAIL).where(Mail.state.in_(states)).order_by(Mail.id.desc()).limit(limit)
    if unit_ids is not None:
        query = query.join(Person, Person.id == Mail.person_id).where(Person.unit_id.in_(unit_ids))
    return [MailRow(**row) for row in db.session.execute(query).mappings()]


def messages_of(mail_ids: Collection[int]) -> dict[int, list[MessageRow]]:
    """What each mail is to tell, without what was taken back or read meanwhile; oldest first."""
    found: dict[int, list[MessageRow]] = {mail_id: [] for mail_id in mail_ids}
    query = (
        select(Message.mail_id, *MESSAGE_COLUMNS)
        .where(Message.mail_id.in_(mail_ids), Message.cancelled_at.is_(None), Message.read_at.is_(None))
        .order_by(Message.made_at, Message.id)
    )
    for row in db.session.execute(query).mappings():
        values = dict(row)
        found[values.pop("mail_id")].append(MessageRow(**values))
    return found


def cancel_by_id(message_ids: Collection[int], now: datetime) -> None:
    """What is not true any more is told neither by mail nor on the site."""
    _changed(
        update(Message)
        .where(Message.id.in_(message_ids), Message.cancelled_at.is_(None))
        .values(cancelled_at=now)
    )


def recipients(person_ids: Collection[int]) -> dict[int, Recipient]:
    """People as they are now, by id."""
    query = (
        select(
            Person.id,
            Person.name,
            func.coalesce(Person.email, "").label("email"),
            Person.unit_id,
            func.coalesce(Account.language, "id").label("language"),
            Person.left_on,
            Account.disabled_at.is_not(None).label("is_disabled"),
        )
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.id.in_(person_ids))
    )
    return {row["id"]: Recipient(**row) for row in db.session.execute(query).mappings()}


def queue(now: datetime, *, late_before: datetime) -> Queue:
    """The numbers of the mail service. One query."""
    is_late: ColumnElement[bool] = and_(Mail.state.in_((QUEUED, SENDING)), Mail.next_try_at < late_before)
    columns = [func.count(case((Mail.state == state, 1))).label(state) for state in _STATES]
    late = func.count(case((is_late, 1))).label("late")
    row = db.session.execute(select(*columns, late, func.max(Mail.sent_at).label("last_sent_at"))).mappings()
    return Queue(**row.one())


def waiting_count() -> int:
    """How many messages wait for a digest, of people who have an address."""
    query = (
        select(func.count())
        .select_from(Message)
        .join(Person, Person.id == Message.person_id)
        .where(_WAITS, Person.email.is_not(None), Person.email != "")
    )
    return int(db.session.scalar(query) or 0)


def last_probe() -> Probe | None:
    """The latest letter of the site to itself."""
    columns = (MailProbe.at, MailProbe.is_well, MailProbe.detail)
    row = db.session.execute(select(*columns).order_by(MailProbe.id.desc()).limit(1)).mappings().one_or_none()
    return Probe(**row) if row else None


def insert_probe(probe: Probe) -> None:
    """Keep what became of a probe."""
    db.session.execute(
        insert(MailProbe).values(at=probe.at, is_well=probe.is_well, detail=probe.detail[:300])
    )


def _changed(statement: Any) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
