"""Figures of units, and how they are added up through the tree of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFigures:
    """What is known of the people of one unit together.

    `in_time` of `answerable`: mandatory obligations that are finished or whose date has passed; `overdue` are
    those still open then. `jp` is the sum of this year.
    """

    unit_id: int
    people: int = 0
    in_time: int = 0
    answerable: int = 0
    overdue: int = 0
    jp: Decimal = Decimal(0)

    @property
    def jp_each(self) -> Decimal:
        """JP a person on average; zero for an empty unit."""
        return self.jp / self.people if self.people else Decimal(0)


def added(unit_id: int, parts: Iterable[UnitFigures]) -> UnitFigures:
    """Several units as one."""
    rows = list(parts)
    return UnitFigures(
        unit_id=unit_id,
        people=sum(one.people for one in rows),
        in_time=sum(one.in_time for one in rows),
        answerable=sum(one.answerable for one in rows),
        overdue=sum(one.overdue for one in rows),
        jp=sum((one.jp for one in rows), Decimal(0)),
    )


def rolled_up(figures: Iterable[UnitFigures], top_of: Mapping[int, int]) -> list[UnitFigures]:
    """One row for each top unit; `top_of` says which one a unit belongs to, others stand for themselves."""
    parts: dict[int, list[UnitFigures]] = defaultdict(list)
    for one in figures:
        parts[top_of.get(one.unit_id, one.unit_id)].append(one)
    return [added(unit_id, rows) for unit_id, rows in parts.items()]
