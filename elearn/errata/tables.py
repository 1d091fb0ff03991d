"""Columns of readers' reports."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)


class ErrataReport(Base):
    """A reader says that a paragraph is wrong, out of date or unclear; its author says what became of it."""

    __tablename__ = "errata_report"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course: Mapped[str] = mapped_column(CODE)
    module: Mapped[str] = mapped_column(CODE)
    section: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(String(64))  # of the course, as the reader saw it
    kind: Mapped[str] = mapped_column(String(10))  # wrong, outdated, unclear
    excerpt: Mapped[str] = mapped_column(String(300), default="")  # the beginning of the paragraph
    message: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="open")  # open, mended, declined
    reply: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint("state in ('open', 'mended', 'declined')", name="known_state"),
        CheckConstraint("kind in ('wrong', 'outdated', 'unclear')", name="known_kind"),
        Index("ix_errata_report_course", "course", "state"),
    )
