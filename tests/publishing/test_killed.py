"""A publication that is killed at any instant leaves one whole release in force."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from flask import Flask

from elearn.config import PROJECT_ROOT, Settings
from elearn.publishing.actions import PublishReport
from elearn.releases import library as library_room
from elearn.releases.library import body, library, released_quiz
from tests.publishing.samples import course_files

Write = Callable[[dict[str, str]], None]
KILLS = int(os.environ.get("PUBLISH_KILLS", "10"))
PUBLISH = """
import sys
from pathlib import Path
from elearn.app import create_app
from elearn.config import Settings
from elearn.publishing.actions import publish
instance, modules, quizzes, url = sys.argv[1:]
settings = Settings(
    instance=Path(instance), modules_dir=Path(modules), quizzes_dir=Path(quizzes), database_url=url
)
app = create_app(settings)
with app.app_context():
    print("ready", flush=True)
    publish(settings, actor="anak")
"""


def start(settings: Settings) -> subprocess.Popen[bytes]:
    """A process that publishes; it has said `ready` when this returns."""
    folders = [str(settings.instance), str(settings.modules_dir), str(settings.quizzes_dir)]
    child = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, *folders, settings.database_url],
        stdout=subprocess.PIPE,
        cwd=PROJECT_ROOT,
        start_new_session=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def stop(child: subprocess.Popen[bytes]) -> None:
    """Kill the process and everything it started."""
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert child.stdout is not None
    child.stdout.close()


def read_everything() -> set[str]:
    """Read every body and quiz of the release in force; gives the words by which its versions differ."""
    library_room.look_again()
    words = set()
    for course in library().courses.values():
        body(course.introduction_sha)
        texts = [body(section.body_sha256) for module in course.modules for section in module.sections]
        words |= {text.split("ronde-")[1][:4] for text in texts if "ronde-" in text}
        for quiz in course.quizzes.values():
            assert released_quiz(quiz.object_sha256).quiz.questions
    return words


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_publication_leaves_one_whole_release(
    app: Flask, settings: Settings, write: Write, publish_now: Callable[..., PublishReport]
) -> None:
    chance = random.Random(20261122)
    codes = ("loket-ramah", "arsip-rapi", "surat-cepat")
    files = {name: text for code in codes for name, text in course_files(code).items()}
    write({name: text.replace("salam", "salam ronde-0000") for name, text in files.items()})
    publish_now()
    duration_s = 0.0
    for attempt in range(1, KILLS + 1):
        word = f"ronde-{attempt:04d}"
        write({name: text.replace("salam", f"salam {word}") for name, text in files.items()})
        before = library().number
        child, begin = start(settings), time.monotonic()
        if not duration_s:
            child.wait(60)
            duration_s = time.monotonic() - begin
        else:
            time.sleep(chance.random() * duration_s * 1.1)
        if child.poll() is None:
            stop(child)
        elif child.stdout:
            child.stdout.close()
        assert len(read_everything()) == 1, "a release mixes two states of the files"
        assert library().number in (before, before + 1)
    write({name: text.replace("salam", "salam ronde-9999") for name, text in files.items()})
    publish_now()
    assert read_everything() == {"9999"}
