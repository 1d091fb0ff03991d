"""Columns of releases and of the pointer to the one in force."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Release(Base):
    """One published state of all courses: a manifest object, by whom and when."""

    __tablename__ = "release"

    number: Mapped[int] = mapped_column(RowId, primary_key=True, autoincrement=False)
    manifest_sha256: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str] = mapped_column(String(100))
    note: Mapped[str] = mapped_column(Text, default="")


class ReleasePointer(Base):
    """The release in force: one row, so that a change is one atomic write."""

    __tablename__ = "release_pointer"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(ForeignKey("release.number"))

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class ReleaseChange(Base):
    """What kind of change a release brought to a course: the word of its author, or else computed."""

    __tablename__ = "release_change"

    release_number: Mapped[int] = mapped_column(ForeignKey("release.number"), primary_key=True)
    course: Mapped[str] = mapped_column(String(80), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))  # spelling, content, relearn
    version_before: Mapped[str] = mapped_column(String(64), default="")  # empty for a new course
    version: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        CheckConstraint("kind in ('spelling', 'content', 'relearn')", name="known_kind"),
        Index("ix_release_change_course", "course", "release_number"),
    )
