"""`elearn check --robot` and `--watch`: what they print and how they exit."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from click.testing import CliRunner, Result

from elearn.commands import robot_words
from elearn.commands.check import command
from elearn.commands.check_watch import Change, changes
from elearn.commands.checked_paths import Checked
from elearn.config import PROJECT_ROOT, Settings
from elearn.content.findings import found
from elearn.problems import Place, Problem
from elearn.publishing.stamps import Stamp
from elearn.quiz.robot import sit
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
Check = Callable[..., Result]
QUIZ = "quizzes/loket-ramah/kuis-loket.md"
PATIENCE_S = 60


@pytest.fixture
def check(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Check:
    """check(*arguments): the command, in the folder of the test installation."""
    monkeypatch.chdir(settings.instance.parent)
    for name, value in places(settings).items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(command, [str(one) for one in arguments])

    return run


def places(settings: Settings) -> dict[str, str]:
    return {
        "ELEARN_MODULES_DIR": str(settings.modules_dir),
        "ELEARN_QUIZZES_DIR": str(settings.quizzes_dir),
        "ELEARN_INSTANCE": str(settings.instance),
    }


def with_quiz(text: str) -> dict[str, str]:
    return course_files() | {QUIZ: text}


SURE = course_files()[QUIZ].replace("- [x] Nomor *antrean*\n- [ ] Kursi", "Isian: nomor antrean")


class TestRobot:
    def test_a_quiz_that_nobody_passes_by_clicking_is_passed_without_a_word(
        self, check: Check, write: Write
    ) -> None:
        write(with_quiz(SURE))
        result = check("--robot")
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")

    def test_luck_is_a_warning_in_the_same_form_as_all_others(self, check: Check, write: Write) -> None:
        write(course_files())
        assert check().stdout == ""
        result = check("--robot")
        assert result.exit_code == 0
        assert result.stdout.startswith(f"{QUIZ}:1:1: warning K-750 ")
        assert "\n  hint: " in result.stdout

    def test_passing_by_clicking_on_average_is_an_error(self, check: Check, write: Write) -> None:
        write(with_quiz(course_files()[QUIZ].replace("judul:", "lulus: 40%\njudul:")))
        result = check("--robot")
        assert result.exit_code == 1
        assert " error K-704 " in result.stdout

    def test_json_holds_what_it_saw(self, check: Check, write: Write) -> None:
        write(course_files())
        data = json.loads(check("--robot", "--json").stdout)
        assert [one["rule"] for one in data["problems"]] == ["K-750"]
        robots = {quiz["kode"]: quiz["robot"] for quiz in data["summary"]["quizzes"]}
        assert robots["kuis-loket"]["sittings"] == 500
        assert 0.4 < robots["kuis-loket"]["lucky_share"] < 0.6
        assert robots["latihan"]["lucky_share"] is None
        plain = json.loads(check("--json").stdout)
        assert "robot" not in plain["summary"]["quizzes"][0]

    def test_essays_and_surveys_are_said_to_be_left_out(self, check: Check, write: Write) -> None:
        more = "\n## Puas?\nKode: s | Jenis: survei\n\n- [ ] Ya\n- [ ] Belum\n"
        more += "\n## Jelaskan.\nKode: u | Rujukan: loket#menyapa\n\nUraian:\n\nRubrik:\n\n- (1) Jelas\n"
        write(with_quiz(SURE + more))
        result = check("--robot")
        assert (result.exit_code, result.stdout) == (0, "")
        assert "1 soal uraian menunggu penilai dan 1 soal survei tidak bernilai" in result.stderr
        assert "uraian" in " ".join(json.loads(check("--robot", "--json").stdout)["summary"]["notes"])

    def test_a_question_of_a_bank_is_told_at_its_own_file(self, check: Check, write: Write) -> None:
        bank = "---\njudul: B\nkode: istilah\n---\n\n" + SURE.partition("---\n\n")[2].replace(
            "loket-01", "b1"
        )
        long = bank.replace("nomor antrean", "sangat " * 100)
        quiz = SURE.replace("judul:", "bank: istilah\nambil: 1\njudul:")
        write(with_quiz(quiz) | {"quizzes/bank/istilah.md": long})
        result = check("--robot")
        assert "quizzes/bank/istilah.md:6:1: error K-702 " in result.stdout

    def test_a_file_from_elsewhere_is_sat_too(self, check: Check, write: Write, tmp_path: Path) -> None:
        quiz = tmp_path / "unduhan" / "soal.md"
        quiz.parent.mkdir()
        quiz.write_text(course_files()[QUIZ])
        result = check("--robot", quiz)
        assert result.stdout.startswith(f"{quiz}:1:1: warning K-750 ")

    def test_only_a_terminal_is_told_what_is_going_on(
        self, check: Check, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(with_quiz(SURE))
        assert robot_words.robot_with_words() is sit
        monkeypatch.setattr("elearn.commands.check.robot_with_words", lambda: robot_words.sit_and_tell)
        assert "Robot mengerjakan kuis-loket ..." in check("--robot").stderr

    def test_the_courses_of_this_repository_stand_the_robot(
        self, check: Check, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ELEARN_MODULES_DIR", str(PROJECT_ROOT / "modules"))
        monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(PROJECT_ROOT / "quizzes"))
        result = check("--robot")
        assert (result.exit_code, result.stdout) == (0, "")


def problem(line: int, rule: str = "K-101") -> Problem:
    return found(rule, Place("a.md", line), question="Apa?")


def the_changes(*checks: tuple[Problem, ...] | None) -> list[Change]:
    """What is told when each look finds another state of the files; None is a file that just vanished."""
    states = iter(range(len(checks)))
    results = iter(checks)

    def seen() -> frozenset[Stamp]:
        return frozenset({("a.md", next(states), 0)})

    def run() -> Checked:
        problems = next(results)
        if problems is None:
            raise FileNotFoundError
        return Checked(problems=problems)

    left = iter([False] * (len(checks) - 1))
    return list(changes(run, seen, lambda: next(left, True)))


class TestChanges:
    def test_the_first_look_tells_everything_and_the_next_only_what_changed(self) -> None:
        first, second = the_changes((problem(1),), (problem(1), problem(9, "K-153")))
        assert (first.new, first.gone) == ((problem(1),), ())
        assert (second.new, second.gone) == ((problem(9, "K-153"),), ())

    def test_what_is_mended_is_told(self) -> None:
        _, second = the_changes((problem(1),), ())
        assert (second.new, second.gone) == ((), (problem(1),))

    def test_a_problem_that_moved_is_no_news(self) -> None:
        assert len(the_changes((problem(1),), (problem(5),))) == 1

    def test_the_same_problem_twice_is_news(self) -> None:
        _, second = the_changes((problem(1),), (problem(1), problem(5)))
        assert second.new == (problem(5),)

    def test_a_clean_start_is_told_once(self) -> None:
        assert [(one.new, one.gone) for one in the_changes((), (), ())] == [((), ())]

    def test_a_file_that_vanishes_for_a_moment_is_waited_for(self) -> None:
        assert [len(one.new) for one in the_changes((), None, (problem(1),))] == [0, 1]

    def test_a_folder_that_was_never_there_is_told(self) -> None:
        with pytest.raises(FileNotFoundError):
            the_changes(None)

    def test_looking_again_without_a_save_checks_nothing(self) -> None:
        checks: list[int] = []
        left = iter([False, False, True])

        def run() -> Checked:
            checks.append(1)
            return Checked()

        list(changes(run, frozenset, lambda: next(left)))
        assert len(checks) == 1


@pytest.fixture
def watcher(settings: Settings, write: Write) -> Iterator[subprocess.Popen[str]]:
    """`elearn check --watch` in the folders of the test installation."""
    write(course_files())
    process = subprocess.Popen(
        [sys.executable, "-m", "elearn", "check", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.instance.parent,
        env={**os.environ, **places(settings), "PYTHONPATH": str(PROJECT_ROOT), "PYTHONUNBUFFERED": "1"},
    )
    yield process
    process.kill()
    process.communicate()


def line_with(words: str, stream: IO[str]) -> str:
    """The next line that holds these words."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        line = stream.readline()
        if words in line:
            return line
        assert line, "the command ended"
    pytest.fail(f"no line with {words}")


@pytest.mark.skipif(os.name != "posix", reason="ends a process by signal")
def test_an_author_sees_each_save_and_ends_it_with_ctrl_c(
    watcher: subprocess.Popen[str], write: Write
) -> None:
    assert watcher.stdout is not None
    assert watcher.stderr is not None
    assert "Tidak ada yang perlu diperbaiki" in line_with("berkas diperiksa", watcher.stderr)
    write({QUIZ: course_files()[QUIZ].replace("[x]", "[ ]")})
    assert f"{QUIZ}:9:" in line_with("error K-101", watcher.stdout)
    write(course_files())
    assert line_with("Beres: ", watcher.stdout).startswith(f"Beres: {QUIZ}: K-101 ")
    watcher.send_signal(signal.SIGINT)
    assert watcher.wait(PATIENCE_S) == 0


def test_watching_and_json_exclude_each_other(check: Check) -> None:
    result = check("--watch", "--json")
    assert result.exit_code == 2
    assert "tidak dapat dipakai bersama" in result.stderr
