"""Columns of notices read and requests to correct data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class NoticeRead(Base):
    """A person saw a version of the privacy notice."""

    __tablename__ = "notice_read"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    version: Mapped[str] = mapped_column(String(20), primary_key=True)
    read_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DataCorrection(Base):
    """A person asks for his data to be corrected; it is due three days later."""

    __tablename__ = "data_correction"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    field: Mapped[str] = mapped_column(String(40))
    shown: Mapped[str] = mapped_column(Text, default="")  # what stood there when he asked
    wanted: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("state in ('open', 'done', 'refused')", name="known_state"),
        Index("ix_data_correction_state", "state", "due_at"),
    )
