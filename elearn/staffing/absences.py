"""Days on which a person is away, so that due dates in working days leave them out."""

from __future__ import annotations

from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.people import absence_store


@one_transaction
def note_absence(
    person_id: int, *, first_day: date, last_day: date, kind: str, actor: Actor, now: datetime
) -> None:
    """Note days away; `kind` is leave or duty. Dates that are set already stay."""
    absence_store.insert_absence(person_id=person_id, first_day=first_day, last_day=last_day, kind=kind)
    _note("absence.noted", person_id, actor, now)


@one_transaction
def take_back(absence_id: int, *, person_id: int, actor: Actor, now: datetime) -> bool:
    """Remove days away; False when the person has none of this id."""
    is_gone = absence_store.delete_absence(absence_id, person_id=person_id)
    if is_gone:
        _note("absence.removed", person_id, actor, now)
    return is_gone


def _note(action: str, person_id: int, actor: Actor, now: datetime) -> None:
    # Without the days and their kind: the audit log outlives them, and leave may tell of health.
    add_entry(
        at=now,
        action=action,
        subject=f"person:{person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
    )
