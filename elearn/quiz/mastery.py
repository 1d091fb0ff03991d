"""What a pre-test shows about each module: pure.

A module is known when its questions reach the pass mark of the pre-test. One question is no evidence, and a
question left empty is none either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.contract import Question
from elearn.content.quiz import Quiz

LEAST_QUESTIONS = 2
"""Fewer questions about a module say nothing about it."""
_LARGEST_DENOMINATOR = 1_000
"""Stored fractions are cut at eight places: this gives 2/3 back from 0.66666666."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ModuleShare:
    """The part of the points of a module's questions that was reached; `points` are exact."""

    module: str
    points: Fraction
    max_points: Fraction
    questions: int
    is_known: bool

    @property
    def percent(self) -> Fraction:
        """0 to 100."""
        return 100 * self.points / self.max_points if self.max_points else Fraction(0)


def shares_by_module(
    course: str, quiz: Quiz, asked: Sequence[str], fractions: Mapping[str, Decimal]
) -> tuple[ModuleShare, ...]:
    """For each module of a course that questions of an attempt refer to, how much of it is known.

    Args:
        asked: the codes of the questions of the attempt.
        fractions: the stored mark (0 to 1) of each question that was answered and is marked.
    """
    by_module: dict[str, list[Question]] = {}
    for question in quiz.questions:
        reference = question.reference
        counts = question.code in asked and question.IS_MARKED and question.points > 0
        if counts and reference is not None and reference.course in (None, course):
            by_module.setdefault(reference.module, []).append(question)
    return tuple(_share(quiz, module, own, fractions) for module, own in by_module.items())


def mastered_modules(
    course: str, quiz: Quiz, asked: Sequence[str], fractions: Mapping[str, Decimal]
) -> frozenset[str]:
    """The modules of a course that a finished attempt at its pre-test shows to be known."""
    shares = shares_by_module(course, quiz, asked, fractions)
    return frozenset(one.module for one in shares if one.is_known)


def _share(
    quiz: Quiz, module: str, questions: Sequence[Question], fractions: Mapping[str, Decimal]
) -> ModuleShare:
    marks = {one.code: _exact(fractions[one.code]) for one in questions if one.code in fractions}
    points = sum((Fraction(one.points) * marks.get(one.code, 0) for one in questions), Fraction(0))
    most = sum((Fraction(one.points) for one in questions), Fraction(0))
    is_evidence = len(questions) >= LEAST_QUESTIONS and len(marks) == len(questions)
    return ModuleShare(
        module=module,
        points=points,
        max_points=most,
        questions=len(questions),
        is_known=is_evidence and 100 * points / most >= Fraction(quiz.pass_percent),
    )


def _exact(stored: Decimal) -> Fraction:
    return Fraction(stored).limit_denominator(_LARGEST_DENOMINATOR)
