"""What a new version of a quiz changes about the marking of its questions. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from elearn.content.questions.choices import ChoiceQuestion, OneChoiceQuestion
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.quiz import Quiz
from elearn.quiz.substance import has_key, substance


class ChangeKind(StrEnum):
    """What became of a question."""

    KEY = "key"
    """What earns its points is another now."""
    OPTIONS = "options"
    """Options or parts are worded anew, one for one, with the same credit: earlier answers stay as marked."""
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionChange:
    """A question whose marking changed. `number` is its place in the old file, from 1; `line` that in the
    new one (0 when it is gone).
    """

    code: str
    title: str
    kind: ChangeKind
    number: int
    path: str
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizChanges:
    """What changed between two versions of a quiz. Points and the pass mark are told, and touch no attempt
    that is finished: it was promised others.
    """

    questions: tuple[QuestionChange, ...]
    new_points: tuple[str, ...] = ()
    is_new_pass_mark: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether there is something to tell although no finished attempt feels it."""
        return bool(self.new_points or self.is_new_pass_mark)


def changes_between(old: Quiz, new: Quiz) -> QuizChanges:
    """What the new version changes; words around a question, its order and its drawing are no change."""
    after = {one.code: one for one in new.questions}
    pairs = [(one, after.get(one.code)) for one in old.questions]
    return QuizChanges(
        questions=tuple(_question_changes(old, new)),
        new_points=tuple(one.code for one, other in pairs if other and one.points != other.points),
        is_new_pass_mark=old.pass_percent != new.pass_percent,
    )


def _question_changes(old: Quiz, new: Quiz) -> Iterator[QuestionChange]:
    after = {one.code: one for one in new.questions}
    for number, before in enumerate(old.questions, start=1):
        kind = _kind_of_change(old, new, before, after.get(before.code))
        if kind is not None:
            place = after.get(before.code, before).place
            yield QuestionChange(
                code=before.code,
                title=before.title,
                kind=kind,
                number=number,
                path=place.path or new.path,
                line=place.line if before.code in after else 0,
            )


def _kind_of_change(old: Quiz, new: Quiz, before: Question, after: Question | None) -> ChangeKind | None:
    if not has_key(before) or (after is not None and not has_key(after)):
        return None
    if after is None:
        return ChangeKind.REMOVED
    key = _key_change(old.settled(before), new.settled(after))
    was_asked = before.status is QuestionStatus.ACTIVE
    if key is not ChangeKind.KEY and was_asked and after.status is not QuestionStatus.ACTIVE:
        return ChangeKind.WITHDRAWN
    return key


def _key_change(before: Question, after: Question) -> ChangeKind | None:
    then, now = substance(before), substance(after)
    then.pop("points", None)
    now.pop("points", None)
    if then == now:
        return None
    if (
        isinstance(before, ChoiceQuestion)
        and isinstance(after, ChoiceQuestion)
        and then["kind"] == now["kind"]
    ):
        return _choices_change(before, after)
    return ChangeKind.KEY


def _choices_change(before: ChoiceQuestion, after: ChoiceQuestion) -> ChangeKind | None:
    """A typing error mended in an option is no other key: what was added is worth what went away."""
    then, now = _credits(before), _credits(after)
    pays_otherwise = before.partial_credit != after.partial_credit and not isinstance(
        before, OneChoiceQuestion
    )
    if pays_otherwise or any(then[one] != now[one] for one in then.keys() & now.keys()):
        return ChangeKind.KEY
    gone = Counter(then[one] for one in then.keys() - now.keys())
    added = Counter(now[one] for one in now.keys() - then.keys())
    if gone != added:
        return ChangeKind.KEY
    return ChangeKind.OPTIONS if gone else None


def _credits(question: ChoiceQuestion) -> dict[str, Fraction]:
    return {one.id: one.credit for one in question.choices}
