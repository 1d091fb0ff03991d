"""Legal numbers: each with its unit, its legal basis and the year from which it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

JP_MINUTES = 45
"""Minutes of one JP (Jam Pelajaran)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalNumber:
    """A number that a regulation sets; `effective_year` is the first year it holds for."""

    value: Decimal
    unit: str
    legal_basis: str
    effective_year: int


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


PNS_MINIMUM = (
    LegalNumber(value=Decimal(20), unit="JP", legal_basis="PP 11/2017 jo. PP 17/2020", effective_year=2017),
)
PPPK_CEILING = (
    LegalNumber(
        value=Decimal(24), unit="JP", legal_basis="PP 49/2018 dan PerLAN 15/2020", effective_year=2020
    ),
)
_PPPK = frozenset({"pppk", "pppk-part-time"})


def annual_jp_target(employment_status: str, year: int) -> AnnualJp:
    """The yearly JP of a civil servant: a minimum for (C)PNS, for PPPK a ceiling that is not a target.

    `employment_status` is one of cpns, pns, pppk, pppk-part-time.
    """
    if employment_status in _PPPK:
        return AnnualJp(ceiling=_in_force(PPPK_CEILING, year))
    return AnnualJp(minimum=_in_force(PNS_MINIMUM, year))


def _in_force(numbers: Iterable[LegalNumber], year: int) -> LegalNumber | None:
    known = [number for number in numbers if number.effective_year <= year]
    return max(known, key=lambda number: number.effective_year, default=None)
