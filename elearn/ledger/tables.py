"""Columns of ledger entries and of their sums by person and year."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime

JP = Numeric(8, 2)


class LedgerEntry(Base):
    """JP of one person on one day. Rows are never edited: a correction is another one that names it."""

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_date: Mapped[date]
    form: Mapped[int]  # the id of the form of development in SIASN: ledger/forms.py
    jp: Mapped[Decimal] = mapped_column(JP)  # below zero only in a correction
    over_cap: Mapped[Decimal] = mapped_column(JP, default=0, server_default="0")  # earned, not counted
    source: Mapped[str] = mapped_column(String(12))
    source_key: Mapped[str] = mapped_column(String(200))  # once a person: "adminduk-digital/dasar-adminduk/1"
    title: Mapped[str] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # none: by the rules alone
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("ledger_entry.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("person_id", "source", "source_key"),
        CheckConstraint(
            "source in ('module', 'activity', 'mentoring', 'task', 'carried', 'correction')",
            name="known_source",
        ),
        CheckConstraint("jp >= 0 or corrects_id is not null", name="only_corrections_take"),
        Index("ix_ledger_entry_person", "person_id", "on_date"),
    )


class JpYear(Base):
    """The sum of a person's entries of one calendar year, kept in the transaction of each entry."""

    __tablename__ = "jp_year"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    jp: Mapped[Decimal] = mapped_column(JP)


class ClosedYear(Base):
    """A year that HR closed: its recap as it stood, with a checksum. Later entries are seen as later ones."""

    __tablename__ = "closed_year"

    year: Mapped[int] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    people: Mapped[int]
    jp: Mapped[Decimal] = mapped_column(Numeric(12, 2))  # of everybody together
    recap: Mapped[str] = mapped_column(Text)  # CSV, one line a person, by person and form
    sha256: Mapped[str] = mapped_column(String(64))  # of the recap
