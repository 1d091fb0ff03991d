"""Columns of what is handed in for practice tasks."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class TaskReport(Base):
    """One report of a learner on the practice task of a module; after "perlu perbaikan" he writes another."""

    __tablename__ = "task_report"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course: Mapped[str] = mapped_column(String(80))
    module: Mapped[str] = mapped_column(String(80))
    cycle: Mapped[int]
    version: Mapped[str] = mapped_column(String(64))  # of the course whose task was done
    confirmer: Mapped[str] = mapped_column(String(10))
    confirmer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    done_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seen_on: Mapped[date | None]  # when the confirmer saw the result
    facts: Mapped[str] = mapped_column(Text, default="")  # what he saw, or what is to be mended

    __table_args__ = (
        CheckConstraint("confirmer in ('supervisor', 'mentor', 'none')", name="known_confirmer"),
        CheckConstraint("state in ('waiting', 'confirmed', 'to_mend', 'withdrawn')", name="known_state"),
        Index("ix_task_report_person", "person_id", "course", "module", "cycle"),
    )


class TaskEvidence(Base):
    """A file that belongs to a report."""

    __tablename__ = "task_evidence"

    report_id: Mapped[int] = mapped_column(ForeignKey("task_report.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
