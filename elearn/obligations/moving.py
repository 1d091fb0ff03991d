"""Moving dates, with counters and history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.obligations import writing_store
from elearn.obligations.counting_store import counted_anew
from elearn.obligations.rows import ObligationRow


def move(
    rows: Sequence[ObligationRow],
    to: date,
    kind: str,
    note: str,
    *,
    actor: Actor,
    now: datetime,
    reason_kind: str = "",
    bulk_id: int | None = None,
) -> None:
    """Give obligations another date, with one change each; in the open transaction."""
    ids = [row.id for row in rows]
    with counted_anew(obligation_ids=ids):
        writing_store.set_all(ids, due_on=to)
    writing_store.add_changes(
        rows,
        kind,
        actor=actor,
        now=now,
        due_after=dict.fromkeys(ids, to),
        reason_kind=reason_kind,
        note=note,
        bulk_id=bulk_id,
    )
