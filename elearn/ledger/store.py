"""Every query on ledger entries and their sums."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, extract, func, insert, select

from elearn.database import db, upsert_into
from elearn.ledger.rows import Entry
from elearn.ledger.tables import JpYear, LedgerEntry


def add(entry: Entry) -> bool:
    """Write an entry and add it to the sum of its year; False when this source was counted already."""
    written = db.session.execute(
        upsert_into(LedgerEntry)
        .values(**asdict(entry))
        .on_conflict_do_nothing(index_elements=["person_id", "source", "source_key"])
        .returning(LedgerEntry.id)
    ).first()
    if written is None:
        return False
    added = upsert_into(JpYear).values(person_id=entry.person_id, year=entry.on_date.year, jp=entry.jp)
    db.session.execute(
        added.on_conflict_do_update(
            index_elements=["person_id", "year"], set_={"jp": JpYear.jp + added.excluded.jp}
        )
    )
    return True


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
