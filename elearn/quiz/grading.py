"""How marks add up: exact fractions all the way, rounded only where a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from elearn.content.questions.contract import Answer, Mark, Question
from elearn.content.quiz import Quiz

STORED_PLACES = Decimal("0.0001")
FRACTION_PLACES = Decimal("0.00000001")


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


def graded(quiz: Quiz, codes: Sequence[str], answers: Mapping[str, Answer]) -> Graded:
    """The marks of the questions `codes`, a missing answer counting as blank.

    The denominator is the points of all questions of the attempt, answered or not.
    """
    questions = {one.code: one for one in quiz.questions}
    asked = [questions[code] for code in codes]
    marks = {one.code: mark_of(quiz, one, answers.get(one.code)) for one in asked}
    points = sum((Fraction(one.points) * marks[one.code].fraction for one in asked), Fraction(0))
    most = sum((Fraction(one.points) for one in asked), Fraction(0))
    return Graded(marks=marks, points=points, max_points=most, passed=is_pass(quiz, points, most))


def mark_of(quiz: Quiz, question: Question, answer: Answer) -> Mark:
    """The judgement of one answer, with the quiz's word on partial credit; None is a blank."""
    if answer is None:
        return Mark.blank()
    return quiz.settled(question).mark(answer)


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
