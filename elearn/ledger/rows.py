"""What the ledger takes and gives: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """JP of a person on a day. `source` and `source_key` say from what: together once a person, for ever.

    `jp` has at most two places; below zero only in a correction, which names what it corrects. Who adds an
    entry says in `jp` what was earned; of one that was read, `jp` are counted and `over_cap` are not.
    """

    person_id: int
    on_date: date
    form: int
    jp: Decimal
    source: str
    source_key: str
    title: str
    recorded_at: datetime
    recorded_by: int | None = None
    corrects_id: int | None = None
    note: str = ""
    over_cap: Decimal = Decimal(0)
    id: int | None = None  # none: not written yet
