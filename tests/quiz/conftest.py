"""A learner before a published quiz, with bystanders around."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from elearn import clock
from elearn.content.quiz import Quiz
from elearn.database import db
from elearn.outcomes import actions as outcome_actions
from elearn.progress import tasks_store
from elearn.quiz import actions, store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.quiz.store import AttemptRow
from elearn.releases import library
from elearn.releases.library import PublishedCourse, ReleasedQuiz
from tests.quiz.samples import MONDAY_NOON, make_quiz, published_course, sha256_of

COURSE = "kursus-satu"
SECRET = b"a secret of this installation"


@dataclass
class Shelf:
    """The library of a test: put a quiz on it, and the course has it."""

    courses: dict[str, PublishedCourse] = field(default_factory=dict)
    quizzes: dict[str, ReleasedQuiz] = field(default_factory=dict)

    def put(self, *quizzes: Quiz, course: str = COURSE) -> PublishedCourse:
        """Publish these quizzes as the ones of a course, and nothing else in it."""
        for quiz in quizzes:
            html = {text: f"<b>{text}</b>" for one in quiz.questions for text in one.texts()}
            self.quizzes[sha256_of(quiz)] = ReleasedQuiz(quiz=quiz, html=html)
        self.courses[course] = published_course(course, quizzes)
        return self.courses[course]


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """A library in memory in place of the released one."""
    made = Shelf()
    monkeypatch.setattr(library, "find_course", made.courses.get)
    monkeypatch.setattr(outcome_actions, "find_course", made.courses.get)
    monkeypatch.setattr(tasks_store, "find_course", made.courses.get)
    monkeypatch.setattr(library, "released_quiz", made.quizzes.__getitem__)
    return made


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner of the tests."""
    return make_person("Siti Rahmawati")


@pytest.fixture
def budi(make_person: Callable[..., Any]) -> Any:
    """A bystander."""
    return make_person("Budi Santoso")


@dataclass
class Browser:
    """A signed-in learner's browser without JavaScript."""

    client: FlaskClient
    attempt_id: int = 0

    def get(self, path: str) -> TestResponse:
        """Open a page."""
        return self.client.get(path)

    def post(self, path: str, data: dict[str, Any], *, script: bool = False) -> TestResponse:
        """Send a form with its CSRF token; `script` asks for JSON."""
        headers = {"Accept": "application/json"} if script else {}
        return self.client.post(path, data={"csrf_token": self.token(), **data}, headers=headers)

    def token(self) -> str:
        """The CSRF token of this browser."""
        page = self.client.get("/privacy")
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert found
        return found[1]

    def start(self, quiz: str = "kuis-satu", course: str = COURSE) -> TestResponse:
        """Press "Mulai kuis"; remembers the attempt."""
        response = self.post(f"/quiz/{course}/{quiz}/attempts", {})
        found = re.fullmatch(r"/quiz/attempts/(\d+)", response.location or "")
        self.attempt_id = int(found[1]) if found else 0
        return response

    def save(self, *, script: bool = True, **answers: Any) -> TestResponse:
        """Save answers given as question=(sequence, value); `_` in a name stands for `-`."""
        fields: dict[str, Any] = {}
        for name, (sequence, value) in answers.items():
            code = name.replace("_", "-")
            fields |= {f"{code}.sequence": str(sequence), f"{code}.answer": value}
        return self.post(self.path("answers"), fields, script=script)

    def submit(self) -> TestResponse:
        """Press "Kirim jawaban"."""
        return self.post(self.path("submission"), {})

    def path(self, page: str = "") -> str:
        """The address of a page of the attempt."""
        return f"/quiz/attempts/{self.attempt_id}" + (f"/{page}" if page else "")


@pytest.fixture
def browse(app: Any, sign_in: Callable[..., FlaskClient]) -> Callable[[Any], Browser]:
    """browse(person) -> that person's browser."""
    return lambda person: Browser(sign_in(app.test_client(), person))


@pytest.fixture
def siti_browses(browse: Callable[[Any], Browser], siti: Any) -> Browser:
    """Siti's browser."""
    return browse(siti)


@pytest.fixture
def at() -> Any:
    """at(instant): a block in which the clock stands still."""
    return clock.fixed_at


@pytest.fixture
def make_attempt(shelf: Shelf) -> Callable[..., AttemptRow]:
    """make_attempt(person, quiz="kuis-satu", right=True|False|None, at=...) -> finished (None: open)."""

    def make(
        person: Any, quiz: str = "kuis-satu", *, right: bool | None = True, at: datetime = MONDAY_NOON
    ) -> AttemptRow:
        if COURSE not in shelf.courses or quiz not in shelf.courses[COURSE].quizzes:
            shelf.put(*(one.quiz for one in shelf.quizzes.values()), replace(make_quiz(), code=quiz))
        started = actions.start_attempt(person.id, COURSE, quiz, at)
        assert isinstance(started, Started)
        attempt = store.find_own_attempt(started.attempt_id, person.id)
        assert attempt is not None
        if right is None:
            return attempt
        answers = right_answers(shelf, attempt) if right else ()
        actions.save_answers(attempt, answers, secret=SECRET, now=at)
        actions.submit(attempt, at)
        finished = store.find_own_attempt(attempt.id, person.id)
        assert finished is not None
        return finished

    return make


def right_answers(shelf: Shelf, attempt: AttemptRow) -> tuple[Any, ...]:
    """The right answers to the questions of an attempt, as a first save."""
    questions = {one.code: one for one in shelf.quizzes[attempt.object_sha256].quiz.questions}
    return tuple(
        NewAnswer(question=code, sequence=1, value=questions[code].right_answer(), is_flagged=False)
        for code in attempt.questions
    )


def rights(quiz: Quiz) -> dict[str, Any]:
    """Form fields with the right answer to every question, numbered as a first save."""
    fields: dict[str, Any] = {}
    for one in quiz.questions:
        fields |= {f"{one.code}.sequence": "1", f"{one.code}.answer": one.right_answer()}
    return fields


def value_of(browser: Browser, code: str) -> Any:
    """The stored answer to a question of the browser's attempt."""
    saved = store.answers_of(browser.attempt_id).get(code)
    db.session.rollback()
    return saved and saved.value


def count(table: Any) -> int:
    """How many rows a table has."""
    found = db.session.scalar(select(func.count()).select_from(table))
    db.session.rollback()
    return int(found or 0)
