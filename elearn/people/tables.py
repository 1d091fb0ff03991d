"""Columns of persons, their numbers, units and reporting lines."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId


class Unit(Base):
    """An organisational unit: agency, office, division, subdistrict."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)  # the unit's id outside (SIASN: unor)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(32))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)


class UnitClosure(Base):
    """Each unit with each of its ancestors and itself (depth 0): subtree questions in one join."""

    __tablename__ = "unit_closure"

    ancestor_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    depth: Mapped[int]


class Person(Base):
    """A civil servant. The id is internal; the NIP is an attribute with a history."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))  # without titles, for sorting
    title_before: Mapped[str] = mapped_column(String(60), default="")
    title_after: Mapped[str] = mapped_column(String(100), default="")
    employment_status: Mapped[str] = mapped_column(String(16))  # cpns, pns, pppk, pppk-part-time
    rank: Mapped[str] = mapped_column(String(16), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    email: Mapped[str | None] = mapped_column(String(254))

    __table_args__ = (
        CheckConstraint(
            "employment_status in ('cpns', 'pns', 'pppk', 'pppk-part-time')", name="known_status"
        ),
    )


class EmployeeNumber(Base):
    """One NIP or NI PPPK of a person and the days it held; valid_to is empty for the present one."""

    __tablename__ = "employee_number"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    nip: Mapped[str] = mapped_column(String(18), unique=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("length(nip) = 18", name="eighteen_digits"),
        Index(
            "uq_employee_number_present",
            "person_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
    )


class ReportingLine(Base):
    """Who leads whom, person to person, and in which days: never derived from the unit tree."""

    __tablename__ = "reporting_line"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    __table_args__ = (CheckConstraint("person_id <> supervisor_id", name="nobody_leads_himself"),)
