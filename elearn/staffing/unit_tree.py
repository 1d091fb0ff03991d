"""Units in the order of a tree, for lists and choices. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.staffing.store import UnitLine


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch:
    """A unit with how deep it stands below the highest that is shown."""

    unit: UnitLine
    depth: int


def branches(units: Sequence[UnitLine]) -> list[Branch]:
    """Each unit after the one above it; one whose parent is out of sight stands at the top."""
    shown = {unit.id for unit in units}
    below: dict[int | None, list[UnitLine]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in shown else None].append(unit)
    ordered: list[Branch] = []
    waiting = [Branch(unit=unit, depth=0) for unit in reversed(below[None])]
    while waiting:
        branch = waiting.pop()
        ordered.append(branch)
        children = reversed(below[branch.unit.id])
        waiting += [Branch(unit=unit, depth=branch.depth + 1) for unit in children]
    return ordered
