"""Columns of the numbers an agency sets for itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class PolicyValue(Base):
    """A number or choice of the agency from a day on, with its legal basis. A change is another row."""

    __tablename__ = "policy_value"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(40))  # policy/items.py
    value: Mapped[str] = mapped_column(String(200))
    legal_basis: Mapped[str] = mapped_column(String(300))
    effective_from: Mapped[date]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_by_name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (Index("ix_policy_value_name", "name", "effective_from"),)
