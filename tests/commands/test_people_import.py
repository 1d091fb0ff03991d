"""`elearn people import`: a list of staff at the command line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands.people import command
from elearn.errors import ElearnError

ADMIN = "198609262015051001"
NIP = "198502032010011001"
Run = Callable[..., Result]


@pytest.fixture
def run(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """run("import", file, ...) on an installation with one agency and its administrator."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))

    def call(*words: str) -> Result:
        return CliRunner().invoke(command, [*words, "--instance", str(tmp_path / "instance")])

    call("add", ADMIN, "Rina Hapsari", "--unit", "kota", "--unit-name", "Kota Contoh")
    yield call


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], str]:
    """file(text) writes a CSV file and gives its path."""

    def write(text: str) -> str:
        path = tmp_path / "pegawai.csv"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_dry_run_tells_and_writes_nothing(run: Run, file: Callable[[str], str]) -> None:
    path = file(f"nip;nama;unit\n{NIP};Andi Pratama;kota\n")

    told = run("import", path, "--dry-run")

    assert told.exit_code == 0, told.output
    assert "pegawai.csv:2: Baru: Andi Pratama" in told.output
    assert "Belum ada yang ditulis" in told.output
    assert NIP not in run("list").output


def test_a_list_is_written_once_and_again_changes_nothing(run: Run, file: Callable[[str], str]) -> None:
    path = file(f"nip;nama;unit\n{NIP};Andi Pratama;kota\n")

    assert run("import", path).exit_code == 0
    again = run("import", path)

    assert again.output.strip() == "Sama 1."
    assert NIP in run("list").output


def test_a_refused_row_gives_exit_code_one_and_keeps_all_out(run: Run, file: Callable[[str], str]) -> None:
    path = file(f"nip;nama;unit;role\n{NIP};Andi;kota;sysadmin\n1,98E+17;Budi;kota;\n")

    refused = run("import", path)
    taken = run("import", path, "--good-rows", "--json")

    assert (refused.exit_code, taken.exit_code) == (1, 1)
    assert "hak dan kata sandi tidak pernah diberikan" in refused.output
    report = json.loads(taken.output)
    assert report["written"] is True
    assert report["counts"]["refused"] == 1
    assert report["rows"][1]["remarks"][0]["code"] == "nip-as-number"
    assert run("list").output.count("sysadmin") == 1


def test_the_last_administrator_does_not_leave_by_a_list(run: Run, file: Callable[[str], str]) -> None:
    told = run("import", file(f"nip;keluar\n{ADMIN};2026-01-01\n"), "--json")

    assert told.exit_code == 1
    assert json.loads(told.output)["rows"][0]["remarks"][0]["code"] == "leave-forbidden"


def test_a_file_that_is_no_list_is_one_sentence(run: Run, file: Callable[[str], str]) -> None:
    result = run("import", file("apa;saja\n1;2\n"))

    assert isinstance(result.exception, ElearnError)
    assert "nip" in str(result.exception)


def test_a_record_is_written_for_its_owner_alone_and_taken_in_again(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rina.json"

    written = run("export", ADMIN, str(path))
    again = run("take-in", str(path), "--unit", "kota")

    assert written.exit_code == 0, written.output
    assert path.stat().st_mode & 0o077 == 0
    assert again.exit_code == 0, again.output
    assert "sudah tercatat di sini" in again.output
