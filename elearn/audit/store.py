"""Writing to the audit log."""

from __future__ import annotations

from datetime import datetime

from elearn.audit.tables import AuditEntry
from elearn.database import db


def add_entry(
    *,
    at: datetime,
    action: str,
    subject: str,
    actor_id: int | None = None,
    actor_name: str = "",
    details: dict[str, str | int | float | bool | None] | None = None,
) -> None:
    """Note a deed in the transaction that does it. Never a password, code or answer in `details`."""
    db.session.add(
        AuditEntry(
            at=at,
            action=action,
            subject=subject,
            actor_id=actor_id,
            actor_name=actor_name,
            details=details or {},
        )
    )
