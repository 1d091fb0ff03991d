"""`elearn work`: what is due, once or again and again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from elearn.commands import cli, serve
from elearn.commands.work import WORDS
from elearn.config import Settings
from elearn.operations.jobs import JOBS

PATIENCE_S = 60


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new folder for an installation without courses."""
    for name in ("modules", "quizzes"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(f"ELEARN_{name.upper()}_DIR", str(tmp_path / name))
    return tmp_path / "instance"


def test_once_runs_every_job_and_says_what_was_done(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["work", "--once", "--instance", str(folder)])
    assert done.exit_code == 0, done.output
    assert "surat terkirim" in done.output
    data = CliRunner().invoke(cli, ["work", "--once", "--json", "--instance", str(folder)])
    assert [one["name"] for one in json.loads(data.stdout)["jobs"]] == [one.name for one in JOBS]


def test_every_job_has_its_words() -> None:
    assert {one.name for one in JOBS} <= WORDS.keys()


def test_json_is_for_one_round_only(folder: Path) -> None:
    done = CliRunner().invoke(cli, ["work", "--json", "--instance", str(folder)])
    assert done.exit_code == 2
    assert "--once" in done.output


def test_it_works_on_until_it_is_told_to_stop(folder: Path) -> None:
    CliRunner().invoke(cli, ["work", "--once", "--instance", str(folder)])
    command = [sys.executable, "-m", "elearn", "work", "--instance", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as working:
        assert working.stdout is not None
        assert "elearn bekerja" in working.stdout.readline()
        working.send_signal(signal.SIGTERM)
        said, _ = working.communicate(timeout=PATIENCE_S)
    assert working.returncode == 0
    assert said.endswith("Berhenti.\n")


def test_serve_leaves_the_jobs_to_another_process_when_it_is_told_to(app: Flask, settings: Settings) -> None:
    with serve._jobs(app, settings):
        assert "jobs" in {one.name for one in threading.enumerate()}
    with serve._jobs(app, replace(settings, background_jobs=False)):
        assert "jobs" not in {one.name for one in threading.enumerate()}
