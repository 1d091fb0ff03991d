"""Who may begin, until when answers count, what is shown afterwards."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from elearn.content.course import Status
from elearn.content.quiz import GradeRule, Purpose, ShowExplanation
from elearn.quiz import rules
from elearn.quiz.rules import GRACE, Acceptance, Allowed, Reason, Refused, Visible
from tests.quiz.samples import MONDAY_NOON, make_quiz, open_attempt, past

SECOND = timedelta(seconds=1)
ALL = Visible(verdicts=True, key=True, explanation=True)
VERDICTS_ONLY = Visible(verdicts=True, key=False, explanation=False)


def test_a_first_attempt_is_number_one():
    assert rules.may_start(make_quiz(), [], MONDAY_NOON) == Allowed(number=1)


def test_a_learner_waits_a_day_after_the_last_attempt():
    quiz = make_quiz(wait_between_attempts=timedelta(days=1))
    failed = past()

    early = rules.may_start(quiz, [failed], MONDAY_NOON + timedelta(days=1) - SECOND)
    assert early == Refused(reason=Reason.WAIT, when=MONDAY_NOON + timedelta(days=1))
    assert rules.may_start(quiz, [failed], MONDAY_NOON + timedelta(days=1)) == Allowed(number=2)


def test_the_third_of_three_attempts_is_the_last():
    quiz = make_quiz(max_attempts=3)

    assert rules.may_start(quiz, [past(1), past(2)], MONDAY_NOON) == Allowed(number=3)
    assert rules.may_start(quiz, [past(1), past(2), past(3)], MONDAY_NOON) == Refused(
        reason=Reason.NO_TRIES_LEFT
    )


def test_nobody_has_two_attempts_at_once():
    assert rules.may_start(make_quiz(), [open_attempt()], MONDAY_NOON) == Refused(reason=Reason.OPEN_ATTEMPT)


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_a_quiz_that_is_not_published_is_not_begun(status):
    assert rules.may_start(make_quiz(status=status), [], MONDAY_NOON) == Refused(reason=Reason.NOT_PUBLISHED)


def test_practice_neither_counts_attempts_nor_waits():
    quiz = make_quiz(purpose=Purpose.PRACTICE, max_attempts=1, wait_between_attempts=timedelta(days=9))
    assert rules.may_start(quiz, [past()], MONDAY_NOON) == Allowed(number=2)
    assert rules.tries_left(quiz, [past()]) is None


def test_an_answer_counts_until_the_grace_is_over_and_not_a_moment_longer():
    end = MONDAY_NOON

    assert rules.accepts("open", end, end + GRACE) is Acceptance.YES
    assert rules.accepts("open", end, end + GRACE + timedelta(microseconds=1)) is Acceptance.TIME_OVER
    assert rules.accepts("open", None, end + timedelta(days=900)) is Acceptance.YES


def test_a_closed_attempt_is_closed_whatever_the_clock_says():
    assert rules.accepts("graded", MONDAY_NOON, MONDAY_NOON + timedelta(days=1)) is Acceptance.CLOSED
    assert not rules.is_open("submitted", None, MONDAY_NOON)


def test_the_deadline_is_the_start_plus_the_limit():
    assert rules.deadline(
        make_quiz(time_limit=timedelta(minutes=30)), MONDAY_NOON
    ) == MONDAY_NOON + timedelta(minutes=30)
    assert rules.deadline(make_quiz(), MONDAY_NOON) is None


def shown(quiz=None, *, passed=False, tries_left=None, answered=True, has_open=False):
    return rules.visible_after(
        quiz or make_quiz(), passed=passed, tries_left=tries_left, answered=answered, has_open=has_open
    )


@pytest.mark.parametrize("tries_left", [1, 5, None])
@pytest.mark.parametrize("setting", list(ShowExplanation))
def test_while_tries_remain_a_failed_attempt_shows_right_and_wrong_but_no_key(tries_left, setting):
    assert shown(make_quiz(show_explanation=setting), tries_left=tries_left) == VERDICTS_ONLY


def test_after_a_pass_or_the_last_try_key_and_explanation_are_open():
    assert shown(passed=True, tries_left=2) == ALL
    assert shown(tries_left=0) == ALL


def test_the_author_may_keep_the_key_until_a_pass_or_for_good():
    after_pass = make_quiz(show_explanation=ShowExplanation.AFTER_PASS)
    never = make_quiz(show_explanation=ShowExplanation.NEVER)

    assert shown(after_pass, tries_left=0) == VERDICTS_ONLY
    assert shown(after_pass, passed=True) == ALL
    assert shown(never, passed=True, tries_left=0) == VERDICTS_ONLY


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_empty_submission_reveals_nothing(purpose):
    quiz = make_quiz(purpose=purpose)
    assert shown(quiz, answered=False, tries_left=0) == Visible.nothing()


def test_practice_explains_after_every_attempt_unless_its_author_holds_back():
    assert shown(make_quiz(purpose=Purpose.PRACTICE)) == ALL
    held_back = make_quiz(purpose=Purpose.PRACTICE, show_explanation=ShowExplanation.AFTER_PASS)
    assert shown(held_back) == VERDICTS_ONLY
    assert shown(held_back, passed=True) == ALL


def test_while_another_attempt_is_open_an_old_result_shows_no_key():
    assert shown(passed=True, has_open=True) == VERDICTS_ONLY
    assert shown(tries_left=0, has_open=True) == VERDICTS_ONLY


@pytest.mark.parametrize(
    ("rule", "number"), [(GradeRule.HIGHEST, 2), (GradeRule.LATEST, 3), (GradeRule.FIRST, 1)]
)
def test_the_counted_mark_follows_the_rule_of_the_quiz(rule, number):
    tries = [
        past(1, score_percent=Decimal(40)),
        past(2, score_percent=Decimal(90), passed=True),
        past(3, score_percent=Decimal(60)),
        open_attempt(4),
    ]
    counted = rules.counted_attempt(tries, rule)
    assert counted is not None
    assert counted.number == number


def test_of_equal_marks_the_earlier_counts_and_before_the_first_mark_none():
    tries = [past(1), past(2)]
    assert rules.counted_attempt(tries, GradeRule.HIGHEST) == tries[0]
    assert rules.counted_attempt([open_attempt()], GradeRule.HIGHEST) is None
