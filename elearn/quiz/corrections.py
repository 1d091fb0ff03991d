"""What a learner is told when the key of a question was corrected after he handed in."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from elearn.content.questions.contract import Answer, Question
from elearn.quiz import offers
from elearn.quiz.corrections_store import applied_corrections
from elearn.quiz.store import AttemptRow
from elearn.quiz.substance import is_comparable
from elearn.releases.library import ReleasedQuiz
from elearn.releases.objects import ObjectMissing

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """One correction: the numbers of its questions in this attempt, the old percent and the new one.

    `is_either`: each answer counts by the better of both keys. `note` is the author's, plain text.
    """

    numbers: tuple[int, ...]
    decided_at: datetime
    note: str
    percent_before: Decimal
    percent_after: Decimal
    is_either: bool
    passes_now: bool

    @property
    def changes_score(self) -> bool:
        """Whether the figures of this attempt became others."""
        return self.percent_before != self.percent_after


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """The corrections that reached an attempt, and the quiz with the corrected keys (None: nothing was)."""

    notices: tuple[Notice, ...] = ()
    codes: frozenset[str] = frozenset()
    released: ReleasedQuiz | None = None

    def as_shown(self, question: Question, value: Answer, own: ReleasedQuiz) -> tuple[Question, ReleasedQuiz]:
        """The question as its judgement is explained, with the quiz it is in: corrected where it was.

        An answer that the corrected question does not know is shown with the question it was given to.
        """
        after = self.released and next(
            (one for one in self.released.quiz.questions if one.code == question.code), None
        )
        if not after or not self.released or question.code not in self.codes:
            return question, own
        has_same_options = set(after.option_order(0, False)) == set(question.option_order(0, False))
        if not has_same_options or not is_comparable(question, after, value):
            return question, own
        return self.released.quiz.settled(after), self.released


NOT_CORRECTED = Corrected()


def corrections_of(attempt: AttemptRow) -> Corrected:
    """The corrections of a finished attempt; one query, and none where there was no correction."""
    if attempt.regraded_sha256 is None:
        return NOT_CORRECTED
    applied = applied_corrections(attempt.id)
    return Corrected(
        notices=tuple(
            Notice(
                numbers=_numbers(attempt.questions, tuple(one.rules)),
                decided_at=one.decided_at,
                note=one.note,
                percent_before=one.percent_before,
                percent_after=one.percent_after,
                is_either="either" in one.rules.values(),
                passes_now=one.passed_after and not one.passed_before,
            )
            for one in applied
        ),
        codes=frozenset(code for one in applied for code in one.rules),
        released=_released(attempt.regraded_sha256),
    )


def _numbers(asked: Sequence[str], codes: Sequence[str]) -> tuple[int, ...]:
    return tuple(number for number, code in enumerate(asked, start=1) if code in codes)


def _released(sha256: str) -> ReleasedQuiz | None:
    try:
        return offers.released_quiz(sha256)
    except ObjectMissing:
        _log.exception("The corrected quiz cannot be read; the result is shown with the old one.")
        return None
