"""What may be done with teams, delegations and numbers. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum

from elearn.accounts.roles import GRANTABLE, WEIGHT, Role

LONGEST_DELEGATION = timedelta(days=185)
"""Half a year: who is away longer has a successor, and the team is handed over."""


class DelegationFault(StrEnum):
    """Why a delegation is refused."""

    UNKNOWN_DEPUTY = "unknown-deputy"
    HIMSELF = "himself"
    DAYS_REVERSED = "days-reversed"
    OVER = "over"
    TOO_LONG = "too-long"


def delegation_fault(
    supervisor_id: int, deputy_id: int | None, first: date, last: date, *, today: date
) -> DelegationFault | None:
    """Why somebody cannot act for a supervisor in these days, or None."""
    if deputy_id is None:
        return DelegationFault.UNKNOWN_DEPUTY
    if deputy_id == supervisor_id:
        return DelegationFault.HIMSELF
    if first > last:
        return DelegationFault.DAYS_REVERSED
    if last < today:
        return DelegationFault.OVER
    return DelegationFault.TOO_LONG if last - first > LONGEST_DELEGATION else None


def would_circle(leaders: Mapping[int, int], team: Collection[int], new_leader: int) -> bool:
    """Whether the team would lead itself under this person: somebody of it leads him, over others or not."""
    at: int | None = leaders.get(new_leader)
    seen: set[int] = set()
    while at is not None and at not in seen:
        if at in team:
            return True
        seen.add(at)
        at = leaders.get(at)
    return False


class WhyNot(StrEnum):
    """Why a person is not in the asker's list."""

    IS_THERE = "is-there"
    HIMSELF = "himself"
    LEFT = "left"
    MERGED = "merged"
    LINE_ENDED = "line-ended"
    LINE_BEGINS_LATER = "line-begins-later"
    OTHER_LEADER = "other-leader"
    NO_LEADER = "no-leader"
    UNKNOWN = "unknown"


def roles_to_give(held: Collection[Role]) -> tuple[Role, ...]:
    """The roles that a holder of these may give or take: those with less weight than his own.

    Whoever administers the installation gives all, his own too: there should be two of him.
    """
    if Role.SYSADMIN in held:
        return tuple(role for role in Role if role in GRANTABLE)
    most = max((WEIGHT[role] for role in held), default=0)
    return tuple(role for role in Role if role in GRANTABLE and WEIGHT[role] < most)
