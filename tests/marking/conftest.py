"""Learners with essays handed in, and graders; the shelf and browsers are those of the quiz tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import event

from elearn.accounts.roles import Role
from elearn.database import db
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.quiz.store import AttemptRow
from tests.quiz.conftest import COURSE, SECRET, Browser, Shelf
from tests.quiz.conftest import at as at
from tests.quiz.conftest import browse as browse
from tests.quiz.conftest import budi as budi
from tests.quiz.conftest import shelf as shelf
from tests.quiz.conftest import siti as siti
from tests.quiz.conftest import siti_browses as siti_browses
from tests.quiz.samples import MONDAY_NOON, essay, make_quiz

QUIZ = "kuis-satu"
ESSAY = "q-essay"


@dataclass
class Office:
    """Learners who hand in essays."""

    shelf: Shelf
    make_person: Callable[..., Any]

    def hand_in(
        self,
        person: Any = None,
        text: str = "Jawaban saya",
        *,
        at: datetime = MONDAY_NOON,
        question: str = ESSAY,
    ) -> AttemptRow:
        """An essay of a person (of somebody new, when nobody is named), handed in."""
        person = person or self.make_person("Orang Lain")
        if COURSE not in self.shelf.courses:
            self.shelf.put(make_quiz(essay()))
        started = quiz_actions.start_attempt(person.id, COURSE, QUIZ, at)
        assert isinstance(started, Started)
        attempt = quiz_store.find_own_attempt(started.attempt_id, person.id)
        assert attempt is not None
        answer = NewAnswer(question=question, sequence=1, value=text, is_flagged=False)
        quiz_actions.save_answers(attempt, [answer], secret=SECRET, now=at)
        quiz_actions.submit(attempt, at)
        return self.attempt(attempt.id)

    def attempt(self, attempt_id: int) -> AttemptRow:
        """An attempt as stored."""
        found = quiz_store.locked_attempt(attempt_id)
        db.session.rollback()
        assert found is not None
        return found


@pytest.fixture
def office(shelf: Shelf, make_person: Callable[..., Any]) -> Office:
    """An office of learners."""
    return Office(shelf, make_person)


@pytest.fixture
def rina(make_person: Callable[..., Any]) -> Any:
    """An author, who marks."""
    return make_person("Rina Penilai", roles=(Role.AUTHOR,))


@pytest.fixture
def joko(make_person: Callable[..., Any]) -> Any:
    """Another author."""
    return make_person("Joko Penguji", roles=(Role.AUTHOR,))


@pytest.fixture
def rina_browses(browse: Callable[[Any], Browser], rina: Any) -> Browser:
    """Rina's browser."""
    return browse(rina)


@pytest.fixture
def joko_browses(browse: Callable[[Any], Browser], joko: Any) -> Browser:
    """Joko's browser."""
    return browse(joko)


def path_of(attempt: AttemptRow, question: str = ESSAY) -> str:
    """The address of an answer."""
    return f"/marking/answers/{attempt.id}/{question}"


def form(number: int = 1, first: str = "6", second: str = "3", comment: str = "") -> dict[str, str]:
    """What a grader posts."""
    return {"number": str(number), "points-1": first, "points-2": second, "comment": comment}


@contextmanager
def statements() -> Iterator[list[str]]:
    """The SELECTs sent to the database inside the block."""
    sent: list[str] = []

    def note(*call: Any) -> None:
        if call[2].lstrip().upper().startswith("SELECT"):
            sent.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
