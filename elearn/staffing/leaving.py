"""What leaving means for signing in: the account is closed on the day, the record stays."""

from __future__ import annotations

from datetime import date, datetime

from elearn.accounts import bulk_store
from elearn.accounts.actions import SYSTEM, Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.people import staff_store
from elearn.web.settings import current_settings


def close_due(now: datetime) -> int:
    """The job: close the accounts of everyone whose day has come; gives how many."""
    today = now.astimezone(current_settings().time_zone).date()
    return close_accounts(now=now, today=today, actor=SYSTEM)


@one_transaction
def close_accounts(*, now: datetime, today: date, actor: Actor) -> int:
    """Close the accounts of everyone who has left by today and gives how many; twice does nothing more."""
    leavers = bulk_store.leavers_with_open_accounts(today)
    bulk_store.close_accounts(leavers, now)
    staff_store.end_delegations(leavers, now)
    for person_id in leavers:
        add_entry(
            at=now,
            action="account.closed",
            subject=f"person:{person_id}",
            actor_id=actor.person_id,
            actor_name=actor.name,
        )
    return len(leavers)
