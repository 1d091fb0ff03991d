"""Figures of units: rows that may be shown, and the small ones together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.people import store as people_store
from elearn.people.rows import UnitRow
from elearn.policy import store as policy_store
from elearn.team import below_store
from elearn.team.rules import groups_to_show
from elearn.team.values import UnitFigures, added, rolled_up

NO_UNIT = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A unit with its figures; `unit` is None for the rest: small units together."""

    unit: UnitRow | None
    figures: UnitFigures


@dataclass(frozen=True, kw_only=True)
class LevelsPage:
    """The rows of a page of figures. `hidden` people are in no row: all together they are too few."""

    lines: Sequence[UnitLine]
    total: UnitFigures
    hidden: int
    smallest: int
    rest_units: int


def levels_of(leader_id: int, today: date, unit_id: int | None = None) -> LevelsPage:
    """Whom somebody leads indirectly, by unit: the topmost ones, or those right below a unit."""
    figures = below_store.indirect_figures(leader_id, today, unit_id)
    ids = {one.unit_id for one in figures}
    tops = {unit.id for unit in below_store.child_units(unit_id)} if unit_id else _topmost(ids)
    return _page(rolled_up(figures, below_store.tops_of(ids, tops)), smallest_group(today))


def unit_levels(unit_id: int, today: date) -> LevelsPage:
    """Everybody of a unit by the units right below it, for who may see them by name: nothing is hidden."""
    figures = below_store.unit_figures(unit_id, today)
    tops = {unit.id for unit in below_store.child_units(unit_id)}
    return _page(rolled_up(figures, below_store.tops_of({one.unit_id for one in figures}, tops)), 0)


def smallest_group(today: date) -> int:
    """Below how many people no figure stands alone."""
    return int(policy_store.in_force(today).number("smallest_group"))


def _topmost(unit_ids: set[int]) -> set[int]:
    """Those of the units above which none of the others stands."""
    above = people_store.units_above(unit_ids)
    return {one for one in unit_ids if not (above[one] - {one}) & unit_ids}


def _page(rows: Sequence[UnitFigures], smallest: int) -> LevelsPage:
    shown, rest = groups_to_show(rows, smallest)
    units = people_store.units({one.unit_id for one in shown})
    lines = sorted(
        (UnitLine(unit=units[one.unit_id], figures=one) for one in shown),
        key=lambda line: (-line.figures.overdue, line.unit.name if line.unit else ""),
    )
    if rest:
        lines.append(UnitLine(unit=None, figures=added(NO_UNIT, rest)))
    total = added(NO_UNIT, [line.figures for line in lines])
    return LevelsPage(
        lines=lines,
        total=total,
        hidden=sum(one.people for one in rows) - total.people,
        smallest=smallest,
        rest_units=len(rest),
    )
