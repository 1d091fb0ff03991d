"""Urutkan: the written order is the key; what a run earns; and the slips that must never be silent."""

import random
from fractions import Fraction
from itertools import permutations

import pytest

from elearn.content.questions.contract import UnreadableAnswer, Verdict, option_id, part_field
from elearn.content.questions.ordering import Ordering, orders_with_runs_up_to
from elearn.content.sentences import worded
from tests.content.writing import META, asked, question, quiz_and_problems, rules, the_problem

FOUR = "Urutkan:\n\n1. Satu\n2. Dua\n3. Tiga\n4. Empat"
PARTLY = META + " | Nilai-sebagian: ya"
WORDS = ("Satu", "Dua", "Tiga", "Empat")


def read(answer: str = FOUR, meta: str = META) -> Ordering:
    """The ordering question of an answer part."""
    made = question(answer, meta=meta)
    assert isinstance(made, Ordering)
    return made


def in_order(order: str) -> dict[str, str]:
    """An answer: "2341" puts Dua first and Satu last."""
    return {option_id(WORDS[int(item) - 1]): str(place) for place, item in enumerate(order, start=1)}


# --- reading


@pytest.mark.parametrize("markers", ["1. 2. 3.", "1) 2) 3)", "- - -", "* * *", "a. b. c."])
def test_any_list_in_the_right_order_is_read(markers: str):
    lines = "\n".join(f"{marker} {word}" for marker, word in zip(markers.split(), WORDS, strict=False))
    assert read(f"Urutkan:\n\n{lines}").items == WORDS[:3]


def test_an_item_goes_on_below():
    assert read("Urutkan:\n\n1. Satu\n   baris kedua\n\n2. Dua").items == ("Satu\nbaris kedua", "Dua")


# --- slips


@pytest.mark.parametrize("numbers", ["1 3 2", "2 3 4", "1 1 1", "1 2 4", "3 2 1"])
def test_numbers_out_of_order_are_caught(numbers: str):
    lines = "\n".join(f"{number}. Butir {at}" for at, number in enumerate(numbers.split()))
    assert "K-171" in rules(asked(f"Urutkan:\n\n{lines}"))


def test_a_number_out_of_order_is_told_with_the_expected_one():
    problem = the_problem(asked("Urutkan:\n\n1. Satu\n3. Dua\n2. Tiga"), "K-171")

    assert problem.place.line == 12
    assert problem.values["expected"] == "2."
    assert problem.mend is not None
    assert problem.mend.text == "2."


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        ("Urutkan:\n\n1. Satu", "K-170"),
        ("Urutkan:", "K-170"),
        ("Urutkan:\n\n" + "\n".join(f"- Butir {n}" for n in range(101)), "K-174"),
        ("Urutkan: Satu\n\n1. Satu\n2. Dua", "K-165"),
        ("Urutkan:\n\n1. Satu\n2.\n3. Tiga", "K-166"),
        ("Urutkan:\n\n1. Satu\n2.Dua\n3. Tiga", "K-167"),
        ("Urutkan:\n\n1. Satu\n- Dua", "K-172"),
        ("Urutkan:\n\n1. Satu\n2. Dua\n3. Satu.", "K-109"),
        ("Urutkan:\n\n1. Satu\n2. Dua\n> Umpan balik.", "K-108"),
        ("Urutkan:\n\n- [x] Satu\n- [ ] Dua", "K-102"),
    ],
)
def test_a_slip_is_an_error_with_words_in_both_languages(answer: str, rule: str):
    quiz, problems = quiz_and_problems(asked(answer))

    assert quiz is None
    assert rule in [one.rule for one in problems]
    for problem in problems:
        for language in ("id", "en"):
            message, hint = worded(problem, language)
            assert message
            assert "{" not in message + hint


# --- marking


