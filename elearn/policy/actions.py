"""Setting a value of the policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.policy import store
from elearn.policy.items import Item
from elearn.policy.store import SetValue


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A checked value on its way into the history."""

    item: Item
    value: str
    legal_basis: str
    effective_from: date


@one_transaction
def set_value(new: NewValue, *, actor: Actor, now: datetime) -> None:
    """Let a value hold from a day on. What held before stays in the history; nothing is edited."""
    row = SetValue(
        name=new.item.name,
        value=new.value,
        legal_basis=new.legal_basis,
        effective_from=new.effective_from,
        set_at=now,
        set_by_name=actor.name,
    )
    store.add(row, set_by=actor.person_id)
    add_entry(
        at=now,
        action="policy.set",
        subject=f"policy:{new.item.name}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"value": new.value, "effective_from": new.effective_from.isoformat()},
    )
