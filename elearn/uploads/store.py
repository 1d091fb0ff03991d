"""Every query on waiting files."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from elearn.database import db
from elearn.uploads.tables import WaitingFile


class Waiting(NamedTuple):
    """A file that waits, with its bytes."""

    token: str
    name: str
    body: bytes
    sent_at: datetime


def find_own(token: str, person_id: int, purpose: str, *, sent_after: datetime) -> Waiting | None:
    """What this person sent for this purpose and has not said yes or no to; None when it is too old."""
    query = select(WaitingFile.token, WaitingFile.name, WaitingFile.body, WaitingFile.sent_at).where(
        WaitingFile.token == token,
        WaitingFile.person_id == person_id,
        WaitingFile.purpose == purpose,
        WaitingFile.sent_at > sent_after,
    )
    row = db.session.execute(query).first()
    return Waiting(*row) if row else None


def tokens_of(person_id: int, purpose: str) -> list[str]:
    """What of a person waits for a purpose, newest first."""
    query = (
        select(WaitingFile.token)
        .where(WaitingFile.person_id == person_id, WaitingFile.purpose == purpose)
        .order_by(WaitingFile.sent_at.desc(), WaitingFile.token)
    )
    return list(db.session.scalars(query))


def add(*, token: str, person_id: int, purpose: str, name: str, body: bytes, sent_at: datetime) -> None:
    """Keep a file."""
    db.session.execute(
        insert(WaitingFile).values(
            token=token, person_id=person_id, purpose=purpose, name=name, body=body, sent_at=sent_at
        )
    )


def set_body(token: str, person_id: int, purpose: str, body: bytes) -> bool:
    """Put other bytes in the place of those that wait; whether there were any."""
    changed = db.session.execute(
        update(WaitingFile)
        .where(
            WaitingFile.token == token,
            WaitingFile.person_id == person_id,
            WaitingFile.purpose == purpose,
        )
        .values(body=body)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def remove(tokens: list[str]) -> int:
    """Forget these; how many there were."""
    gone = db.session.execute(delete(WaitingFile).where(WaitingFile.token.in_(tokens)))
    return int(gone.rowcount)  # type: ignore[attr-defined]


def remove_before(instant: datetime) -> int:
    """Forget everything that was sent before an instant; how many there were."""
    gone = db.session.execute(delete(WaitingFile).where(WaitingFile.sent_at <= instant))
    return int(gone.rowcount)  # type: ignore[attr-defined]
