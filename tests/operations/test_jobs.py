"""What the server does by itself: each job in its turn, no failure stops another, all end with the server."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask, current_app

from elearn import clock
from elearn.commands import cli
from elearn.operations import jobs
from elearn.operations.jobs import JOBS, Job, JobReport, in_background, run_all

PATIENCE_S = 20


def fails(now: datetime) -> int:
    raise RuntimeError("the disk is full")


def test_every_job_runs_whatever_becomes_of_the_others(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    now = clock.now()
    seen: list[datetime] = []

    def works(at: datetime) -> int:
        seen.append(at)
        return 7

    assert run_all(now, (Job(name="broken", run=fails), Job(name="whole", run=works))) == (
        JobReport(name="broken", done=None),
        JobReport(name="whole", done=7),
    )
    assert seen == [now]
    assert "job broken failed" in caplog.text
    assert "the disk is full" in caplog.text


def test_closing_attempts_is_among_the_jobs(app: Flask) -> None:
    assert "close-expired-attempts" in {one.name for one in JOBS}
    assert all(one.done == 0 for one in run_all(clock.now()))


def test_the_thread_goes_on_after_a_failure_and_ends_with_its_block(app: Flask) -> None:
    enough = threading.Event()
    rounds: list[str] = []

    def counts(now: datetime) -> int:
        rounds.append(current_app.name)
        if len(rounds) == 3:
            enough.set()
        raise RuntimeError("again and again")

    with in_background(app, every_s=0.01, jobs=(Job(name="counts", run=counts),)):
        assert enough.wait(PATIENCE_S)
        assert "jobs" in {one.name for one in threading.enumerate()}
    after = len(rounds)
    assert not [one for one in threading.enumerate() if one.name == "jobs"]
    assert len(rounds) == after


def test_nothing_runs_before_the_first_interval_is_over(app: Flask) -> None:
    """A start is not to become slower by what has time."""
    ran: list[datetime] = []

    def notes(now: datetime) -> int:
        ran.append(now)
        return 1

    with in_background(app, every_s=3600, jobs=(Job(name="one", run=notes),)):
        pass
    assert ran == []


def test_an_application_by_itself_has_no_thread(app: Flask) -> None:
    assert not [one for one in threading.enumerate() if one.name == "jobs"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new folder for an installation without courses."""
    for name in ("modules", "quizzes"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ELEARN_{name.upper()}_DIR", str(tmp_path / name))
    return tmp_path / "instance"


def test_the_command_runs_every_job_once_and_says_what_was_done(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["jobs", "--instance", str(folder)])
    assert done.exit_code == 0, done.output
    assert "0  percobaan kuis yang waktunya habis ditutup" in done.output

    data = CliRunner().invoke(cli, ["jobs", "--json", "--instance", str(folder)])
    assert {"name": "close-expired-attempts", "done": 0} in json.loads(data.stdout)["jobs"]


def test_a_job_that_fails_is_an_exit_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_fails(now: datetime) -> tuple[JobReport, ...]:
        return run_all(now, (Job(name="broken", run=fails),))

    monkeypatch.setattr(jobs, "run_all", one_fails)
    done = CliRunner().invoke(cli, ["jobs", "--instance", str(folder)])
    assert done.exit_code == 1
    assert "gagal  broken" in done.output
