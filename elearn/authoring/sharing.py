"""Links to the draft of a course, for people who have no other way to it: they end by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from elearn.accounts import tokens
from elearn.audit.store import add_entry
from elearn.authoring import store
from elearn.database import one_transaction

LINK_LIFETIME = timedelta(days=14)
MAX_NOTE_CHARACTERS = 1000
"""Of a note to a release."""


@one_transaction
def make_link(course: str, person_id: int, person_name: str, now: datetime) -> str:
    """A new link; gives its token, which is kept nowhere."""
    token = tokens.new_token()
    store.insert_link(
        token_sha256=tokens.fingerprint(token),
        course=course,
        made_by=person_id,
        made_at=now,
        expires_at=now + LINK_LIFETIME,
    )
    _note("preview.shared", course, person_id, person_name, now)
    return token


@one_transaction
def end_link(token_sha256: str, course: str, person_id: int, person_name: str, now: datetime) -> bool:
    """End a link to the draft of this course; whether there was one."""
    ended = store.end_link(token_sha256, course, now)
    if ended:
        _note("preview.ended", course, person_id, person_name, now)
    return ended


def _note(action: str, course: str, person_id: int, person_name: str, now: datetime) -> None:
    add_entry(at=now, action=action, subject=f"course {course}", actor_id=person_id, actor_name=person_name)
