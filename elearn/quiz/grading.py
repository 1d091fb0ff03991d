"""How marks add up: exact fractions all the way, rounded only where a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from types import MappingProxyType

from elearn.content.questions.contract import Answer, Mark, Question, Verdict
from elearn.content.quiz import Quiz

STORED_PLACES = Decimal("0.0001")
FRACTION_PLACES = Decimal("0.00000001")
MAX_DENOMINATOR = 5_000
"""Fractions with denominators up to here differ by more than what storing cuts off, so they can be told."""


NOTHING_STORED: Mapping[str, Decimal | None] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True, slots=True)
class Graded:
    """The marks of one attempt. `points` and `max_points` are exact; `percent` is 0 to 100."""

    marks: Mapping[str, Mark]
    points: Fraction
    max_points: Fraction
    passed: bool

    @property
    def percent(self) -> Fraction:
        """The exact share of the points, 0 to 100."""
        return percent_of(self.points, self.max_points)

    @property
    def is_complete(self) -> bool:
        """Whether no answer awaits a grader; before that neither points nor pass are final."""
        return not any(mark.verdict is Verdict.AWAITING for mark in self.marks.values())

    @property
    def weak(self) -> frozenset[str]:
        """The codes of the questions that were not answered fully right."""
        weak = (Verdict.WRONG, Verdict.PARTIAL, Verdict.BLANK)
        return frozenset(code for code, mark in self.marks.items() if mark.verdict in weak)


def graded(
    quiz: Quiz,
    codes: Sequence[str],
    answers: Mapping[str, Answer],
    fractions: Mapping[str, Decimal | None] = NOTHING_STORED,
) -> Graded:
    """The marks of the questions `codes`, a missing answer counting as blank.

    The denominator is the points of all questions of the attempt, answered or not.

    Args:
        fractions: what is stored as the mark of an answer (`Answer.fraction`); it counts, not the key. An
            answer that needs a grader awaits one until it is among these.
    """
    questions = {one.code: one for one in quiz.questions}
    asked = [questions[code] for code in codes]
    marks = {one.code: judged(quiz, one, answers.get(one.code), fractions.get(one.code)) for one in asked}
    points = sum((Fraction(one.points) * marks[one.code].fraction for one in asked), Fraction(0))
    most = sum((Fraction(one.points) for one in asked), Fraction(0))
    return Graded(marks=marks, points=points, max_points=most, passed=is_pass(quiz, points, most))


def mark_of(quiz: Quiz, question: Question, answer: Answer) -> Mark:
    """The judgement of one answer, with the quiz's word on partial credit; None is a blank."""
    if answer is None:
        return Mark.blank()
    return quiz.settled(question).mark(answer)


def judged(quiz: Quiz, question: Question, answer: Answer, stored_fraction: Decimal | None) -> Mark:
    """The judgement of an answer as it stands: the stored fraction is the truth, the key gives the feedback.

    People's marks and corrections of a key are stored fractions, so whoever shows a marked attempt asks here.
    Without a stored fraction (None) it is `mark_of`.
    """
    mark = mark_of(quiz, question, answer)
    if stored_fraction is None or not question.IS_MARKED:
        return mark
    if mark.verdict is not Verdict.AWAITING and stored(mark.fraction, FRACTION_PLACES) == stored_fraction:
        return mark
    return replace(Mark.of(exact(stored_fraction)), feedback=mark.feedback)


def exact(stored_fraction: Decimal) -> Fraction:
    """The fraction that was stored: a third comes back as a third, not as 0.33333333.

    Else three thirds would miss a pass mark that they reach.
    """
    plain = Fraction(stored_fraction)
    near = (plain + Fraction(FRACTION_PLACES) / 2).limit_denominator(MAX_DENOMINATOR)
    return near if stored(near, FRACTION_PLACES) == stored_fraction else plain


def is_pass(quiz: Quiz, points: Fraction, max_points: Fraction) -> bool:
    """Whether these points reach the pass mark, compared exactly: 69.995 % does not pass at 70 %.

    Where there are no points to earn, in a quiz of surveys, handing in is enough.
    """
    return not max_points or percent_of(points, max_points) >= Fraction(quiz.pass_percent)


def percent_of(points: Fraction, max_points: Fraction) -> Fraction:
    """The share in percent; a quiz without points counts as nothing reached."""
    return 100 * points / max_points if max_points else Fraction(0)


def stored(value: Fraction, places: Decimal = STORED_PLACES) -> Decimal:
    """A fraction as the database keeps it: cut, not rounded, so that it never looks better than it was."""
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(places, rounding=ROUND_DOWN)
