"""How a corrected key counts in a marked attempt: exactly, never to anybody's silent loss."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from elearn.content.questions.contract import Question
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.quiz import Quiz
from elearn.quiz import grading
from elearn.regrading.changes import changes_between
from elearn.regrading.impact import Tally
from elearn.regrading.rules import KeyRule, MarkedAnswer, MarkedAttempt, Regrade, effective_rules, regrade
from tests.quiz.samples import make_quiz
from tests.regrading.conftest import NEW, OLD, question

CODES = ("q1", "q2", "q3")
BY_KEY = (KeyRule.EITHER, KeyRule.NEW)


def marked(quiz: Quiz, **chosen: str) -> MarkedAttempt:
    """An attempt at a quiz as closing it stores it; a letter that is no option is an unknown one."""
    questions = {one.code: one for one in quiz.questions}
    answers = {}
    for code, letter in chosen.items():
        value = next(
            (one.id for one in question(code).choices if one.text == f"{code} {letter}"), "o0000000000"
        )
        fraction = grading.mark_of(quiz, questions[code], value).fraction
        answers[code] = MarkedAnswer(value=value, fraction=grading.stored(fraction, grading.FRACTION_PLACES))
    graded = grading.graded(quiz, list(questions), {code: one.value for code, one in answers.items()})
    return MarkedAttempt(
        id=1,
        person_id=7,
        version="v" * 64,
        object_sha256="0" * 64,
        questions=tuple(questions),
        points=grading.stored(graded.points),
        max_points=grading.stored(graded.max_points),
        percent=grading.stored(graded.percent),
        passed=graded.passed,
        answers=answers,
    )


def after(regraded: Regrade) -> MarkedAttempt:
    """The attempt as the store keeps it afterwards."""
    answers = dict(regraded.attempt.answers)
    for one in regraded.marks:
        known = answers.get(one.question)
        fraction = grading.stored(one.after, grading.FRACTION_PLACES)
        if known or one.after != one.before:
            answers[one.question] = MarkedAnswer(value=known.value if known else None, fraction=fraction)
    return replace(
        regraded.attempt,
        points=regraded.points,
        percent=regraded.percent,
        passed=regraded.passed_after,
        answers=answers,
    )


def by(rule: KeyRule, attempt: MarkedAttempt, new: Quiz = NEW, own: Quiz = OLD) -> Regrade:
    return regrade(attempt, own, new, {"q3": rule})


def test_under_either_key_the_old_right_answer_and_the_new_one_both_count() -> None:
    held = by(KeyRule.EITHER, marked(OLD, q1="a", q2="a", q3="a"))
    assert (held.points, held.passed_after, held.is_raised) == (Decimal("3.0000"), True, False)
    raised = by(KeyRule.EITHER, marked(OLD, q1="a", q2="a", q3="b"))
    assert not raised.attempt.passed
    assert (raised.points, raised.percent) == (Decimal("3.0000"), Decimal("100.0000"))
    assert (raised.passed_after, raised.is_below) == (True, False)
    wrong = by(KeyRule.EITHER, marked(OLD, q1="a", q2="a", q3="c"))
    assert (wrong.points, wrong.passed_after) == (wrong.attempt.points, False)


def test_under_the_new_key_alone_figures_fall_but_a_pass_stays() -> None:
    lowered = by(KeyRule.NEW, marked(OLD, q1="a", q2="a", q3="a"))
    assert (lowered.points, lowered.percent) == (Decimal("2.0000"), Decimal("66.6666"))
    assert lowered.is_lowered
    assert (lowered.passed_after, lowered.is_below) == (True, True)


def test_full_marks_are_for_everyone_who_was_asked_blanks_too() -> None:
    blank = by(KeyRule.FULL, marked(OLD, q1="a", q2="a"))
    assert (blank.points, blank.passed_after) == (Decimal("3.0000"), True)
    assert [(one.question, one.before, one.after) for one in blank.marks] == [("q3", 0, 1)]


def test_a_blank_stays_a_blank_under_every_other_rule() -> None:
    for rule in (KeyRule.EITHER, KeyRule.NEW):
        blank = by(rule, marked(OLD, q1="a", q2="a"))
        assert (blank.points, blank.is_raised, blank.is_lowered) == (Decimal("2.0000"), False, False)


def test_an_answer_that_the_new_question_does_not_know_keeps_its_mark() -> None:
    reworded = question("q3", "b")
    worded = replace(reworded, choices=(replace(reworded.choices[0], text="lain"), *reworded.choices[1:]))
    new = make_quiz(*NEW.questions[:2], worded)
    for rule in (KeyRule.EITHER, KeyRule.NEW):
        held = by(rule, marked(OLD, q1="a", q2="a", q3="a"), new)
        assert [one.is_comparable for one in held.marks] == [False]
        assert (held.points, held.is_lowered) == (Decimal("3.0000"), False)


def test_where_several_options_are_right_now_each_of_them_was_the_one_to_click() -> None:
    both = MultipleChoice(
        code="q3",
        title="Judul q3",
        choices=tuple(replace(one, credit=Fraction(one.text != "q3 c")) for one in question("q3").choices),
    )
    new = make_quiz(*NEW.questions[:2], both)
    points = [by(rule, marked(OLD, q3=letter), new).points for rule in BY_KEY for letter in "abc"]
    assert points == [1, 1, 0, 1, 1, 0]


def test_points_and_pass_mark_are_those_the_attempt_was_begun_with() -> None:
    new = make_quiz(*NEW.questions[:2], question("q3", "b", points=Decimal(10)), pass_percent=Decimal(100))
    raised = by(KeyRule.EITHER, marked(OLD, q1="a", q2="b", q3="b"), new)
    assert (raised.points, raised.percent) == (Decimal("2.0000"), Decimal("66.6666"))
    assert not raised.passed_after


def test_three_thirds_reach_the_pass_mark_after_a_correction() -> None:
    def third(code: str) -> Question:
        first, *others = question(code).choices
        return replace(question(code), choices=(replace(first, credit=Fraction(1, 3)), *others))

    thirds = tuple(map(third, ("q1", "q2", "q4")))
    old = make_quiz(*thirds, question("q3"), pass_percent=Decimal(50))
    new = make_quiz(*thirds, question("q3", "b"))
    raised = regrade(marked(old, q1="a", q2="a", q4="a", q3="b"), old, new, {"q3": KeyRule.EITHER})
    assert (raised.points, raised.percent, raised.passed_after) == (Decimal(2), Decimal(50), True)


def test_what_a_person_marked_stays() -> None:
    attempt = marked(OLD, q1="a", q3="b")
    by_hand = replace(
        attempt, answers={**attempt.answers, "q1": replace(attempt.answers["q1"], fraction=Decimal("0.5"))}
    )
    assert by(KeyRule.EITHER, by_hand).points == Decimal("1.5000")


letters = st.fixed_dictionaries({}, optional={code: st.sampled_from("abcx") for code in CODES})
keys = st.fixed_dictionaries({code: st.sampled_from("abc") for code in CODES})
pass_marks = st.integers(0, 100).map(Decimal)


def quiz_with(right: dict[str, str], pass_percent: Decimal = Decimal(70)) -> Quiz:
    return make_quiz(*(question(code, right[code]) for code in CODES), pass_percent=pass_percent)


@given(keys, keys, letters, pass_marks)
def test_either_key_never_lowers_anyone(
    old_key: dict[str, str], new_key: dict[str, str], chosen: dict[str, str], pass_percent: Decimal
) -> None:
    old, new = quiz_with(old_key, pass_percent), quiz_with(new_key)
    regraded = regrade(marked(old, **chosen), old, new, dict.fromkeys(CODES, KeyRule.EITHER))
    assert regraded.points >= regraded.attempt.points
    assert regraded.percent >= regraded.attempt.percent
    assert not regraded.is_below
    by_new_alone = grading.graded(new, CODES, {c: a.value for c, a in regraded.attempt.answers.items()})
    assert regraded.points >= grading.stored(by_new_alone.points)


rules = st.fixed_dictionaries({}, optional={code: st.sampled_from(list(KeyRule)[:3]) for code in CODES})


@given(keys, keys, letters, pass_marks, rules)
def test_applying_a_correction_twice_is_applying_it_once_and_no_pass_is_lost(
    old_key: dict[str, str],
    new_key: dict[str, str],
    chosen: dict[str, str],
    pass_percent: Decimal,
    by_rules: dict[str, KeyRule],
) -> None:
    old, new = quiz_with(old_key, pass_percent), quiz_with(new_key)
    first = regrade(marked(old, **chosen), old, new, by_rules)
    again = regrade(after(first), old, new, by_rules)
    assert after(again) == after(first)
    assert first.passed_after or not first.attempt.passed


def test_the_default_is_either_key_and_only_where_the_key_changed() -> None:
    withdrawn = make_quiz(NEW.questions[0], question("q2", title="Lebih jelas"), NEW.questions[2])
    changes = changes_between(OLD, withdrawn)
    assert effective_rules(changes, {}) == {"q3": KeyRule.EITHER}
    assert effective_rules(changes, {"q3": KeyRule.NONE, "q1": KeyRule.FULL}) == {"q1": KeyRule.FULL}


def test_people_are_counted_once_and_not_when_they_had_passed_before() -> None:
    tally = Tally(changes=changes_between(OLD, NEW), rules={"q3": KeyRule.EITHER}, had_passed={8})
    failed = marked(OLD, q1="a", q2="a", q3="b")
    for person in (7, 7, 8, 9):
        tally.add(by(KeyRule.EITHER, replace(failed, person_id=person)))
    tally.add(by(KeyRule.EITHER, replace(marked(OLD, q1="a"), person_id=10)))
    impact = tally.impact()
    assert (impact.attempts, impact.raised, impact.lowered) == (5, 4, 0)
    assert (impact.now_pass, impact.keep_pass, impact.is_felt) == (2, 0, True)
    assert [(one.asked, one.raised, one.lowered) for one in impact.questions] == [(5, 4, 0)]
