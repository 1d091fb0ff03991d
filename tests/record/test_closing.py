"""Closing a year: its recap is frozen with a checksum, and what comes later is seen as later."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from elearn.accounts.actions import Actor
from elearn.audit.tables import AuditEntry
from elearn.database import db, transaction
from elearn.ledger import actions as ledger_actions
from elearn.ledger import store as ledger
from elearn.ledger import years_store
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.ledger.rules import ClosingFault
from elearn.ledger.tables import ClosedYear, JpYear, LedgerEntry
from elearn.record import actions, recap, verifying
from elearn.record.actions import NotClosed
from elearn.record.rules import RecapFault, added_up

NOON = datetime(2026, 1, 12, 5, tzinfo=UTC)
TODAY = date(2026, 1, 12)
DEWI = Actor(name="Dewi Lestari")
pytestmark = pytest.mark.both_databases


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """Somebody with two forms in 2025, and a bystander who learned in other years only."""
    siti, bystander = make_person("Siti Rahmawati; M.Si."), make_person("Budi Santoso")
    add(siti.id, "a", "2.75", date(2025, 3, 1))
    add(siti.id, "b", "4", date(2025, 12, 31), form=9)
    add(bystander.id, "a", "9", date(2024, 12, 31))
    add(bystander.id, "b", "9", date(2026, 1, 1))
    return siti


def add(person_id: int, key: str, jp: str, day: date, *, form: int = E_LEARNING, at: datetime = NOON) -> None:
    with transaction():
        ledger.add(
            Entry(
                person_id=person_id, on_date=day, form=form, jp=Decimal(jp), source="module",
                source_key=f"arsip/{key}/1", title="Dasar kearsipan", recorded_at=at,
            )
        )  # fmt: skip


def close(year: int = 2025, now: datetime = NOON + timedelta(hours=1)) -> Any:
    return actions.close_year(year, actor=DEWI, now=now, today=TODAY)


def test_the_recap_has_a_line_a_person_and_form_and_its_checksum(siti):
    closing = close()
    frozen = years_store.recap_of(2025)
    rows = list(csv.DictReader(io.StringIO(frozen.removeprefix("\ufeff")), delimiter=";"))
    assert [(row["ID"], row["NIP"], row["Nama"], row["Bentuk"], row["JP"]) for row in rows] == [
        (str(siti.id), siti.nip, "Siti Rahmawati; M.Si.", "Seminar", "4"),
        (str(siti.id), siti.nip, "Siti Rahmawati; M.Si.", "E-learning", "2,75"),
    ]
    assert closing.sha256 == sha256(frozen.encode()).hexdigest()
    assert (closing.people, closing.jp) == (1, Decimal("6.75")) == added_up(frozen)
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "year.closed")).one()
    assert (deed.subject, deed.actor_name, deed.details["sha256"]) == (
        "year:2025",
        "Dewi Lestari",
        closing.sha256,
    )


def test_a_closed_year_is_never_closed_again_and_no_year_before_it_is_over(siti):
    close()
    for year, fault in (
        (2025, ClosingFault.CLOSED),
        (2026, ClosingFault.NOT_OVER),
        (2027, ClosingFault.NOT_OVER),
        (1999, ClosingFault.NO_YEAR),
    ):
        with pytest.raises(NotClosed) as refused:
            close(year)
        assert refused.value.fault is fault
    assert [one.year for one in years_store.closings()] == [2025]


def test_what_is_entered_or_corrected_later_is_dated_after_the_closing_and_the_recap_stays(siti):
    closing = close()
    add(siti.id, "c", "1", date(2025, 6, 1), at=NOON)  # told late, and with an earlier instant
    entry = ledger.entries_of(siti.id, 2025)[0]
    ledger_actions.correct(entry.id, Decimal(2), "keliru", actor=DEWI, now=NOON + timedelta(days=2))
    late = years_store.late_entries(2025, limit=10)
    assert [(one.jp, one.source) for one in late] == [
        (Decimal(1), "module"),
        (Decimal("-0.75"), "correction"),
    ]
    assert all(one.recorded_at > closing.closed_at for one in late)
    assert years_store.count_late() == {2025: 2}
    assert years_store.closings() == [closing]
    assert ledger.jp_of([siti.id], 2025)[siti.id] == 7
    assert list(verifying.findings()) == []


def test_an_entry_of_another_year_is_no_late_one(siti):
    close(2024)
    close(2025)
    add(siti.id, "z", "1", date(2026, 1, 2))
    assert years_store.count_late() == {}
    assert years_store.late_entries(2025, limit=10) == []


def test_many_people_are_read_some_at_a_time(siti, make_person, monkeypatch):
    monkeypatch.setattr(recap, "PEOPLE_AT_ONCE", 3)
    people = [make_person(f"Pegawai {number}") for number in range(7)]
    for person in people:
        add(person.id, "a", "1", date(2025, 5, 5))
        add(person.id, "b", "0.25", date(2025, 5, 6), form=9)
    closing = close()
    assert (closing.people, closing.jp) == (8, Decimal("6.75") + 7 * Decimal("1.25"))
    ids = [line.split(";")[0] for line in years_store.recap_of(2025).splitlines()[1:]]
    assert ids == [str(one) for person in (siti, *people) for one in (person.id, person.id)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from([date(2025, 2, 2), date(2026, 1, 5)]), st.booleans()),
        max_size=8,
    )
)
def test_nothing_changes_a_closed_year_silently(siti, told):
    if not years_store.closings():
        close()
    (closing,) = years_store.closings()
    frozen = years_store.recap_of(2025)
    for key, day, is_early in told:
        add(
            siti.id,
            f"m{key}",
            "0.5",
            day,
            at=NOON - timedelta(days=9) if is_early else NOON + timedelta(days=9),
        )
    assert years_store.recap_of(2025) == frozen
    assert years_store.jp_before_closing(closing) == closing.jp
    late = sum((one.jp for one in years_store.late_entries(2025, limit=100)), Decimal(0))
    assert ledger.jp_of([siti.id], 2025)[siti.id] == closing.jp + late


def test_entries_written_while_the_year_is_closed_are_in_the_recap_or_after_it(app: Flask, siti):
    start, faults = threading.Barrier(9), []

    def work(number: int) -> None:
        with app.app_context():
            start.wait()
            try:
                if number == 8:
                    close()
                else:
                    add(siti.id, f"n{number}", "0.5", date(2025, 7, 1 + number))
            except Exception as error:
                faults.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    (closing,) = years_store.closings()
    late = sum((one.jp for one in years_store.late_entries(2025, limit=100)), Decimal(0))
    assert closing.jp + late == Decimal("10.75")
    assert list(verifying.findings()) == []


def test_a_sum_that_is_not_that_of_its_entries_is_found(siti):
    db.session.execute(update(JpYear).where(JpYear.person_id == siti.id).values(jp=Decimal(20)))
    db.session.execute(
        text("INSERT INTO jp_year (person_id, year, jp) VALUES (:id, 2031, 3)"), {"id": siti.id}
    )
    db.session.commit()
    found = [(one.year, one.kept, one.entries) for one in verifying.findings()]
    assert found == [(2025, Decimal(20), Decimal("6.75")), (2031, Decimal(3), Decimal(0))]


def test_a_recap_or_an_entry_that_was_changed_behind_our_back_is_found(siti):
    close()
    assert list(verifying.findings()) == []
    db.session.execute(update(ClosedYear).values(recap=func.replace(ClosedYear.recap, "2,75", "20,75")))
    db.session.commit()
    assert [fault for fault, _year in verifying.findings()] == [RecapFault.CHECKSUM, RecapFault.TOTALS]
    db.session.execute(update(ClosedYear).values(recap=func.replace(ClosedYear.recap, "20,75", "2,75")))
    db.session.execute(
        update(LedgerEntry)
        .where(LedgerEntry.form == 9, LedgerEntry.person_id == siti.id)
        .values(jp=Decimal(9))
    )
    ledger.sum_anew([siti.id])
    db.session.commit()
    assert [fault for fault, _year in verifying.findings()] == [RecapFault.ENTRIES]


def test_a_recap_that_is_none_cannot_be_added_up():
    assert added_up("") == (0, 0)
    assert added_up("a;b\r\n1;2\r\n") is None
    assert added_up("a;b\r\n1;2;3;4;5;x\r\n") is None
