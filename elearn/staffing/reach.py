"""How far somebody who looks after people reaches."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """The units somebody looks after, all below them included, and whom he may not touch there."""

    is_whole: bool = False
    unit_ids: frozenset[int] = frozenset()
    irremovable: frozenset[int] = frozenset()  # people whose sign-in he may not end: they weigh more

    def covers(self, unit_id: int) -> bool:
        """Whether a unit is among them."""
        return self.is_whole or unit_id in self.unit_ids


def last_administrator(administrators: Collection[int]) -> frozenset[int]:
    """The administrator whom nobody may let leave, because no other would be left."""
    return frozenset(administrators) if len(administrators) == 1 else frozenset()
