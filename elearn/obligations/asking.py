"""What a learner does about his own dates: move them within limits, and ask for more."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from elearn.accounts.actions import Actor
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.obligations import store, writing_store
from elearn.obligations.days import local_day
from elearn.obligations.moving import move
from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import OPEN, latest_own_date, may_shift_own
from elearn.obligations.telling import tell_asked, tell_decided
from elearn.people import store as people_store
from elearn.policy import store as policy_store


class ShiftFault(StrEnum):
    """Why a date cannot become what was asked for; the sentences are in obligations/sentences.py."""

    PAST = "past"
    NOT_OPEN = "not-open"
    NOT_LATER = "not-later"
    TOO_FAR = "too-far"
    USED_UP = "used-up"
    WAITS = "waits"


class ShiftRefused(ElearnError):
    """A date cannot become what was asked for; `latest` is the last day one may choose, where that is why."""

    def __init__(self, fault: ShiftFault, *, latest: date | None = None) -> None:
        super().__init__(f"The date cannot be moved: {fault}.")
        self.fault = fault
        self.latest = latest


@one_transaction
def shift_own(person_id: int, obligation_id: int, to: date, *, now: datetime, reason: str = "") -> None:
    """A learner moves his own date, so often and so far as the policy lets him.

    Raises:
        ShiftRefused: it is not his, not open, too far, or no longer his to decide; the sentence says which.
    """
    row = _own_open(person_id, obligation_id)
    today = local_day(now)
    limit, days = own_limits(today)
    if not may_shift_own(row.own_shifts, row.due_on, to, today=today, limit=limit, days=days):
        raise _why_not(row, to, limit, latest_own_date(row.due_on, today=today, days=days))
    actor = Actor(name="", person_id=person_id)
    move([row], to, "shifted", reason, actor=actor, now=now, reason_kind="own")
    writing_store.set_all([row.id], own_shifts=row.own_shifts + 1)


@one_transaction
def ask_shift(person_id: int, obligation_id: int, wanted_on: date, reason: str, *, now: datetime) -> int:
    """A learner asks for a date he may not choose himself; gives the id of the request.

    Raises:
        ShiftRefused: it is not his, not open, no later date, or a request waits already.
    """
    row = _own_open(person_id, obligation_id)
    if wanted_on <= max(row.due_on, local_day(now)):
        raise ShiftRefused(ShiftFault.NOT_LATER)
    if store.requests(obligation_ids=[row.id], only_open=True):
        raise ShiftRefused(ShiftFault.WAITS)
    request_id = writing_store.insert_request(row.id, wanted_on, reason, now)
    request = store.find_request(request_id)
    person = people_store.persons([person_id])[person_id]
    leaders = people_store.led_by([person_id], local_day(now))[person_id]
    if request is not None and leaders:
        tell_asked(leaders, request, person.full_name, now)
    return request_id


@one_transaction
def decide_shift(request_id: int, *, is_approved: bool, answer: str, actor: Actor, now: datetime) -> bool:
    """Approve or refuse a request for another date, and tell who asked. False when it was decided before."""
    request = store.find_request(request_id)
    verdict = "approved" if is_approved else "refused"
    if request is None or not writing_store.decide_request(request_id, verdict, answer, actor.person_id, now):
        return False
    row = store.obligations([request.obligation_id], locked=True)[request.obligation_id]
    if is_approved and row.state == OPEN:
        move([row], request.wanted_on, "shifted", answer, actor=actor, now=now, reason_kind="asked")
    tell_decided(request, is_approved=is_approved, answer=answer, sender_id=actor.person_id, now=now)
    return True


def own_limits(today: date) -> tuple[int, int]:
    """How often a learner may move a date himself, and by how many days each time."""
    policy = policy_store.in_force(today)
    return int(policy.number("own_shifts_limit")), int(policy.number("own_shift_days"))


def _own_open(person_id: int, obligation_id: int) -> ObligationRow:
    row = store.obligations([obligation_id], locked=True).get(obligation_id)
    if row is None or row.person_id != person_id or row.state != OPEN:
        raise ShiftRefused(ShiftFault.NOT_OPEN)
    return row


def _why_not(row: ObligationRow, to: date, limit: int, latest: date) -> ShiftRefused:
    if row.own_shifts >= limit:
        return ShiftRefused(ShiftFault.USED_UP)
    if to <= row.due_on:
        return ShiftRefused(ShiftFault.NOT_LATER)
    return ShiftRefused(ShiftFault.TOO_FAR, latest=latest)
