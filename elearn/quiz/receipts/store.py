"""Queries for receipts: a person's own saved answers, whatever became of their attempts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from elearn.database import db
from elearn.quiz.tables import Answer, Attempt


@dataclass(frozen=True, kw_only=True, slots=True)
class Save:
    """The place of a stored answer; `sequence` is the number of its latest save."""

    attempt_id: int
    question: str
    sequence: int


_SAVE = (Answer.attempt_id, Answer.question, Answer.sequence)


def find_by_receipt(person_id: int, receipt: str) -> Save | None:
    """The person's stored answer that carries this receipt, of several the latest."""
    query = (
        select(*_SAVE)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.person_id == person_id, Answer.receipt == receipt)
        .order_by(Answer.saved_at.desc())
        .limit(1)
    )
    row = db.session.execute(query).one_or_none()
    return Save(**row._mapping) if row else None


def replaced_saves(person_id: int, limit: int) -> list[Save]:
    """The person's answers that were saved more than once, the latest first."""
    query = (
        select(*_SAVE)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(Attempt.person_id == person_id, Answer.sequence > 1)
        .order_by(Answer.saved_at.desc(), Answer.question)
        .limit(limit)
    )
    return [Save(**row._mapping) for row in db.session.execute(query)]
