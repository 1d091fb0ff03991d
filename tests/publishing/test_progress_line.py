"""Who waits for a long check sees how far it is, and nobody else is bothered."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from elearn.commands import progress_line
from elearn.commands.check import command
from elearn.commands.progress_line import told_progress
from elearn.config import Settings
from elearn.publishing.progress import Progress, Stage
from tests.publishing.samples import course_files
from tests.publishing.test_watch import environment

Write = Callable[[dict[str, str]], None]


class Terminal(io.StringIO):
    """A screen."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Seconds that pass by hand."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def run(out: io.StringIO, seconds: list[float], *, is_wanted: bool = True) -> str:
    """Ten courses are checked; this many seconds pass before each word of it."""
    clock = Clock()
    with told_progress(is_wanted=is_wanted, out=out, now_s=clock) as told:
        for done, more_s in enumerate(seconds):
            clock.now_s += more_s
            told(Progress(Stage.CHECKING, done, 10))
    return out.getvalue()


def test_a_terminal_shows_one_line_that_is_gone_afterwards() -> None:
    shown = run(Terminal(), [0.5, 0.6, 0.01, 0.2])
    erase = "\r\x1b[K"
    assert shown == (f"{erase}Memeriksa 1 dari 10 kursus ...{erase}Memeriksa 3 dari 10 kursus ...{erase}")


def test_a_quick_check_says_nothing() -> None:
    assert run(Terminal(), [0.1] * 9) == ""
    assert run(io.StringIO(), [0.5] * 9) == ""


def test_a_file_gets_a_plain_line_every_few_seconds() -> None:
    assert run(io.StringIO(), [2.0] * 6) == "Memeriksa 2 dari 10 kursus ...\nMemeriksa 5 dari 10 kursus ...\n"


def test_who_does_not_want_it_hears_nothing() -> None:
    assert run(Terminal(), [9.0] * 3, is_wanted=False) == ""


def test_the_output_for_programs_has_no_progress(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, write: Write
) -> None:
    monkeypatch.setattr(progress_line, "LINE_EVERY_S", 0.0)
    write(course_files())
    runner = CliRunner()
    lines = runner.invoke(command, ["--lines"], env=environment(settings))
    assert "Membaca 0 dari 1 kursus ...\n" in lines.stderr
    write({"modules/loket-ramah/course.md": course_files()["modules/loket-ramah/course.md"] + "\nLagi.\n"})
    data = runner.invoke(command, ["--json"], env=environment(settings))
    assert data.stderr == ""
    assert json.loads(data.stdout)["summary"]["files"] == 4
