"""Columns of looks at people's records, of what a person shares, and of consents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Look(Base):
    """Someone looked at records of others: one row a look with its scope, expanded when the employee asks.

    Scope person: one person (`subject_id`). Scope direct: whom the viewer led on that day. Scope unit:
    everyone in `unit_id` and below on that day.
    """

    __tablename__ = "look"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    viewer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    page: Mapped[str] = mapped_column(String(40))  # team, person, export, dashboard
    scope: Mapped[str] = mapped_column(String(10))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    as_of: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("scope in ('person', 'direct', 'unit')", name="known_scope"),
        Index("ix_look_at", "at"),
    )


class Consent(Base):
    """A person agreed to something extra, with the version of the text he read; never needed for learning."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(
        String(40)
    )  # unit-page (leaders first), help-with-quiz:<course>/<quiz>
    text_version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
