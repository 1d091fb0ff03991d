"""Corrections: another entry, signed, that the sum follows; the entry itself stays what it was."""

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
from sqlalchemy import select

from elearn.accounts.actions import Actor
from elearn.audit.tables import AuditEntry
from elearn.database import db, transaction
from elearn.ledger import actions, store
from elearn.ledger.actions import NotCorrected
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.ledger.rules import CorrectionFault
from elearn.ledger.tables import LedgerEntry

NOON = datetime(2026, 3, 5, 5, tzinfo=UTC)


@pytest.fixture
def entry(make_person: Callable[..., Any]) -> Entry:
    """Two JP of Siti, written; Budi has as much."""
    siti, budi = make_person("Siti Rahmawati").id, make_person("Budi Santoso").id
    one = Entry(
        person_id=siti, on_date=date(2026, 3, 5), form=E_LEARNING, jp=Decimal(2), source="module",
        source_key="arsip/dasar/1", title="Dasar kearsipan", recorded_at=NOON,
    )  # fmt: skip
    with transaction():
        store.add(replace(one, person_id=budi))
        store.add(one)
    return store.entries_of(siti, 2026)[0]


@pytest.fixture
def dewi(make_person: Callable[..., Any]) -> Actor:
    """Who corrects."""
    return Actor(name="Dewi Lestari", person_id=make_person("Dewi Lestari").id)


def jp_of(entry: Entry) -> Decimal:
    return store.jp_of([entry.person_id], entry.on_date.year)[entry.person_id]


def test_a_correction_is_signed_and_dated_and_the_entry_stays(entry, dewi):
    assert actions.correct(entry.id, Decimal("0.5"), " keliru  mengisi ", actor=dewi, now=NOON) == Decimal(
        "-1.5"
    )
    first, correction = store.entries_of(entry.person_id, 2026)
    assert first == entry
    assert (correction.jp, correction.corrects_id, correction.recorded_by) == (
        Decimal("-1.5"),
        entry.id,
        dewi.person_id,
    )
    assert (correction.note, correction.source, correction.on_date) == (
        "keliru mengisi",
        "correction",
        entry.on_date,
    )
    assert jp_of(entry) == Decimal("0.5")
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "jp.corrected")).one()
    assert (deed.actor_name, deed.subject) == ("Dewi Lestari", f"person:{entry.person_id}")
    assert (deed.details["from"], deed.details["to"]) == ("2.00", "0.5")


def test_a_corrected_entry_can_be_corrected_again_even_to_nothing_and_back(entry, dewi):
    for jp in ("0", "2", "1"):
        actions.correct(entry.id, Decimal(jp), "diperiksa ulang", actor=dewi, now=NOON)
        assert jp_of(entry) == Decimal(jp)
    assert len(store.entries_of(entry.person_id, 2026)) == 4


@pytest.mark.parametrize(
    ("jp", "reason", "fault"),
    [
        ("2", "sama", CorrectionFault.NOTHING_CHANGES),
        ("-1", "kurang dari nol", CorrectionFault.BELOW_ZERO),
        ("1000", "terlalu banyak", CorrectionFault.TOO_MUCH),
        ("1", "  ", CorrectionFault.NO_REASON),
    ],
)
def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(entry, dewi, jp, reason, fault):
    with pytest.raises(NotCorrected) as refused:
        actions.correct(entry.id, Decimal(jp), reason, actor=dewi, now=NOON)
    assert refused.value.fault is fault
    assert store.entries_of(entry.person_id, 2026) == [entry]


def test_what_is_no_entry_or_a_correction_itself_cannot_be_corrected(entry, dewi):
    actions.correct(entry.id, Decimal(1), "keliru", actor=dewi, now=NOON)
    correction = store.entries_of(entry.person_id, 2026)[1]
    for entry_id in (correction.id, 10_000):
        with pytest.raises(NotCorrected) as refused:
            actions.correct(entry_id, Decimal(3), "keliru", actor=dewi, now=NOON)
        assert refused.value.fault is CorrectionFault.UNKNOWN


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.decimals(min_value=-2, max_value=5, places=2), max_size=6))
def test_whatever_is_corrected_no_entry_ever_counts_less_than_nothing(entry, dewi, amounts):
    for jp in amounts:
        try:
            actions.correct(entry.id, jp, "diperiksa", actor=dewi, now=NOON)
        except NotCorrected:
            pass
        else:
            assert store.standing_of(entry.id) == jp == jp_of(entry)
        assert store.standing_of(entry.id) >= 0


@pytest.mark.both_databases
def test_the_same_correction_by_eight_at_once_is_made_once(app: Flask, entry, dewi):
    start, made = threading.Barrier(8), []

    def correct() -> None:
        with app.app_context():
            start.wait()
            try:
                made.append(actions.correct(entry.id, Decimal(1), "keliru", actor=dewi, now=NOON))
            except NotCorrected:
                pass
            finally:
                db.session.remove()

    threads = [threading.Thread(target=correct) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [Decimal(-1)]
    assert jp_of(entry) == 1
    corrections = select(LedgerEntry.id).where(LedgerEntry.corrects_id == entry.id)
    assert len(db.session.scalars(corrections).all()) == 1
