"""Catatan Pimpinan: a head posts a note to his unit and all below it, and ends it."""

from __future__ import annotations

from datetime import datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.messages import notes_store

SHOWN_FOR = timedelta(days=60)
"""A note nobody ended goes from Beranda by itself."""


@one_transaction
def post_note(unit_id: int, text: str, author: Actor, now: datetime) -> None:
    """Show a note to a unit and all below it, in the place of the one before; an edit is a new note."""
    assert author.person_id is not None
    notes_store.lock_unit(unit_id)
    notes_store.end_notes(unit_id, now)
    notes_store.insert_note(unit_id, author.person_id, text, now)
    _note("head-note.posted", unit_id, author, now)


@one_transaction
def end_note(unit_id: int, note_id: int, actor: Actor, now: datetime) -> None:
    """Take a note from Beranda; it stays in the list of the unit."""
    if notes_store.end_notes(unit_id, now, note_id=note_id):
        _note("head-note.ended", unit_id, actor, now)


def _note(action: str, unit_id: int, actor: Actor, now: datetime) -> None:
    add_entry(
        at=now,
        action=action,
        subject=f"unit:{unit_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
    )
