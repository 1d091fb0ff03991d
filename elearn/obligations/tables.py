"""Columns of assignments, obligations, their changes, requests for another date, and counters."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)


class Assignment(Base):
    """A course for an audience, by a date or some working days after each one's start.

    The audience is everybody in `unit_id` and below (or everywhere) whose kind of position and status fit,
    or the people of `assignment_person` when there are any. Who joins the audience later gets it too.
    """

    __tablename__ = "assignment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    course: Mapped[str] = mapped_column(CODE, index=True)
    level: Mapped[str] = mapped_column(String(12))
    cause: Mapped[str] = mapped_column(String(12), default="assigned")  # relearn: a change made it necessary
    names_people: Mapped[bool] = mapped_column(default=False)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    position_kind: Mapped[str] = mapped_column(String(20), default="")
    employment_status: Mapped[str] = mapped_column(String(16), default="")
    starts_on: Mapped[date]
    due_on: Mapped[date | None]
    due_after_workdays: Mapped[int | None]
    repeat_months: Mapped[int | None]
    window_days: Mapped[int] = mapped_column(default=0)  # how early a repetition may be begun
    note: Mapped[str] = mapped_column(Text, default="")  # why, in words the learner reads
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_by_name: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("level in ('mandatory', 'recommended')", name="known_level"),
        CheckConstraint("(due_on is null) <> (due_after_workdays is null)", name="one_way_to_a_date"),
    )


class AssignmentPerson(Base):
    """A person named in an assignment."""

    __tablename__ = "assignment_person"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)


class Obligation(Base):
    """One course that one person must (or should) finish by a date; one row a cycle."""

    __tablename__ = "obligation"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course: Mapped[str] = mapped_column(CODE)
    cycle: Mapped[int] = mapped_column(default=1)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    level: Mapped[str] = mapped_column(String(12))
    starts_on: Mapped[date]
    due_on: Mapped[date]
    first_due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(12), default="open")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    completed_on: Mapped[date | None]
    valid_until: Mapped[date | None]  # of a completion that must be renewed
    exempt_reason: Mapped[str] = mapped_column(String(20), default="")
    own_shifts: Mapped[int] = mapped_column(default=0)  # how often the learner moved the date himself

    __table_args__ = (
        UniqueConstraint("person_id", "course", "cycle"),
        CheckConstraint("state in ('open', 'completed', 'exempt', 'withdrawn')", name="known_state"),
        CheckConstraint("level in ('mandatory', 'recommended')", name="known_level"),
        Index("ix_obligation_due", "state", "due_on"),
        Index("ix_obligation_course", "course", "state"),
    )


class ObligationChange(Base):
    """Who did what to an obligation, when and why. Rows are only ever added."""

    __tablename__ = "obligation_change"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    # assigned, shifted, exempted, exemption-ended, withdrawn, completed, undone
    kind: Mapped[str] = mapped_column(String(20))
    state_before: Mapped[str] = mapped_column(String(12), default="")
    due_before: Mapped[date | None]
    due_after: Mapped[date | None]
    reason_kind: Mapped[str] = mapped_column(String(20), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    bulk_id: Mapped[int | None] = mapped_column(ForeignKey("bulk_action.id"), index=True)


class BulkAction(Base):
    """One action on many people at once; within a day it can be undone as a whole."""

    __tablename__ = "bulk_action"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    kind: Mapped[str] = mapped_column(String(20))  # assign, shift, exempt
    people: Mapped[int]
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ShiftRequest(Base):
    """A learner who has used up his own shifts asks for another date."""

    __tablename__ = "shift_request"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    wanted_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
    verdict: Mapped[str] = mapped_column(String(10), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (CheckConstraint("verdict in ('open', 'approved', 'refused')", name="known_verdict"),)


class ObligationCount(Base):
    """How many people of one unit stand where with one course and due date: what dashboards add up.

    Kept at the person's own unit, in the transaction of the change; ancestors are summed while reading, and
    whether an open one is overdue is asked while reading too.
    """

    __tablename__ = "obligation_count"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    level: Mapped[str] = mapped_column(String(12), primary_key=True)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    position_kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    employment_status: Mapped[str] = mapped_column(String(16), primary_key=True)
    # open, completed (in time), late (completed after the date), exempt
    standing: Mapped[str] = mapped_column(String(12), primary_key=True)
    people: Mapped[int]

    __table_args__ = (
        # All that an organisation's page groups by, in its order: SQLite adds up without sorting or looking.
        Index(
            "ix_obligation_count_groups",
            "position_kind",
            "employment_status",
            "standing",
            "due_on",
            "level",
            "course",
            "unit_id",
            "people",
        ),
    )
