"""Attempts whose time is gone are closed although nobody looks, and the server's clock may jump (D18)."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest

from elearn.database import db
from elearn.progress.store import passed_quizzes as passed_by_events
from elearn.quiz import actions, store
from elearn.quiz.arrival import LONGEST_QUEUE
from elearn.quiz.closing import close_expired
from elearn.quiz.rules import GRACE
from tests.accommodations.test_extra_time import again, begin, give
from tests.quiz.conftest import COURSE, SECRET, right_answers
from tests.quiz.samples import MONDAY_NOON, make_quiz, sha256_of
from tests.quiz.test_attempts import answer

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OVER = MONDAY_NOON + HOUR + GRACE + LONGEST_QUEUE + timedelta(seconds=1)

pytestmark = pytest.mark.both_databases


def test_the_job_closes_and_marks_what_is_over_and_nothing_else(shelf, siti, budi):
    shelf.put(make_quiz(time_limit=HOUR), make_quiz(code="tanpa-batas"))
    over, endless = begin(siti), begin(siti, quiz="tanpa-batas")
    running = begin(budi, MONDAY_NOON + MINUTE)
    actions.save_answers(over, right_answers(shelf, over), secret=SECRET, now=MONDAY_NOON)

    assert close_expired(OVER) == 1

    closed = again(over.id, siti)
    assert (closed.state, closed.score_percent, closed.finished_at) == (
        "graded",
        Decimal(100),
        over.deadline_at,
    )
    assert "kuis-satu" in passed_by_events(siti.id, COURSE)
    assert again(running.id, budi).state == "open"
    assert again(endless.id, siti).state == "open"
    assert close_expired(OVER) == 0


def test_saved_answers_count_and_blanks_are_blanks(shelf, siti):
    shelf.put(make_quiz(time_limit=HOUR))
    over = begin(siti)
    actions.save_answers(over, right_answers(shelf, over)[:2], secret=SECRET, now=MONDAY_NOON)
    assert close_expired(OVER) == 1
    closed = again(over.id, siti)
    assert (closed.points, closed.passed) == (Decimal(2), False)


def test_the_job_waits_for_answers_that_stand_in_a_queue(shelf, siti):
    """They arrived in time, and only the application was slow to look at them."""
    shelf.put(make_quiz(time_limit=HOUR))
    waiting = begin(siti)
    assert close_expired(OVER - timedelta(seconds=2)) == 0
    queued = actions.save_answers(
        waiting, [answer("q-text", "A")], secret=SECRET, now=MONDAY_NOON + HOUR + GRACE
    )
    assert len(queued.stored) == 1


def test_an_attempt_that_cannot_be_marked_keeps_no_other_waiting(shelf, siti, budi, caplog):
    """Q13: its quiz object is gone; when it is back, the next round closes it with its answers."""
    quiz = make_quiz(time_limit=HOUR)
    shelf.put(quiz)
    broken = begin(siti)
    actions.save_answers(broken, right_answers(shelf, broken), secret=SECRET, now=MONDAY_NOON)
    other = make_quiz(title="Edisi dua", time_limit=HOUR)
    shelf.put(other)
    whole = begin(budi)
    kept = shelf.quizzes.pop(sha256_of(quiz))

    with caplog.at_level(logging.ERROR):
        assert close_expired(OVER, batch=1) == 1
    assert f"attempt {broken.id} cannot be closed" in caplog.text
    assert again(whole.id, budi).state == "graded"
    assert again(broken.id, siti).state == "open"

    shelf.quizzes[sha256_of(quiz)] = kept
    assert close_expired(OVER) == 1
    assert again(broken.id, siti).score_percent == Decimal(100)


def test_extra_time_is_time_for_the_job_too(shelf, siti):
    shelf.put(make_quiz(time_limit=HOUR))
    longer = begin(siti)
    give(siti, 100)
    assert close_expired(OVER) == 0
    assert close_expired(OVER + HOUR) == 1
    assert again(longer.id, siti).finished_at == MONDAY_NOON + 2 * HOUR


def test_two_processes_at_once_close_each_attempt_once(app, shelf, siti, budi):
    shelf.put(make_quiz(time_limit=HOUR))
    for person in (siti, budi):
        over = begin(person)
        actions.save_answers(over, right_answers(shelf, over), secret=SECRET, now=MONDAY_NOON)
    db.session.rollback()
    barrier = Barrier(4)

    def run(_):
        with app.app_context():
            barrier.wait(timeout=30)
            return close_expired(OVER)

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 2
    for person in (siti, budi):
        (past,) = store.past_attempts(person.id, COURSE, "kuis-satu")
        assert (past.state, past.passed) == ("graded", True)


def test_when_the_clock_jumps_a_day_ahead_the_attempt_ends_at_its_deadline_with_what_was_saved(
    shelf, siti_browses, siti, at
):
    """D18, forward: as if the day had passed; the stored instant is the deadline, not the wrong clock's."""
    shelf.put(make_quiz(time_limit=HOUR))
    with at(MONDAY_NOON):
        siti_browses.start()
        siti_browses.save(q_text=(1, "berakhlak"))
    with at(MONDAY_NOON + timedelta(days=1)):
        page = siti_browses.get(siti_browses.path())
        assert page.location == siti_browses.path("result")
    with at(MONDAY_NOON + MINUTE):  # the clock is right again
        assert siti_browses.get(siti_browses.path("result")).status_code == 200
    closed = again(siti_browses.attempt_id, siti)
    assert (closed.finished_at, closed.points) == (MONDAY_NOON + HOUR, Decimal(1))


def test_when_the_clock_jumps_a_day_back_nothing_ends_and_no_time_is_negative(shelf, siti_browses, siti, at):
    """D18, backward: it goes on, the page shows at most its whole time, it never ends before it began."""
    shelf.put(make_quiz(time_limit=HOUR))
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON - timedelta(days=1)):
        page = siti_browses.get(siti_browses.path())
        assert page.status_code == 200
        assert "Sisa 1 jam" in page.text
        assert siti_browses.save(q_text=(1, "berakhlak")).status_code == 200
        assert close_expired(MONDAY_NOON - timedelta(days=1)) == 0
        assert siti_browses.submit().status_code == 303
        assert siti_browses.get(siti_browses.path("result")).status_code == 200
    closed = again(siti_browses.attempt_id, siti)
    assert closed.finished_at == closed.started_at == MONDAY_NOON
    assert closed.points == Decimal(1)


@pytest.mark.parametrize("days", [1, -1])
def test_a_jump_of_the_clock_by_a_day_signs_nobody_out(shelf, siti_browses, at, days):
    """D18."""
    shelf.put(make_quiz())
    with at(MONDAY_NOON):
        siti_browses.start()
    with at(MONDAY_NOON + timedelta(days=days)):
        assert siti_browses.get(siti_browses.path()).status_code == 200
    with at(MONDAY_NOON + MINUTE):
        assert siti_browses.get(siti_browses.path()).status_code == 200
