"""How the mark of an essay looks to its learner: points for each criterion, the comment, the second look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from markupsafe import Markup

from elearn.content.questions.essay import Criterion, Essay
from elearn.quiz.essays import second_looks
from elearn.quiz.essays import store as given_marks_store
from elearn.quiz.essays.store import GivenMark, SecondLook


@dataclass(frozen=True, kw_only=True)
class CriterionResult:
    """One criterion: its words (None without a rubric), points given of the most, words of its level."""

    text: Markup | None
    points: Decimal
    most: Decimal
    level: Markup | None


@dataclass(frozen=True, kw_only=True)
class EssayResult:
    """The mark that counts. `points_before` is the mark before a second look; `typed` a refused request."""

    attempt_id: int
    points: Decimal
    most: Decimal
    criteria: tuple[CriterionResult, ...]
    comment: str
    given_at: datetime
    look: SecondLook | None
    points_before: Decimal | None
    may_ask: bool
    shows_points: bool
    typed: str | None = None


@dataclass(frozen=True, kw_only=True)
class EssayMarks:
    """What people gave to the essays of one attempt; empty for most."""

    attempt_id: int
    marks: dict[str, tuple[GivenMark, ...]]
    looks: dict[str, SecondLook]
    now: datetime
    refused: tuple[str, str] | None = None  # question and reason of a request that was refused

    @classmethod
    def of_attempt(cls, attempt_id: int, now: datetime, refused: tuple[str, str] | None = None) -> EssayMarks:
        """The marks and requests of an attempt; two queries."""
        return cls(
            attempt_id=attempt_id,
            marks=given_marks_store.given_marks(attempt_id),
            looks=given_marks_store.second_looks(attempt_id),
            now=now,
            refused=refused,
        )

    def result(self, essay: Essay, html: Mapping[str, Markup], *, shows_points: bool) -> EssayResult | None:
        """The mark of an essay; None before there is one."""
        marks = self.marks.get(essay.code)
        if not marks:
            return None
        look, last = self.looks.get(essay.code), marks[-1]
        return EssayResult(
            attempt_id=self.attempt_id,
            points=last.points,
            most=essay.points,
            criteria=tuple(
                _criterion(one, points, html)
                for one, points in zip(essay.criteria, last.criteria, strict=False)
            ),
            comment=last.comment,
            given_at=last.given_at,
            look=look,
            points_before=_before(marks, look),
            may_ask=second_looks.may_ask(marks, look, self.now),
            shows_points=shows_points,
            typed=self.refused[1] if self.refused and self.refused[0] == essay.code else None,
        )


def _before(marks: tuple[GivenMark, ...], look: SecondLook | None) -> Decimal | None:
    """The points that stood before the answer to a second look, once there is one."""
    if look is None or look.answered_at is None:
        return None
    earlier = [one for one in marks if one.given_at < look.answered_at] or [marks[0]]
    return earlier[-1].points


def _criterion(criterion: Criterion, points: Decimal, html: Mapping[str, Markup]) -> CriterionResult:
    level = next((one.text for one in criterion.levels if one.points == points), None)
    return CriterionResult(
        text=html[criterion.text] if criterion.text else None,
        points=points,
        most=criterion.points,
        level=html[level] if level else None,
    )
