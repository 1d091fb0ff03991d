"""Caps in the ledger: no order, retry or crowd counts a thing twice or passes a cap that is enforced."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from elearn.database import db, transaction
from elearn.ledger import store
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.ledger.tables import ClosedYear, JpYear, LedgerEntry
from elearn.policy import store as policy_store
from elearn.policy.store import SetValue

NOON = datetime(2026, 3, 5, 5, tzinfo=UTC)
THREADS = 12


@pytest.fixture
def entry(make_person: Callable[..., Any]) -> Entry:
    """One JP of Siti, not written yet; Budi learned as much on the same day."""
    siti, budi = make_person("Siti Rahmawati").id, make_person("Budi Santoso").id
    one = Entry(
        person_id=siti, on_date=date(2026, 3, 5), form=E_LEARNING, jp=Decimal(1), source="module",
        source_key="arsip/dasar/1", title="Dasar kearsipan", recorded_at=NOON,
    )  # fmt: skip
    write(replace(one, person_id=budi, jp=Decimal(3)))
    return one


def write(*entries: Entry) -> list[Any]:
    with transaction():
        return [store.add(one) for one in entries]


def rule(name: str, value: str, since: date = date(2026, 1, 1)) -> None:
    with transaction():
        policy_store.add(
            SetValue(
                name=name, value=value, legal_basis="Perwali 3/2026", effective_from=since, set_at=NOON,
                set_by_name="Dewi",
            ),
            set_by=None,
        )  # fmt: skip


def sums(person_id: int) -> tuple[Decimal, Decimal, int]:
    """JP counted, JP above the cap, entries of a person."""
    query = select(func.sum(LedgerEntry.jp), func.sum(LedgerEntry.over_cap), func.count())
    jp, over, count = db.session.execute(query.where(LedgerEntry.person_id == person_id)).one()
    return store.two_places(jp or 0), store.two_places(over or 0), count


@pytest.mark.both_databases
def test_above_an_enforced_cap_jp_are_kept_and_not_counted(entry):
    rule("jp_daily_cap_mode", "enforce")
    first, second = write(replace(entry, jp=Decimal("2.5")), replace(entry, source_key="arsip/lanjut/1"))
    assert (first.jp, second.jp, second.over) == (Decimal("2.5"), Decimal("0.5"), Decimal("0.5"))
    assert sums(entry.person_id) == (Decimal(3), Decimal("0.5"), 2)
    assert store.jp_of([entry.person_id], 2026)[entry.person_id] == 3
    # another day and another form have room of their own
    write(replace(entry, source_key="a/b/1", on_date=date(2026, 3, 6)))
    write(replace(entry, source_key="a/c/1", form=9, jp=Decimal(8)))
    assert store.jp_of([entry.person_id], 2026)[entry.person_id] == 12


def test_a_cap_that_warns_counts_everything_and_says_so(entry):
    first, second = write(replace(entry, jp=Decimal(3)), replace(entry, source_key="arsip/lanjut/1"))
    assert (second.jp, second.over, second.above) == (1, 0, 1)
    assert first.above == 0
    assert store.jp_of([entry.person_id], 2026)[entry.person_id] == 4


def test_the_rule_of_the_day_of_learning_holds_not_that_of_the_day_of_writing(entry):
    rule("jp_daily_cap_mode", "enforce", since=date(2026, 4, 1))
    (early,) = write(replace(entry, jp=Decimal(5)))
    (late,) = write(replace(entry, jp=Decimal(5), source_key="x/y/1", on_date=date(2026, 4, 1)))
    assert (early.jp, late.jp) == (5, 3)


def test_a_month_may_have_its_cap_too(entry):
    rule("jp_monthly_cap_mode", "enforce")
    rule("jp_monthly_cap", "4")
    write(replace(entry, jp=Decimal(3)), replace(entry, source_key="a/b/1", on_date=date(2026, 3, 31)))
    (third,) = write(replace(entry, source_key="a/c/1", on_date=date(2026, 3, 1)))
    assert (third.jp, third.over) == (0, 1)
    (april,) = write(replace(entry, source_key="a/d/1", on_date=date(2026, 4, 1)))
    assert april.jp == 1


def test_what_took_several_days_has_the_room_of_several_days(entry):
    rule("jp_daily_cap_mode", "enforce")
    with transaction():
        found = store.add(replace(entry, source="activity", source_key="7", jp=Decimal(10)), days=3)
    assert found and (found.jp, found.over) == (9, 1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(["dasar", "lanjut", "akhir", "uji"]),
            st.sampled_from([date(2025, 12, 31), date(2026, 3, 5), date(2026, 3, 6)]),
            st.decimals(min_value="0.25", max_value=4, places=2),
        ),
        max_size=12,
    ),
    mode=st.sampled_from(["enforce", "warn", "off"]),
)
def test_no_order_and_no_retry_counts_a_module_twice_or_passes_the_cap(entry, told, mode):
    siti = entry.person_id
    with transaction():
        db.session.execute(delete(LedgerEntry).where(LedgerEntry.person_id == siti))
        db.session.execute(delete(JpYear).where(JpYear.person_id == siti))
    rule("jp_daily_cap_mode", mode, since=date(2025, 1, 1))
    earned: dict[str, tuple[date, Decimal]] = {}
    for module, day, jp in told:
        written = write(replace(entry, source_key=f"arsip/{module}/1", on_date=day, jp=jp))
        assert (written[0] is None) == (module in earned)
        earned.setdefault(module, (day, jp))
    days: dict[date, Decimal] = {}
    for day, jp in earned.values():
        days[day] = days.get(day, Decimal(0)) + jp
    for year in (2025, 2026):
        expected = sum(
            (
                min(jp, Decimal(3)) if mode == "enforce" else jp
                for day, jp in days.items()
                if day.year == year
            ),
            Decimal(0),
        )
        assert store.jp_of([siti], year)[siti] == expected
    counted, over, entries = sums(siti)
    assert counted + over == sum(days.values(), Decimal(0))
    assert entries == len(earned)


@pytest.mark.both_databases
def test_twelve_at_once_count_each_module_once_and_stay_under_the_cap(app: Flask, entry):
    rule("jp_daily_cap_mode", "enforce")
    start, faults = threading.Barrier(THREADS), []

    def finish(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                write(replace(entry, source_key=f"arsip/m{number % 6}/1"))
            except Exception as error:
                faults.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=finish, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert sums(entry.person_id) == (Decimal(3), Decimal(3), 6)
    assert store.jp_of([entry.person_id], 2026)[entry.person_id] == 3


@pytest.mark.both_databases
def test_an_entry_of_a_closed_year_is_dated_after_its_closing(entry):
    closing = datetime(2026, 3, 5, 5, 0, 0, 500, tzinfo=UTC)
    with transaction():
        db.session.add(
            ClosedYear(year=2025, closed_at=closing, people=0, jp=Decimal(0), recap="", sha256="0" * 64)
        )
    write(replace(entry, on_date=date(2025, 12, 30)), replace(entry, source_key="a/b/1"))
    rows = dict(db.session.execute(select(LedgerEntry.source_key, LedgerEntry.recorded_at)).all())
    assert rows["arsip/dasar/1"] > closing
    assert rows["a/b/1"] == NOON
