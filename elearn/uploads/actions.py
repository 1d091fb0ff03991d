"""A file waits between the page that shows what it would do and the yes of who sent it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from elearn.database import one_transaction
from elearn.uploads import store
from elearn.uploads.store import Waiting

WAITS = timedelta(days=1)
MAX_WAITING = 5
"""Of one person for one purpose: the oldest gives way, so that nobody fills the database."""
MAX_NAME_CHARACTERS = 200


@one_transaction
def put(*, person_id: int, purpose: str, name: str, body: bytes, now: datetime) -> str:
    """Keep a file until its sender decides, at most a day; gives the token that names it."""
    token = secrets.token_urlsafe(24)
    store.remove(store.tokens_of(person_id, purpose)[MAX_WAITING - 1 :])
    store.add(
        token=token,
        person_id=person_id,
        purpose=purpose,
        name=name[:MAX_NAME_CHARACTERS],
        body=body,
        sent_at=now,
    )
    return token


def find(token: str, *, person_id: int, purpose: str, now: datetime) -> Waiting | None:
    """A file that waits, left where it is; None when it is not there, another's, or older than a day."""
    return store.find_own(token, person_id, purpose, sent_after=now - WAITS)


@one_transaction
def take(token: str, *, person_id: int, purpose: str, now: datetime) -> Waiting | None:
    """A file that waits; it waits no longer. Of two who ask at once one gets it."""
    waiting = find(token, person_id=person_id, purpose=purpose, now=now)
    return waiting if waiting and store.remove([token]) else None


@one_transaction
def change(token: str, *, person_id: int, purpose: str, body: bytes) -> bool:
    """Put other bytes in the place of those that wait; whether they still did."""
    return store.set_body(token, person_id, purpose, body)


@one_transaction
def sweep(now: datetime) -> int:
    """Forget what waited longer than a day; how many there were."""
    return store.remove_before(now - WAITS)
