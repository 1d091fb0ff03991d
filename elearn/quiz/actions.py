"""What a learner does with a quiz: begin, save answers, hand in. Each is one synced transaction."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from sqlalchemy.exc import IntegrityError

from elearn.content.questions.contract import Verdict
from elearn.database import one_transaction
from elearn.outcomes.happenings import Consequences
from elearn.quiz import (
    drawing,
    extra_time,
    extra_time_store,
    grading,
    offers,
    remedial,
    rules,
    store,
    telling,
)
from elearn.quiz.receipts import seal as receipts
from elearn.quiz.rules import Acceptance, PastAttempt, Refused
from elearn.quiz.saving import NewAnswer, Outcome, outcome
from elearn.quiz.store import AttemptRow, NewAttempt, Result, SavedAnswer

SEED_BITS = 62
LOST_RACES = 10
"""How often a start looks again: on PostgreSQL others may begin and hand in between two of its looks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Started:
    """The open attempt of a person; `is_new` is False when it was open already."""

    attempt_id: int
    is_new: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SaveReport:
    """What became of posted answers: `stored` are in the database, `stale` lost to a newer page."""

    acceptance: Acceptance
    stored: tuple[SavedAnswer, ...] = ()
    stale: tuple[SavedAnswer, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """An attempt that is closed now. `is_first` is True for the one request that closed or scored it."""

    is_first: bool
    passed: bool = False
    consequences: Consequences | None = None


def start_attempt(person_id: int, course: str, quiz: str, now: datetime) -> Started | Refused:
    """Open a new attempt, or find the open one.

    Raises:
        NoSuchQuiz: the quiz is not in the release in force.
    """
    offer = offers.offer(course, quiz)
    for _ in range(LOST_RACES):
        try:
            return _start(person_id, offer, now)
        except IntegrityError:
            # A parallel request was faster; the unique indexes kept the second row out. Look again.
            continue
    return _start(person_id, offer, now)


@one_transaction
def _start(person_id: int, offer: offers.Offer, now: datetime) -> Started | Refused:
    course, code, quiz = offer.course.code, offer.entry.code, offer.released.quiz
    past = store.past_attempts(person_id, course, code)
    running = next((one for one in past if one.is_open), None)
    if running and rules.is_open(running.state, running.deadline_at, now):
        return Started(attempt_id=running.id, is_new=False)
    if running:
        past = past_attempts_closed(person_id, course, code, now)
    listed = remedial.list_before_next(person_id, course, quiz, past)
    decision = rules.may_start(
        quiz,
        past,
        now,
        to_read=listed.remaining if listed else (),
        is_archived=offer.is_archived,
    )
    if isinstance(decision, Refused):
        return decision
    new = _new_attempt(person_id, offer, decision.number, past, now)
    return Started(attempt_id=store.insert_attempt(new), is_new=True)


def _new_attempt(
    person_id: int, offer: offers.Offer, number: int, past: Sequence[PastAttempt], now: datetime
) -> NewAttempt:
    quiz = offer.released.quiz
    seed = secrets.randbits(SEED_BITS)
    codes = drawing.drawn_codes(quiz, seed, Counter(code for one in past for code in one.questions))
    points = {one.code: Fraction(one.points) for one in quiz.questions}
    extra = extra_time_of(person_id, offer)
    return NewAttempt(
        person_id=person_id,
        course=offer.course.code,
        quiz=offer.entry.code,
        number=number,
        version=offer.entry.version,
        object_sha256=offer.entry.object_sha256,
        course_version=offer.course.version,
        seed=seed,
        questions=codes,
        started_at=now,
        extra_time_s=int(extra.total_seconds()),
        deadline_at=rules.deadline(quiz, now, extra),
        max_points=grading.stored(sum((points[code] for code in codes), Fraction(0))),
    )


def extra_time_of(person_id: int, offer: offers.Offer) -> timedelta:
    """What a person has now on top of the limit of a quiz; looked up only where there is a limit."""
    limit = offer.released.quiz.time_limit
    if limit is None:
        return timedelta(0)
    permissions = extra_time_store.permissions_of(person_id)
    return extra_time.extra_for(
        limit, extra_time.percent_for(permissions, offer.course.code, offer.entry.code)
    )


@one_transaction
def save_answers(
    attempt: AttemptRow, answers: Sequence[NewAnswer], *, secret: bytes, now: datetime
) -> SaveReport:
    """Store readable answers to questions of this attempt, each with a receipt.

    `now` is the instant at which the request arrived; `secret` is the installation's key for receipts.
    """
    state, before = store.locked_answers(attempt.id, [one.question for one in answers])
    acceptance = rules.accepts(state or "", attempt.deadline_at, now)
    if acceptance is not Acceptance.YES:
        return SaveReport(acceptance=acceptance)
    judged = [(one, outcome(before.get(one.question), one)) for one in answers]
    fresh = [_saved(attempt.id, one, secret, now) for one, what in judged if what is Outcome.STORE]
    if fresh:
        store.put_answers(attempt.id, fresh)
    known = {one.question: one for one in fresh}
    return SaveReport(
        acceptance=acceptance,
        stored=tuple(
            known.get(one.question) or before[one.question]
            for one, what in judged
            if what in (Outcome.STORE, Outcome.SAME)
        ),
        stale=tuple(before[one.question] for one, what in judged if what is Outcome.STALE),
    )


def _saved(attempt_id: int, new: NewAnswer, secret: bytes, now: datetime) -> SavedAnswer:
    return SavedAnswer(
        question=new.question,
        sequence=new.sequence,
        value=new.value,
        is_flagged=new.is_flagged,
        saved_at=now,
        receipt=receipts.receipt(secret, attempt_id, new.question, new.sequence, new.value),
    )


@one_transaction
def submit(attempt: AttemptRow, now: datetime) -> Submission:
    """Hand in: close, mark, tell what follows. After the grace the saved answers count all the same."""
    acceptance = rules.accepts(attempt.state, attempt.deadline_at, now)
    if acceptance is Acceptance.CLOSED:
        return Submission(is_first=False)
    state = "expired" if acceptance is Acceptance.TIME_OVER else "submitted"
    return _close(attempt, state, rules.ended_at(attempt.started_at, attempt.deadline_at, now))


def close_if_over(attempt: AttemptRow, now: datetime) -> Submission | None:
    """Close an attempt whose time and grace are gone; None, and nothing written, while it runs."""
    if rules.accepts(attempt.state, attempt.deadline_at, now) is not Acceptance.TIME_OVER:
        return None
    return close_over(attempt.id, now)


@one_transaction
def close_over(attempt_id: int, now: datetime) -> Submission | None:
    """The same by id, on the attempt as it is now: extra time may have come since somebody looked at it."""
    attempt = store.locked_attempt(attempt_id)
    if attempt is None or rules.is_open(attempt.state, attempt.deadline_at, now):
        return None
    return submit(attempt, now)


@one_transaction
def past_attempts_closed(person_id: int, course: str, quiz: str, now: datetime) -> tuple[PastAttempt, ...]:
    """All attempts of a person at a quiz, after closing the one whose time is gone."""
    for one in store.past_attempts(person_id, course, quiz):
        attempt = store.find_own_attempt(one.id, person_id) if one.is_open else None
        if attempt is not None:
            close_if_over(attempt, now)
    return store.past_attempts(person_id, course, quiz)


def _close(attempt: AttemptRow, state: str, finished_at: datetime) -> Submission:
    if not store.close(attempt.id, state, finished_at):
        return Submission(is_first=False)
    quiz = offers.released_quiz(attempt.object_sha256).quiz
    answers = {code: one.value for code, one in store.answers_of(attempt.id).items()}
    marks = grading.graded(quiz, attempt.questions, answers)
    fractions = {
        code: grading.stored(mark.fraction, grading.FRACTION_PLACES)
        for code, mark in marks.marks.items()
        if code in answers and mark.verdict is not Verdict.AWAITING
    }
    if not marks.is_complete:
        store.put_awaiting(attempt.id, fractions)
        return Submission(is_first=True)
    store.put_result(attempt.id, _result(marks, fractions))
    consequences = telling.tell(attempt, quiz, passed=marks.passed, weak=marks.weak, at=finished_at)
    return Submission(is_first=True, passed=marks.passed, consequences=consequences)


@one_transaction
def finish_marking(attempt_id: int, now: datetime) -> Submission | None:
    """Score an attempt from its stored marks; None while an answer awaits its grader.

    Called after every mark that a person gives, so a changed mark changes the score. A pass stays: who has
    passed does not fail by a later mark, although the score shows what it is. What follows is told once.
    """
    attempt = store.locked_attempt(attempt_id)
    if attempt is None or attempt.state not in (rules.AWAITING_GRADER, rules.GRADED):
        return None
    quiz = offers.released_quiz(attempt.object_sha256).quiz
    answers = store.answers_of(attempt.id)
    marks = grading.graded(
        quiz,
        attempt.questions,
        {code: one.value for code, one in answers.items()},
        {code: one.fraction for code, one in answers.items()},
    )
    if not marks.is_complete:
        return None
    passed = marks.passed or bool(attempt.passed)
    store.put_result(attempt.id, _result(replace(marks, passed=passed), {}))
    if attempt.state == rules.GRADED and passed == bool(attempt.passed):
        return Submission(is_first=False, passed=passed)
    consequences = telling.tell(attempt, quiz, passed=passed, weak=marks.weak, at=now)
    return Submission(is_first=True, passed=passed, consequences=consequences)


def _result(marks: grading.Graded, fractions: Mapping[str, Decimal]) -> Result:
    return Result(
        points=grading.stored(marks.points),
        score_percent=grading.stored(marks.percent),
        passed=marks.passed,
        fractions=fractions,
    )
