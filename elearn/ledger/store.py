"""Every query on ledger entries and their sums."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import asdict, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, extract, func, insert, or_, select, update

from elearn.database import db, upsert_into
from elearn.ledger.rows import Entry
from elearn.ledger.rules import DAILY_CAPS, Cap, Counted, Period, caps_of, under_caps
from elearn.ledger.tables import ClosedYear, JpYear, LedgerEntry
from elearn.policy import store as policy_store


def add(entry: Entry, *, days: int = 1) -> Counted | None:
    """Write what was earned, as far as it counts, and add it to the year; None: this source counted already.

    The caps are those of the entry's day; `days` is how many days the learning took. A correction is
    somebody's signed word: no cap cuts it. In a closed year the entry is dated after the closing.
    """
    if _is_there(entry):
        return None
    # First of all the row of the year: whoever else adds for this person now waits, and sees this entry.
    _lock_year(entry.person_id, entry.on_date.year)
    found = under_caps(entry.jp, [] if entry.source == "correction" else _caps(entry, days))
    row = replace(entry, jp=found.jp, over_cap=found.over, recorded_at=_after_closing(entry))
    values = {name: value for name, value in asdict(row).items() if name != "id"}
    written = db.session.execute(
        upsert_into(LedgerEntry)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["person_id", "source", "source_key"])
        .returning(LedgerEntry.id)
    ).first()
    if written is None:
        return None
    db.session.execute(
        update(JpYear)
        .where(JpYear.person_id == entry.person_id, JpYear.year == entry.on_date.year)
        .values(jp=JpYear.jp + found.jp)
    )
    return found


def _is_there(entry: Entry) -> bool:
    query = select(LedgerEntry.id).where(
        LedgerEntry.person_id == entry.person_id,
        LedgerEntry.source == entry.source,
        LedgerEntry.source_key == entry.source_key,
    )
    return db.session.execute(query).first() is not None


def _lock_year(person_id: int, year: int) -> None:
    """Let one transaction at a time add to a person's year; SQLite has one writer anyway."""
    zero = upsert_into(JpYear).values(person_id=person_id, year=year, jp=Decimal(0))
    db.session.execute(zero.on_conflict_do_nothing(index_elements=["person_id", "year"]))
    if db.engine.dialect.name == "postgresql":
        row = select(JpYear.jp).where(JpYear.person_id == person_id, JpYear.year == year)
        db.session.execute(row.with_for_update())


def _caps(entry: Entry, days: int) -> list[Cap]:
    """The caps on an entry, each with what is counted already in its period."""
    if entry.form not in DAILY_CAPS:
        return []
    policy = policy_store.in_force(entry.on_date)
    return [
        replace(cap, used=_counted_in(entry, cap.period)) for cap in caps_of(entry.form, policy, days=days)
    ]


def _counted_in(entry: Entry, period: Period) -> Decimal:
    day = entry.on_date
    last = date(day.year, day.month, monthrange(day.year, day.month)[1])
    first, last = (day, day) if period is Period.DAY else (day.replace(day=1), last)
    query = select(func.coalesce(func.sum(LedgerEntry.jp), 0)).where(
        LedgerEntry.person_id == entry.person_id,
        LedgerEntry.on_date.between(first, last),
        LedgerEntry.form == entry.form,
    )
    return two_places(db.session.execute(query).scalar_one())


def _after_closing(entry: Entry) -> datetime:
    """When the entry counts as recorded: in a closed year never before the closing, whose recap lacks it."""
    query = select(ClosedYear.closed_at).where(ClosedYear.year == entry.on_date.year)
    closed_at = db.session.execute(query).scalar_one_or_none()
    if closed_at is None or entry.recorded_at > closed_at:
        return entry.recorded_at
    return closed_at + timedelta(microseconds=1)


def two_places(jp: Any) -> Decimal:
    """JP as they are kept; SQLite adds with a little dust."""
    return Decimal(str(jp)).quantize(Decimal("0.01"))


def entries_of(person_id: int, year: int) -> list[Entry]:
    """The entries of a person in a calendar year, in the order of their days."""
    columns = [getattr(LedgerEntry, one.name) for one in fields(Entry)]
    query = (
        select(*columns)
        .where(LedgerEntry.person_id == person_id)
        .where(LedgerEntry.on_date.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(LedgerEntry.on_date, LedgerEntry.id)
    )
    return [Entry(**row) for row in db.session.execute(query).mappings()]


def find_entry(entry_id: int, *, for_correction: bool = False) -> Entry | None:
    """An entry by its id, or None; `for_correction`: others wait until the transaction ends."""
    columns = [getattr(LedgerEntry, one.name) for one in fields(Entry)]
    row = db.session.execute(select(*columns).where(LedgerEntry.id == entry_id)).mappings().first()
    entry = Entry(**row) if row else None
    if entry and for_correction:
        _lock_year(entry.person_id, entry.on_date.year)
    return entry


def standing_of(entry_id: int) -> Decimal:
    """What an entry counts with all its corrections."""
    both = or_(LedgerEntry.id == entry_id, LedgerEntry.corrects_id == entry_id)
    query = select(func.coalesce(func.sum(LedgerEntry.jp), 0)).where(both)
    return two_places(db.session.execute(query).scalar_one())


def count_corrections(entry_id: int) -> int:
    """How often an entry was corrected."""
    query = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.corrects_id == entry_id)
    return int(db.session.execute(query).scalar_one())


def years_of(person_id: int) -> list[int]:
    """The calendar years in which a person has entries, the latest first."""
    query = select(JpYear.year).where(JpYear.person_id == person_id).order_by(JpYear.year.desc())
    return list(db.session.scalars(query))


def jp_of(person_ids: Collection[int], year: int) -> dict[int, Decimal]:
    """The JP of each person in a calendar year; zero for who has none. One query."""
    query = select(JpYear.person_id, JpYear.jp).where(JpYear.year == year, JpYear.person_id.in_(person_ids))
    found: dict[int, Decimal] = {row.person_id: row.jp for row in db.session.execute(query)}
    return {person_id: found.get(person_id, Decimal(0)) for person_id in person_ids}


def sum_anew(person_ids: Collection[int]) -> None:
    """Make the sums of these people anew from their entries, after entries have changed hands."""
    year = extract("year", LedgerEntry.on_date)
    sums = (
        select(LedgerEntry.person_id, year, func.sum(LedgerEntry.jp))
        .where(LedgerEntry.person_id.in_(person_ids))
        .group_by(LedgerEntry.person_id, year)
    )
    db.session.execute(delete(JpYear).where(JpYear.person_id.in_(person_ids)))
    db.session.execute(insert(JpYear).from_select(["person_id", "year", "jp"], sums))
