"""Every query on closing years: sums by person and form, closed years, what was entered after a closing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, extract, func, select, text

from elearn.database import db
from elearn.ledger.rows import Entry
from elearn.ledger.store import two_places
from elearn.ledger.tables import ClosedYear, JpYear, LedgerEntry

_ZERO = Decimal(0)
PEOPLE_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSum:
    """JP of one person in one form in a year."""

    person_id: int
    form: int
    jp: Decimal
    over_cap: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A closed year, without its recap; `people` have entries in it, `jp` is what counted for all of them."""

    year: int
    closed_at: datetime
    closed_by: int | None
    people: int
    jp: Decimal
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongSum:
    """A person's kept sum of a year that is not that of his entries."""

    person_id: int
    year: int
    kept: Decimal
    entries: Decimal


def in_year(year: int) -> ColumnElement[bool]:
    """Whether an entry of a query belongs to a calendar year."""
    return LedgerEntry.on_date.between(date(year, 1, 1), date(year, 12, 31))


def hold_still() -> None:
    """Let nobody add an entry until this transaction ends; reading goes on. SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        # Whoever adds takes the row of the year first: this waits for those who did, and they for this.
        db.session.execute(text("LOCK TABLE jp_year IN SHARE ROW EXCLUSIVE MODE"))


def sums_of(year: int, *, after_id: int, people: int) -> list[FormSum]:
    """Sums of the next so many people behind an id, by person and form."""
    next_ones = (
        select(LedgerEntry.person_id)
        .where(in_year(year), LedgerEntry.person_id > after_id)
        .distinct()
        .order_by(LedgerEntry.person_id)
        .limit(people)
        .subquery()
    )
    query = (
        select(
            LedgerEntry.person_id,
            LedgerEntry.form,
            func.sum(LedgerEntry.jp).label("jp"),
            func.sum(LedgerEntry.over_cap).label("over_cap"),
        )
        .where(in_year(year), LedgerEntry.person_id.in_(select(next_ones.c.person_id)))
        .group_by(LedgerEntry.person_id, LedgerEntry.form)
        .order_by(LedgerEntry.person_id, LedgerEntry.form)
    )
    return [
        FormSum(
            person_id=row.person_id,
            form=row.form,
            jp=two_places(row.jp),
            over_cap=two_places(row.over_cap),
        )
        for row in db.session.execute(query)
    ]


def closings() -> list[Closing]:
    """The closed years, the latest first."""
    columns = [getattr(ClosedYear, one.name) for one in fields(Closing)]
    query = select(*columns).order_by(ClosedYear.year.desc())
    return [Closing(**row) for row in db.session.execute(query).mappings()]


def find_closing(year: int) -> Closing | None:
    """A closed year, or None."""
    return next((one for one in closings() if one.year == year), None)


def recap_of(year: int) -> str:
    """The recap of a closed year as it was frozen; empty for one that is not closed."""
    found: str | None = db.session.scalar(select(ClosedYear.recap).where(ClosedYear.year == year))
    return found or ""


def insert_closing(closing: Closing, recap: str) -> None:
    """Write a closed year."""
    db.session.add(
        ClosedYear(
            year=closing.year,
            closed_at=closing.closed_at,
            closed_by=closing.closed_by,
            people=closing.people,
            jp=closing.jp,
            recap=recap,
            sha256=closing.sha256,
        )
    )
    db.session.flush()


def years_with_entries() -> list[int]:
    """The calendar years in which anybody has entries, the latest first."""
    return list(db.session.scalars(select(JpYear.year).distinct().order_by(JpYear.year.desc())))


def count_late() -> dict[int, int]:
    """For each closed year, how many entries came after its closing; zero is left out. One query."""
    query = select(ClosedYear.year, func.count(LedgerEntry.id)).join(LedgerEntry, _is_late())
    return {row[0]: row[1] for row in db.session.execute(query.group_by(ClosedYear.year))}


def late_entries(year: int, *, limit: int, offset: int = 0) -> list[Entry]:
    """Entries of a closed year that were recorded after its closing, the first one first."""
    columns = [getattr(LedgerEntry, one.name) for one in fields(Entry)]
    query = select(*columns).join(ClosedYear, _is_late()).where(ClosedYear.year == year)
    query = query.order_by(LedgerEntry.recorded_at, LedgerEntry.id).limit(limit).offset(offset)
    return [Entry(**row) for row in db.session.execute(query).mappings()]


def jp_before_closing(closing: Closing) -> Decimal:
    """What the entries of a closed year that its recap saw add up to now."""
    query = select(func.coalesce(func.sum(LedgerEntry.jp), 0)).where(
        in_year(closing.year), LedgerEntry.recorded_at <= closing.closed_at
    )
    return two_places(db.session.execute(query).scalar_one())


def wrong_sums() -> Iterator[WrongSum]:
    """The sums of years that are not those of their entries; some people at a time, so memory stays flat."""
    last = max(
        db.session.scalar(select(func.max(JpYear.person_id))) or 0,
        db.session.scalar(select(func.max(LedgerEntry.person_id))) or 0,
    )
    for first in range(1, last + 1, PEOPLE_AT_ONCE):
        ids = (first, first + PEOPLE_AT_ONCE - 1)
        kept, entries = _kept_sums(ids), _sums_of_entries(ids)
        for person_id, year in sorted(kept.keys() | entries.keys()):
            both = kept.get((person_id, year), _ZERO), entries.get((person_id, year), _ZERO)
            if both[0] != both[1]:
                yield WrongSum(person_id=person_id, year=year, kept=both[0], entries=both[1])


def _kept_sums(ids: tuple[int, int]) -> dict[tuple[int, int], Decimal]:
    query = select(JpYear.person_id, JpYear.year, JpYear.jp).where(JpYear.person_id.between(*ids))
    return {(row[0], row[1]): two_places(row[2]) for row in db.session.execute(query)}


def _sums_of_entries(ids: tuple[int, int]) -> dict[tuple[int, int], Decimal]:
    year = extract("year", LedgerEntry.on_date)
    query = (
        select(LedgerEntry.person_id, year, func.sum(LedgerEntry.jp))
        .where(LedgerEntry.person_id.between(*ids))
        .group_by(LedgerEntry.person_id, year)
    )
    return {(row[0], int(row[1])): two_places(row[2]) for row in db.session.execute(query)}


def _is_late() -> ColumnElement[bool]:
    return and_(
        extract("year", LedgerEntry.on_date) == ClosedYear.year,
        LedgerEntry.recorded_at > ClosedYear.closed_at,
    )
