"""`elearn audit`: whether the log is whole, and what stands in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn import clock
from elearn.audit import actions
from elearn.commands import audit, people
from elearn.commands.opening import opened

NIP = "198609262015051001"


@pytest.fixture
def instance(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with a person, whose coming is on record and sealed."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))
    folder = tmp_path / "instance"
    words = ["add", NIP, "Rina", "--unit", "kota", "--unit-name", "Kota Contoh", "--instance", str(folder)]
    assert CliRunner().invoke(people.command, words).exit_code == 0
    with opened(folder):
        assert actions.seal(clock.now() + actions.rules.SEALED_AFTER) > 0
    return folder


def run(instance: Path, *words: str) -> Result:
    return CliRunner().invoke(audit.command, [*words, "--instance", str(instance)])


def test_a_whole_log_is_said_to_be_whole_with_its_last_seal(instance):
    result = run(instance, "verify")
    assert result.exit_code == 0, result.output
    assert "dalam 1 segel; 0 belum tersegel." in result.output
    assert "Catatan audit utuh." in result.output
    known = result.output.splitlines()[-1].rpartition(" ")[2]
    assert run(instance, "verify", "--known", known).exit_code == 0


def test_a_changed_entry_is_told_with_its_place_and_ends_with_1(instance):
    with sqlite3.connect(instance / "elearn.sqlite") as file:
        file.execute("UPDATE audit_entry SET action = 'nothing.happened' WHERE id = 1")
    result = run(instance, "verify")
    assert result.exit_code == 1
    assert "Segel 1: isi catatannya, urutannya, atau segelnya diubah (catatan 1 sampai" in result.output
    assert "TIDAK utuh" in result.output


def test_a_seal_somebody_noted_and_that_is_not_there_is_told(instance):
    result = run(instance, "verify", "--known", "7:0123456789abcdef")
    assert result.exit_code == 1
    assert "Segel 7: tidak sama dengan yang Anda catat" in result.output


def test_half_a_seal_is_asked_for_again(instance):
    assert run(instance, "verify", "--known", "7").exit_code == 2


def test_the_list_shows_the_latest_first_and_only_what_was_asked_for(instance):
    lines = run(instance, "list", "--limit", "2").output.splitlines()
    assert len(lines) == 2
    assert "code.issued" in lines[0]
    assert [line.split()[0] for line in lines] == ["4", "3"]
    assert run(instance, "list", "--subject", "person:999").output == ""
    assert run(instance, "list", "--since", "2020-01-01").output.count("role.granted") >= 1
    assert run(instance, "list", "--since", "2999-01-01").output == ""
