"""kill -9 between score and certificate: after the restart there is exactly one, with the same number."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from elearn.config import PROJECT_ROOT
from tests.faults.certificate_kill import PLACES


def run(folder: Path, when: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.faults.certificate_kill", str(folder), when]
    return subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_however_it_dies_the_next_try_gives_one_certificate_with_the_first_number(tmp_path):
    folder = tmp_path / "instance"
    folder.mkdir()
    for when in PLACES:
        killed = run(folder, when)
        assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    for _ in range(2):  # and telling it again changes nothing
        done = run(folder, "never")
        assert done.returncode == 0, done.stderr[-2000:]
        told = json.loads(done.stdout)
        assert told["attempts"] == 1
        assert told["serial"] == 1
        (number,) = told["numbers"]
        assert "/0001/" in number
        assert told["scores"] == ["90.00"]
