"""What people do with obligations: give them, move their dates, exempt, ask, decide, take back.

Every change is one row of `obligation_change` with who, when and why, in the transaction that makes it, and
the counters follow in the same transaction. Who may do what to whom is decided by whoever calls.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.obligations import store, writing_store
from elearn.obligations.asking import ShiftFault, ShiftRefused, ask_shift, decide_shift, shift_own
from elearn.obligations.assigning import AssignmentRefused, AssignOutcome, assign, audience_size
from elearn.obligations.counting_store import counted_anew
from elearn.obligations.days import local_day, workdays_from
from elearn.obligations.moving import move
from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import (
    COMPLETED,
    EXEMPT,
    LEAST_WORKDAYS,
    OPEN,
    WITHDRAWN,
    ExemptReason,
    valid_until,
)
from elearn.obligations.taking_back import UndoOutcome, UndoRefused, undo
from elearn.obligations.telling import tell_exempted, tell_shifted

__all__ = [
    "AssignOutcome",
    "AssignmentRefused",
    "BulkOutcome",
    "ShiftFault",
    "ShiftRefused",
    "UndoOutcome",
    "UndoRefused",
    "ask_shift",
    "assign",
    "audience_size",
    "complete",
    "decide_shift",
    "end_assignment",
    "end_exemption",
    "exempt",
    "shift",
    "shift_own",
    "undo",
    "withdraw",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkOutcome:
    """What an action on many did: `unchanged` counts those it does not fit (finished, exempt, the same).

    `bulk_id` names it for `undo`; None when the site itself did it, or nothing changed.
    """

    bulk_id: int | None
    changed: int
    unchanged: int


@one_transaction
def complete(person_id: int, course: str, *, cycle: int, now: datetime) -> None:
    """A person finished a course: his obligation of that cycle, if he has one, is fulfilled."""
    row = store.find_obligation(person_id, course, cycle)
    if row is None or row.state in (COMPLETED, WITHDRAWN) or row.completed_on is not None:
        return
    earlier = store.find_obligation(person_id, course, cycle - 1) if cycle > 1 else None
    known = store.assignments([one.assignment_id for one in (row, earlier) if one is not None])
    # A cycle that a change of the course asked for goes on in the rhythm of the assignment before it.
    asked = [known[one.assignment_id] for one in (row, earlier) if one is not None]
    rhythm = next((one for one in asked if one.repeat_months and one.ended_at is None), None)
    on = local_day(now)
    is_renewal = earlier is not None and rhythm is asked[0]
    lasts = valid_until(
        on,
        rhythm.repeat_months if rhythm else None,
        renews_until=earlier.valid_until if earlier and is_renewal else None,
    )
    with counted_anew(obligation_ids=[row.id]):
        writing_store.set_all(
            [row.id],
            # Who is exempt and learns all the same has it done once the exemption ends.
            state=EXEMPT if row.state == EXEMPT else COMPLETED,
            completed_on=on,
            valid_until=lasts,
            assignment_id=rhythm.id if rhythm else row.assignment_id,
        )
    writing_store.add_changes([row], "completed", actor=Actor(name="", person_id=person_id), now=now)


@one_transaction
def shift(
    obligation_ids: Collection[int],
    to: date,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    reason_kind: str = "",
) -> BulkOutcome:
    """Move the dates of open obligations to a day and tell the people why.

    Raises:
        ShiftRefused: the day has passed.
    """
    if to < local_day(now):
        raise ShiftRefused(ShiftFault.PAST)
    rows = store.obligations(obligation_ids, locked=True)
    fitting = [row for row in rows.values() if row.state == OPEN and row.due_on != to]
    bulk_id = _bulk("shift", fitting, actor, now)
    move(fitting, to, "shifted", reason, actor=actor, now=now, reason_kind=reason_kind, bulk_id=bulk_id)
    others = [row for row in fitting if row.person_id != actor.person_id]
    tell_shifted(others, to, reason, cause=_cause(bulk_id, now), sender_id=actor.person_id, now=now)
    _note("obligation.shifted", fitting, actor, now)
    return BulkOutcome(bulk_id=bulk_id, changed=len(fitting), unchanged=len(rows) - len(fitting))


@one_transaction
def exempt(
    obligation_ids: Collection[int],
    reason_kind: ExemptReason | str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
) -> BulkOutcome:
    """Let people off open obligations until the exemption is ended; `reason_kind` is all that others see.

    Raises:
        ValueError: an unknown kind of reason.
    """
    reason = ExemptReason(reason_kind).value
    rows = store.obligations(obligation_ids, locked=True)
    fitting = [row for row in rows.values() if row.state == OPEN]
    bulk_id = _bulk("exempt", fitting, actor, now)
    ids = [row.id for row in fitting]
    with counted_anew(obligation_ids=ids):
        writing_store.set_all(ids, state=EXEMPT, exempt_reason=reason)
    writing_store.add_changes(
        fitting, "exempted", actor=actor, now=now, reason_kind=reason, note=note, bulk_id=bulk_id
    )
    others = [row for row in fitting if row.person_id != actor.person_id]
    tell_exempted(others, cause=_cause(bulk_id, now), sender_id=actor.person_id, now=now)
    _note("obligation.exempted", fitting, actor, now, reason=reason)
    return BulkOutcome(bulk_id=bulk_id, changed=len(fitting), unchanged=len(rows) - len(fitting))


@one_transaction
def end_exemption(
    obligation_ids: Collection[int], *, actor: Actor, now: datetime, note: str = ""
) -> BulkOutcome:
    """Ask for it again. A date that has passed or is near moves on by some working days."""
    rows = store.obligations(obligation_ids, locked=True)
    fitting = [row for row in rows.values() if row.state == EXEMPT]
    today = local_day(now)
    least = workdays_from(today).add(today, LEAST_WORKDAYS)
    dates = {row.id: row.due_on if row.completed_on else max(row.due_on, least) for row in fitting}
    with counted_anew(obligation_ids=list(dates)):
        writing_store.change_rows(
            [
                {
                    "id": row.id,
                    "state": COMPLETED if row.completed_on else OPEN,
                    "exempt_reason": "",
                    "due_on": dates[row.id],
                }
                for row in fitting
            ]
        )
    for reason in sorted({row.exempt_reason for row in fitting}):
        ended = [row for row in fitting if row.exempt_reason == reason]
        writing_store.add_changes(
            ended, "exemption-ended", actor=actor, now=now, due_after=dates, reason_kind=reason, note=note
        )
    _note("obligation.exemption-ended", fitting, actor, now)
    return BulkOutcome(bulk_id=None, changed=len(fitting), unchanged=len(rows) - len(fitting))


@one_transaction
def withdraw(
    obligation_ids: Collection[int], note: str, *, actor: Actor, now: datetime, reason_kind: str = ""
) -> BulkOutcome:
    """Take obligations back that are not fulfilled; their history stays."""
    rows = store.obligations(obligation_ids, locked=True)
    fitting = [row for row in rows.values() if row.state in (OPEN, EXEMPT) and row.completed_on is None]
    ids = [row.id for row in fitting]
    with counted_anew(obligation_ids=ids):
        writing_store.set_all(ids, state=WITHDRAWN, exempt_reason=reason_kind)
    writing_store.add_changes(fitting, "withdrawn", actor=actor, now=now, reason_kind=reason_kind, note=note)
    _note("obligation.withdrawn", fitting, actor, now)
    return BulkOutcome(bulk_id=None, changed=len(fitting), unchanged=len(rows) - len(fitting))


@one_transaction
def end_assignment(assignment_id: int, *, withdraws: bool, actor: Actor, now: datetime) -> int:
    """Nobody else gets it, and nothing repeats; with `withdraws` what is still open is taken back too.

    Gives how many were taken back.
    """
    writing_store.end_assignment(assignment_id, actor.person_id, now)
    add_entry(
        at=now,
        action="obligation.assignment-ended",
        subject=f"assignment:{assignment_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
    )
    if not withdraws:
        return 0
    open_ids = [row.id for row in store.of_assignment(assignment_id) if row.state in (OPEN, EXEMPT)]
    return withdraw(open_ids, "", actor=actor, now=now).changed


def _bulk(kind: str, rows: Sequence[ObligationRow], actor: Actor, now: datetime) -> int | None:
    if not rows or actor.person_id is None:
        return None
    return writing_store.insert_bulk(kind, len({row.person_id for row in rows}), actor.person_id, now)


def _cause(bulk_id: int | None, now: datetime) -> str:
    return f"bulk:{bulk_id}" if bulk_id is not None else f"{now:%Y%m%d%H%M%S}"


def _note(action: str, rows: Iterable[ObligationRow], actor: Actor, now: datetime, reason: str = "") -> None:
    """One entry for an action, however many people: who and why stands with each obligation."""
    ids = [row.id for row in rows]
    if ids:
        add_entry(
            at=now,
            action=action,
            subject=f"obligation:{ids[0]}" if len(ids) == 1 else f"obligations:{len(ids)}",
            actor_id=actor.person_id,
            actor_name=actor.name,
            details={"reason": reason} if reason else {},
        )
