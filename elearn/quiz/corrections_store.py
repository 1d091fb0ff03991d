"""Which corrections of keys reached an attempt, and what they made of it. Regrading writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from elearn.database import db
from elearn.quiz.tables import KeyCorrection, RegradedAttempt


@dataclass(frozen=True, kw_only=True, slots=True)
class AppliedCorrection:
    """One correction as an attempt felt it: how each question counts (`rules`), percent and pass before and
    after.
    """

    decided_at: datetime
    rules: Mapping[str, str]
    note: str
    percent_before: Decimal
    percent_after: Decimal
    passed_before: bool
    passed_after: bool


def applied_corrections(attempt_id: int) -> tuple[AppliedCorrection, ...]:
    """The corrections that reached an attempt, the first one first."""
    query = (
        select(
            KeyCorrection.decided_at,
            KeyCorrection.rules,
            KeyCorrection.note,
            RegradedAttempt.percent_before,
            RegradedAttempt.percent_after,
            RegradedAttempt.passed_before,
            RegradedAttempt.passed_after,
        )
        .join(KeyCorrection, KeyCorrection.id == RegradedAttempt.correction_id)
        .where(RegradedAttempt.attempt_id == attempt_id)
        .order_by(KeyCorrection.id)
    )
    return tuple(AppliedCorrection(**row._mapping) for row in db.session.execute(query))
