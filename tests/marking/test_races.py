"""Two graders at once, with real threads, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.marking import actions, store
from elearn.marking.actions import Given, Overtaken
from elearn.marking.rules import NewMark
from elearn.progress.tables import ProgressEvent
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.saving import NewAnswer
from elearn.quiz.tables import GivenMark
from tests.marking.conftest import ESSAY, Office
from tests.quiz.conftest import SECRET
from tests.quiz.samples import MONDAY_NOON, essay, make_quiz

pytestmark = pytest.mark.both_databases


def at_once(app: Any, works: list[Any]) -> list[Any]:
    """Run these at the same moment, each with its own connection."""
    barrier = Barrier(len(works))

    def run(work: Any) -> Any:
        with app.app_context():
            barrier.wait(timeout=30)
            try:
                return work()
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def giving(person: Any, attempt_id: int, question: str, points: str) -> Any:
    """A grader who presses the button."""

    def work() -> Given | Overtaken:
        paper = store.find_paper(attempt_id, question, person.id)
        assert paper is not None
        mark = NewMark(number=1, criteria=(Decimal(points), Decimal(0)), comment="")
        grader = Actor(name=person.name, person_id=person.id)
        return actions.give_mark(paper, essay(question), mark, grader, MONDAY_NOON)

    return work


def test_of_two_graders_of_one_answer_one_is_told_of_the_other(
    app: Any, office: Office, rina: Any, joko: Any
) -> None:
    for _ in range(5):
        attempt = office.hand_in()
        outcomes = at_once(app, [giving(rina, attempt.id, ESSAY, "6"), giving(joko, attempt.id, ESSAY, "3")])

        assert sorted(type(one).__name__ for one in outcomes) == ["Given", "Overtaken"]
        kept = db.session.scalars(select(GivenMark).where(GivenMark.attempt_id == attempt.id)).one()
        overtaken = next(one for one in outcomes if isinstance(one, Overtaken))
        assert overtaken.last.points == kept.points
        assert office.attempt(attempt.id).points == kept.points


def test_two_graders_of_two_essays_of_one_attempt_finish_it_once(
    app: Any, office: Office, siti: Any, rina: Any, joko: Any
) -> None:
    office.shelf.put(make_quiz(essay("e-satu"), essay("e-dua"), pass_percent=Decimal(60)))
    started = quiz_actions.start_attempt(siti.id, "kursus-satu", "kuis-satu", MONDAY_NOON)
    attempt = quiz_store.find_own_attempt(started.attempt_id, siti.id)  # type: ignore[union-attr]
    assert attempt is not None
    answers = [
        NewAnswer(question=code, sequence=1, value="Teks", is_flagged=False) for code in ("e-satu", "e-dua")
    ]
    quiz_actions.save_answers(attempt, answers, secret=SECRET, now=MONDAY_NOON)
    quiz_actions.submit(attempt, MONDAY_NOON)

    outcomes = at_once(app, [giving(rina, attempt.id, "e-satu", "6"), giving(joko, attempt.id, "e-dua", "6")])

    assert sorted(one.is_scored for one in outcomes) == [False, True]
    after = office.attempt(attempt.id)
    assert (after.state, after.points, after.passed) == ("graded", 12, True)
    passes = db.session.scalars(select(ProgressEvent).where(ProgressEvent.kind == "passed")).all()
    assert len(passes) == 1
