"""Certificates on paper: asked for by their holder, printed by who answers for them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entries
from elearn.certificates import print_store
from elearn.database import one_transaction


@one_transaction
def order(certificate_id: int, *, actor: Actor, now: datetime) -> bool:
    """Ask for a certificate on paper; False when it is asked for already."""
    print_store.lock_certificate(certificate_id)
    before = print_store.latest(certificate_id)
    if before and before.printed_at is None:
        return False
    print_store.insert_order(certificate_id, by=actor.person_id, now=now)
    return True


@one_transaction
def mark_printed(order_ids: Collection[int], *, actor: Actor, now: datetime) -> int:
    """Note that these orders are on paper; gives how many were not yet."""
    printed = print_store.mark_printed(order_ids, by=actor.person_id, now=now)
    add_entries(
        [
            {
                "at": now,
                "actor_id": actor.person_id,
                "actor_name": actor.name,
                "action": "certificate.printed",
                "subject": f"certificate:{certificate_id}",
                "details": {},
            }
            for certificate_id in printed
        ]
    )
    return len(printed)
