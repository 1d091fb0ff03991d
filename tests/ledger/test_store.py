"""The ledger of JP: each thing counts once a person, and the sum of a year is that of its entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from elearn.database import db, transaction
from elearn.ledger import store
from elearn.ledger.forms import BY_ID, E_LEARNING, FORMS
from elearn.ledger.rows import Entry
from elearn.ledger.rules import Counted
from elearn.ledger.tables import LedgerEntry

pytestmark = pytest.mark.both_databases
NOON = datetime(2026, 3, 5, 5, tzinfo=UTC)


@pytest.fixture
def entry(make_person: Callable[..., Any]) -> Entry:
    """One JP of Siti, not written yet."""
    return Entry(
        person_id=make_person("Siti Rahmawati").id,
        on_date=date(2026, 3, 5),
        form=E_LEARNING,
        jp=Decimal("1.50"),
        source="module",
        source_key="arsip/dasar/1",
        title="Dasar kearsipan",
        recorded_at=NOON,
    )


def write(*entries: Entry) -> list[Counted | None]:
    with transaction():
        return [store.add(one) for one in entries]


def test_the_same_module_counts_once(entry):
    assert write(entry, entry) == [Counted(jp=Decimal("1.50")), None]
    assert write(replace(entry, on_date=date(2026, 4, 1), jp=Decimal(9))) == [None]
    assert store.jp_of([entry.person_id], 2026) == {entry.person_id: Decimal("1.50")}


def test_each_year_and_each_person_has_a_sum_of_his_own(entry, make_person):
    budi = make_person("Budi Santoso").id
    dewi = make_person("Dewi Lestari").id
    write(
        entry,
        replace(entry, source_key="arsip/lanjut/1", jp=Decimal("0.25")),
        replace(entry, source_key="arsip/dasar/2", on_date=date(2027, 1, 1)),
        replace(entry, person_id=budi, jp=Decimal(3)),
    )
    assert store.jp_of([entry.person_id, budi, dewi], 2026) == {
        entry.person_id: Decimal("1.75"),
        budi: Decimal(3),
        dewi: Decimal(0),
    }
    assert store.jp_of([entry.person_id], 2027) == {entry.person_id: Decimal("1.50")}


def test_a_correction_is_another_entry_and_the_sum_follows(entry):
    write(entry)
    first = db.session.execute(select(LedgerEntry.id)).scalar_one()
    taken = replace(
        entry, jp=Decimal("-0.50"), source="correction", source_key=f"{first}/1", corrects_id=first
    )
    assert write(taken) == [Counted(jp=Decimal("-0.50"))]
    assert store.jp_of([entry.person_id], 2026)[entry.person_id] == 1
    assert db.session.execute(select(func.count(LedgerEntry.id))).scalar_one() == 2


def test_the_forms_are_the_25_of_siasn_each_once():
    assert sorted(BY_ID) == list(range(1, 26))
    assert len(FORMS) == 25
    assert BY_ID[E_LEARNING].name == "E-learning"
