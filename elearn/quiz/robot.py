"""The robot behind `elearn check --robot`: it sits a quiz many times before the first learner does. Pure.

It answers with the key, leaves everything blank, and clicks at random; it also looks at what the draw and the
shuffle do over many sittings. Seeds are fixed: the same file always gives the same findings.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log

from elearn.content.questions.choices import ChoiceQuestion, stays_last
from elearn.content.questions.contract import (
    ANSWER_FIELD,
    Answer,
    Question,
    UnreadableAnswer,
    part_field,
)
from elearn.content.questions.survey import Survey
from elearn.content.questions.true_false import TrueFalse
from elearn.content.quiz import Purpose, Quiz
from elearn.problems import Place, Problem
from elearn.quiz.drawing import drawn_codes
from elearn.quiz.grading import graded, mark_of
from elearn.quiz.robot_sentences import level_of

SITTINGS = 500
LUCK_ABOVE = Fraction(5, 100)
"""Passing by clicking more often than one time in twenty is luck that authors should know of."""
FALSE_ALARM = 1e-9
"""How probable it is at most that a fair draw or shuffle of a whole quiz is called unfair."""

Draw = Callable[[Quiz, int], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class RobotReport:
    """What `sittings` sittings of a quiz showed.

    `mean_percent` is what random clicking earns on average and `lucky_share` how often it passes, 0 to 1;
    both are None where nothing can be passed by clicking: in practice, without a pass mark, and without a
    question that a key can mark. `awaiting` questions are marked by people and `unmarked` ones have no key:
    neither counts.
    """

    code: str
    path: str
    sittings: int
    problems: tuple[Problem, ...] = ()
    mean_percent: Fraction | None = None
    lucky_share: Fraction | None = None
    awaiting: int = 0
    unmarked: int = 0


def sit(quiz: Quiz, sittings: int = SITTINGS, draw: Draw = drawn_codes) -> RobotReport:
    """Sit a quiz; one without a question to ask is left alone. `draw` deals the questions of a seed."""
    quiz = _settled(quiz)
    asked = quiz.active_questions
    deals = [tuple(draw(quiz, seed)) for seed in range(sittings)]
    luck = _luck(quiz, deals)
    problems = [problem for one in asked if has_key(one) for problem in _answer_problems(quiz, one)]
    problems += [*_draw_problems(quiz, deals), *_luck_problems(quiz, luck)]
    if quiz.shuffle_options:
        problems += [problem for one in asked for problem in _order_problems(one, sittings)]
    return RobotReport(
        code=quiz.code,
        path=quiz.path,
        sittings=sittings,
        problems=tuple(problems),
        mean_percent=luck.mean_percent if luck else None,
        lucky_share=luck.share if luck else None,
        awaiting=sum(one.IS_MARKED and not has_key(one) for one in asked),
        unmarked=sum(not one.IS_MARKED for one in asked),
    )


def has_key(question: Question) -> bool:
    """Whether an answer can be marked without a person."""
    return question.IS_MARKED and not question.NEEDS_GRADER


def _settled(quiz: Quiz) -> Quiz:
    """The quiz with partial credit decided once, and not again at each of its many marks."""
    sections = (
        replace(section, questions=tuple(quiz.settled(one) for one in section.questions))
        for section in quiz.sections
    )
    return replace(quiz, sections=tuple(sections))


def _found(rule: str, place: Place, **values: str) -> Problem:
    return Problem(place=place, level=level_of(rule), rule=rule, values=values)


# --- right and blank


def _answer_problems(quiz: Quiz, question: Question) -> Iterator[Problem]:
    """The key must be an answer that a learner can give and that earns everything, and a blank nothing.

    A mark does not depend on the sitting: what holds for each question holds for every sum of them.
    """
    right = question.right_answer()
    try:
        given = question.parse_answer(_posted(right))
    except UnreadableAnswer as refused:
        yield _found("K-702", question.place, question=question.title, answer=refused.value or refused.code)
        return
    earned = mark_of(quiz, question, given).fraction
    if earned != 1:
        yield _found("K-701", question.place, question=question.title, percent=percent_words(100 * earned))
    if mark_of(quiz, question, None).fraction:
        yield _found("K-703", question.place, question=question.title)


def _posted(answer: Answer) -> dict[str, list[str]]:
    """The form fields in which an answer arrives."""
    if isinstance(answer, dict):
        return {part_field(key): [value] for key, value in answer.items()}
    return {ANSWER_FIELD: [answer] if isinstance(answer, str) else list(answer or ())}


# --- random clicking


@dataclass(frozen=True)
class _Luck:
    mean_percent: Fraction
    share: Fraction
    passed: int


def _luck(quiz: Quiz, deals: Sequence[Sequence[str]]) -> _Luck | None:
    questions = {one.code: one for one in quiz.active_questions if has_key(one)}
    if not questions or not deals or quiz.purpose is Purpose.PRACTICE or quiz.pass_percent <= 0:
        return None
    total, passed = Fraction(0), 0
    for seed, codes in enumerate(deals):
        rng = random.Random(seed)  # noqa: S311 - chance that everybody may repeat
        asked = [code for code in codes if code in questions]
        result = graded(quiz, asked, {code: questions[code].robot_answer(rng) for code in asked})
        total += result.percent
        passed += bool(result.max_points) and result.percent >= Fraction(quiz.pass_percent)
    return _Luck(total / len(deals), Fraction(passed, len(deals)), passed)


def _luck_problems(quiz: Quiz, luck: _Luck | None) -> Iterator[Problem]:
    if luck is None:
        return
    pass_percent = percent_words(Fraction(quiz.pass_percent))
    if luck.mean_percent >= Fraction(quiz.pass_percent):
        yield _found(
            "K-704",
            Place(quiz.path),
            mean=percent_words(luck.mean_percent),
            percent=pass_percent,
            quiz=quiz.code,
        )
    elif luck.share > LUCK_ABOVE:
        yield _found(
            "K-750",
            Place(quiz.path),
            share=percent_words(100 * luck.share),
            percent=pass_percent,
            quiz=quiz.code,
        )


def percent_words(value: Fraction) -> str:
    """A percentage with one decimal where there is one, in Indonesian writing."""
    return f"{float(value):.1f}".removesuffix(".0").replace(".", ",")


# --- fairness


def is_unlikely(hits: int, tries: int, chance: Fraction, choices: int = 1) -> bool:
    """Whether `hits` of `tries` cannot be the chance it should be.

    Chernoff's bound: a share x of n fair tries at chance p is at most exp(-n D(x || p)) probable, D being the
    Kullback-Leibler divergence (Hoeffding 1963, theorem 1). It holds for every n and p, so that small numbers
    raise no false alarm. `choices` is how many such questions are asked at once.
    """
    if not 0 < chance < 1 or not tries:
        return False
    return tries * _divergence(hits / tries, float(chance)) > log(2 * choices / FALSE_ALARM)


def _divergence(share: float, chance: float) -> float:
    pairs = ((share, chance), (1 - share, 1 - chance))
    return sum(part * log(part / whole) for part, whole in pairs if part > 0)


def _draw_problems(quiz: Quiz, deals: Sequence[Sequence[str]]) -> Iterator[Problem]:
    drawn = Counter(code for codes in deals for code in codes)
    for questions, count in _portions(quiz):
        if count >= len(questions):
            continue
        chance = Fraction(count, len(questions))
        for one in questions:
            if is_unlikely(drawn[one.code], len(deals), chance, len(questions)):
                yield _found(
                    "K-705",
                    one.place,
                    question=one.title,
                    times=str(drawn[one.code]),
                    sittings=str(len(deals)),
                    expected=str(round(chance * len(deals))),
                )


def _portions(quiz: Quiz) -> Iterator[tuple[Sequence[Question], int]]:
    """What is drawn from together, and how many of it."""
    if quiz.draw is not None and not any(section.draw for section in quiz.sections):
        yield quiz.active_questions, quiz.draw
        return
    for section in quiz.sections:
        if section.draw is not None:
            yield section.active_questions, section.draw


def _order_problems(question: Question, sittings: int) -> Iterator[Problem]:
    """Options that speak of those above them stay below; the key stands everywhere equally often."""
    if not isinstance(question, ChoiceQuestion) or not question.shuffle:
        return
    if isinstance(question, Survey | TrueFalse):  # both stand still by rule
        return
    orders = [question.option_order(seed, shuffle=True) for seed in range(sittings)]
    last = [choice.id for choice in question.choices if stays_last(choice.text)]
    if last and any(list(order[-len(last) :]) != last for order in orders):
        yield _found("K-706", question.place, question=question.title, option=question.option_text(last[0]))
    moving = [choice for choice in question.choices if choice.id not in last]
    for choice in moving:
        places = Counter(order.index(choice.id) for order in orders)
        chance = Fraction(1, len(moving))
        if choice.is_right and any(
            is_unlikely(places[place], sittings, chance, len(moving) ** 2) for place in range(len(moving))
        ):
            yield _found("K-707", question.place, question=question.title, option=choice.text)
