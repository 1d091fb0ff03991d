"""Columns of what a publication waits for: a reviewer's yes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)


class ReviewRequest(Base):
    """An author asks for a reviewer's yes to exactly this version of a course."""

    __tablename__ = "review_request"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    course: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(String(10), default="open")  # open, approved, changes
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("verdict in ('open', 'approved', 'changes')", name="known_verdict"),
        Index("ix_review_request_course", "course", "version"),
    )
