"""The yearly JP of a person under the policy of a day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from elearn.policy.items import BY_NAME
from elearn.policy.values import Policy

_PPPK = frozenset({"pppk", "pppk-part-time"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNumber:
    """A number of JP with its legal basis."""

    value: Decimal
    legal_basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnualJp:
    """What the rules say of one person's JP in one year.

    `minimum` is a target to reach, `ceiling` the most that is recognised; None where no rule is known.
    """

    minimum: LegalNumber | None = None
    ceiling: LegalNumber | None = None

    def lacking(self, jp: Decimal) -> Decimal:
        """JP still missing to the minimum; zero when it is reached or there is none."""
        return max(self.minimum.value - jp, Decimal(0)) if self.minimum else Decimal(0)

    def recognised(self, jp: Decimal) -> Decimal:
        """The JP that count: never above the ceiling."""
        return min(jp, self.ceiling.value) if self.ceiling else jp


def annual_jp_target(employment_status: str, year: int, policy: Policy) -> AnnualJp:
    """The yearly JP of a civil servant: a minimum for (C)PNS, for PPPK a ceiling that is not a target.

    `employment_status` is one of cpns, pns, pppk, pppk-part-time; `policy` that of the year.
    """
    if employment_status in _PPPK:
        return AnnualJp(ceiling=_number("jp_ceiling_pppk", year, policy))
    return AnnualJp(minimum=_number("jp_target_pns", year, policy))


def _number(name: str, year: int, policy: Policy) -> LegalNumber | None:
    since = BY_NAME[name].since_year
    if since is not None and year < since:
        return None
    return LegalNumber(value=policy.number(name), legal_basis=policy.legal_basis(name))
