"""Taking back an action on many people, as a whole and within a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.messages.actions import withdraw as withdraw_messages
from elearn.obligations import store, writing_store
from elearn.obligations.assigning import STRICTER_LEVEL
from elearn.obligations.counting_store import counted_anew
from elearn.obligations.rows import ChangeRow, ObligationRow
from elearn.obligations.rules import COMPLETED, RECOMMENDED, UNDO_WITHIN, WITHDRAWN
from elearn.obligations.telling import assigned_cause
from elearn.progress import cycles_store
from elearn.releases.library import find_course


class UndoRefused(ElearnError):
    """An action that cannot be taken back any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoOutcome:
    """How many obligations are as they were; `left` ones have changed since and stay as they are."""

    undone: int
    left: int


@one_transaction
def undo(bulk_id: int, *, actor: Actor, now: datetime) -> UndoOutcome:
    """Take back an action on many people. What somebody did to an obligation since then is not undone.

    Raises:
        UndoRefused: there is no such action, it is older than a day, or it was taken back before.
    """
    bulk = store.find_bulk(bulk_id)
    if bulk is None or now - bulk.at > UNDO_WITHIN:
        raise UndoRefused("Tindakan ini tidak dapat dibatalkan lagi.", hint="Batas waktunya 24 jam.")
    if not writing_store.mark_undone(bulk_id, actor.person_id, now):
        raise UndoRefused("Tindakan ini sudah dibatalkan.", hint="Muat ulang halamannya.")
    changes = {one.obligation_id: one for one in store.bulk_changes(bulk_id)}
    later = store.changed_since(bulk_id)
    rows = store.obligations(changes, locked=True)
    fitting = [row for row in rows.values() if row.id not in later]
    _restore(fitting, changes, actor, now)
    if bulk.kind == "assign":
        _end_assignments(fitting, changes, actor, bulk.at, now)
    for course in sorted({row.course for row in fitting}):
        for word in ("shifted", "exempted"):  # what has not gone by mail yet
            withdraw_messages(f"{word}:bulk:{bulk_id}:{course}", now, _people(fitting, course))
    add_entry(
        at=now,
        action="obligation.undone",
        subject=f"bulk:{bulk_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"undone": len(fitting), "left": len(later)},
    )
    return UndoOutcome(undone=len(fitting), left=len(rows) - len(fitting))


def _restore(
    rows: Sequence[ObligationRow], changes: dict[int, ChangeRow], actor: Actor, now: datetime
) -> None:
    """Give every obligation what its change found; a new one is withdrawn."""
    made = [row for row in rows if _is_made(changes[row.id])]
    moved = [row for row in rows if not _is_made(changes[row.id])]
    with counted_anew(obligation_ids=[row.id for row in rows]):
        writing_store.set_all([row.id for row in made], state=WITHDRAWN, exempt_reason="")
        writing_store.change_rows([_as_found(row, changes[row.id]) for row in moved])
    dates = {row.id: changes[row.id].due_before or row.due_on for row in rows}
    writing_store.add_changes(rows, "undone", actor=actor, now=now, due_after=dates)


def _is_made(change: ChangeRow) -> bool:
    """Whether there was nothing before; an assignment may also let a finished course repeat."""
    return change.kind == "assigned" and change.state_before in ("", WITHDRAWN)


def _people(rows: Sequence[ObligationRow], course: str) -> list[int]:
    return [row.person_id for row in rows if row.course == course]


def _as_found(row: ObligationRow, change: ChangeRow) -> dict[str, object]:
    is_raised = change.reason_kind == STRICTER_LEVEL
    due_on = change.due_before or row.due_on
    return {
        "id": row.id,
        "state": change.state_before or row.state,
        "due_on": due_on,
        "exempt_reason": "" if change.kind == "exempted" else row.exempt_reason,
        "level": RECOMMENDED if is_raised else row.level,
        "valid_until": None if change.kind == "assigned" else row.valid_until,
    }


def _end_assignments(
    rows: Sequence[ObligationRow], changes: dict[int, ChangeRow], actor: Actor, at: datetime, now: datetime
) -> None:
    """Nobody else gets it, and who had begun to learn again has his finished course back."""
    made = [row for row in rows if _is_made(changes[row.id])]
    for assignment_id in {row.assignment_id for row in made}:
        writing_store.end_assignment(assignment_id, actor.person_id, now)
        withdraw_messages(assigned_cause(assignment_id, at), now)
    by_course: dict[str, dict[int, int]] = {}
    for row in made:
        if row.cycle > 1 and row.state != COMPLETED:
            by_course.setdefault(row.course, {})[row.person_id] = row.cycle
    for course, cycles in by_course.items():
        published = find_course(course)
        cycles_store.undo(course, cycles, version=published.version if published else "", now=now)
