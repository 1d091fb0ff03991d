"""Reporting lines, delegations, positions and numbers of single people, with their days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, or_, select, update

from elearn.database import db
from elearn.people.names import full_name
from elearn.people.tables import Delegation, EmployeeNumber, HeldPosition, Person, ReportingLine, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class LineRow:
    """Who led whom from a day to a day (None: still)."""

    id: int
    person_id: int
    supervisor_id: int
    supervisor_name: str
    basis: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionRow:
    """A position held from a day to a day (None: still)."""

    id: int
    person_id: int
    name: str
    kind: str
    basis: str
    unit_name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberRow:
    """A number and the days it held."""

    nip: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DelegationRow:
    """Who acts for whom from a day to a day."""

    id: int
    supervisor_id: int
    deputy_id: int
    deputy_name: str
    valid_from: date
    valid_to: date
    reason: str
    ended_at: datetime | None


def lines_of(person_id: int) -> list[LineRow]:
    """Everyone who led or leads a person, the latest first."""
    query = (
        select(
            ReportingLine.id,
            ReportingLine.person_id,
            ReportingLine.supervisor_id,
            ReportingLine.basis,
            ReportingLine.valid_from,
            ReportingLine.valid_to,
            Person.name,
            Person.title_before,
            Person.title_after,
        )
        .join(Person, Person.id == ReportingLine.supervisor_id)
        .where(ReportingLine.person_id == person_id)
        .order_by(ReportingLine.valid_from.desc(), ReportingLine.id.desc())
    )
    return [
        LineRow(
            id=row.id,
            person_id=row.person_id,
            supervisor_id=row.supervisor_id,
            supervisor_name=full_name(row.name, title_before=row.title_before, title_after=row.title_after),
            basis=row.basis,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in db.session.execute(query)
    ]


def positions_of(person_id: int) -> list[PositionRow]:
    """Every position a person held or holds, the latest first."""
    query = (
        select(
            HeldPosition.id,
            HeldPosition.person_id,
            HeldPosition.name,
            HeldPosition.kind,
            HeldPosition.basis,
            Unit.name.label("unit_name"),
            HeldPosition.valid_from,
            HeldPosition.valid_to,
        )
        .join(Unit, Unit.id == HeldPosition.unit_id)
        .where(HeldPosition.person_id == person_id)
        .order_by(HeldPosition.valid_from.desc(), HeldPosition.id.desc())
    )
    return [PositionRow(**row) for row in db.session.execute(query).mappings()]


def numbers_of(person_id: int) -> list[NumberRow]:
    """Every number of a person, the present one first."""
    query = (
        select(EmployeeNumber.nip, EmployeeNumber.valid_from, EmployeeNumber.valid_to)
        .where(EmployeeNumber.person_id == person_id)
        .order_by(EmployeeNumber.valid_to.is_not(None), EmployeeNumber.valid_from.desc())
    )
    return [NumberRow(**row) for row in db.session.execute(query).mappings()]


def end_number(person_id: int, last_day: date) -> None:
    """End the present number of a person; a number never ends before its first day."""
    first_day = EmployeeNumber.valid_from
    db.session.execute(
        update(EmployeeNumber)
        .where(EmployeeNumber.person_id == person_id, EmployeeNumber.valid_to.is_(None))
        .values(valid_to=last_day, valid_from=func.min(first_day, last_day))
        if db.engine.dialect.name == "sqlite"
        else update(EmployeeNumber)
        .where(EmployeeNumber.person_id == person_id, EmployeeNumber.valid_to.is_(None))
        .values(valid_to=last_day, valid_from=func.least(first_day, last_day))
    )


def insert_number(person_id: int, nip: str, valid_from: date) -> None:
    """Write a new present number."""
    db.session.execute(
        insert(EmployeeNumber).values(person_id=person_id, nip=nip, valid_from=valid_from, valid_to=None)
    )


def open_lines_led(supervisor_id: int, on: date) -> list[tuple[int, int, str, date]]:
    """The lines of whom a person leads on a day or later: id, person, basis, first day."""
    query = select(
        ReportingLine.id, ReportingLine.person_id, ReportingLine.basis, ReportingLine.valid_from
    ).where(
        ReportingLine.supervisor_id == supervisor_id,
        or_(ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= on),
    )
    return [(row.id, row.person_id, row.basis, row.valid_from) for row in db.session.execute(query)]


def last_line_between(person_id: int, supervisor_id: int) -> tuple[date, date | None] | None:
    """The latest days in which one led the other, or None."""
    query = (
        select(ReportingLine.valid_from, ReportingLine.valid_to)
        .where(ReportingLine.person_id == person_id, ReportingLine.supervisor_id == supervisor_id)
        .order_by(ReportingLine.valid_to.is_not(None), ReportingLine.valid_to.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return (row.valid_from, row.valid_to) if row else None


def delegations_of(supervisor_id: int, *, since: date) -> list[DelegationRow]:
    """What a supervisor delegated that ends on a day or later, the next first."""
    query = (
        select(
            Delegation.id,
            Delegation.supervisor_id,
            Delegation.deputy_id,
            Delegation.valid_from,
            Delegation.valid_to,
            Delegation.reason,
            Delegation.ended_at,
            Person.name,
            Person.title_before,
            Person.title_after,
        )
        .join(Person, Person.id == Delegation.deputy_id)
        .where(Delegation.supervisor_id == supervisor_id, Delegation.valid_to >= since)
        .order_by(Delegation.valid_from, Delegation.id)
    )
    return [
        DelegationRow(
            id=row.id,
            supervisor_id=row.supervisor_id,
            deputy_id=row.deputy_id,
            deputy_name=full_name(row.name, title_before=row.title_before, title_after=row.title_after),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            reason=row.reason,
            ended_at=row.ended_at,
        )
        for row in db.session.execute(query)
    ]


def insert_delegation(
    *,
    supervisor_id: int,
    deputy_id: int,
    first: date,
    last: date,
    reason: str,
    made_by: int | None,
    now: datetime,
) -> int:
    """Write that somebody acts for a supervisor in some days; the id of the delegation."""
    written = insert(Delegation).values(
        supervisor_id=supervisor_id,
        deputy_id=deputy_id,
        valid_from=first,
        valid_to=last,
        reason=reason,
        made_by=made_by,
        made_at=now,
    )
    return int(db.session.execute(written.returning(Delegation.id)).scalar_one())


def end_delegation(delegation_id: int, supervisor_id: int, now: datetime) -> int | None:
    """End what this supervisor delegated; the deputy, or None when no such delegation was in force."""
    return db.session.execute(
        update(Delegation)
        .where(
            Delegation.id == delegation_id,
            Delegation.supervisor_id == supervisor_id,
            Delegation.ended_at.is_(None),
        )
        .values(ended_at=now)
        .returning(Delegation.deputy_id)
    ).scalar_one_or_none()


def insert_position(
    *,
    person_id: int,
    unit_id: int,
    name: str,
    kind: str,
    basis: str,
    first: date,
    last: date | None,
) -> None:
    """Write a position held beside the definitive one."""
    db.session.execute(
        insert(HeldPosition).values(
            person_id=person_id,
            unit_id=unit_id,
            name=name,
            kind=kind,
            basis=basis,
            valid_from=first,
            valid_to=last,
        )
    )


def leavers_facts(person_ids: Collection[int]) -> dict[int, tuple[date | None, str, int | None]]:
    """When and why people left, and whose duplicate they were."""
    query = select(Person.id, Person.left_on, Person.left_reason, Person.merged_into_id)
    return {
        row.id: (row.left_on, row.left_reason, row.merged_into_id)
        for row in db.session.execute(query.where(Person.id.in_(person_ids)))
    }


def ever_led(supervisor_id: int) -> set[int]:
    """Everyone whom a person leads, led, or will lead."""
    query = select(ReportingLine.person_id).where(ReportingLine.supervisor_id == supervisor_id)
    return set(db.session.scalars(query))
