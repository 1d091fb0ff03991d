"""`elearn people`: the first administrator, further people, roles, codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands.people import command
from elearn.errors import ElearnError

NIP = "198609262015051001"
CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")

Run = Callable[..., Result]


@pytest.fixture
def run(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """run("add", ...) calls the command on an installation of its own."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))

    def call(*words: str) -> Result:
        return CliRunner().invoke(command, [*words, "--instance", str(tmp_path / "instance")])

    yield call


def test_the_first_person_administers_and_gets_a_code(run: Run) -> None:
    result = run(
        "add", "19860926 201505 1 001", "Rina Hapsari", "--unit", "kota", "--unit-name", "Kota Contoh"
    )

    assert result.exit_code == 0, result.output
    assert "admin pertama" in result.output
    assert CODE.search(result.output)
    listed = run("list").output
    assert listed.strip() == f"{NIP}\tRina Hapsari\tKota Contoh\thr_admin,sysadmin"


def test_the_second_person_administers_nothing(run: Run) -> None:
    run("add", NIP, "Rina Hapsari")
    result = run("add", "199001012015011002", "Siti Rahmawati", "--role", "author")

    assert result.exit_code == 0, result.output
    assert "admin pertama" not in result.output
    assert "199001012015011002\tSiti Rahmawati\tPemerintah Kota Contoh\tauthor" in run("list").output


def test_a_new_unit_stands_below_the_agency(run: Run) -> None:
    run("add", NIP, "Rina Hapsari", "--unit", "kota", "--unit-name", "Kota Contoh")
    run("add", "199001012015011002", "Siti", "--unit", "disdukcapil", "--unit-name", "Dinas Kependudukan")

    assert "Siti\tDinas Kependudukan" in run("list", "--unit", "kota").output
    assert "Rina" not in run("list", "--unit", "disdukcapil").output


@pytest.mark.parametrize(
    "words",
    [
        ("add", "123", "Siti"),
        ("add", NIP, "Siti"),
        ("add", "199001012015011002", "Siti", "--unit", "tidak-ada"),
        ("reset", "199001012015011009"),
        ("reset", "bukan-nip"),
        ("grant", NIP, "author", "--unit", "tidak-ada"),
        ("disable", NIP),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(run: Run, words: tuple[str, ...]) -> None:
    run("add", NIP, "Rina Hapsari")
    before = run("list").output

    result = run(*words)

    assert isinstance(result.exception, ElearnError)
    assert result.exception.hint
    assert run("list").output == before


def test_a_reset_prints_a_code_and_no_number_travels_with_it(run: Run) -> None:
    run("add", NIP, "Rina Hapsari")

    output = run("reset", NIP).output

    assert CODE.search(output) and NIP not in output


def test_roles_come_and_go(run: Run) -> None:
    run("add", NIP, "Rina Hapsari")
    run("add", "199001012015011002", "Siti Rahmawati")

    assert run("grant", "199001012015011002", "reviewer").exit_code == 0
    assert "reviewer" in run("list").output
    assert run("revoke", "199001012015011002", "reviewer").exit_code == 0
    assert "reviewer" not in run("list").output
    assert run("disable", "199001012015011002").exit_code == 0
    assert run("enable", "199001012015011002").exit_code == 0
