"""Pure decisions of marking: what a mark may be, in which order answers come, what a mark is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from elearn.content.numbers import UnreadableNumber, learner_number
from elearn.content.questions.essay import Criterion, Essay, Level
from elearn.quiz import grading

POINT_PLACES = 2
"""How many decimals a grader may give: finer differences are not told by reading an essay."""

MAX_COMMENT_CHARACTERS = 4_000


class Slip(StrEnum):
    """Why what a grader typed cannot be stored."""

    MISSING = "missing"  # a criterion without points
    NUMBER = "number"  # not readable, or with too many decimals
    RANGE = "range"  # below 0 or above the points of the criterion
    COMMENT_MISSING = "comment-missing"  # whoever asked for a second look is owed a word
    COMMENT_LONG = "comment-long"
    CHARACTERS = "characters"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMark:
    """A mark as a grader gives it: `number` is the place in the history that he saw free, 1 for the first."""

    number: int
    criteria: tuple[Decimal, ...]
    comment: str

    @property
    def points(self) -> Decimal:
        """The sum over all criteria."""
        return sum(self.criteria, Decimal(0))


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedMark:
    """What stood in the form: texts to show again, and what is wrong with them by field ("comment" or the
    place of a criterion, from 1). `mark` is None when something is.
    """

    points: tuple[str, ...]
    comment: str
    slips: Mapping[str, Slip]
    mark: NewMark | None = None


def choices(criterion: Criterion) -> tuple[Level, ...]:
    """The levels to choose from, the highest first; nothing can always be given. Empty: points are typed."""
    if not criterion.levels:
        return ()
    has_zero = any(not level.points for level in criterion.levels)
    zero = () if has_zero else (Level(points=Decimal(0), text=""),)
    return tuple(sorted((*criterion.levels, *zero), key=lambda level: -level.points))


def read_mark(
    essay: Essay, number: int, points: Sequence[str], comment: str, *, needs_comment: bool
) -> TypedMark:
    """The mark in the posted texts, one for each criterion, or what is wrong with them."""
    slips: dict[str, Slip] = {}
    given: list[Decimal] = []
    for place, (criterion, text) in enumerate(zip(essay.criteria, points, strict=True), start=1):
        read = _points(criterion, text)
        if isinstance(read, Slip):
            slips[str(place)] = read
        else:
            given.append(read)
    comment = comment.replace("\r\n", "\n").strip()
    if slip := _comment_slip(comment, needs_comment):
        slips["comment"] = slip
    mark = None if slips else NewMark(number=number, criteria=tuple(given), comment=comment)
    return TypedMark(points=tuple(points), comment=comment, slips=slips, mark=mark)


def _points(criterion: Criterion, text: str) -> Decimal | Slip:
    if not text.strip():
        return Slip.MISSING
    try:
        points = learner_number(text)
    except UnreadableNumber:
        return Slip.NUMBER
    if not 0 <= points <= criterion.points:
        return Slip.RANGE
    fixed = {criterion.points, *(level.points for level in criterion.levels)}
    has_too_many = -int(points.as_tuple().exponent) > POINT_PLACES
    return Slip.NUMBER if has_too_many and points not in fixed else points


def _comment_slip(comment: str, needs_comment: bool) -> Slip | None:
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in comment):
        return Slip.CHARACTERS
    if len(comment) > MAX_COMMENT_CHARACTERS:
        return Slip.COMMENT_LONG
    return Slip.COMMENT_MISSING if needs_comment and not comment else None


def may_look_again(graders: Collection[int], grader: int) -> bool:
    """Whether a grader may answer a second look at an answer that these have marked: nobody judges his own
    mark. Another grader or HR does.
    """
    return grader not in graders


def fraction(essay: Essay, points: Decimal) -> Decimal:
    """What is stored as the mark of an answer: the share of the points, 0 to 1."""
    return grading.stored(Fraction(points) / Fraction(essay.points), grading.FRACTION_PLACES)


def shuffled(attempt_ids: Iterable[int], purpose: str) -> tuple[int, ...]:
    """The answers to one question in an order that is always the same and tells neither who nor when."""

    def rank(attempt_id: int) -> bytes:
        return hashlib.blake2b(f"{purpose}:{attempt_id}".encode(), digest_size=8).digest()

    return tuple(sorted(attempt_ids, key=rank))


def next_waiting(order: Sequence[int], waiting: Iterable[int], after: int | None = None) -> int | None:
    """The first waiting answer behind another one, beginning anew at the end; None when no other waits."""
    still = set(waiting) - {after}
    start = order.index(after) + 1 if after in order else 0
    return next((one for one in (*order[start:], *order[:start]) if one in still), None)
