"""What a learner does beside reading: bookmarks, private notes, and having seen what changed."""

from __future__ import annotations

from datetime import datetime

from elearn.database import one_transaction
from elearn.learning import store
from elearn.progress import changes_store
from elearn.progress.standing import SectionKey


@one_transaction
def set_bookmark(person_id: int, course: str, key: SectionKey, *, is_on: bool, now: datetime) -> None:
    """Put a bookmark to a section or take it away; saying the same twice changes nothing."""
    if is_on:
        store.add_bookmark(person_id, course, key, now)
    else:
        store.remove_bookmark(person_id, course, key)


@one_transaction
def write_note(person_id: int, course: str, key: SectionKey, text: str, now: datetime) -> None:
    """Keep the private note of a section; an empty text removes it. `text` has passed `rules.note_fault`."""
    if text:
        store.put_note(person_id, course, key, text, now)
    else:
        store.remove_note(person_id, course, key)


@one_transaction
def see_changes(person_id: int, course: str, version: str, now: datetime) -> None:
    """Note that a person has read what changed up to this version; his completion stays as it is."""
    changes_store.add_seen(person_id, course, version, now)
