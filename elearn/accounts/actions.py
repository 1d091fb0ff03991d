"""Accounts as administrators handle them: adding, granting, resetting, disabling; and one's own display."""

from __future__ import annotations

from dataclasses import dataclass

from elearn import clock
from elearn.accounts import password_hash, session_store, store, tokens
from elearn.accounts.roles import GRANTABLE, HeldRole, Role
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError


class LastAdministrator(ElearnError):
    """The deed would leave the installation without anybody who can administer it."""


class NoSuchAccount(ElearnError):
    """The person has no account."""


class RoleNotGrantable(ElearnError):
    """A role that comes by itself, from being a person or from leading somebody."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """Who does it: a person, or the operating system user of a command."""

    name: str
    person_id: int | None = None


SYSTEM = Actor(name="system")


@one_transaction
def add_account(person_id: int, *, password: str | None = None, actor: Actor = SYSTEM) -> None:
    """Let a person sign in; without a password only a one-time code does."""
    now = clock.now()
    kept_hash = password_hash.hashed(password) if password else None
    store.insert_account(person_id, kept_hash=kept_hash, now=now)
    _note("account.added", person_id, actor)


@one_transaction
def grant_role(
    person_id: int, role: Role, *, unit_id: int | None = None, granted_by: str, actor: Actor | None = None
) -> None:
    """Give a role for a unit and all below it (None: the whole installation); twice is once."""
    if role not in GRANTABLE:
        raise RoleNotGrantable(
            f"Peran {role} tidak diberikan dengan tangan.", hint="Peran ini mengikuti data pegawai."
        )
    if store.insert_grant(person_id, role, unit_id=unit_id, granted_by=granted_by, now=clock.now()):
        _note("role.granted", person_id, actor or Actor(name=granted_by), role=role.value, unit_id=unit_id)


@one_transaction
def revoke_role(person_id: int, role: Role, *, actor: Actor) -> None:
    """Take a role away; the next request of the person knows. Raises LastAdministrator."""
    if role is Role.SYSADMIN:
        _keep_an_administrator(person_id)
    store.delete_grants(person_id, role)
    _note("role.revoked", person_id, actor, role=role.value)


@one_transaction
def revoke_grant(person_id: int, held: HeldRole, *, actor: Actor) -> bool:
    """Take a role of one scope away; False when he does not hold it. Raises LastAdministrator."""
    if held.role is Role.SYSADMIN:
        _keep_an_administrator(person_id)
    is_gone = store.delete_grant(person_id, held)
    if is_gone:
        _note("role.revoked", person_id, actor, role=held.role.value, unit_id=held.unit_id)
    return is_gone


@one_transaction
def open_session(person_id: int, *, device: str = "", must_change_password: bool = False) -> str:
    """Start a session and give its token, which only the browser keeps."""
    token = tokens.new_token()
    session_store.insert_session(
        token_sha256=tokens.fingerprint(token),
        person_id=person_id,
        device=device,
        must_change_password=must_change_password,
        now=clock.now(),
    )
    return token


@one_transaction
def sign_out(token_sha256: str) -> None:
    """End a session: a copy of its cookie opens nothing any more."""
    session_store.delete_session(token_sha256)


@one_transaction
def end_sessions(person_id: int, *, starting_with: str = "", except_for: str = "") -> int:
    """End sessions of a person on other devices; gives how many."""
    ended = session_store.delete_sessions(person_id, only_starting_with=starting_with, except_for=except_for)
    if ended:
        _note("sessions.ended", person_id, Actor(name="", person_id=person_id), count=ended)
    return ended


@one_transaction
def issue_code(person_id: int, *, actor: Actor) -> str:
    """Replace the password by a one-time code, end all sessions, and give the code to be told once."""
    if store.find_account(person_id) is None:
        raise NoSuchAccount("Orang ini belum punya akun.", hint="Tambahkan dengan elearn people add.")
    code = tokens.new_code()
    store.keep_code(person_id, tokens.code_fingerprint(code), clock.now() + tokens.CODE_LIFETIME)
    store.keep_password(person_id, None, changed_at=None)
    session_store.delete_sessions(person_id)
    _note("code.issued", person_id, actor)
    return code


@one_transaction
def disable(person_id: int, *, actor: Actor) -> None:
    """End all sessions of a person and refuse new ones. Raises LastAdministrator."""
    _keep_an_administrator(person_id)
    store.keep_disabled(person_id, clock.now())
    store.delete_code(person_id)
    session_store.delete_sessions(person_id)
    _note("account.disabled", person_id, actor)


@one_transaction
def enable(person_id: int, *, actor: Actor) -> None:
    """Let a disabled person sign in again."""
    store.keep_disabled(person_id, None)
    _note("account.enabled", person_id, actor)


@one_transaction
def keep_display(person_id: int, *, language: str, text_size: str) -> None:
    """Keep how pages look to a person, on every device."""
    store.keep_display(person_id, language=language, text_size=text_size)


def _keep_an_administrator(person_id: int) -> None:
    is_administrator = any(held.role is Role.SYSADMIN for held in store.held_roles([person_id])[person_id])
    if is_administrator and store.count_holders(Role.SYSADMIN) <= 1:
        raise LastAdministrator(
            "Ini admin terakhir.", hint="Beri peran sysadmin kepada orang lain lebih dahulu."
        )


def _note(action: str, person_id: int, actor: Actor, **details: str | int | float | bool | None) -> None:
    add_entry(
        at=clock.now(),
        action=action,
        subject=f"person:{person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details=details,
    )
