"""What the activities room keeps and gives: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from elearn.activities.rules import Facts, State

FACTS = tuple(one.name for one in fields(Facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """An activity of a person as it stands."""

    id: int
    person_id: int
    facts: Facts
    state: State
    jp_granted: Decimal | None
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """Who moved it to which state, when, with which words. `by_id` None: somebody who is gone."""

    at: datetime
    by_id: int | None
    state: State
    note: str
