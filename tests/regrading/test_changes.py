"""Which changes of a quiz are changes of its key."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.number_key import read_key
from elearn.content.quiz import Quiz
from elearn.quiz.substance import has_key, is_comparable
from elearn.regrading.changes import ChangeKind, changes_between
from tests.content.strategies import QUESTIONS
from tests.quiz.samples import make_quiz, multiple, number, short_text
from tests.regrading.conftest import NEW, OLD, question


def kinds(old: Quiz, new: Quiz) -> dict[str, ChangeKind]:
    return {one.code: one.kind for one in changes_between(old, new).questions}


def one(before: Question, after: Question) -> ChangeKind | None:
    return kinds(make_quiz(before), make_quiz(after)).get(before.code)


def test_another_option_is_right() -> None:
    changes = changes_between(OLD, NEW)
    assert [(c.code, c.kind, c.number) for c in changes.questions] == [("q3", ChangeKind.KEY, 3)]


def test_words_around_a_question_are_no_change() -> None:
    worded = replace(
        question("q1"),
        title="Lain",
        stem="Lain",
        explanation="Lain",
        when_wrong="Lain",
        hints=("Lain",),
        tags=("lain",),
        shuffle=False,
        choices=tuple(replace(choice, feedback="Lain") for choice in question("q1").choices),
    )
    assert one(question("q1"), worded) is None
    assert one(question("q1"), replace(worded, choices=tuple(reversed(worded.choices)))) is None


def test_a_typing_error_in_an_option_is_no_other_key() -> None:
    choices = question("q1").choices
    mended = replace(question("q1"), choices=(*choices[:2], replace(choices[2], text="q1 c, dibetulkan")))
    assert one(question("q1"), mended) is ChangeKind.OPTIONS


def test_texts_that_change_places_are_another_key() -> None:
    first, second, third = question("q1").choices
    swapped = (replace(first, text=second.text), replace(second, text=first.text), third)
    assert one(question("q1"), replace(question("q1"), choices=swapped)) is ChangeKind.KEY


def test_an_option_more_and_another_credit_are_another_key() -> None:
    choices = question("q1").choices
    more = (*choices, replace(choices[2], text="q1 d"))
    half = (choices[0], replace(choices[1], credit=Fraction(1, 2)), choices[2])
    assert one(question("q1"), replace(question("q1"), choices=more)) is ChangeKind.KEY
    assert one(question("q1"), replace(question("q1"), choices=half)) is ChangeKind.KEY


def test_keys_of_other_kinds() -> None:
    assert one(number("q1"), replace(number("q1"), key=read_key("65 ± 0,5 persen"))) is ChangeKind.KEY
    text = short_text("q1")
    wider = replace(text.answers[0], alternatives=("BerAKHLAK", "akhlak"))
    assert one(text, replace(text, answers=(wider,))) is ChangeKind.KEY
    assert one(multiple("q1"), replace(multiple("q1"), partial_credit=True)) is ChangeKind.KEY
    assert one(multiple("q1"), number("q1")) is ChangeKind.KEY


def test_a_quiz_that_pays_parts_now_changes_only_kinds_that_have_parts() -> None:
    old = make_quiz(question("q1"), multiple("q2"))
    assert kinds(old, replace(old, partial_credit=True)) == {"q2": ChangeKind.KEY}


def test_withdrawn_and_removed_questions_are_told() -> None:
    withdrawn = replace(question("q1"), status=QuestionStatus.WITHDRAWN)
    assert one(question("q1"), withdrawn) is ChangeKind.WITHDRAWN
    assert (
        one(question("q1"), replace(question("q1", "b"), status=QuestionStatus.WITHDRAWN)) is ChangeKind.KEY
    )
    assert one(withdrawn, withdrawn) is None
    assert kinds(OLD, make_quiz(*OLD.questions[:2])) == {"q3": ChangeKind.REMOVED}
    assert kinds(make_quiz(*OLD.questions[:2]), OLD) == {}


def test_points_and_pass_mark_are_told_apart() -> None:
    new = make_quiz(question("q1", points=Decimal(2)), *OLD.questions[1:], pass_percent=Decimal(80))
    changes = changes_between(OLD, new)
    assert (changes.questions, changes.new_points, changes.is_new_pass_mark) == ((), ("q1",), True)


@given(QUESTIONS, st.randoms(use_true_random=False))
def test_a_question_of_any_kind_is_no_change_to_itself_and_takes_its_own_answers(
    asked: Question, rng: Random
) -> None:
    assert one(asked, asked) is None
    if has_key(asked):
        settled = make_quiz(asked).settled(asked)
        for answer in (settled.right_answer(), settled.robot_answer(rng)):
            assert answer is None or is_comparable(settled, settled, answer)


def test_an_option_worded_anew_cannot_be_compared() -> None:
    before, after = multiple("q1"), multiple("q1")
    after = replace(after, choices=(replace(after.choices[0], text="lain"), *after.choices[1:]))
    ids = sorted(choice.id for choice in before.choices)
    assert not is_comparable(before, after, sorted([before.choices[0].id, before.choices[1].id]))
    assert is_comparable(before, after, [one for one in ids if one != before.choices[0].id][:1])
    assert not is_comparable(before, number("q1"), [ids[0]])
    assert not is_comparable(before, None, [ids[0]])
