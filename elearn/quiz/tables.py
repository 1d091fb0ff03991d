"""Columns of quiz attempts, their saved answers, and what people decide about them afterwards."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
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
    extra_time_s: Mapped[int] = mapped_column(default=0)  # already part of deadline_at
    deadline_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    points: Mapped[Decimal | None] = mapped_column(Numeric(10, 4))
    max_points: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    score_percent: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    passed: Mapped[bool | None]
    # After a correction of the key: the quiz object that is marked with now, and what stood here before.
    regraded_sha256: Mapped[str | None] = mapped_column(String(64))
    regraded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    score_before_percent: Mapped[Decimal | None] = mapped_column(Numeric(7, 4))
    passed_before: Mapped[bool | None]

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
        # Graders ask for what waits for them, the closing job for what has run out: both are short lists.
        Index(
            "ix_attempt_awaiting",
            "course",
            "quiz",
            sqlite_where=text("state = 'awaiting_grader'"),
            postgresql_where=text("state = 'awaiting_grader'"),
        ),
        Index(
            "ix_attempt_deadline",
            "deadline_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
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


class ExtraTime(Base):
    """More time for one person, as a share of the limit; an empty course or quiz stands for all of them."""

    __tablename__ = "extra_time"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course: Mapped[str] = mapped_column(CODE, default="")
    quiz: Mapped[str] = mapped_column(CODE, default="")
    percent: Mapped[int]  # of the quiz's time limit, on top of it
    reason: Mapped[str] = mapped_column(String(300))
    granted_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("percent between 1 and 300", name="percent_range"),)


class GivenMark(Base):
    """A mark that a person gave to one answer. Rows are only ever added; the latest one counts."""

    __tablename__ = "given_mark"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str] = mapped_column(CODE)
    number: Mapped[int]  # 1 for the first mark of this answer
    grader_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    points: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    criteria: Mapped[list[str]] = mapped_column(JSON)  # points for each criterion, as written decimals
    comment: Mapped[str] = mapped_column(Text, default="")

    # Two graders who open the same answer cannot both give its n-th mark.
    __table_args__ = (UniqueConstraint("attempt_id", "question", "number"),)


class SecondLook(Base):
    """A learner's request that someone looks at a mark again."""

    __tablename__ = "second_look"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str] = mapped_column(CODE)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("attempt_id", "question"),)  # one request for each answer


class KeyCorrection(Base):
    """A changed key of a published quiz and what it does to finished attempts, signed by its author."""

    __tablename__ = "key_correction"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    course: Mapped[str] = mapped_column(CODE)
    quiz: Mapped[str] = mapped_column(CODE)
    release_number: Mapped[int] = mapped_column(ForeignKey("release.number"))
    new_sha256: Mapped[str] = mapped_column(String(64))  # the quiz object with the corrected keys
    rules: Mapped[dict[str, str]] = mapped_column(JSON)  # how each changed question counts: either, new, full
    note: Mapped[str] = mapped_column(Text)
    signed_by: Mapped[str] = mapped_column(String(100))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # None: attempts remain to be marked

    __table_args__ = (UniqueConstraint("release_number", "course", "quiz"),)


class RegradedAttempt(Base):
    """What a correction changed in one attempt: the old figures beside the new ones."""

    __tablename__ = "regraded_attempt"

    correction_id: Mapped[int] = mapped_column(ForeignKey("key_correction.id"), primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    points_before: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    points_after: Mapped[Decimal] = mapped_column(Numeric(10, 4))
    percent_before: Mapped[Decimal] = mapped_column(Numeric(7, 4))
    percent_after: Mapped[Decimal] = mapped_column(Numeric(7, 4))
    passed_before: Mapped[bool]
    passed_after: Mapped[bool]
