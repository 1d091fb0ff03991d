"""Giving a person more time, and ending that. A running attempt is lengthened at once and never shortened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.quiz import extra_time, extra_time_store, rules
from elearn.quiz.extra_time import Ground, Permission
from elearn.quiz.rules import Acceptance


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What an operator asks for. An empty course or quiz stands for all of them; `percent` is 1 to 300."""

    person_id: int
    course: str
    quiz: str
    percent: int
    ground: Ground
    note: str


@one_transaction
def grant(wanted: Wanted, *, actor: Actor, now: datetime) -> int:
    """Let a person have more time from now on; gives how many running attempts became longer."""
    assert actor.person_id is not None
    extra_time_store.insert_permission(
        person_id=wanted.person_id,
        course=wanted.course,
        quiz=wanted.quiz,
        percent=wanted.percent,
        reason=f"{wanted.ground}: {wanted.note}" if wanted.note else str(wanted.ground),
        granted_by=actor.person_id,
        granted_at=now,
    )
    lengthened = _lengthen_running(wanted.person_id, now)
    _note("extra-time.granted", wanted, actor, now)
    return lengthened


@one_transaction
def end(permission: Permission, *, actor: Actor, now: datetime) -> None:
    """End a permission. Attempts that run keep their time."""
    extra_time_store.mark_ended(permission.id, now)
    _note("extra-time.ended", permission, actor, now)


def _lengthen_running(person_id: int, now: datetime) -> int:
    permissions = extra_time_store.permissions_of(person_id)
    changed = 0
    for one in extra_time_store.locked_running(person_id):
        before = timedelta(seconds=one.extra_time_s)
        percent = extra_time.percent_for(permissions, one.course, one.quiz)
        after = extra_time.lengthened(one.started_at, one.deadline_at, before, percent)
        if after <= before or rules.accepts(one.state, one.deadline_at, now) is not Acceptance.YES:
            continue
        seconds = int(after.total_seconds())
        extra_time_store.move_deadline(one.id, one.deadline_at + after - before, seconds)
        changed += 1
    return changed


def _note(action: str, what: Wanted | Permission, actor: Actor, now: datetime) -> None:
    """The log says that there was a permission, never why: a reason may speak of somebody's health."""
    add_entry(
        at=now,
        action=action,
        subject=f"person:{what.person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"course": what.course, "quiz": what.quiz, "percent": what.percent},
    )
