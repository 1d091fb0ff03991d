"""Teams that change hands: a hand-over on a day, and a deputy while the supervisor is away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.people import leading_store, staff_store
from elearn.people import store as people_store
from elearn.staffing import rules, telling
from elearn.staffing.reach import Reach

ONE_DAY = timedelta(days=1)


class TeamWouldCircle(ElearnError):
    """Somebody of the team leads the new supervisor."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HandedOver:
    """How many people changed hands, and how many stay because another operator looks after them."""

    moved: int
    left_alone: int


@one_transaction
def hand_over(
    from_id: int, to_id: int, *, on: date, reach: Reach, actor: Actor, now: datetime, today: date
) -> HandedOver:
    """Let one supervisor's whole team be led by another from a day on; the days before stay as they were.

    The new supervisor himself, if he is in the team, keeps who leads him. Raises TeamWouldCircle.
    """
    lines = [line for line in leading_store.open_lines_led(from_id, max(on, today)) if line[1] != to_id]
    people = people_store.persons([person_id for _, person_id, _, _ in lines])
    mine = [line for line in lines if reach.covers(people[line[1]].unit_id)]
    leaders = {line.person_id: line.supervisor_id for line in staff_store.open_lines(on)}
    if rules.would_circle(leaders, {person_id for _, person_id, _, _ in mine}, to_id):
        raise TeamWouldCircle(
            "Atasan baru dipimpin oleh salah seorang anggota tim ini.", hint="Periksa dahulu garis atasannya."
        )
    staff_store.end_lines({line_id: on - ONE_DAY for line_id, _, _, _ in mine})
    staff_store.insert_lines(
        [
            {
                "person_id": person_id,
                "supervisor_id": to_id,
                "basis": basis,
                "valid_from": max(on, first),
                "valid_to": None,
            }
            for _, person_id, basis, first in mine
        ]
    )
    _note("team.handed-over", from_id, actor, now, to=to_id, count=len(mine), on=on.isoformat())
    return HandedOver(moved=len(mine), left_alone=len(lines) - len(mine))


@one_transaction
def delegate(
    supervisor_id: int,
    deputy_id: int,
    *,
    first: date,
    last: date,
    reason: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Let somebody act for a supervisor in these days (rules.delegation_fault has looked), and tell him."""
    delegation_id = leading_store.insert_delegation(
        supervisor_id=supervisor_id,
        deputy_id=deputy_id,
        first=first,
        last=last,
        reason=reason,
        made_by=actor.person_id,
        now=now,
    )
    telling.tell_deputy(delegation_id, supervisor_id, deputy_id, first, last, now)
    days = {"first": first.isoformat(), "last": last.isoformat()}
    _note("team.delegated", supervisor_id, actor, now, deputy=deputy_id, **days)


@one_transaction
def end_delegation(delegation_id: int, supervisor_id: int, *, actor: Actor, now: datetime) -> bool:
    """End a delegation of this supervisor at once; whether there was one."""
    deputy_id = leading_store.end_delegation(delegation_id, supervisor_id, now)
    if deputy_id is not None:
        telling.tell_ended(delegation_id, supervisor_id, deputy_id, now)
        _note("team.delegation-ended", supervisor_id, actor, now, delegation=delegation_id)
    return deputy_id is not None


def _note(action: str, person_id: int, actor: Actor, now: datetime, **details: str | int) -> None:
    add_entry(
        at=now,
        action=action,
        subject=f"person:{person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details=dict(details),
    )
