"""Busy times of units: days on which dates in working days do not count."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.obligations import audience_store


@one_transaction
def add(unit_id: int, first_day: date, last_day: date, name: str, *, actor: Actor, now: datetime) -> int:
    """Note a busy time of a unit and all below it; dates already given stay. Gives its id."""
    busy_id = audience_store.insert_busy(unit_id, first_day, last_day, name)
    _note("busy-window.added", unit_id, actor, now)
    return busy_id


@one_transaction
def remove(busy_id: int, units: Collection[int] | None, *, actor: Actor, now: datetime) -> bool:
    """Take a busy time of these units (None: of any) away. False when there is none."""
    unit_id = audience_store.delete_busy(busy_id, units)
    if unit_id is None:
        return False
    _note("busy-window.removed", unit_id, actor, now)
    return True


def _note(action: str, unit_id: int, actor: Actor, now: datetime) -> None:
    add_entry(
        at=now,
        action=action,
        subject=f"unit:{unit_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
    )
