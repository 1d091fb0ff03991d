"""A course in the working files, and an author who sends files to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.markup.renderer import Renderer
from elearn.publishing import checking
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

FILES = "/authoring/loket-ramah/files"
COURSE = "modules/loket-ramah/course.md"
MODULE = "modules/loket-ramah/01-loket.md"
QUIZ = "quizzes/loket-ramah/kuis-loket.md"
PICTURE = "modules/loket-ramah/gambar/alur.svg"


@pytest.fixture(scope="session")
def _renderer() -> Iterator[Renderer]:
    """One renderer for all tests: each check would start and end its own."""
    with Renderer() as running:
        yield running


@pytest.fixture(autouse=True)
def _one_renderer(_renderer: Renderer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "Renderer", lambda: nullcontext(_renderer))


@pytest.fixture
def course(write: Callable[[dict[str, str]], None]) -> dict[str, str]:
    """The working files of two courses; the other one must never change."""
    write(course_files())
    write(course_files("lain"))
    return course_files()


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip as an author packs it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def send(browser: FlaskClient, *files: tuple[str, str | bytes], at: str = FILES, **more: str) -> TestResponse:
    """Send files with the form of the page."""
    token = csrf_of(browser.get(at))
    parts = [(io.BytesIO(one.encode() if isinstance(one, str) else one), name) for name, one in files]
    return browser.post(at, data={"csrf_token": token, "pictures": "modules", "files": parts, **more})


def say_yes(browser: FlaskClient, waiting: str, **more: str) -> TestResponse:
    """Press the button of a preview."""
    page = browser.get(waiting)
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page.text)
    assert seen, "the preview offers no yes"
    return browser.post(waiting, data={"csrf_token": csrf_of(page), "seen": seen[1], **more})


@pytest.fixture
def put(author: FlaskClient, course: dict[str, str]) -> Callable[..., Any]:
    """put((name, text), ...): the author sends files and says yes."""

    def do(*files: tuple[str, str | bytes]) -> TestResponse:
        answer = send(author, *files)
        assert answer.status_code == 303, answer.text
        return say_yes(author, answer.location)

    return do
