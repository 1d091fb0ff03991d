"""Signed-in browsers: the one query of every request, and ending sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.engine import CursorResult

from elearn.accounts.tables import Account, Grant, SignInSession
from elearn.database import UtcDateTime, connection, db
from elearn.people.tables import Delegation, Person, ReportingLine


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionRow:
    """A session that is still good, with its person as the pages need him."""

    token_sha256: str
    last_seen_at: datetime
    must_change_password: bool
    person_id: int
    name: str
    unit_id: int
    language: str
    text_size: str
    leads_somebody: bool
    granted: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeviceRow:
    """A signed-in browser as its owner sees it."""

    token_sha256: str
    device: str
    created_at: datetime
    last_seen_at: datetime


_LEADS_SOMEBODY = exists().where(
    ReportingLine.supervisor_id == Person.id,
    ReportingLine.valid_from <= bindparam("today"),
    or_(ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= bindparam("today")),
) | exists().where(
    Delegation.deputy_id == Person.id,
    Delegation.valid_from <= bindparam("today"),
    Delegation.valid_to >= bindparam("today"),
    Delegation.ended_at.is_(None),
)
# Built once: every page of every person runs it. One row a granted role; nearly everyone has none.
_SESSION_CHECK = (
    select(
        SignInSession.last_seen_at,
        SignInSession.must_change_password,
        Person.id,
        Person.name,
        Person.unit_id,
        Account.language,
        Account.text_size,
        _LEADS_SOMEBODY,
        Grant.role,
    )
    .join(Person, Person.id == SignInSession.person_id)
    .join(Account, Account.person_id == Person.id)
    .outerjoin(Grant, Grant.person_id == Person.id)
    .where(
        SignInSession.token_sha256 == bindparam("token_sha256"),
        SignInSession.created_at > bindparam("created_after", type_=UtcDateTime),
        SignInSession.last_seen_at > bindparam("seen_after", type_=UtcDateTime),
        Account.disabled_at.is_(None),
    )
)


def find_session(
    token_sha256: str, *, created_after: datetime, seen_after: datetime, today: date
) -> SessionRow | None:
    """The session if it is within its limits and the account is not disabled. One query."""
    limits = {"created_after": created_after, "seen_after": seen_after, "today": today}
    rows = connection().execute(_SESSION_CHECK, {"token_sha256": token_sha256} | limits).all()
    if not rows:
        return None
    last_seen_at, must_change, person_id, name, unit_id, language, text_size, leads, _ = rows[0]
    return SessionRow(
        token_sha256=token_sha256,
        last_seen_at=last_seen_at,
        must_change_password=must_change,
        person_id=person_id,
        name=name,
        unit_id=unit_id,
        language=language,
        text_size=text_size,
        leads_somebody=bool(leads),
        granted=frozenset(row[-1] for row in rows if row[-1]),
    )


def insert_session(
    *, token_sha256: str, person_id: int, device: str, must_change_password: bool, now: datetime
) -> None:
    """Write a new session."""
    db.session.execute(
        insert(SignInSession).values(
            token_sha256=token_sha256,
            person_id=person_id,
            created_at=now,
            last_seen_at=now,
            device=device,
            must_change_password=must_change_password,
        )
    )


def mark_seen(token_sha256: str, now: datetime) -> None:
    """Note that the browser was here."""
    db.session.execute(
        update(SignInSession).where(SignInSession.token_sha256 == token_sha256).values(last_seen_at=now)
    )


def devices(person_id: int, *, created_after: datetime, seen_after: datetime) -> list[DeviceRow]:
    """The person's sessions that are still good, the latest first."""
    query = (
        select(
            SignInSession.token_sha256,
            SignInSession.device,
            SignInSession.created_at,
            SignInSession.last_seen_at,
        )
        .where(
            SignInSession.person_id == person_id,
            SignInSession.created_at > created_after,
            SignInSession.last_seen_at > seen_after,
        )
        .order_by(SignInSession.last_seen_at.desc())
    )
    return [DeviceRow(**row) for row in db.session.execute(query).mappings()]


def delete_session(token_sha256: str) -> None:
    """End one session."""
    db.session.execute(delete(SignInSession).where(SignInSession.token_sha256 == token_sha256))


def delete_sessions(person_id: int, *, only_starting_with: str = "", except_for: str = "") -> int:
    """End sessions of a person (all, or those whose fingerprint starts so); gives how many."""
    statement = delete(SignInSession).where(SignInSession.person_id == person_id)
    if only_starting_with:
        statement = statement.where(
            SignInSession.token_sha256.startswith(only_starting_with, autoescape=True)
        )
    if except_for:
        statement = statement.where(SignInSession.token_sha256 != except_for)
    result = db.session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0


def delete_expired(person_id: int, *, created_before: datetime, seen_before: datetime) -> None:
    """Drop the person's sessions that are past their limits."""
    db.session.execute(
        delete(SignInSession).where(
            SignInSession.person_id == person_id,
            or_(SignInSession.created_at <= created_before, SignInSession.last_seen_at <= seen_before),
        )
    )
