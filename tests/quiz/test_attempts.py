"""Beginning, saving, handing in: what is stored and what is not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from elearn.database import db
from elearn.progress.store import passed_quizzes as passed_by_events
from elearn.quiz import actions, store, telling
from elearn.quiz.actions import Started
from elearn.quiz.rules import GRACE, Acceptance, Reason, Refused
from elearn.quiz.saving import NewAnswer
from tests.quiz.conftest import COURSE, SECRET, right_answers
from tests.quiz.samples import MONDAY_NOON, make_quiz, sha256_of, single

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.both_databases


@pytest.fixture(autouse=True)
def bystanders(budi, make_attempt):
    """Somebody else's perfect result, and his running attempt: a query without its filter finds them."""
    make_attempt(budi, "kuis-satu", right=True)
    make_attempt(budi, "kuis-lain", right=None)


def answer(code, value, sequence=1):
    return NewAnswer(question=code, sequence=sequence, value=value, is_flagged=False)


def begin(person, quiz="kuis-satu", now=MONDAY_NOON):
    started = actions.start_attempt(person.id, COURSE, quiz, now)
    assert isinstance(started, Started)
    attempt = store.find_own_attempt(started.attempt_id, person.id)
    assert attempt is not None
    return attempt


def test_the_first_click_pins_content_questions_seed_and_deadline(shelf, siti):
    quiz = make_quiz(time_limit=timedelta(minutes=30))
    course = shelf.put(quiz)
    attempt = begin(siti)

    assert attempt.object_sha256 == sha256_of(quiz)
    assert attempt.version == course.quizzes["kuis-satu"].version
    assert attempt.course_version == course.version
    assert attempt.questions == tuple(one.code for one in quiz.questions)
    assert attempt.deadline_at == MONDAY_NOON + timedelta(minutes=30)
    assert (attempt.number, attempt.state, attempt.max_points) == (1, "open", Decimal(5))


def test_seeds_differ_from_attempt_to_attempt(siti, make_attempt):
    seeds = {make_attempt(siti, right=False).seed for _ in range(5)}
    assert len(seeds) == 5


def test_a_second_click_leads_to_the_open_attempt(siti):
    first = begin(siti)
    again = actions.start_attempt(siti.id, COURSE, "kuis-satu", MONDAY_NOON + MINUTE)
    assert again == Started(attempt_id=first.id, is_new=False)


def test_a_fourth_attempt_of_three_is_refused(shelf, siti, make_attempt):
    shelf.put(make_quiz(max_attempts=3))
    for _ in range(3):
        make_attempt(siti, right=False)
    assert actions.start_attempt(siti.id, COURSE, "kuis-satu", MONDAY_NOON) == Refused(
        reason=Reason.NO_TRIES_LEFT
    )


def test_answers_are_stored_with_receipts_and_a_retry_gets_the_same_one(siti):
    attempt = begin(siti)
    first = actions.save_answers(attempt, [answer("q-text", "BerAKHLAK")], secret=SECRET, now=MONDAY_NOON)
    retry = actions.save_answers(
        attempt, [answer("q-text", "BerAKHLAK")], secret=SECRET, now=MONDAY_NOON + MINUTE
    )

    assert retry.stored == first.stored
    assert store.answers_of(attempt.id) == {"q-text": first.stored[0]}


def test_an_old_page_never_overwrites_a_newer_answer_and_its_reader_is_told(siti):
    """Q04: tab A saved B; tab B, opened before, posts C with the number that is already taken."""
    attempt = begin(siti)
    kept = actions.save_answers(attempt, [answer("q-text", "B")], secret=SECRET, now=MONDAY_NOON).stored
    late = actions.save_answers(attempt, [answer("q-text", "C")], secret=SECRET, now=MONDAY_NOON + MINUTE)

    assert late.stored == ()
    assert late.stale == kept
    assert store.answers_of(attempt.id)["q-text"].value == "B"


def test_an_answer_inside_the_grace_is_stored_and_after_it_refused(shelf, siti):
    """Q06: the instant that counts is the arrival."""
    shelf.put(make_quiz(time_limit=MINUTE))
    attempt = begin(siti)
    assert attempt.deadline_at is not None
    end = attempt.deadline_at + GRACE

    inside = actions.save_answers(attempt, [answer("q-text", "A")], secret=SECRET, now=end)
    after = actions.save_answers(
        attempt, [answer("q-text", "B", 2)], secret=SECRET, now=end + timedelta(microseconds=1)
    )
    assert len(inside.stored) == 1
    assert after.acceptance is Acceptance.TIME_OVER
    assert store.answers_of(attempt.id)["q-text"].value == "A"


def test_after_handing_in_nothing_is_stored_any_more(siti, make_attempt):
    attempt = make_attempt(siti, right=False)
    late = actions.save_answers(attempt, [answer("q-text", "A")], secret=SECRET, now=MONDAY_NOON)
    assert late.acceptance is Acceptance.CLOSED
    assert store.answers_of(attempt.id) == {}


