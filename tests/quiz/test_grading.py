"""How marks add up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from elearn.content.questions.contract import Verdict
from elearn.quiz import grading
from tests.quiz.samples import make_quiz, multiple, number, short_text, single


def codes(quiz):
    return [one.code for one in quiz.questions]


def test_all_right_is_exactly_a_hundred_percent_and_blank_is_nothing():
    quiz = make_quiz()
    right = {one.code: one.right_answer() for one in quiz.questions}

    assert grading.graded(quiz, codes(quiz), right).percent == 100
    assert grading.graded(quiz, codes(quiz), right).passed
    blank = grading.graded(quiz, codes(quiz), {})
    assert blank.percent == 0
    assert not blank.passed
    assert {mark.verdict for mark in blank.marks.values()} == {Verdict.BLANK}


def test_the_denominator_is_the_same_whether_questions_are_answered_or_left_empty():
    quiz = make_quiz(single("a", points=Decimal(3)), single("b"), single("c"))
    some = grading.graded(quiz, ["a", "c"], {"c": quiz.questions[2].right_answer()})
    assert (some.points, some.max_points) == (1, 4)


def test_69_995_percent_does_not_pass_at_70():
    quiz = make_quiz()
    assert not grading.is_pass(quiz, Fraction(69_995, 1000), Fraction(100))
    assert grading.is_pass(quiz, Fraction(70), Fraction(100))


def test_two_thirds_pass_at_the_mark_of_66_66_and_fail_at_66_67():
    assert grading.is_pass(make_quiz(pass_percent=Decimal("66.66")), Fraction(2), Fraction(3))
    assert not grading.is_pass(make_quiz(pass_percent=Decimal("66.67")), Fraction(2), Fraction(3))


@pytest.mark.parametrize(
    ("exact", "kept"), [(Fraction(200, 3), "66.6666"), (Fraction(699_999_999, 10**7), "69.9999")]
)
def test_a_stored_percentage_is_cut_so_that_it_never_looks_better_than_it_was(exact, kept):
    assert grading.stored(exact) == Decimal(kept)


def test_three_thirds_are_a_whole():
    third = Fraction(1, 3)
    assert grading.percent_of(third + third + third, Fraction(1)) == 100


def test_a_half_right_option_pays_half_its_points():
    quiz = make_quiz(single(points=Decimal(2)))
    half = quiz.questions[0].choices[2].id
    assert grading.graded(quiz, codes(quiz), {"q-single": half}).points == 1


def test_partial_credit_follows_the_quiz_where_the_question_says_nothing():
    answer = {"q-multiple": [multiple().choices[0].id]}
    assert grading.graded(make_quiz(multiple()), ["q-multiple"], answer).points == 0
    generous = make_quiz(multiple(), partial_credit=True)
    assert grading.graded(generous, ["q-multiple"], answer).points == Fraction(1, 2)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "٣", "½", ["64"], "-0"])
def test_what_is_no_number_never_passes_a_tolerance(value):
    quiz = make_quiz(number())
    assert grading.graded(quiz, ["q-number"], {"q-number": value}).points == 0


@pytest.mark.parametrize("value", ["64", "64,4", " 63.5 ", "64,5 persen"])
def test_a_number_is_read_with_comma_point_and_unit(value):
    quiz = make_quiz(number())
    assert grading.graded(quiz, ["q-number"], {"q-number": value}).passed


def test_a_quiz_worth_nothing_is_not_divided_by_zero():
    quiz = make_quiz(short_text())
    assert grading.graded(quiz, [], {}).percent == 0
