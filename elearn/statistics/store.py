"""First attempts for statistics: two statements whatever their number, read as a stream.

No column of a person is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Float, Row, Select, Table, select, type_coerce

from elearn.content.questions.contract import Answer
from elearn.database import db
from elearn.quiz.tables import Answer as AnswerRow
from elearn.quiz.tables import Attempt

ROWS_AT_ONCE = 2_000
MARKED = "graded"

_attempt = cast(Table, Attempt.__table__)
_answer = cast(Table, AnswerRow.__table__)


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstAnswer:
    """The last saved answer to a question; `fraction` is its mark, 0 to 1."""

    question: str
    value: Answer
    fraction: float
    sequence: int
    saved_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstAttempt:
    """A marked first attempt: what was asked, at which version, and what was answered."""

    object_sha256: str
    started_at: datetime
    questions: tuple[str, ...]
    answers: tuple[FirstAnswer, ...]


def first_attempts(course: str, quiz: str) -> Iterator[FirstAttempt]:
    """The marked first attempts of everybody at a quiz, at whatever version, one after the other."""
    columns = (_attempt.c.id, _attempt.c.object_sha256, _attempt.c.started_at, _attempt.c.questions)
    attempts = _stream(_first(select(*columns), course, quiz).order_by(_attempt.c.id))
    answers = groupby(_stream(_answers(course, quiz)), key=attrgetter("attempt_id"))
    attempt_id, rows = next(answers, (0, iter(())))
    for attempt in attempts:
        # Both streams run by the attempt's id; one without a saved answer is missing in the second.
        while attempt_id and attempt_id < attempt.id:
            attempt_id, rows = next(answers, (0, iter(())))
        mine = rows if attempt_id == attempt.id else ()
        yield FirstAttempt(
            object_sha256=attempt.object_sha256,
            started_at=attempt.started_at,
            questions=tuple(attempt.questions),
            answers=tuple(map(_first_answer, mine)),
        )


def _answers(course: str, quiz: str) -> Select[Any]:
    # As a float: a decimal would be made from it for every answer, and figures are floats anyway.
    fraction = type_coerce(_answer.c.fraction, Float).label("fraction")
    columns = (_answer.c.attempt_id, _answer.c.question, _answer.c.value, fraction)
    query = select(*columns, _answer.c.sequence, _answer.c.saved_at).join(
        _attempt, _attempt.c.id == _answer.c.attempt_id
    )
    return _first(query, course, quiz).order_by(_answer.c.attempt_id)


def _first(query: Select[Any], course: str, quiz: str) -> Select[Any]:
    return query.where(
        _attempt.c.course == course,
        _attempt.c.quiz == quiz,
        _attempt.c.number == 1,
        _attempt.c.state == MARKED,
    )


def _stream(query: Select[Any]) -> Iterator[Row[Any]]:
    return iter(db.session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}))


def _first_answer(row: Row[Any]) -> FirstAnswer:
    return FirstAnswer(
        question=row.question,
        value=row.value,
        fraction=float(row.fraction or 0),  # SQLite keeps 1.0 as 1
        sequence=row.sequence,
        saved_at=row.saved_at,
    )
