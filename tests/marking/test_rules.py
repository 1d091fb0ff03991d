"""What a mark may be, in which order answers come, what a mark is worth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions.essay import Criterion
from elearn.marking.rules import Slip, choices, fraction, may_look_again, next_waiting, read_mark, shuffled
from tests.quiz.samples import essay

TYPED = Criterion(text="Apa saja", points=Decimal("2.125"))


def read(first: str = "6", second: str = "3", comment: str = "", *, needs_comment: bool = False):
    return read_mark(essay(), 1, [first, second], comment, needs_comment=needs_comment)


def test_points_are_read_the_indonesian_way():
    mark = read("3", "2,5").mark

    assert mark is not None
    assert mark.criteria == (Decimal(3), Decimal("2.5"))
    assert mark.points == Decimal("5.5")


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ("", "3", {"1": Slip.MISSING}),
        ("7", "3", {"1": Slip.RANGE}),
        ("6", "-1", {"2": Slip.RANGE}),
        ("6", "4,01", {"2": Slip.RANGE}),
        ("6", "empat", {"2": Slip.NUMBER}),
        ("6", "1e1", {"2": Slip.NUMBER}),
        ("6", "1,234", {"2": Slip.NUMBER}),
        ("x", "", {"1": Slip.NUMBER, "2": Slip.MISSING}),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(first, second, slips):
    typed = read(first, second)

    assert typed.mark is None
    assert dict(typed.slips) == slips
    assert typed.points == (first, second)


def test_the_full_points_can_be_given_however_many_decimals_they_have():
    whole = essay(points=10, rubric=(TYPED,))

    assert read_mark(whole, 1, ["2,125"], "", needs_comment=False).mark is not None
    assert read_mark(whole, 1, ["1,125"], "", needs_comment=False).mark is None


@pytest.mark.parametrize(
    ("comment", "needs_comment", "slip"),
    [
        ("", True, Slip.COMMENT_MISSING),
        (" \n", True, Slip.COMMENT_MISSING),
        ("a" * 4_001, False, Slip.COMMENT_LONG),
        ("a\0b", False, Slip.CHARACTERS),
        ("a\ud800", False, Slip.CHARACTERS),
    ],
)
def test_a_comment_that_cannot_be_taken_is_told(comment, needs_comment, slip):
    assert dict(read(comment=comment, needs_comment=needs_comment).slips) == {"comment": slip}


def test_nothing_can_always_be_given_and_the_highest_level_comes_first():
    levels, typed = essay().rubric

    assert [level.points for level in choices(levels)] == [6, 3, 0]
    assert choices(typed) == ()


@given(st.integers(0, 1_000))
def test_a_mark_is_stored_as_a_share_that_never_looks_better_than_it_is(hundredths: int):
    points = Decimal(hundredths) / 100
    stored = fraction(essay(points=10), points)

    assert 0 <= stored <= points / 10
    assert points / 10 - stored < Decimal("0.00000001")


@given(st.sets(st.integers(1, 10_000), max_size=60), st.text(max_size=5))
def test_the_order_is_always_the_same_whoever_comes_first(ids: set[int], purpose: str):
    assert shuffled(sorted(ids), purpose) == shuffled(sorted(ids, reverse=True), purpose)
    assert sorted(shuffled(ids, purpose)) == sorted(ids)


def test_the_order_tells_neither_time_nor_the_other_question():
    ids = range(1, 40)

    assert shuffled(ids, "a") != tuple(ids)
    assert shuffled(ids, "a") != shuffled(ids, "b")


def test_the_next_one_is_the_first_that_waits_behind_and_then_from_the_start():
    order = (7, 3, 9, 5)

    assert next_waiting(order, {3, 5}) == 3
    assert next_waiting(order, {3, 5}, after=3) == 5
    assert next_waiting(order, {3, 5}, after=5) == 3
    assert next_waiting(order, {3}, after=3) is None
    assert next_waiting(order, {3}, after=1_000) == 3
    assert next_waiting(order, ()) is None


def test_a_second_look_is_anothers():
    assert may_look_again({1, 2}, 3)
    assert not may_look_again({1, 2}, 2)
