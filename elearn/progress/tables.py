"""Columns of the event log, enrolments, section states and completions.

Courses, modules and sections are named by their kode; a version is the SHA-256 of the source.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)
VERSION = String(64)


class ProgressEvent(Base):
    """Something a learner did. Rows are only ever added; every other table here derives from them."""

    __tablename__ = "progress_event"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # opened, read, passed, skipped, applied, enrolled, left, renewed, renewal-undone
    kind: Mapped[str] = mapped_column(String(20))
    course: Mapped[str] = mapped_column(CODE)
    module: Mapped[str] = mapped_column(CODE, default="")
    section: Mapped[str] = mapped_column(CODE, default="")
    quiz: Mapped[str] = mapped_column(CODE, default="")
    version: Mapped[str] = mapped_column(VERSION)
    attempt_id: Mapped[int | None] = mapped_column(RowId)

    __table_args__ = (Index("ix_progress_event_person", "person_id", "at"),)


class Enrolment(Base):
    """A learner in a course since the first section he opened, and where he stands."""

    __tablename__ = "enrolment"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_module: Mapped[str] = mapped_column(CODE)
    last_section: Mapped[str] = mapped_column(CODE)
    last_opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Learning again from the start: what was read and passed before the cycle began does not count in it.
    cycle: Mapped[int] = mapped_column(default=1)
    cycle_began_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SectionState(Base):
    """What a learner did with one section: opened, and read (he pressed "Selanjutnya")."""

    __tablename__ = "section_state"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    module: Mapped[str] = mapped_column(CODE, primary_key=True)
    section: Mapped[str] = mapped_column(CODE, primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[str] = mapped_column(VERSION)  # of the course, when read (or first opened)


class Completion(Base):
    """A finished module or course. Sticky: no change of content takes it back."""

    __tablename__ = "completion"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scope: Mapped[str] = mapped_column(String(10))  # module, course
    course: Mapped[str] = mapped_column(CODE)
    module: Mapped[str] = mapped_column(CODE, default="")
    cycle: Mapped[int] = mapped_column(default=1)
    version: Mapped[str] = mapped_column(VERSION)
    completed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    jp: Mapped[Decimal] = mapped_column(Numeric(6, 2), default=Decimal(0))
    basis: Mapped[str] = mapped_column(String(10), default="learned")  # pretest: shown to be known already

    __table_args__ = (
        UniqueConstraint("person_id", "scope", "course", "module", "cycle"),
        CheckConstraint("scope in ('module', 'course')", name="known_scope"),
        CheckConstraint("jp >= 0", name="jp_not_negative"),
    )


class ReadingListItem(Base):
    """A section to read again before the next attempt at a quiz, since failures in it pointed there."""

    __tablename__ = "reading_list_item"

    attempt_id: Mapped[int] = mapped_column(RowId, primary_key=True)  # whose failure made the list
    module: Mapped[str] = mapped_column(CODE, primary_key=True)
    section: Mapped[str] = mapped_column(CODE, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course: Mapped[str] = mapped_column(CODE)  # of the section
    quiz_course: Mapped[str] = mapped_column(CODE)
    quiz: Mapped[str] = mapped_column(CODE)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_reading_list_item_person", "person_id", "course", "read_at"),)


class ChangeSeen(Base):
    """That a person who had finished a course was shown what changed since, up to this version."""

    __tablename__ = "change_seen"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    version: Mapped[str] = mapped_column(VERSION, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TaskDone(Base):
    """The practice task of a module was confirmed: what `kelulusan: tugas-praktik` asks for. Sticky."""

    __tablename__ = "task_done"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    module: Mapped[str] = mapped_column(CODE, primary_key=True)
    cycle: Mapped[int] = mapped_column(primary_key=True)
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[str] = mapped_column(VERSION)
