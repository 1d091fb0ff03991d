"""Columns of outside activities, their evidence and the steps they went through."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

_STATES = "'asked', 'allowed', 'refused', 'submitted', 'to_mend', 'verified', 'rejected', 'withdrawn'"


class Activity(Base):
    """One seminar, workshop, course ... of one person. Only a verified one brings JP."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form: Mapped[int]  # the id of the form of development in SIASN: ledger/forms.py
    title: Mapped[str] = mapped_column(String(200))
    organiser: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(120), default="")
    is_abroad: Mapped[bool] = mapped_column(default=False)  # international: another JP a day
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    amount: Mapped[Decimal] = mapped_column(Numeric(6, 2))  # days, sessions, times or JP: ledger/forms.py
    reason: Mapped[str] = mapped_column(Text, default="")
    certificate_number: Mapped[str] = mapped_column(String(120), default="")
    jp_granted: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        CheckConstraint(f"state in ({_STATES})", name="known_state"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_start"),
        CheckConstraint("(state = 'verified') = (jp_granted is not null)", name="jp_when_verified"),
        Index("ix_activity_person", "person_id", "starts_on"),
        Index("ix_activity_state", "state", "changed_at"),
    )


class ActivityStep(Base):
    """Who moved an activity to which state, when, and with which words. Rows are only ever added."""

    __tablename__ = "activity_step"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")


class ActivityEvidence(Base):
    """A file that proves an activity."""

    __tablename__ = "activity_evidence"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
