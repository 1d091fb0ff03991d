"""Accounts of many people at once: those who come in a list, and those who leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update

from elearn.accounts.tables import Account, Grant, OneTimeCode, SignInSession
from elearn.database import db
from elearn.people.staff_store import in_batches
from elearn.people.tables import Person


def insert_accounts(person_ids: Collection[int]) -> None:
    """Write accounts without a password: only a one-time code opens them."""
    if person_ids:
        rows = [{"person_id": person_id, "language": "id", "text_size": "normal"} for person_id in person_ids]
        db.session.connection().execute(insert(Account), rows)


def leavers_with_open_accounts(today: date) -> list[int]:
    """People who have left by that day and could still sign in."""
    query = (
        select(Account.person_id)
        .join(Person, Person.id == Account.person_id)
        .where(Person.left_on <= today, Account.disabled_at.is_(None))
        .order_by(Account.person_id)
    )
    return list(db.session.scalars(query))


def close_accounts(person_ids: Collection[int], now: datetime) -> None:
    """Disable accounts, end their sessions and codes, and take their roles away."""
    for batch in in_batches(person_ids):
        db.session.execute(update(Account).where(Account.person_id.in_(batch)).values(disabled_at=now))
        for table in (SignInSession, OneTimeCode, Grant):
            db.session.execute(delete(table).where(table.person_id.in_(batch)))


def reopen_accounts(person_ids: Collection[int]) -> None:
    """Enable accounts of people who came back; an old password opens them no more."""
    for batch in in_batches(person_ids):
        values = {"disabled_at": None, "password_hash": None}
        db.session.execute(update(Account).where(Account.person_id.in_(batch)).values(values))


def people_with_grants() -> list[int]:
    """Everyone who was given a role."""
    return list(db.session.scalars(select(Grant.person_id).distinct().order_by(Grant.person_id)))


def without_password(person_ids: Collection[int]) -> list[int]:
    """Those of them with an open account that no password opens yet."""
    query = select(Account.person_id).where(Account.password_hash.is_(None), Account.disabled_at.is_(None))
    return sorted(
        person_id
        for batch in in_batches(person_ids)
        for person_id in db.session.scalars(query.where(Account.person_id.in_(batch)))
    )


def keep_codes(fingerprints: Mapping[int, str], expires_at: datetime) -> None:
    """Keep the one code of each of these people; earlier ones end."""
    for batch in in_batches(fingerprints):
        db.session.execute(delete(OneTimeCode).where(OneTimeCode.person_id.in_(batch)))
    rows = [
        {"person_id": person_id, "code_sha256": code, "expires_at": expires_at}
        for person_id, code in fingerprints.items()
    ]
    if rows:
        db.session.connection().execute(insert(OneTimeCode), rows)
