"""Writing to the audit log, reading it, and its seals."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, insert, or_, select, text, update

from elearn.audit.rules import Entry, Seal
from elearn.audit.tables import AuditEntry, AuditSeal
from elearn.database import db

_COLUMNS = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.actor_id,
    AuditEntry.actor_name,
    AuditEntry.action,
    AuditEntry.subject,
    AuditEntry.details,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which entries to list; None leaves a question open.

    `person_id`: what he did and what was done to him. `since` and `until` are instants, the second excluded.
    """

    person_id: int | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def add_entry(
    *,
    at: datetime,
    action: str,
    subject: str,
    actor_id: int | None = None,
    actor_name: str = "",
    details: dict[str, str | int | float | bool | None] | None = None,
) -> None:
    """Note a deed in the transaction that does it. Never a password, code or answer in `details`."""
    db.session.add(
        AuditEntry(
            at=at,
            action=action,
            subject=subject,
            actor_id=actor_id,
            actor_name=actor_name,
            details=details or {},
        )
    )


def add_entries(rows: Sequence[Mapping[str, Any]]) -> None:
    """Note many deeds at once, in one statement; each row has what `add_entry` takes, with all its names."""
    if rows:
        db.session.execute(insert(AuditEntry), [dict(row) for row in rows])


def listed(wanted: Wanted, *, limit: int, offset: int = 0) -> list[Entry]:
    """Entries, the latest first. One query."""
    query = _wanted(select(*_COLUMNS), wanted).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    return [Entry(**row) for row in db.session.execute(query.limit(limit).offset(offset)).mappings()]


def count(wanted: Wanted) -> int:
    """How many entries there are of this kind."""
    query: Select[Any] = select(func.count(AuditEntry.id))
    return int(db.session.execute(_wanted(query, wanted)).scalar_one())


def actions() -> list[str]:
    """The words for deeds that the log has, in order."""
    return list(db.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)))


def _wanted(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.person_id is not None:
        is_subject = AuditEntry.subject == f"person:{wanted.person_id}"
        query = query.where(or_(AuditEntry.actor_id == wanted.person_id, is_subject))
    if wanted.action:
        query = query.where(AuditEntry.action == wanted.action)
    if wanted.subject:
        query = query.where(AuditEntry.subject == wanted.subject)
    if wanted.since:
        query = query.where(AuditEntry.at >= wanted.since)
    if wanted.until:
        query = query.where(AuditEntry.at < wanted.until)
    return query


def lock_seals() -> None:
    """Let one worker at a time seal; the others wait for its commit and then see what it did."""
    if db.engine.dialect.name == "postgresql":
        # Others may go on reading. SQLite has one writer at a time anyway.
        db.session.execute(text("LOCK TABLE audit_seal IN EXCLUSIVE MODE"))


def without_seal(before: datetime, limit: int) -> list[Entry]:
    """Entries of before that instant that no seal holds, by their ids."""
    query = select(*_COLUMNS).where(AuditEntry.seal_id.is_(None), AuditEntry.at <= before)
    return [Entry(**row) for row in db.session.execute(query.order_by(AuditEntry.id).limit(limit)).mappings()]


def count_without_seal() -> int:
    """How many entries no seal holds yet."""
    query = select(func.count(AuditEntry.id)).where(AuditEntry.seal_id.is_(None))
    return int(db.session.execute(query).scalar_one())


def last_seal() -> Seal | None:
    """The end of the chain."""
    return next(iter(_seals(select(AuditSeal).order_by(AuditSeal.id.desc()).limit(1))), None)


def find_seal(number: int) -> Seal | None:
    """A seal by its number."""
    return next(iter(_seals(select(AuditSeal).where(AuditSeal.id == number))), None)


def seals_after(number: int, limit: int) -> list[Seal]:
    """The next seals, in order."""
    return _seals(select(AuditSeal).where(AuditSeal.id > number).order_by(AuditSeal.id).limit(limit))


def _seals(query: Select[AuditSeal]) -> list[Seal]:
    return [
        Seal(id=one.id, sealed_at=one.sealed_at, entries=one.entries, sha256=one.sha256)
        for one in db.session.scalars(query)
    ]


def insert_seal(seal: Seal, entry_ids: Sequence[int]) -> None:
    """Write a seal and let its entries name it."""
    db.session.add(AuditSeal(id=seal.id, sealed_at=seal.sealed_at, entries=seal.entries, sha256=seal.sha256))
    db.session.execute(update(AuditEntry).where(AuditEntry.id.in_(entry_ids)).values(seal_id=seal.id))


def entries_of_seals(numbers: Collection[int]) -> dict[int, list[Entry]]:
    """The entries that name each of these seals, by their ids. One query."""
    found: dict[int, list[Entry]] = {number: [] for number in numbers}
    query = select(AuditEntry.seal_id, *_COLUMNS).where(AuditEntry.seal_id.in_(numbers))
    for row in db.session.execute(query.order_by(AuditEntry.id)).mappings():
        values = dict(row)
        found[values.pop("seal_id")].append(Entry(**values))
    return found


class Astray(NamedTuple):
    """Entries that name a seal which does not exist: its number, the first and last of them, how many."""

    seal: int
    first: int
    last: int
    found: int


def unknown_seals() -> list[Astray]:
    """Every seal that entries name and that does not exist."""
    is_known = exists().where(AuditSeal.id == AuditEntry.seal_id)
    query = (
        select(
            AuditEntry.seal_id, func.min(AuditEntry.id), func.max(AuditEntry.id), func.count(AuditEntry.id)
        )
        .where(AuditEntry.seal_id.is_not(None), ~is_known)
        .group_by(AuditEntry.seal_id)
        .order_by(AuditEntry.seal_id)
    )
    return [Astray(seal or 0, *rest) for seal, *rest in db.session.execute(query)]
