"""Columns of persons, their numbers, positions, units, reporting lines, delegations and days away."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from elearn.database import Base, RowId, UtcDateTime


class Unit(Base):
    """An organisational unit: agency, office, division, subdistrict."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)  # the unit's id outside (SIASN: unor)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(32))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    zone: Mapped[str] = mapped_column(
        String(40), default=""
    )  # e.g. Asia/Makassar; empty: that of the unit above
    closed_on: Mapped[date | None]


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
    phone: Mapped[str] = mapped_column(String(30), default="")
    position_kind: Mapped[str] = mapped_column(String(20), default="")  # people/positions.py; empty: unknown
    left_on: Mapped[date | None]  # the first day he no longer belongs to the installation
    left_reason: Mapped[str] = mapped_column(
        String(20), default=""
    )  # moved, retired, ended, deceased, merged
    merged_into_id: Mapped[int | None] = mapped_column(RowId)  # the person whose duplicate this was

    __table_args__ = (
        CheckConstraint(
            "employment_status in ('cpns', 'pns', 'pppk', 'pppk-part-time')", name="known_status"
        ),
        # How many people, and with them JP, by unit, kind and status: counted from the index alone.
        Index("ix_person_groups", "unit_id", "position_kind", "employment_status", "left_on"),
    )


class HeldPosition(Base):
    """A position a person holds or held; `person` shows the definitive one of today."""

    __tablename__ = "held_position"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20), default="")
    basis: Mapped[str] = mapped_column(String(12), default="definitive")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]  # the last day

    __table_args__ = (
        CheckConstraint("basis in ('definitive', 'plt', 'plh', 'additional')", name="known_basis"),
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
    basis: Mapped[str] = mapped_column(String(12), default="definitive")  # plt, plh: acting
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]  # the last day

    __table_args__ = (CheckConstraint("person_id <> supervisor_id", name="nobody_leads_himself"),)


class Delegation(Base):
    """While a supervisor is away another sees his team and acts for him, from a day to a day."""

    __tablename__ = "delegation"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]  # the last day
    reason: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("supervisor_id <> deputy_id", name="another_person"),)


class Absence(Base):
    """Days on which a person is away, so that due dates in working days leave them out.

    Only whether he is on leave or on duty elsewhere: the kind of leave may tell of his health.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(10), default="leave")

    __table_args__ = (
        CheckConstraint("kind in ('leave', 'duty')", name="known_kind"),
        CheckConstraint("first_day <= last_day", name="days_in_order"),
    )


class BusyWindow(Base):
    """Days on which a unit and all below it have no time to learn: closing of the budget year, elections."""

    __tablename__ = "busy_window"

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    name: Mapped[str] = mapped_column(String(100))

    __table_args__ = (CheckConstraint("first_day <= last_day", name="days_in_order"),)
