"""Who may do what with a pair and its sessions, and how many JP a session brings. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from elearn.policy.values import Policy

COACHING, MENTORING = 14, 15
"""Forms of development (ledger/forms.py), with the ids of SIASN."""
ZERO = Decimal(0)
LATE = timedelta(days=60)
"""How long after a session its note may still be written."""
MOST_MINUTES = 480


class PairKind(StrEnum):
    """What the two do."""

    COACHING = "coaching"
    MENTORING = "mentoring"


FORMS = {PairKind.COACHING: COACHING, PairKind.MENTORING: MENTORING}


class PairState(StrEnum):
    """Where a pair stands."""

    ASKED = "asked"
    RUNNING = "running"
    DECLINED = "declined"
    ENDED = "ended"


class SessionState(StrEnum):
    """Where the note of a session stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


class Proposer(StrEnum):
    """Who proposes a pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    LEADER = "leader"  # of the mentee


class PairFault(StrEnum):
    """Why a pair cannot be proposed so."""

    SAME_PERSON = "same-person"
    NOT_YOURS = "not-yours"  # neither one of the two nor the mentee's leader
    ENDS_BEFORE = "ends-before"
    OVER = "over"  # its last day has passed
    EXISTS = "exists"  # the two have such a pair already, asked or running


class SessionFault(StrEnum):
    """Why a session cannot be noted so."""

    NOT_RUNNING = "not-running"
    FUTURE = "future"
    OUTSIDE = "outside"  # not within the period of the pair
    LONG_AGO = "long-ago"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionJp:
    """JP of one session: counted, or above the cap of the month (`over`). `limit` is that cap in sessions.

    `is_above`: beyond the cap, counted all the same where the policy only warns.
    """

    jp: Decimal
    over: Decimal = ZERO
    is_above: bool = False
    limit: int = 0


def proposer_of(person_id: int, *, mentor_id: int, mentee_id: int, leads_mentee: bool) -> Proposer | None:
    """As what a person proposes a pair; None when it is no affair of his."""
    if person_id == mentor_id:
        return Proposer.MENTOR
    if person_id == mentee_id:
        return Proposer.MENTEE
    return Proposer.LEADER if leads_mentee else None


def pair_fault(
    proposer: Proposer | None,
    *,
    mentor_id: int,
    mentee_id: int,
    starts_on: date,
    ends_on: date,
    today: date,
    exists: bool,
) -> PairFault | None:
    """What keeps this pair from being proposed; None when nothing does."""
    if mentor_id == mentee_id:
        return PairFault.SAME_PERSON
    if proposer is None:
        return PairFault.NOT_YOURS
    if ends_on < starts_on:
        return PairFault.ENDS_BEFORE
    if ends_on < today:
        return PairFault.OVER
    return PairFault.EXISTS if exists else None


def session_fault(
    state: PairState, *, starts_on: date, ends_on: date, held_on: date, minutes: int, today: date
) -> SessionFault | None:
    """What keeps a session from being noted; None when nothing does. A note may come after the period."""
    if state is not PairState.RUNNING:
        return SessionFault.NOT_RUNNING
    if held_on > today:
        return SessionFault.FUTURE
    if not starts_on <= held_on <= ends_on:
        return SessionFault.OUTSIDE
    if today - held_on > LATE:
        return SessionFault.LONG_AGO
    return None if 0 < minutes <= MOST_MINUTES else SessionFault.MINUTES


def jp_of_session(policy: Policy, counted_before: int, *, of_mentor: bool = False) -> SessionJp:
    """The JP a confirmed session brings, when so many of its month are counted already.

    PerLAN 10/2018 gives 2 JP a session; the policy of the agency says how many sessions a month count, and
    whether those above it do (`warn`, `off`) or not (`enforce`).
    """
    earned = policy.number("mentoring_jp_mentor" if of_mentor else "mentoring_jp")
    limit, mode = int(policy.number("mentoring_monthly_cap")), policy.cap("mentoring_monthly_cap_mode")
    if mode == "off" or counted_before < limit or not earned:
        return SessionJp(jp=earned, limit=limit)
    if mode == "enforce":
        return SessionJp(jp=ZERO, over=earned, is_above=True, limit=limit)
    return SessionJp(jp=earned, is_above=True, limit=limit)
