"""One-time codes for many people at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from elearn.accounts import bulk_store, tokens
from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction

LETTER_LIFETIME = timedelta(days=14)
"""Letters are printed in one office and handed out in another; a code told by telephone lives shorter."""


@one_transaction
def issue_letters(person_ids: Collection[int], *, actor: Actor, now: datetime) -> dict[int, str]:
    """A new one-time code for each of them who has no password yet, by person; earlier codes end.

    Who has a password is left out: a letter nobody asked for must not lock him out.
    """
    waiting = bulk_store.without_password(person_ids)
    codes = {person_id: tokens.new_code() for person_id in waiting}
    prints = {person_id: tokens.code_fingerprint(code) for person_id, code in codes.items()}
    bulk_store.keep_codes(prints, now + LETTER_LIFETIME)
    for person_id in codes:
        add_entry(
            at=now,
            action="code.issued",
            subject=f"person:{person_id}",
            actor_id=actor.person_id,
            actor_name=actor.name,
            details={"letter": True},
        )
    return codes
