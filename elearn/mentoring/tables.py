"""Columns of mentoring pairs and their sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class MentoringPair(Base):
    """Two people who work on a goal for a while; it begins when both have said yes."""

    __tablename__ = "mentoring_pair"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    mentor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    mentee_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    goal: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # A leader may propose two of his people to one another: then both are asked.
    mentor_yes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mentee_yes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("kind in ('coaching', 'mentoring')", name="known_kind"),
        CheckConstraint("state in ('asked', 'running', 'declined', 'ended')", name="known_state"),
        CheckConstraint("mentor_id <> mentee_id", name="two_people"),
        CheckConstraint("starts_on <= ends_on", name="ends_after_start"),
    )


class MentoringSession(Base):
    """One session: written by one of the pair, confirmed by the other. Only a confirmed one brings JP."""

    __tablename__ = "mentoring_session"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    pair_id: Mapped[int] = mapped_column(ForeignKey("mentoring_pair.id"))
    held_on: Mapped[date]
    minutes: Mapped[int]
    topic: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(10))
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        CheckConstraint("state in ('waiting', 'confirmed', 'disputed', 'withdrawn')", name="known_state"),
        CheckConstraint("minutes > 0", name="took_time"),
        Index("ix_mentoring_session_pair", "pair_id", "held_on"),
    )
