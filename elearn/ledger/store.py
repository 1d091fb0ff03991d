"""Every query on ledger entries and their sums."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from decimal import Decimal

from sqlalchemy import select

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


def jp_of(person_ids: Collection[int], year: int) -> dict[int, Decimal]:
    """The JP of each person in a calendar year; zero for who has none. One query."""
    query = select(JpYear.person_id, JpYear.jp).where(JpYear.year == year, JpYear.person_id.in_(person_ids))
    found: dict[int, Decimal] = {row.person_id: row.jp for row in db.session.execute(query)}
    return {person_id: found.get(person_id, Decimal(0)) for person_id in person_ids}