@pytest.mark.parametrize(
    ("order", "earned"),
    [
        ("1234", Fraction(1)),
        ("2341", Fraction(3, 4)),
        ("4123", Fraction(3, 4)),
        ("1243", Fraction(1, 2)),
        ("3412", Fraction(1, 2)),
        ("1423", Fraction(1, 2)),
        ("4321", Fraction(0)),
        ("1324", Fraction(0)),  # a subsequence of three, but no run
        ("2413", Fraction(0)),
    ],
)
def test_part_credit_is_the_longest_run_that_stands_as_in_the_key(order: str, earned: Fraction):
    assert read(meta=PARTLY).mark(in_order(order)).fraction == earned
    assert read().mark(in_order(order)).fraction == (earned == 1)


def test_items_without_a_number_are_left_out_of_the_run():
    partly = read(meta=PARTLY)
    some = {option_id("Dua"): "1", option_id("Tiga"): "4"}

    assert partly.mark(some).fraction == Fraction(1, 2)
    assert read().mark(some).verdict is Verdict.WRONG
    assert partly.mark(None).verdict is Verdict.BLANK


@pytest.mark.parametrize("size", range(2, 8))
def test_chance_is_the_mean_over_all_orders(size: int):
    items = tuple(f"Butir {number}" for number in range(size))
    made = Ordering(code="a", title="A", items=items, partial_credit=True)
    marks = [
        made.mark(dict(zip(made.part_keys(), order, strict=True))).fraction
        for order in permutations(made.positions)
    ]

    assert made.chance_fraction() == sum(marks, Fraction(0)) / len(marks)
    assert orders_with_runs_up_to(size, size) == len(marks)


def test_chance_is_known_for_long_lists_too():
    items = tuple(f"Butir {number}" for number in range(40))
    assert (
        0
        < Ordering(code="a", title="A", items=items, partial_credit=True).chance_fraction()
        < Fraction(1, 10)
    )


# --- posting and showing


def test_the_order_shown_is_never_the_right_one():
    for size in range(3, 7):
        items = tuple(f"Butir {number}" for number in range(size))
        made = Ordering(code="a", title="A", items=items, shuffle=False)
        shown = {made.option_order(seed, shuffle=False) for seed in range(300)}

        assert made.part_keys() not in shown
        assert len(shown) > size - 2


def test_two_items_are_shown_in_either_order():
    made = Ordering(code="a", title="A", items=("Satu", "Dua"))
    assert len({made.option_order(seed, shuffle=True) for seed in range(20)}) == 2


def test_one_number_for_two_items_is_asked_again():
    form = {part_field(option_id("Satu")): ["2"], part_field(option_id("Dua")): ["2"]}

    with pytest.raises(UnreadableAnswer, match="same-position"):
        read().parse_answer(form)


@pytest.mark.parametrize("place", ["0", "5", "-1", "x", "٢", "1.0"])
def test_a_number_that_is_not_on_the_page_is_refused(place: str):
    with pytest.raises(UnreadableAnswer, match="unknown-option"):
        read().parse_answer({part_field(option_id("Satu")): [place]})


def test_an_answer_may_be_unfinished():
    form = {part_field(option_id("Satu")): ["2"], part_field(option_id("Dua")): [""]}
    assert read().parse_answer(form) == {option_id("Satu"): "2"}


def test_the_parts_stand_in_the_order_the_learner_gave_them():
    parts = read().parts(in_order("3142"))

    assert [(one.name, one.verdict) for one in parts] == [
        ("Tiga", Verdict.WRONG),
        ("Satu", Verdict.WRONG),
        ("Empat", Verdict.WRONG),
        ("Dua", Verdict.WRONG),
    ]
    robot = read().robot_answer(random.Random(1))
    assert isinstance(robot, dict)
    assert sorted(robot.values()) == ["1", "2", "3", "4"]


def test_parts_of_a_blank_answer_do_not_tell_the_key():
    names = [one.name for one in read().parts(None)]
    assert names != list(WORDS)
