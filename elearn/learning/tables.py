"""Columns of bookmarks and private notes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, UtcDateTime

CODE = String(80)


class Bookmark(Base):
    """A section a learner wants to find again."""

    __tablename__ = "bookmark"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    module: Mapped[str] = mapped_column(CODE, primary_key=True)
    section: Mapped[str] = mapped_column(CODE, primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PrivateNote(Base):
    """A learner's own words beside a section. Nobody else ever reads them."""

    __tablename__ = "private_note"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, primary_key=True)
    module: Mapped[str] = mapped_column(CODE, primary_key=True)
    section: Mapped[str] = mapped_column(CODE, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
