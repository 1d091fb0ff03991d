"""Every query on accounts, grants, one-time codes and known addresses."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, insert, select, update

from elearn.accounts.roles import HeldRole, Role
from elearn.accounts.tables import Account, Grant, KnownAddress, OneTimeCode
from elearn.database import db, upsert_into
from elearn.people.tables import EmployeeNumber

ADDRESS_KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """What signing in is checked against."""

    person_id: int
    password_hash: str | None
    is_disabled: bool
    code_sha256: str | None
    code_expires_at: datetime | None
    is_address_known: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountRow:
    """An account without its secrets."""

    person_id: int
    has_password: bool
    password_changed_at: datetime | None
    disabled_at: datetime | None
    language: str
    text_size: str


def find_credentials(nip: str, *, address_sha256: str, now: datetime) -> Credentials | None:
    """The credentials of whoever holds this number now, or None."""
    known = exists().where(
        KnownAddress.person_id == Account.person_id,
        KnownAddress.address_sha256 == address_sha256,
        KnownAddress.last_at > now - ADDRESS_KNOWN_FOR,
    )
    query = (
        select(
            Account.person_id,
            Account.password_hash,
            Account.disabled_at.is_not(None).label("is_disabled"),
            OneTimeCode.code_sha256,
            OneTimeCode.expires_at.label("code_expires_at"),
            known.label("is_address_known"),
        )
        .join(EmployeeNumber, EmployeeNumber.person_id == Account.person_id)
        .outerjoin(OneTimeCode, OneTimeCode.person_id == Account.person_id)
        .where(EmployeeNumber.nip == nip, EmployeeNumber.valid_to.is_(None))
    )
    row = db.session.execute(query).mappings().one_or_none()
    return Credentials(**row) if row else None


def find_account(person_id: int) -> AccountRow | None:
    """The account of a person, or None."""
    query = select(
        Account.person_id,
        Account.password_hash.is_not(None).label("has_password"),
        Account.password_changed_at,
        Account.disabled_at,
        Account.language,
        Account.text_size,
    ).where(Account.person_id == person_id)
    row = db.session.execute(query).mappings().one_or_none()
    return AccountRow(**row) if row else None


def password_hash(person_id: int) -> str | None:
    """The kept hash of a person, or None."""
    return db.session.scalar(select(Account.password_hash).where(Account.person_id == person_id))


def insert_account(person_id: int, *, kept_hash: str | None, now: datetime) -> None:
    """Write an account."""
    db.session.execute(
        insert(Account).values(
            person_id=person_id, password_hash=kept_hash, password_changed_at=now if kept_hash else None
        )
    )


def keep_password(person_id: int, kept_hash: str | None, *, changed_at: datetime | None) -> None:
    """Replace the kept hash."""
    values = {"password_hash": kept_hash} | ({"password_changed_at": changed_at} if changed_at else {})
    db.session.execute(update(Account).where(Account.person_id == person_id).values(values))


def keep_disabled(person_id: int, disabled_at: datetime | None) -> None:
    """Disable an account, or (None) enable it again."""
    db.session.execute(update(Account).where(Account.person_id == person_id).values(disabled_at=disabled_at))


def keep_display(person_id: int, *, language: str, text_size: str) -> None:
    """Keep how pages look to a person."""
    db.session.execute(
        update(Account).where(Account.person_id == person_id).values(language=language, text_size=text_size)
    )


def keep_code(person_id: int, code_sha256: str, expires_at: datetime) -> None:
    """Keep the one code of a person; an earlier one ends."""
    values = {"code_sha256": code_sha256, "expires_at": expires_at}
    db.session.execute(
        upsert_into(OneTimeCode)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def delete_code(person_id: int) -> None:
    """End the code of a person."""
    db.session.execute(delete(OneTimeCode).where(OneTimeCode.person_id == person_id))


def keep_known_address(person_id: int, address_sha256: str, now: datetime) -> None:
    """Note an address from which a person signed in; forget the ones not used for long."""
    db.session.execute(
        upsert_into(KnownAddress)
        .values(person_id=person_id, address_sha256=address_sha256, last_at=now)
        .on_conflict_do_update(index_elements=["person_id", "address_sha256"], set_={"last_at": now})
    )
    db.session.execute(
        delete(KnownAddress).where(
            KnownAddress.person_id == person_id, KnownAddress.last_at <= now - ADDRESS_KNOWN_FOR
        )
    )


def held_roles(person_ids: Collection[int]) -> dict[int, list[HeldRole]]:
    """Granted roles with their scopes by person; everyone asked for has an entry."""
    found: dict[int, list[HeldRole]] = {person_id: [] for person_id in person_ids}
    query = (
        select(Grant.person_id, Grant.role, Grant.unit_id)
        .where(Grant.person_id.in_(person_ids))
        .order_by(Grant.id)
    )
    for person_id, role, unit_id in db.session.execute(query):
        found[person_id].append(HeldRole(role=Role(role), unit_id=unit_id))
    return found


def insert_grant(person_id: int, role: Role, *, unit_id: int | None, granted_by: str, now: datetime) -> bool:
    """Write a grant; gives whether it is new."""
    held = HeldRole(role=role, unit_id=unit_id)
    if held in held_roles([person_id])[person_id]:
        return False
    db.session.execute(
        insert(Grant).values(
            person_id=person_id, role=role.value, unit_id=unit_id, granted_at=now, granted_by=granted_by
        )
    )
    return True


def delete_grants(person_id: int, role: Role) -> None:
    """Take a role from a person, whatever its scope."""
    db.session.execute(delete(Grant).where(Grant.person_id == person_id, Grant.role == role.value))


def delete_grant(person_id: int, held: HeldRole) -> bool:
    """Take a role of one scope from a person; whether he held it."""
    scope = Grant.unit_id.is_(None) if held.unit_id is None else Grant.unit_id == held.unit_id
    gone = delete(Grant).where(Grant.person_id == person_id, Grant.role == held.role.value, scope)
    return bool(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]


def count_holders(role: Role) -> int:
    """How many people with an enabled account hold a role."""
    query = (
        select(func.count(func.distinct(Grant.person_id)))
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.role == role.value, Account.disabled_at.is_(None))
    )
    return db.session.scalar(query) or 0


def administrators() -> set[int]:
    """Everyone with an enabled account who administers the installation."""
    query = (
        select(Grant.person_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.role == Role.SYSADMIN.value, Account.disabled_at.is_(None))
    )
    return set(db.session.scalars(query))
