"""How many of the JP that were earned count under the caps of a day and a month; what may be corrected. Pure.

A cap is the agency's (policy/items.py): `enforce` counts up to it and keeps the rest aside, `warn` counts all
and says so, `off` asks nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from elearn.ledger.forms import E_LEARNING
from elearn.policy.values import Policy

ZERO = Decimal(0)
SELF_STUDY, COMMUNITY = 22, 23
DAILY_CAPS = {
    E_LEARNING: "jp_daily_cap",
    SELF_STUDY: "self_study_daily_cap",
    COMMUNITY: "community_daily_cap",
}
"""The forms whose JP of one day are limited, with the item of the policy that says how far."""


class Period(StrEnum):
    """What a cap is of."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """At most `limit` JP in a period, of which `used` are counted already; `mode`: enforce, warn or off."""

    period: Period
    limit: Decimal
    mode: str
    used: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What became of JP that were earned.

    `jp` are counted, `over` are not. `above` are those above a cap, counted (warn) or not (enforce), and
    `periods` names the caps they are above.
    """

    jp: Decimal
    over: Decimal = ZERO
    above: Decimal = ZERO
    periods: frozenset[Period] = frozenset()

    def __add__(self, other: Counted) -> Counted:
        """Both together, as one person is told of several things he finished at once."""
        return Counted(
            jp=self.jp + other.jp,
            over=self.over + other.over,
            above=self.above + other.above,
            periods=self.periods | other.periods,
        )


NOTHING = Counted(jp=ZERO)


def counted(earned: Decimal, used: Decimal, limit: Decimal, mode: str) -> tuple[Decimal, Decimal]:
    """Of JP earned, those that count and those that do not, when `used` of the limit are gone already."""
    if mode != "enforce":
        return earned, ZERO
    room = max(limit - used, ZERO)
    return min(earned, room), max(earned - room, ZERO)


def under_caps(earned: Decimal, caps: Sequence[Cap]) -> Counted:
    """The JP that count under all of these caps at once."""
    jp = above = ZERO + earned
    periods = set()
    for cap in caps:
        jp, _over = counted(jp, cap.used, cap.limit, cap.mode)
        within, beyond = counted(earned, cap.used, cap.limit, "off" if cap.mode == "off" else "enforce")
        above = min(above, within)
        if beyond:
            periods.add(cap.period)
    return Counted(jp=jp, over=earned - jp, above=earned - above, periods=frozenset(periods))


def caps_of(form: int, policy: Policy, *, days: int = 1) -> tuple[Cap, ...]:
    """The caps on JP of this form, with nothing used yet; none for a form without any.

    `days` is how many days the learning took: its JP stand on one date and were learned on several.
    """
    if form not in DAILY_CAPS:
        return ()
    daily = Cap(
        period=Period.DAY,
        limit=policy.number(DAILY_CAPS[form]) * max(days, 1),
        mode=policy.cap("jp_daily_cap_mode"),
    )
    monthly = Cap(
        period=Period.MONTH,
        limit=policy.number("jp_monthly_cap"),
        mode=policy.cap("jp_monthly_cap_mode"),
    )
    every = (daily, monthly) if form == E_LEARNING else (daily,)
    return tuple(cap for cap in every if cap.mode != "off")


MOST_JP = Decimal(999)
"""Of one entry; the longest structural courses stay below."""


class CorrectionFault(StrEnum):
    """Why an entry cannot be corrected like this."""

    UNKNOWN = "unknown"  # or a correction itself
    NO_REASON = "no_reason"
    BELOW_ZERO = "below_zero"
    TOO_MUCH = "too_much"
    NOTHING_CHANGES = "nothing_changes"


def correction_fault(is_original: bool, stands: Decimal, jp: Decimal, reason: str) -> CorrectionFault | None:
    """Why an entry that counts as `stands` cannot count `jp` from now on; None when it can."""
    if not is_original:
        return CorrectionFault.UNKNOWN
    if not reason.strip():
        return CorrectionFault.NO_REASON
    if jp < 0:
        return CorrectionFault.BELOW_ZERO
    if jp > MOST_JP:
        return CorrectionFault.TOO_MUCH
    return CorrectionFault.NOTHING_CHANGES if jp == stands else None


class ClosingFault(StrEnum):
    """Why a year cannot be closed now."""

    NOT_OVER = "not_over"
    CLOSED = "closed"
    NO_YEAR = "no_year"


FIRST_YEAR = 2000


def closing_fault(year: int, today: date, closed: Collection[int]) -> ClosingFault | None:
    """Why a year cannot be closed on a day; None when it can. A closed year is never opened again."""
    if year < FIRST_YEAR:
        return ClosingFault.NO_YEAR
    if year >= today.year:
        return ClosingFault.NOT_OVER
    return ClosingFault.CLOSED if year in closed else None
