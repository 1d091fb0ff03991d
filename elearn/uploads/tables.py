"""Columns of files that wait."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, UtcDateTime


class WaitingFile(Base):
    """A file as it came, between the preview of what it would do and the yes of who sent it.

    In the database, not on a disk: the yes may reach another machine than the file did.
    """

    __tablename__ = "waiting_file"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(40))  # which page may take it: people-import, course-files
    name: Mapped[str] = mapped_column(String(200))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
