"""Marks that people gave to essays, and requests to look again, as the learner who wrote may see them.

Who gave a mark is not asked for here: to the learner it is "Penilai". Marks are given in marking/.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import insert, select

from elearn.database import db
from elearn.quiz.tables import GivenMark as GivenMarkRow
from elearn.quiz.tables import SecondLook as SecondLookRow


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenMark:
    """One mark of one answer; `number` 1 is the first, the highest counts. `criteria` in rubric order."""

    question: str
    number: int
    given_at: datetime
    points: Decimal
    criteria: tuple[Decimal, ...]
    comment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondLook:
    """A request to look at a mark again; `answered_at` is None while it waits."""

    question: str
    asked_at: datetime
    reason: str
    answered_at: datetime | None


def given_marks(attempt_id: int) -> dict[str, tuple[GivenMark, ...]]:
    """The marks of an attempt's answers by question, the first one first; one query."""
    columns = (GivenMarkRow.question, GivenMarkRow.number, GivenMarkRow.given_at, GivenMarkRow.points)
    query = (
        select(*columns, GivenMarkRow.criteria, GivenMarkRow.comment)
        .where(GivenMarkRow.attempt_id == attempt_id)
        .order_by(GivenMarkRow.question, GivenMarkRow.number)
    )
    found: dict[str, list[GivenMark]] = defaultdict(list)
    for row in db.session.execute(query).mappings():
        criteria = tuple(Decimal(one) for one in row["criteria"])
        found[row["question"]].append(GivenMark(**{**row, "criteria": criteria}))
    return {question: tuple(marks) for question, marks in found.items()}


def second_looks(attempt_id: int) -> dict[str, SecondLook]:
    """The requests to look again by question; one query."""
    columns = (SecondLookRow.question, SecondLookRow.asked_at, SecondLookRow.reason)
    query = select(*columns, SecondLookRow.answered_at).where(SecondLookRow.attempt_id == attempt_id)
    return {row["question"]: SecondLook(**row) for row in db.session.execute(query).mappings()}


def insert_second_look(attempt_id: int, question: str, reason: str, now: datetime) -> None:
    """Store a request.

    Raises:
        IntegrityError: another request was faster (one for each answer).
    """
    db.session.execute(
        insert(SecondLookRow).values(attempt_id=attempt_id, question=question, reason=reason, asked_at=now)
    )
