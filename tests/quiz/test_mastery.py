"""What a pre-test says about a module."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from elearn.content.questions.contract import QuestionStatus, Reference
from elearn.quiz.mastery import mastered_modules, shares_by_module
from tests.quiz.samples import make_quiz, single

ONE, ZERO = Decimal(1), Decimal(0)


def about(module, code, points=1, course=None, **values):
    reference = Reference(course=course, module=module, section="s")
    return single(code, reference=reference, points=Decimal(points), **values)


QUIZ = make_quiz(
    about("satu", "a1"),
    about("satu", "a2"),
    about("dua", "b1"),
    about("dua", "b2", points=3),
    about("tiga", "c1"),
    about("dua", "x1", course="kursus-lain"),
    single("tanpa", reference=None),
)
ALL = tuple(one.code for one in QUIZ.questions)
EVERYTHING = dict.fromkeys(ALL, ONE)


def mastered(fractions, asked=ALL, quiz=QUIZ):
    return mastered_modules("kursus", quiz, asked, fractions)


def test_all_right_is_known_except_where_one_question_is_all_there_is():
    assert mastered(EVERYTHING) == {"satu", "dua"}


def test_points_weigh():
    assert "dua" in mastered(EVERYTHING | {"b1": ZERO})  # 3 of 4 points
    assert "dua" not in mastered(EVERYTHING | {"b2": ZERO})  # 1 of 4 points


@pytest.mark.parametrize(("percent", "known"), [("50", True), ("50.0001", False)])
def test_the_pass_mark_of_the_pre_test_is_the_border(percent, known):
    quiz = replace(QUIZ, pass_percent=Decimal(percent))
    assert ("satu" in mastered(EVERYTHING | {"a2": ZERO}, quiz=quiz)) is known


def test_a_question_left_empty_is_no_evidence_even_if_the_rest_would_do():
    answered = {code: mark for code, mark in EVERYTHING.items() if code != "b1"}
    assert mastered(answered) == {"satu"}


def test_only_what_was_asked_in_this_attempt_counts():
    assert mastered(EVERYTHING, asked=("a1", "b1", "b2")) == {"dua"}
    assert mastered(EVERYTHING, asked=()) == frozenset()


def test_two_thirds_of_each_reach_two_thirds_although_they_are_stored_cut():
    quiz = replace(QUIZ, pass_percent=Decimal("66.66"))
    cut = dict.fromkeys(ALL, Decimal("0.66666666"))
    (share, *_) = shares_by_module("kursus", quiz, ALL, cut)
    assert share.percent == pytest.approx(200 / 3)
    assert "satu" in mastered(cut, quiz=quiz)


def test_questions_about_another_course_or_about_nothing_count_for_no_module():
    shares = {one.module: one.questions for one in shares_by_module("kursus", QUIZ, ALL, EVERYTHING)}
    assert shares == {"satu": 2, "dua": 2, "tiga": 1}


def test_a_question_without_points_proves_nothing():
    quiz = make_quiz(about("satu", "a1"), about("satu", "a2", points=0))
    assert mastered(EVERYTHING, quiz=quiz, asked=("a1", "a2")) == frozenset()


def test_a_question_withdrawn_since_still_counts_for_the_attempt_that_had_it():
    quiz = make_quiz(about("satu", "a1"), about("satu", "a2", status=QuestionStatus.WITHDRAWN))
    assert mastered(EVERYTHING, quiz=quiz, asked=("a1", "a2")) == {"satu"}
