"""Every query of the pages and files that human resources read, but those on exports for SIASN."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select

from elearn.certificates.tables import Certificate
from elearn.database import db
from elearn.ledger.store import two_places
from elearn.ledger.tables import JpYear, LedgerEntry
from elearn.ledger.years_store import in_year
from elearn.people.names import full_name
from elearn.people.store import is_here
from elearn.people.tables import EmployeeNumber, Person, Unit, UnitClosure
from elearn.record.rules import WITH_MINIMUM

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """Which people: of these units and all below them, who are here `on` a day.

    `status` empty: any. `minimum`: only those to whom a minimum applies and who have fewer JP; None: all.
    """

    unit_ids: tuple[int, ...]
    year: int
    on: date
    status: str = ""
    minimum: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person with the JP of the year."""

    person_id: int
    name: str
    nip: str
    unit_name: str
    position: str
    status: str
    jp: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLine:
    """A unit with everybody below it: how many, and how many of them lack JP."""

    id: int
    name: str
    people: int
    lacking: int


def has_left(person_id: int, on: date) -> bool:
    """Whether a person belongs to the installation no more."""
    query = select(Person.id).where(Person.id == person_id, ~is_here(on))
    return db.session.execute(query).first() is not None


def certificates_in_force(person_ids: Collection[int], year: int) -> dict[int, int]:
    """How many certificates of a year each person has that are in force. One query."""
    query = (
        select(Certificate.person_id, func.count())
        .where(
            Certificate.person_id.in_(person_ids),
            Certificate.completed_on.between(date(year, 1, 1), date(year, 12, 31)),
            Certificate.revoked_at.is_(None),
            Certificate.replaced_at.is_(None),
        )
        .group_by(Certificate.person_id)
    )
    found = {row[0]: row[1] for row in db.session.execute(query)}
    return {person_id: found.get(person_id, 0) for person_id in person_ids}


def count_people(wanted: Wanted) -> int:
    """How many people these are."""
    query = select(func.count()).select_from(Person).outerjoin(JpYear, _of_year(wanted.year))
    return int(db.session.execute(query.where(*_wanted(wanted))).scalar_one())


def people_lines(wanted: Wanted, *, limit: int, offset: int = 0) -> list[PersonLine]:
    """Some of these people by name, each with his JP of the year. One query."""
    query = _people(wanted).limit(limit).offset(offset)
    return [_line(row) for row in db.session.execute(query).mappings()]


def form_sums(person_ids: Collection[int], year: int) -> dict[int, dict[int, Decimal]]:
    """JP of each of these people by form. One query."""
    query = (
        select(LedgerEntry.person_id, LedgerEntry.form, func.sum(LedgerEntry.jp))
        .where(LedgerEntry.person_id.in_(person_ids), in_year(year))
        .group_by(LedgerEntry.person_id, LedgerEntry.form)
    )
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    for person_id, form, jp in db.session.execute(query):
        found[person_id][form] = two_places(jp)
    return {person_id: found[person_id] for person_id in person_ids}


def forms_of(wanted: Wanted) -> list[int]:
    """The forms in which any of these people learned in the year."""
    people = select(Person.id).where(Person.unit_id.in_(_below(wanted.unit_ids)))
    query = select(LedgerEntry.form).where(in_year(wanted.year), LedgerEntry.person_id.in_(people))
    return sorted(db.session.scalars(query.distinct()))


def people_with_forms(wanted: Wanted) -> Iterator[tuple[PersonLine, dict[int, Decimal]]]:
    """All of these people by name with their JP by form, read while it is used.

    One query, and one for every ROWS_AT_ONCE people.
    """
    found = db.session.execute(_people(wanted), execution_options={"yield_per": ROWS_AT_ONCE})
    for rows in found.mappings().partitions(ROWS_AT_ONCE):
        sums = form_sums([row["person_id"] for row in rows], wanted.year)
        for row in rows:
            yield _line(row), sums[row["person_id"]]


def units_directly_below(unit_id: int | None, top_ids: Collection[int], wanted: Wanted) -> list[UnitLine]:
    """The units directly below one (None: these highest ones), each with everybody below it. One query."""
    lacks = case((_lacks(wanted), 1), else_=0) if wanted.minimum is not None else 0
    query = (
        select(Unit.id, Unit.name, func.count(Person.id).label("people"), func.sum(lacks).label("lacking"))
        .join(UnitClosure, UnitClosure.ancestor_id == Unit.id)
        .join(Person, and_(Person.unit_id == UnitClosure.unit_id, is_here(wanted.on)))
        .outerjoin(JpYear, _of_year(wanted.year))
        .where(Unit.id.in_(top_ids) if unit_id is None else Unit.parent_id == unit_id)
        .group_by(Unit.id, Unit.name)
        .order_by(Unit.name, Unit.id)
    )
    return [UnitLine(**row) for row in db.session.execute(query).mappings()]


def _people(wanted: Wanted) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id.label("person_id"),
            Person.name,
            Person.title_before,
            Person.title_after,
            Person.position,
            Person.employment_status.label("status"),
            Unit.name.label("unit_name"),
            func.coalesce(EmployeeNumber.nip, "").label("nip"),
            func.coalesce(JpYear.jp, 0).label("jp"),
        )
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(
            EmployeeNumber, (EmployeeNumber.person_id == Person.id) & EmployeeNumber.valid_to.is_(None)
        )
        .outerjoin(JpYear, _of_year(wanted.year))
        .where(*_wanted(wanted))
        .order_by(Person.name, Person.id)
    )


def _line(row: Any) -> PersonLine:
    return PersonLine(
        person_id=row["person_id"],
        name=full_name(row["name"], title_before=row["title_before"], title_after=row["title_after"]),
        nip=row["nip"],
        unit_name=row["unit_name"],
        position=row["position"],
        status=row["status"],
        jp=two_places(row["jp"]),
    )


def _wanted(wanted: Wanted) -> list[ColumnElement[bool]]:
    found = [is_here(wanted.on), Person.unit_id.in_(_below(wanted.unit_ids))]
    if wanted.status:
        found.append(Person.employment_status == wanted.status)
    return [*found, _lacks(wanted)] if wanted.minimum is not None else found


def _lacks(wanted: Wanted) -> ColumnElement[bool]:
    return and_(
        Person.employment_status.in_(WITH_MINIMUM), func.coalesce(JpYear.jp, 0) < (wanted.minimum or 0)
    )


def _of_year(year: int) -> ColumnElement[bool]:
    return and_(JpYear.person_id == Person.id, JpYear.year == year)


def _below(unit_ids: Collection[int]) -> Select[int]:
    return select(UnitClosure.unit_id).where(UnitClosure.ancestor_id.in_(unit_ids))
