"""How a corrected key counts in an attempt that is already marked. Pure, in exact fractions.

The rules are those of Canvas: both keys, new key only, full credit, no regrade. Nobody who passed loses that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from elearn.content.questions.contract import Answer, Question
from elearn.content.quiz import Quiz
from elearn.quiz import grading
from elearn.quiz.substance import has_key, is_comparable, is_widened
from elearn.regrading.changes import ChangeKind, QuizChanges


class KeyRule(StrEnum):
    """How one question counts in finished attempts."""

    EITHER = "either"
    """The better of the stored mark and that of the new key."""
    NEW = "new"
    FULL = "full"
    """Full marks for everyone who was asked, blanks too."""
    NONE = "none"
    """As it was."""


DEFAULT_RULES = {ChangeKind.KEY: KeyRule.EITHER}
"""What counts when the author says nothing; every other change leaves marks as they are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedAnswer:
    """A stored answer and its mark, 0 to 1."""

    value: Answer
    fraction: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedAttempt:
    """A finished attempt with its stored figures; `answers` are by question, blanks may be missing."""

    id: int
    person_id: int
    version: str
    object_sha256: str
    questions: tuple[str, ...]
    points: Decimal
    max_points: Decimal
    percent: Decimal
    passed: bool
    answers: Mapping[str, MarkedAnswer]


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMark:
    """The mark of one question, before and after. `is_comparable`: the new key could be asked."""

    question: str
    before: Fraction
    after: Fraction
    is_comparable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Regrade:
    """What a correction makes of one attempt. `passed_after` is true for whoever had passed;
    `is_below` tells that his figures alone would not pass any more.
    """

    attempt: MarkedAttempt
    marks: tuple[NewMark, ...]
    points: Decimal
    percent: Decimal
    passed_after: bool
    is_below: bool

    @property
    def is_raised(self) -> bool:
        """Whether the points grew."""
        return self.points > self.attempt.points

    @property
    def is_lowered(self) -> bool:
        """Whether the points shrank."""
        return self.points < self.attempt.points


def effective_rules(changes: QuizChanges, chosen: Mapping[str, KeyRule]) -> dict[str, KeyRule]:
    """The rule of every question that is not left as it was: the author's word, else the default."""
    rules = {one.code: DEFAULT_RULES.get(one.kind, KeyRule.NONE) for one in changes.questions}
    rules |= chosen
    return {code: rule for code, rule in rules.items() if rule is not KeyRule.NONE}


def regrade(attempt: MarkedAttempt, own: Quiz, new: Quiz, rules: Mapping[str, KeyRule]) -> Regrade:
    """The attempt by these rules. `own` is the quiz it was begun with: its points and pass mark stay.

    Doing it again to what came out changes nothing.
    """
    marks = tuple(_new_marks(attempt, own, new, rules))
    if all(one.after == one.before for one in marks):
        points, percent = attempt.points, attempt.percent
        is_pass = attempt.passed
    else:
        total, most = _total(attempt, own, {one.question: one.after for one in marks})
        points, percent = grading.stored(total), grading.stored(grading.percent_of(total, most))
        if all(one.after >= one.before for one in marks):
            # A mark that is no simple fraction lost its last places when it was stored: never to the bad.
            points, percent = max(points, attempt.points), max(percent, attempt.percent)
        is_pass = grading.is_pass(own, total, most)
    return Regrade(
        attempt=attempt,
        marks=marks,
        points=points,
        percent=percent,
        passed_after=attempt.passed or is_pass,
        is_below=attempt.passed and not is_pass,
    )


def _new_marks(
    attempt: MarkedAttempt, own: Quiz, new: Quiz, rules: Mapping[str, KeyRule]
) -> Iterator[NewMark]:
    before = {one.code: one for one in own.questions}
    after = {one.code: one for one in new.questions}
    for code in attempt.questions:
        if code in rules and code in before and has_key(before[code]):
            yield _new_mark(attempt, before[code], after.get(code), new, rules[code])


def _new_mark(
    attempt: MarkedAttempt, before: Question, after: Question | None, new: Quiz, rule: KeyRule
) -> NewMark:
    answer = attempt.answers.get(before.code)
    held = _held(answer)
    if rule is KeyRule.FULL:
        return NewMark(question=before.code, before=held, after=Fraction(1))
    value = answer.value if answer else None
    if value is None:
        return NewMark(question=before.code, before=held, after=held)
    if after is None or not is_comparable(before, after, value):
        return NewMark(question=before.code, before=held, after=held, is_comparable=False)
    by_new = _mark_by(new, before, after, value)
    best = max(held, by_new) if rule is KeyRule.EITHER else by_new
    return NewMark(question=before.code, before=held, after=best)


def _mark_by(new: Quiz, before: Question, after: Question, value: Answer) -> Fraction:
    """What the new key gives. Who could click one option only is right with any that is right now."""
    if is_widened(before, after):
        return Fraction(value in (after.right_answer() or ()))
    return grading.mark_of(new, after, value).fraction


def _total(attempt: MarkedAttempt, own: Quiz, changed: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    """Points and most points of the attempt, exactly."""
    worth = {one.code: Fraction(one.points) for one in own.questions}
    total = Fraction(0)
    for code in attempt.questions:
        answer = attempt.answers.get(code)
        total += worth[code] * changed.get(code, _held(answer))
    return total, sum((worth[code] for code in attempt.questions), Fraction(0))


def _held(answer: MarkedAnswer | None) -> Fraction:
    """The mark as it stands; a blank without a row has none."""
    return grading.exact(answer.fraction) if answer and answer.fraction is not None else Fraction(0)
