"""The corrections of a quiz as its author reads them: counts only, no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from elearn.database import db
from elearn.quiz.tables import KeyCorrection, RegradedAttempt
from elearn.regrading.rules import KeyRule


@dataclass(frozen=True, kw_only=True, slots=True)
class PastCorrection:
    """A signed correction and how many attempts it reached, raised, lowered and lifted over the pass mark."""

    release_number: int
    rules: Mapping[str, KeyRule]
    note: str
    signed_by: str
    decided_at: datetime
    applied_at: datetime | None
    attempts: int
    raised: int
    lowered: int
    now_passed: int


def past_corrections(course: str, quiz: str) -> tuple[PastCorrection, ...]:
    """The corrections of a quiz, newest first, in one query."""
    after, before = RegradedAttempt.points_after, RegradedAttempt.points_before
    passes_now = RegradedAttempt.passed_after.is_(True) & RegradedAttempt.passed_before.is_(False)
    query = (
        select(
            KeyCorrection.release_number,
            KeyCorrection.rules,
            KeyCorrection.note,
            KeyCorrection.signed_by,
            KeyCorrection.decided_at,
            KeyCorrection.applied_at,
            func.count(RegradedAttempt.attempt_id).label("attempts"),
            func.coalesce(func.sum(case((after > before, 1), else_=0)), 0).label("raised"),
            func.coalesce(func.sum(case((after < before, 1), else_=0)), 0).label("lowered"),
            func.coalesce(func.sum(case((passes_now, 1), else_=0)), 0).label("now_passed"),
        )
        .select_from(KeyCorrection)
        .outerjoin(RegradedAttempt, RegradedAttempt.correction_id == KeyCorrection.id)
        .where(KeyCorrection.course == course, KeyCorrection.quiz == quiz)
        .group_by(KeyCorrection.id)
        .order_by(KeyCorrection.id.desc())
    )
    rows = (dict(row._mapping) for row in db.session.execute(query))
    return tuple(PastCorrection(**row | {"rules": _rules(row["rules"])}) for row in rows)


def _rules(words: Mapping[str, str]) -> dict[str, KeyRule]:
    return {code: KeyRule(word) for code, word in words.items()}
