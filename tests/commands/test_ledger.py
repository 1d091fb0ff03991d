"""`elearn ledger`: a year is closed once, and what does not fit is said in a sentence."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands import ledger, people
from elearn.commands.opening import opened
from elearn.database import transaction
from elearn.ledger import store
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry
from elearn.record.actions import NotClosed

NIP = "198609262015051001"
LAST_YEAR = datetime(2025, 11, 3, 3, tzinfo=UTC)


@pytest.fixture
def instance(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a person who earned 2.75 JP in 2025."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))
    folder = tmp_path / "instance"
    words = ["add", NIP, "Rina", "--unit", "kota", "--unit-name", "Kota Contoh", "--instance", str(folder)]
    assert CliRunner().invoke(people.command, words).exit_code == 0
    with opened(folder), transaction():
        store.add(
            Entry(
                person_id=1, on_date=date(2025, 11, 3), form=E_LEARNING, jp=Decimal("2.75"), source="module",
                source_key="arsip/dasar/1", title="Dasar kearsipan", recorded_at=LAST_YEAR,
            )
        )  # fmt: skip
    return folder


def run(instance: Path, *words: str) -> Result:
    return CliRunner().invoke(ledger.command, [*words, "--instance", str(instance)])


def test_a_year_is_closed_once_and_the_ledger_is_whole(instance):
    closed = run(instance, "close-year", "2025")
    assert closed.exit_code == 0, closed.output
    assert "Tahun 2025 ditutup: 1 orang, 2,75 JP." in closed.output
    assert "SHA-256 rekap: " in closed.output
    again = run(instance, "close-year", "2025")
    assert isinstance(again.exception, NotClosed)
    assert "sudah ditutup" in str(again.exception)
    verified = run(instance, "verify")
    assert verified.exit_code == 0
    assert "Catatan JP utuh pada " in verified.output


def test_what_does_not_fit_is_said_and_ends_with_1(instance):
    run(instance, "close-year", "2025")
    with sqlite3.connect(instance / "elearn.sqlite") as file:
        file.execute("UPDATE jp_year SET jp = 20")
        file.execute("UPDATE closed_year SET recap = replace(recap, 'Rina', 'Rana')")
    result = run(instance, "verify")
    assert result.exit_code == 1
    assert "Orang 1, tahun 2025: jumlah tersimpan 20 JP, menurut catatannya 2,75 JP." in result.output
    assert "Tahun 2025: rekapnya bukan lagi rekap yang dibekukan" in result.output
    assert "2 hal tidak cocok." in result.output
