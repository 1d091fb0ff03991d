"""Handing over to SIASN."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.record import siasn_store


@one_transaction
def note_export(certificate_ids: Sequence[int], *, by: int, now: datetime) -> None:
    """Remember what went out, when, and by whom."""
    siasn_store.mark_exported(certificate_ids, by=by, now=now)
    add_entry(
        at=now, action="siasn.exported", subject="siasn", actor_id=by, details={"rows": len(certificate_ids)}
    )
