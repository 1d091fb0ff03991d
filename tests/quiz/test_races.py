"""Fifty at once, with real threads on a real file (Q01, Q02)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from elearn.database import db
from elearn.progress.tables import ProgressEvent
from elearn.quiz import actions, store
from elearn.quiz.actions import Started
from elearn.quiz.rules import Refused
from elearn.quiz.tables import Attempt
from tests.quiz.conftest import COURSE, SECRET, right_answers
from tests.quiz.samples import MONDAY_NOON, make_quiz

PEOPLE = 50

pytestmark = pytest.mark.both_databases


def at_once(app, work):
    """Run `work` in fifty threads that wait for one another, each with its own connection."""
    barrier = Barrier(PEOPLE)

    def run(number):
        with app.app_context():
            barrier.wait(timeout=30)
            try:
                return work(number)
            finally:
                db.session.remove()

    db.session.rollback()  # what this thread reads afterwards is read afresh
    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(run, range(PEOPLE)))


def test_fifty_clicks_at_once_open_one_attempt(app, shelf, siti):
    shelf.put(make_quiz(max_attempts=3))
    started = at_once(app, lambda _: actions.start_attempt(siti.id, COURSE, "kuis-satu", MONDAY_NOON))

    assert len({one.attempt_id for one in started if isinstance(one, Started)}) == 1
    assert sum(one.is_new for one in started if isinstance(one, Started)) == 1
    assert len(store.past_attempts(siti.id, COURSE, "kuis-satu")) == 1


def test_starting_and_handing_in_at_once_never_passes_the_limit(app, shelf, siti):
    shelf.put(make_quiz(max_attempts=3))

    def start_and_submit(number):
        now = MONDAY_NOON + timedelta(seconds=number)
        started = actions.start_attempt(siti.id, COURSE, "kuis-satu", now)
        if isinstance(started, Refused):
            return
        attempt = store.find_own_attempt(started.attempt_id, siti.id)
        assert attempt is not None
        actions.submit(attempt, now)

    at_once(app, start_and_submit)
    past = store.past_attempts(siti.id, COURSE, "kuis-satu")
    assert [one.number for one in past] == [1, 2, 3]
    assert {one.state for one in past} == {"graded"}


def test_fifty_submissions_at_once_give_one_result_and_one_pass(app, shelf, siti):
    shelf.put(make_quiz())
    started = actions.start_attempt(siti.id, COURSE, "kuis-satu", MONDAY_NOON)
    assert isinstance(started, Started)
    attempt = store.find_own_attempt(started.attempt_id, siti.id)
    assert attempt is not None
    actions.save_answers(attempt, right_answers(shelf, attempt), secret=SECRET, now=MONDAY_NOON)

    closed = at_once(app, lambda n: actions.submit(attempt, MONDAY_NOON + timedelta(seconds=n)))

    assert sum(one.is_first for one in closed) == 1
    passes = db.session.scalars(select(ProgressEvent).where(ProgressEvent.kind == "passed")).all()
    assert len(passes) == 1
    (row,) = db.session.scalars(select(Attempt)).all()
    assert (row.state, row.passed) == ("graded", True)


def test_an_answer_and_a_submission_at_once_leave_no_stored_answer_unmarked(app, shelf, siti):
    """An acknowledged answer is in the mark, or it was refused."""
    shelf.put(make_quiz())
    started = actions.start_attempt(siti.id, COURSE, "kuis-satu", MONDAY_NOON)
    assert isinstance(started, Started)
    attempt = store.find_own_attempt(started.attempt_id, siti.id)
    assert attempt is not None
    answers = right_answers(shelf, attempt)

    def save_or_submit(number):
        if number == 25:
            actions.submit(attempt, MONDAY_NOON)
            return ()
        one = answers[number % len(answers)]
        return actions.save_answers(attempt, [one], secret=SECRET, now=MONDAY_NOON).stored

    acknowledged = {saved.question for stored in at_once(app, save_or_submit) for saved in stored}
    result = store.find_own_attempt(attempt.id, siti.id)
    assert result is not None
    assert result.points == len(acknowledged)
    assert all(one.fraction == 1 for one in store.answers_of(attempt.id).values())
