"""Who is at work on a file just now: a mark that lasts a quarter of an hour after the last sign of life.

A hint and no lock: it keeps nobody from saving. What keeps work from being overwritten is the SHA-256 of the
version that each form was based on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.authoring.files import store
from elearn.database import one_transaction
from elearn.uploads import store as uploads

PURPOSE = "course-file-open"
LASTS = timedelta(minutes=15)
RENEWED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A colleague who is writing, and since when."""

    name: str
    since: datetime


def others_at(path: str, person_id: int, now: datetime) -> tuple[Mark, ...]:
    """Who else is writing in a file."""
    rows = store.open_marks(PURPOSE, path, sent_after=now - LASTS)
    return tuple(
        Mark(name=row.name, since=datetime.fromisoformat(row.body.decode()))
        for row in rows
        if row.person_id != person_id
    )


def mark(path: str, person_id: int, now: datetime) -> None:
    """Note that somebody is writing; at most once a minute."""
    token = _token(path, person_id)
    known = uploads.find_own(token, person_id, PURPOSE, sent_after=now - LASTS)
    if known is None or now - known.sent_at >= RENEWED_EVERY:
        _write(token, path, person_id, known.body if known else now.isoformat().encode(), now)


@one_transaction
def _write(token: str, path: str, person_id: int, since: bytes, now: datetime) -> None:
    uploads.remove([token])
    uploads.add(token=token, person_id=person_id, purpose=PURPOSE, name=path[:200], body=since, sent_at=now)


@one_transaction
def unmark(paths: Iterable[str], person_id: int) -> None:
    """He has saved, and is done for now."""
    uploads.remove([_token(path, person_id) for path in paths])


def _token(path: str, person_id: int) -> str:
    return hashlib.sha256(f"{PURPOSE}\0{person_id}\0{path}".encode()).hexdigest()
