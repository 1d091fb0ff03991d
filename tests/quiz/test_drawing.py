"""Which questions an attempt asks: the same for the same seed, fair over all seeds."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions.contract import QuestionStatus
from elearn.content.quiz import QuizSection
from elearn.quiz.drawing import drawn_codes
from tests.quiz.samples import make_quiz, single

SEEDS = st.integers(min_value=0, max_value=2**62)
BANK = tuple(single(f"b{n}") for n in range(6))


def section(*questions, draw=None, shuffle=False):
    return QuizSection(title="", draw=draw, shuffle=shuffle, questions=questions)


def test_without_shuffle_and_draw_the_author_s_order_stands():
    assert drawn_codes(make_quiz(*BANK), seed=7) == tuple(f"b{n}" for n in range(6))


@given(SEEDS)
def test_a_quiz_that_does_not_shuffle_keeps_the_order_in_every_section(seed):
    quiz = make_quiz(sections=(section(*BANK[:3], shuffle=True), section(*BANK[3:], shuffle=True)))
    assert drawn_codes(quiz, seed) == tuple(f"b{n}" for n in range(6))


@given(SEEDS)
def test_a_reload_deals_the_same_questions(seed):
    quiz = make_quiz(sections=(section(*BANK, draw=3, shuffle=True),), shuffle_questions=True)
    assert drawn_codes(quiz, seed) == drawn_codes(quiz, seed)


@given(SEEDS)
def test_each_section_gives_as_many_as_it_draws_and_keeps_its_place(seed):
    parts = (section(*BANK[:4], draw=2, shuffle=True), section(*BANK[4:]))
    quiz = make_quiz(sections=parts, shuffle_questions=True)
    codes = drawn_codes(quiz, seed)

    assert len(set(codes)) == len(codes) == quiz.question_count == 4
    assert set(codes[:2]) <= {"b0", "b1", "b2", "b3"}
    assert codes[2:] == ("b4", "b5")


@given(SEEDS)
def test_a_draw_over_the_whole_quiz_takes_from_all_its_questions(seed):
    quiz = make_quiz(*BANK, draw=4)
    codes = drawn_codes(quiz, seed)
    assert len(codes) == 4
    assert list(codes) == sorted(codes)


@given(SEEDS)
def test_withdrawn_and_draft_questions_are_never_asked(seed):
    hidden = (single("x", status=QuestionStatus.WITHDRAWN), single("y", status=QuestionStatus.DRAFT))
    quiz = make_quiz(sections=(section(*hidden, *BANK, draw=5, shuffle=True),))
    assert not {"x", "y"} & set(drawn_codes(quiz, seed))


def test_over_many_seeds_every_question_is_drawn_equally_often():
    quiz = make_quiz(sections=(section(*BANK, draw=2, shuffle=True),), shuffle_questions=True)
    drawn = Counter(code for seed in range(3000) for code in drawn_codes(quiz, seed))
    # 1000 expected each, standard deviation 26
    assert all(870 < drawn[one.code] < 1130 for one in BANK)


def test_over_many_seeds_every_question_comes_first_equally_often():
    quiz = make_quiz(sections=(section(*BANK, shuffle=True),), shuffle_questions=True)
    first = Counter(drawn_codes(quiz, seed)[0] for seed in range(3000))
    # 500 expected each, standard deviation 20
    assert all(400 < first[one.code] < 600 for one in BANK)


def test_the_place_of_the_right_option_tells_nothing_over_200_seeds():
    question = single()
    right = question.right_answer()
    places = Counter(question.option_order(seed, shuffle=True).index(right) for seed in range(200))
    # 50 expected each, standard deviation 6.1: outside of four deviations the order would follow the key
    assert all(26 <= places[place] <= 74 for place in range(4))


TEN = tuple(single(f"c{n}") for n in range(10))
COUNTS = st.dictionaries(st.sampled_from([one.code for one in TEN]), st.integers(min_value=0, max_value=5))


@given(SEEDS, SEEDS)
def test_a_second_draw_of_five_out_of_ten_shares_no_question_with_the_first(first_seed, second_seed):
    quiz = make_quiz(*TEN, draw=5)
    first = drawn_codes(quiz, first_seed)
    second = drawn_codes(quiz, second_seed, Counter(first))
    assert not set(first) & set(second)
    assert len(second) == 5


@given(SEEDS, COUNTS)
def test_nothing_is_drawn_that_was_seen_more_often_than_what_is_left_out(seed, seen):
    quiz = make_quiz(sections=(section(*TEN, draw=4, shuffle=True),), shuffle_questions=True)
    drawn = drawn_codes(quiz, seed, seen)
    left_out = {one.code for one in TEN} - set(drawn)
    assert max(seen.get(code, 0) for code in drawn) <= min(seen.get(code, 0) for code in left_out)
    assert drawn == drawn_codes(quiz, seed, seen)


@given(SEEDS, COUNTS)
def test_a_quiz_that_asks_everything_asks_it_in_the_same_order_whatever_was_seen(seed, seen):
    quiz = make_quiz(sections=(section(*TEN, shuffle=True),), shuffle_questions=True)
    assert drawn_codes(quiz, seed, seen) == drawn_codes(quiz, seed)


def test_over_many_seeds_every_unseen_question_is_drawn_equally_often():
    quiz = make_quiz(*TEN, draw=2)
    seen = {f"c{n}": 1 for n in range(5)}
    drawn = Counter(code for seed in range(3000) for code in drawn_codes(quiz, seed, seen))
    # 1200 expected each, standard deviation 27
    assert set(drawn) == {f"c{n}" for n in range(5, 10)}
    assert all(1060 < count < 1340 for count in drawn.values())
