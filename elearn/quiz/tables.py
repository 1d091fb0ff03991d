"""Columns of quiz attempts and their saved answers."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)


class Attempt(Base):
    """One try at a quiz, pinned to the exact content it was begun with, by the server's clock."""

    __tablename__ = "attempt"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course: Mapped[str] = mapped_column(CODE)
    quiz: Mapped[str] = mapped_column(CODE)
    number: Mapped[int]  # 1 for the first try
    state: Mapped[str] = mapped_column(String(20))  # open, submitted, expired, awaiting_grader, graded
    version: Mapped[str] = mapped_column(String(64))  # SHA-256 of the quiz's source
    object_sha256: Mapped[str] = mapped_column(String(64))  # the compiled quiz object it is marked with
    course_version: Mapped[str] = mapped_column(String(64))
    seed: Mapped[int] = mapped_column(RowId)
    questions: Mapped[list[str]] = mapped_column(JSON)  # codes drawn, in the order shown
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    points: Mapped[Decimal | None] = mapped_column(Numeric(10, 4))
    max_points: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    score_percent: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    passed: Mapped[bool | None]

    __table_args__ = (
        UniqueConstraint("person_id", "course", "quiz", "number"),
        # At most one open attempt of a person in a quiz, whatever races.
        Index(
            "uq_attempt_open",
            "person_id",
            "course",
            "quiz",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        # Statistics ask for the first attempts of everyone at one quiz.
        Index("ix_attempt_quiz", "course", "quiz", "number"),
        CheckConstraint(
            "state in ('open', 'submitted', 'expired', 'awaiting_grader', 'graded')", name="known_state"
        ),
    )


class Answer(Base):
    """The latest saved answer to one question of an attempt."""

    __tablename__ = "answer"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    question: Mapped[str] = mapped_column(CODE, primary_key=True)
    sequence: Mapped[int]  # only a higher one replaces what is stored
    value: Mapped[Any] = mapped_column(JSON)
    is_flagged: Mapped[bool] = mapped_column(default=False)  # "ditandai" by the learner
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    receipt: Mapped[str] = mapped_column(String(12))
    fraction: Mapped[Decimal | None] = mapped_column(Numeric(9, 8))  # set when the attempt is marked
