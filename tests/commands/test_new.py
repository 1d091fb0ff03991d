"""`elearn new`: an author who knows nothing yet gets files that pass the check, and loses none of his own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from elearn.commands import cli
from elearn.config import PROJECT_ROOT


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Empty content folders, as the environment names them."""
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(tmp_path / "modules"))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(tmp_path / "quizzes"))
    monkeypatch.setenv("ELEARN_INSTANCE", str(tmp_path / "instance"))
    (tmp_path / "modules").mkdir()
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*.md"))


def test_a_new_course_has_a_module_and_a_quiz_and_passes_the_check_without_a_warning(folders):
    made = run("new", "course", "kearsipan", "--title", "Kearsipan")

    assert made.exit_code == 0, made.output
    assert files(folders) == [
        "modules/kearsipan/01-dasar-kearsipan.md",
        "modules/kearsipan/course.md",
        "quizzes/kearsipan/kuis-dasar-kearsipan.md",
    ]
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert "warning" not in checked.output


def test_a_new_module_comes_last_and_a_new_quiz_beside_it(folders):
    run("new", "course", "kearsipan")
    assert run("new", "module", "kearsipan", "arsip-vital", "--quiz", "kuis-vital").exit_code == 0
    assert run("new", "quiz", "kearsipan", "kuis-vital", "--module", "arsip-vital").exit_code == 0

    assert "modules/kearsipan/02-arsip-vital.md" in files(folders)
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert "warning" not in checked.output


def test_what_is_there_already_is_never_overwritten(folders):
    run("new", "course", "kearsipan")
    mine = folders / "modules" / "kearsipan" / "course.md"
    mine.write_text("milik saya", encoding="utf-8")

    again = run("new", "course", "kearsipan")

    assert again.exit_code != 0
    assert "sudah ada" in str(again.exception)
    assert mine.read_text(encoding="utf-8") == "milik saya"


@pytest.mark.parametrize("code", ["Ke Arsipan", "../etc", "a/b", "", "arsip_", "bank"])
def test_a_code_that_is_none_is_refused_and_nothing_is_written(folders, code):
    assert run("new", "course", code).exit_code != 0
    assert files(folders) == []


def test_a_module_of_a_course_that_is_not_there_is_refused(folders):
    refused = run("new", "module", "kearsipan", "arsip")
    assert "elearn new course kearsipan" in str(refused.exception)
    assert files(folders) == []


def test_the_command_is_in_the_manual():
    assert "elearn new course" in (PROJECT_ROOT / "docs" / "menulis.md").read_text(encoding="utf-8")
