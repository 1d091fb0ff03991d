"""Publishing by itself: an author sees a saved change within a second, and the child ends with its parent."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from elearn.config import PROJECT_ROOT, Settings
from elearn.publishing.stamps import Stamp, stamps
from elearn.releases import store
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
PATIENCE_S = 30
pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends a process by signal")


def environment(settings: Settings) -> dict[str, str]:
    """What tells a command where the test installation is."""
    return {
        **os.environ,
        "ELEARN_INSTANCE": str(settings.instance),
        "ELEARN_MODULES_DIR": str(settings.modules_dir),
        "ELEARN_QUIZZES_DIR": str(settings.quizzes_dir),
        "ELEARN_DATABASE_URL": settings.database_url,
        "PYTHONPATH": str(PROJECT_ROOT),
    }


CHILD = """
import os
from elearn.app import create_app
from elearn.config import settings_from
from elearn.publishing.watch import watch
settings = settings_from(os.environ)
with create_app(settings).app_context():
    watch(settings, actor="anak")
"""


@pytest.fixture
def child(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that watches the folders, as the server starts it."""
    with (tmp_path / "keluaran").open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", CHILD],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(settings),
        )
        yield process
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def wait_for(number: int) -> None:
    """Wait until this release is in force."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        in_force = store.find_in_force()
        if in_force is not None and in_force.number == number:
            return
        time.sleep(0.05)
    pytest.fail(f"release {number} did not come into force")


def test_a_saved_file_goes_live_and_a_fault_is_told(
    settings: Settings, write: Write, child: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    write(course_files())
    wait_for(1)
    write({name: text.replace("salam", "senyum") for name, text in course_files().items()})
    wait_for(2)
    broken = "quizzes/loket-ramah/kuis-loket.md"
    write({broken: course_files()[broken].replace("[x]", "[ ]")})
    end = time.monotonic() + PATIENCE_S
    while "error K-101" not in (tmp_path / "keluaran").read_text() and time.monotonic() < end:
        time.sleep(0.05)
    told = (tmp_path / "keluaran").read_text()
    assert f"{broken}:9:7: error K-101" in told
    assert "Rilis 2 berlaku: loket-ramah." in told


def test_it_ends_when_its_parent_is_gone(
    settings: Settings, write: Write, child: subprocess.Popen[bytes]
) -> None:
    write(course_files())
    wait_for(1)
    assert child.poll() is None
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(PATIENCE_S) == 0


def test_every_kind_of_change_is_noticed(settings: Settings, write: Write) -> None:
    def seen() -> frozenset[Stamp]:
        return stamps((settings.modules_dir, settings.quizzes_dir))

    states = [seen()]
    write(course_files())
    states.append(seen())
    path = settings.modules_dir / "loket-ramah" / "01-loket.md"
    path.write_text(path.read_text() + "x")
    states.append(seen())
    path.rename(path.with_name("02-loket.md"))
    states.append(seen())
    os.utime(path.with_name("02-loket.md"), ns=(1, 1))
    states.append(seen())
    path.with_name("02-loket.md").unlink()
    states.append(seen())
    assert len(set(states)) == len(states)
    path.with_name(".02-loket.md.swp").write_text("x")
    assert seen() == states[-1]
