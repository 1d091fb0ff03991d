"""Columns of the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class AuditEntry(Base):
    """One deed. Rows are only ever added."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(100))  # the operating system user for commands
    action: Mapped[str] = mapped_column(String(60))  # "password.changed", "release.published"
    subject: Mapped[str] = mapped_column(String(200))  # "person:17", "course:adminduk-digital"
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal_id: Mapped[int | None] = mapped_column(index=True)  # the seal that holds it; none yet: too young


class AuditSeal(Base):
    """A link of the chain: what it seals cannot be changed, taken away or added to without breaking it."""

    __tablename__ = "audit_seal"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)  # 1, 2, 3 ... without a gap
    sealed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    entries: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))  # over the seal before it and its entries, in their order
