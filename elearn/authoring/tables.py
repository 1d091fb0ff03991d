"""Columns of what authors do together: links to a draft, remarks of reviewers, uploaded files."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

CODE = String(80)


class PreviewLink(Base):
    """A link to the draft of a course that its author gives to someone, until a day."""

    __tablename__ = "preview_link"

    token_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    course: Mapped[str] = mapped_column(CODE, index=True)
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReviewComment(Base):
    """A remark of a reviewer at a paragraph of a draft."""

    __tablename__ = "review_comment"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    course: Mapped[str] = mapped_column(CODE)
    module: Mapped[str] = mapped_column(CODE)
    section: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(String(64), default="")  # of the draft that the reviewer read
    excerpt: Mapped[str] = mapped_column(String(300), default="")  # the beginning of the paragraph
    paragraph_sha256: Mapped[str] = mapped_column(String(64), default="")  # of all its words
    text: Mapped[str] = mapped_column(Text)
    written_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_review_comment_course", "course", "settled_at"),)


class FileVersion(Base):
    """A content file as it was put in place by browser; its bytes are an object of the published folder."""

    __tablename__ = "file_version"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    path: Mapped[str] = mapped_column(String(400))  # begins with modules/ or quizzes/
    sha256: Mapped[str] = mapped_column(String(64))  # empty bytes for a removed file
    replaced_sha256: Mapped[str] = mapped_column(String(64), default="")  # what stood there before
    put_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    put_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_file_version_path", "path", "id"),)
