"""Signing in with a number and a password or one-time code, and changing the password.

The slow hash is computed outside of every transaction, exactly once a try, whoever the number belongs to:
neither answer nor time tells an unknown number from a wrong password, a disabled account or a wait.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from elearn import clock
from elearn.accounts import actions, password_hash, session_store, store, throttle_store, tokens
from elearn.accounts.password_rules import MAX_LENGTH, PasswordFault, context_of, password_fault
from elearn.accounts.store import Credentials
from elearn.accounts.throttle import ACCOUNT, ACCOUNT_FROM_ADDRESS, ADDRESS, Limit, counter_key, network_of
from elearn.accounts.throttle_store import Try
from elearn.audit.store import add_entry
from elearn.database import Durability, one_transaction, transaction
from elearn.people.numbers import normalised_nip

log = logging.getLogger("elearn.sign_in")


class Outcome(StrEnum):
    """How a try ended, as far as the visitor may know."""

    SIGNED_IN = "signed-in"
    MALFORMED_NUMBER = "malformed-number"
    REFUSED = "refused"
    TOO_MANY_HERE = "too-many-here"  # from this address, whatever the account


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """Where a try comes from, and how long sessions last here."""

    address: str
    device: str
    session_idle: timedelta
    session_absolute: timedelta

    @property
    def network(self) -> str:
        """What the limits count as one address."""
        return network_of(self.address)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """The end of a try; `token` and `must_change_password` only when signed in."""

    outcome: Outcome
    token: str = ""
    must_change_password: bool = False
    retry_after: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tries:
    """The counters of one try."""

    keys: dict[Limit, str]
    counted: dict[Limit, Try]

    def admitted(self, limit: Limit) -> bool:
        return self.counted[limit].is_admitted


def sign_in(number: str, secret: str, visit: Visit) -> SignIn:
    """Check number and secret, and open a session when they fit."""
    nip = normalised_nip(number)
    if nip is None:
        return SignIn(outcome=Outcome.MALFORMED_NUMBER)
    now = clock.now()
    tries = _count_tries(nip, visit, now)
    if not tries.admitted(ADDRESS):
        # Says nothing about the account, so the hash may be spared: guessing here costs us little.
        wait = tries.counted[ADDRESS].free_at - now
        return SignIn(outcome=Outcome.TOO_MANY_HERE, retry_after=wait)
    found = store.find_credentials(nip, address_sha256=_address_key(visit), now=now)
    verdict = password_hash.verify(found.password_hash if found else None, secret[: MAX_LENGTH + 1])
    used_code = not verdict.is_right and _is_code(found, secret, now)
    if not _may_try(tries, found) or not (verdict.is_right or used_code):
        _note_refusal(tries, found, now)
        return SignIn(outcome=Outcome.REFUSED)
    assert found is not None
    fresh_hash = password_hash.hashed(secret) if verdict.needs_rehash else None
    return _let_in(found, visit, tries, used_code=used_code, fresh_hash=fresh_hash)


def _count_tries(nip: str, visit: Visit, now: datetime) -> _Tries:
    keys = {
        ADDRESS: counter_key(ADDRESS, visit.network),
        ACCOUNT_FROM_ADDRESS: counter_key(ACCOUNT_FROM_ADDRESS, nip, visit.network),
        ACCOUNT: counter_key(ACCOUNT, nip),
    }
    counted: dict[Limit, Try] = {}
    with transaction(Durability.RELAXED):
        for limit, key in keys.items():
            counted[limit] = throttle_store.count_try(key, limit, now)
            if limit is ACCOUNT_FROM_ADDRESS and not counted[limit].is_admitted:
                break  # one impatient browser must not use up what the account has for all addresses
        if counted[ACCOUNT_FROM_ADDRESS].count == 1 and secrets.randbelow(100) == 0:
            throttle_store.forget_old(now)
    return _Tries(keys=keys, counted=counted)


def _may_try(tries: _Tries, found: Credentials | None) -> bool:
    if found is None or found.is_disabled or not tries.admitted(ACCOUNT_FROM_ADDRESS):
        return False
    return found.is_address_known or tries.admitted(ACCOUNT)


def _is_code(found: Credentials | None, secret: str, now: datetime) -> bool:
    if found is None or found.code_sha256 is None or found.code_expires_at is None:
        return False
    is_same = secrets.compare_digest(found.code_sha256, tokens.code_fingerprint(secret[:MAX_LENGTH]))
    return is_same and found.code_expires_at > now


def _address_key(visit: Visit) -> str:
    return sha256(visit.network.encode()).hexdigest()


def _note_refusal(tries: _Tries, found: Credentials | None, now: datetime) -> None:
    """A line in the log, never with number or secret; beyond a limit an entry in the audit log."""
    subject = f"person:{found.person_id}" if found else "unknown number"
    log.info("refused %s", subject)
    beyond = [
        limit.name
        for limit, one_try in tries.counted.items()
        if one_try.is_admitted and one_try.count >= limit.free_tries
    ]
    if not beyond:
        return
    with transaction():
        add_entry(
            at=now,
            action="sign-in.refused-beyond-limit",
            subject=subject,
            actor_name="anonymous",
            details={"limits": " ".join(beyond)},
        )


@one_transaction
def _let_in(
    found: Credentials, visit: Visit, tries: _Tries, *, used_code: bool, fresh_hash: str | None
) -> SignIn:
    now = clock.now()
    if store.password_hash(found.person_id) != found.password_hash:
        return SignIn(outcome=Outcome.REFUSED)  # replaced while we compared: the old one opens nothing
    throttle_store.forget(tries.keys[ACCOUNT_FROM_ADDRESS])
    throttle_store.take_back([tries.keys[ADDRESS], tries.keys[ACCOUNT]], now)
    store.keep_known_address(found.person_id, _address_key(visit), now)
    if fresh_hash:
        store.keep_password(found.person_id, fresh_hash, changed_at=None)
    session_store.delete_expired(
        found.person_id,
        created_before=now - visit.session_absolute,
        seen_before=now - visit.session_idle,
    )
    token = actions.open_session(found.person_id, device=visit.device, must_change_password=used_code)
    log.info("signed in person:%s%s", found.person_id, " with a code" if used_code else "")
    return SignIn(outcome=Outcome.SIGNED_IN, token=token, must_change_password=used_code)


@dataclass(frozen=True, kw_only=True, slots=True)
class PasswordChange:
    """A new session token, or why the password stays."""

    token: str = ""
    fault: PasswordFault | None = None


def change_password(
    person_id: int,
    *,
    nip: str,
    name: str,
    current: str | None,
    new: str,
    min_length: int,
    visit: Visit,
    agency_name: str = "",
) -> PasswordChange:
    """Replace the password and end every session, copies of this one included; gives a new token.

    `current` is None only for who signed in with a one-time code.
    """
    fault = _current_fault(person_id, nip, current, visit) or password_fault(
        new,
        min_length=min_length,
        common=password_hash.common_passwords(),
        context=context_of(nip=nip, name=name, further=(agency_name,)),
    )
    if fault is None and new == current:
        fault = PasswordFault.SAME_AS_BEFORE
    if fault is not None:
        return PasswordChange(fault=fault)
    return PasswordChange(token=_keep_new(person_id, password_hash.hashed(new), visit.device))


def _current_fault(person_id: int, nip: str, current: str | None, visit: Visit) -> PasswordFault | None:
    """A signed-in phone left on a table is no free place to guess: the same limit holds here."""
    if current is None:
        return None
    key = counter_key(ACCOUNT_FROM_ADDRESS, nip, visit.network)
    with transaction(Durability.RELAXED):
        if not throttle_store.count_try(key, ACCOUNT_FROM_ADDRESS, clock.now()).is_admitted:
            return PasswordFault.WAIT
    if not password_hash.verify(store.password_hash(person_id), current[: MAX_LENGTH + 1]).is_right:
        return PasswordFault.CURRENT_WRONG
    with transaction(Durability.RELAXED):
        throttle_store.forget(key)
    return None


@one_transaction
def _keep_new(person_id: int, kept_hash: str, device: str) -> str:
    now = clock.now()
    store.keep_password(person_id, kept_hash, changed_at=now)
    store.delete_code(person_id)
    session_store.delete_sessions(person_id)
    add_entry(at=now, action="password.changed", subject=f"person:{person_id}", actor_id=person_id)
    return actions.open_session(person_id, device=device)
