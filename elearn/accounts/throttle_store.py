"""Counting tries: one atomic statement a counter, the same for all workers and after a restart."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, delete, literal, update

from elearn.accounts.tables import ThrottleCounter
from elearn.accounts.throttle import FORGOTTEN_AFTER, Limit
from elearn.database import UtcDateTime, db, upsert_into

_KEPT = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Try:
    """What the counter says of one try: let through or not, the how manieth, and when it is free again."""

    is_admitted: bool
    count: int
    free_at: datetime


def count_try(key: str, limit: Limit, now: datetime) -> Try:
    """Count a try unless a wait is running. Counted before it is made: parallel guesses see each other."""
    ticket = secrets.token_hex(8)
    row = ThrottleCounter
    instant = literal(now, UtcDateTime)
    # The count too: a clock that was set back must not make everybody wait.
    is_waiting = (row.count >= limit.free_tries) & (row.free_at > instant)
    count = case((row.last_at <= literal(now - FORGOTTEN_AFTER, UtcDateTime), 1), else_=row.count + 1)
    statement = (
        upsert_into(row)
        .values(key=key, count=1, last_at=now, free_at=now, ticket=ticket)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "count": case((is_waiting, row.count), else_=count),
                "last_at": case((is_waiting, row.last_at), else_=instant),
                "free_at": case((is_waiting, row.free_at), *_free_at(count, limit, now), else_=instant),
                "ticket": case((is_waiting, row.ticket), else_=ticket),
            },
        )
        .returning(row.ticket, row.count, row.free_at)
    )
    kept_ticket, kept_count, free_at = db.session.execute(statement).one()
    return Try(is_admitted=kept_ticket == ticket, count=kept_count, free_at=free_at)


def _free_at(count, limit: Limit, now: datetime):  # type: ignore[no-untyped-def]  # pairs for case()
    waits = limit.waits()
    last = limit.free_tries + len(waits) - 1
    steps = [
        (count == limit.free_tries + step, literal(now + wait, UtcDateTime))
        for step, wait in enumerate(waits)
    ]
    return [*steps, (count > last, literal(now + waits[-1], UtcDateTime))]


def take_back(keys: Collection[str], now: datetime) -> None:
    """A try that turned out right does not count: an office of hundreds signs in from one address."""
    db.session.execute(
        update(ThrottleCounter)
        .where(ThrottleCounter.key.in_(keys), ThrottleCounter.count > 0)
        .values(count=ThrottleCounter.count - 1, free_at=now)
    )


def forget(key: str) -> None:
    """Start a counter again."""
    db.session.execute(delete(ThrottleCounter).where(ThrottleCounter.key == key))


def forget_old(now: datetime) -> None:
    """Drop counters that no longer count."""
    db.session.execute(delete(ThrottleCounter).where(ThrottleCounter.last_at < now - _KEPT))