def test_an_attempt_whose_time_is_gone_is_marked_with_its_saved_answers(shelf, siti):
    shelf.put(make_quiz(time_limit=MINUTE))
    attempt = begin(siti)
    actions.save_answers(attempt, right_answers(shelf, attempt), secret=SECRET, now=MONDAY_NOON)

    assert actions.close_if_over(attempt, MONDAY_NOON + MINUTE + GRACE) is None
    closed = actions.close_if_over(attempt, MONDAY_NOON + timedelta(days=3))

    assert closed is not None
    assert closed.passed
    result = store.find_own_attempt(attempt.id, siti.id)
    assert result is not None
    assert (result.state, result.score_percent, result.finished_at) == (
        "graded",
        Decimal(100),
        attempt.deadline_at,
    )


def test_a_new_attempt_closes_the_one_whose_time_is_gone(shelf, siti):
    shelf.put(make_quiz(time_limit=MINUTE))
    first = begin(siti)
    second = begin(siti, now=MONDAY_NOON + timedelta(hours=1))

    assert second.number == 2
    closed = store.find_own_attempt(first.id, siti.id)
    assert closed is not None
    assert (closed.state, closed.passed) == ("graded", False)


def test_handing_in_twice_gives_one_result(siti, shelf):
    attempt = begin(siti)
    actions.save_answers(attempt, right_answers(shelf, attempt), secret=SECRET, now=MONDAY_NOON)

    assert actions.submit(attempt, MONDAY_NOON).is_first
    assert not actions.submit(attempt, MONDAY_NOON + MINUTE).is_first
    assert [one.finished_at for one in store.past_attempts(siti.id, COURSE, "kuis-satu")] == [MONDAY_NOON]


def test_a_pass_is_told_to_progress_in_the_same_transaction(siti, make_attempt):
    assert "kuis-satu" not in passed_by_events(siti.id, COURSE)
    make_attempt(siti, right=False)
    assert "kuis-satu" not in passed_by_events(siti.id, COURSE)
    make_attempt(siti, right=True)
    assert "kuis-satu" in passed_by_events(siti.id, COURSE)


def test_when_what_follows_a_pass_fails_the_attempt_stays_open(siti, shelf, monkeypatch):
    attempt = begin(siti)
    actions.save_answers(attempt, right_answers(shelf, attempt), secret=SECRET, now=MONDAY_NOON)

    def fails(*args):
        raise RuntimeError("the ledger is full")

    monkeypatch.setattr(telling.outcomes, "record", fails)
    with pytest.raises(RuntimeError):
        actions.submit(attempt, MONDAY_NOON)
    unchanged = store.find_own_attempt(attempt.id, siti.id)
    assert unchanged == attempt


def test_an_attempt_goes_on_with_the_quiz_it_was_begun_with(shelf, siti):
    """Q12: text, key and questions change in the middle."""
    shelf.put(make_quiz(single("a"), single("b")))
    attempt = begin(siti)
    before = right_answers(shelf, attempt)
    shelf.put(make_quiz(single("b", title="Lain sama sekali"), title="Edisi baru"))

    actions.save_answers(attempt, before, secret=SECRET, now=MONDAY_NOON)
    actions.submit(attempt, MONDAY_NOON)
    result = store.find_own_attempt(attempt.id, siti.id)
    assert result is not None
    assert (result.questions, result.score_percent) == (("a", "b"), Decimal(100))


def test_the_best_result_is_the_highest_of_my_own_finished_attempts(siti, make_attempt):
    make_attempt(siti, right=False)
    passed = make_attempt(siti, right=True)
    make_attempt(siti, right=False)
    make_attempt(siti, "kuis-tiga", right=False)

    best = store.best_results(siti.id, COURSE)
    assert best.keys() == {"kuis-satu", "kuis-tiga"}
    assert (best["kuis-satu"].score_percent, best["kuis-satu"].passed) == (Decimal(100), True)
    assert best["kuis-satu"].finished_at == passed.finished_at
    assert not best["kuis-tiga"].passed
    assert store.passed_quizzes(siti.id, COURSE) == {"kuis-satu"}


def test_an_answer_is_an_attempt_s_own(siti, budi, make_attempt):
    attempt = begin(siti)
    other = make_attempt(budi, "kuis-tiga", right=None)
    actions.save_answers(attempt, [answer("q-text", "punya Siti")], secret=SECRET, now=MONDAY_NOON)
    actions.save_answers(other, [answer("q-text", "punya Budi")], secret=SECRET, now=MONDAY_NOON)

    assert store.answers_of(attempt.id)["q-text"].value == "punya Siti"
    assert store.find_own_attempt(other.id, siti.id) is None
    db.session.rollback()
