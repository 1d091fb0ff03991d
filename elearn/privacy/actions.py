"""What the law gives a person over his data, and what is deleted when its time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from flask_babel import gettext

from elearn.accounts.actions import SYSTEM, Actor
from elearn.audit import store as audit
from elearn.audit.store import Wanted, add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.policy import store as policy_store
from elearn.privacy import rules, store
from elearn.web.settings import current_settings
from elearn.workdays import months_later

PRUNED = "data.pruned"
AT_ONCE = 1_000
_DROPS: dict[str, Callable[[datetime, int], int]] = {
    "keep_looks_months": store.drop_looks,
    "keep_messages_months": store.drop_messages,
    "keep_mails_months": store.drop_mails,
}


class AlreadyDecided(ElearnError):
    """Somebody else decided first."""


@one_transaction
def mark_read(person_id: int, version: str, now: datetime) -> None:
    """Note that a person read this version of the notice; twice is once."""
    store.mark_read(person_id, version, now)


@one_transaction
def ask_correction(person_id: int, *, field: str, shown: str, wanted: str, reason: str, now: datetime) -> int:
    """Ask for data to be corrected; gives the id of the request. It is due as the policy says."""
    today = now.astimezone(current_settings().time_zone).date()
    hours = policy_store.in_force(today).number("correction_hours")
    return store.insert_correction(
        person_id,
        field=field,
        shown=shown,
        wanted=wanted,
        reason=reason,
        now=now,
        due_at=rules.due_at(now, hours),
    )


@one_transaction
def decide(correction: store.Correction, *, state: str, answer: str, actor: Actor, now: datetime) -> None:
    """Decide a request and tell its person; raises AlreadyDecided."""
    if not store.decide(correction.id, state=state, answer=answer, by=actor.person_id, now=now):
        raise AlreadyDecided("Permintaan ini sudah diputuskan.", hint="Muat ulang halamannya.")
    add_entry(
        at=now,
        action="data.corrected",
        subject=f"person:{correction.person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"correction": correction.id, "field": correction.field, "state": state},
    )
    done = state == rules.DONE
    tell(
        [correction.person_id],
        Kind.DATA_CORRECTED,
        cause=f"data-corrected:{correction.id}",
        title=gettext("Data Anda diperbaiki") if done else gettext("Permintaan perbaikan data ditolak"),
        text=answer,
        link="/privacy/",
        now=now,
    )


def prune(now: datetime) -> int:
    """The job: once a day delete what is older than the policy lets it be; gives how many rows.

    An entry of the audit log tells the counts of each day, also when they are zero.
    """
    zone = current_settings().time_zone
    today = now.astimezone(zone).date()
    if audit.count(Wanted(action=PRUNED, since=datetime.combine(today, time(), tzinfo=zone))):
        return 0
    policy, counts = policy_store.in_force(today), {}
    for item, drop in _DROPS.items():
        months = int(policy.number(item))
        if months:
            before = datetime.combine(months_later(today, -months), time(), tzinfo=zone)
            counts[item] = _drop_all(drop, before)
    _note_pruned(counts, now)
    return sum(counts.values())


def _drop_all(drop: Callable[[datetime, int], int], before: datetime) -> int:
    """In batches of a transaction each: nobody waits long for his own."""
    total = 0
    while count := _drop_some(drop, before):
        total += count
    return total


@one_transaction
def _drop_some(drop: Callable[[datetime, int], int], before: datetime) -> int:
    return drop(before, AT_ONCE)


@one_transaction
def _note_pruned(counts: dict[str, int], now: datetime) -> None:
    add_entry(at=now, action=PRUNED, subject="data", actor_name=SYSTEM.name, details=dict(counts))
