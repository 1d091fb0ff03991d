"""Every query on attempts and answers. Saving is a hot path: columns, no objects, a known count."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Table, and_, bindparam, func, insert, select, union, update

from elearn.content.questions.contract import Answer
from elearn.database import connection, db, upsert_into
from elearn.progress.tables import Enrolment
from elearn.quiz.rules import AWAITING_GRADER, OPEN, PastAttempt
from elearn.quiz.tables import Answer as AnswerRow
from elearn.quiz.tables import Attempt, KeyCorrection


@dataclass(frozen=True, kw_only=True, slots=True)
class AttemptRow:
    """One attempt as stored. Score and `finished_at` are None while it is open."""

    id: int
    person_id: int
    course: str
    quiz: str
    number: int
    state: str
    version: str
    object_sha256: str
    course_version: str
    seed: int
    questions: tuple[str, ...]
    started_at: datetime
    extra_time_s: int  # part of `deadline_at`
    deadline_at: datetime | None
    finished_at: datetime | None
    points: Decimal | None
    max_points: Decimal
    score_percent: Decimal | None
    passed: bool | None
    regraded_sha256: str | None  # the quiz with corrected keys that it is marked with now


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedAnswer:
    """The latest stored answer to one question. `fraction` is its mark (0 to 1), None until it is marked."""

    question: str
    sequence: int
    value: Answer
    is_flagged: bool
    saved_at: datetime
    receipt: str
    fraction: Decimal | None = None


def is_weak(stored: SavedAnswer | None) -> bool:
    """Whether an answer of a marked attempt earned less than all; what awaits a grader is not weak yet."""
    if stored is None or stored.value is None:
        return True
    return stored.fraction is not None and stored.fraction < 1


def marked_fractions(stored: Mapping[str, SavedAnswer]) -> dict[str, Decimal]:
    """The marks (0 to 1) of what was answered and is marked."""
    return {
        code: one.fraction
        for code, one in stored.items()
        if one.value is not None and one.fraction is not None
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class BestResult:
    """The best finished attempt at a quiz; `passed` is true when any attempt passed."""

    score_percent: Decimal
    passed: bool
    finished_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAttempt:
    """What is known of an attempt at its first click."""

    person_id: int
    course: str
    quiz: str
    number: int
    version: str
    object_sha256: str
    course_version: str
    seed: int
    questions: tuple[str, ...]
    started_at: datetime
    extra_time_s: int  # part of `deadline_at`
    deadline_at: datetime | None
    max_points: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """What marking found: points and percent as stored, and the fraction of each answered question."""

    points: Decimal
    score_percent: Decimal
    passed: bool
    fractions: Mapping[str, Decimal]


_attempt = cast(Table, Attempt.__table__)
_answer = cast(Table, AnswerRow.__table__)
_ATTEMPT = [_attempt.c[name] for name in AttemptRow.__dataclass_fields__]
_ANSWER = [_answer.c[name] for name in SavedAnswer.__dataclass_fields__]
_IS_OF_EARLIER_CYCLE = "is_of_earlier_cycle"
_PAST = [_attempt.c[name] for name in PastAttempt.__dataclass_fields__ if name != _IS_OF_EARLIER_CYCLE]
_PUT = ("sequence", "value", "is_flagged", "saved_at", "receipt")

# Built once, on tables and not on mapped classes: every save of every learner runs them.
_OWN_ATTEMPT = select(*_ATTEMPT).where(
    _attempt.c.id == bindparam("attempt_id"), _attempt.c.person_id == bindparam("person_id")
)
_LOCKED_ATTEMPT = select(*_ATTEMPT).where(_attempt.c.id == bindparam("attempt_id")).with_for_update()
_ANSWERS = select(*_ANSWER).where(_answer.c.attempt_id == bindparam("attempt_id"))
_LOCKED_ANSWERS = (
    select(_attempt.c.state, *_ANSWER)
    .outerjoin(
        _answer,
        and_(
            _answer.c.attempt_id == _attempt.c.id,
            _answer.c.question.in_(bindparam("questions", expanding=True)),
        ),
    )
    .where(_attempt.c.id == bindparam("attempt_id"))
    .with_for_update(of=_attempt)
)


@cache
def _put_statement(dialect: str) -> Any:
    """The upsert of answers in the words of this database: only a higher sequence number replaces."""
    statement = upsert_into(cast(Any, _answer))
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[_answer.c.attempt_id, _answer.c.question],
        set_={name: new[name] for name in _PUT},
        where=_answer.c.sequence < new.sequence,
    )


def find_own_attempt(attempt_id: int, person_id: int) -> AttemptRow | None:
    """The attempt, if it is this person's."""
    parameters = {"attempt_id": attempt_id, "person_id": person_id}
    row = connection().execute(_OWN_ATTEMPT, parameters).one_or_none()
    return None if row is None else _attempt_row(row)


def locked_attempt(attempt_id: int) -> AttemptRow | None:
    """The attempt as it is now, whoever's it is; nobody else changes it before this transaction ends."""
    row = db.session.execute(_LOCKED_ATTEMPT, {"attempt_id": attempt_id}).one_or_none()
    return None if row is None else _attempt_row(row)


def _attempt_row(row: Sequence[Any]) -> AttemptRow:
    values = dict(zip(AttemptRow.__dataclass_fields__, row, strict=True))
    return AttemptRow(**values | {"questions": tuple(values["questions"])})


def run_out(before: datetime, *, after: int, limit: int) -> list[int]:
    """Ids of open attempts whose deadline was before that instant, those above the id `after` in order."""
    query = (
        select(Attempt.id)
        .where(Attempt.state == OPEN, Attempt.deadline_at < before, Attempt.id > after)
        .order_by(Attempt.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def past_attempts(person_id: int, course: str, quiz: str) -> tuple[PastAttempt, ...]:
    """All attempts of a person at a quiz, the first one first, an open one included."""
    query = (
        select(
            *_PAST,
            func.coalesce(Attempt.started_at < Enrolment.cycle_began_at, False).label(_IS_OF_EARLIER_CYCLE),
        )
        .outerjoin(
            Enrolment, and_(Enrolment.person_id == Attempt.person_id, Enrolment.course == Attempt.course)
        )
        .where(Attempt.person_id == person_id, Attempt.course == course, Attempt.quiz == quiz)
        .order_by(Attempt.number)
    )
    rows = (dict(row._mapping) for row in db.session.execute(query))
    return tuple(PastAttempt(**row | {"questions": tuple(row["questions"])}) for row in rows)


def insert_attempt(new: NewAttempt) -> int:
    """Store a new open attempt and give its id.

    Raises:
        IntegrityError: another request was faster (unique number, one open attempt).
    """
    values = {name: getattr(new, name) for name in NewAttempt.__dataclass_fields__}
    values |= {"questions": list(new.questions), "state": OPEN}
    return int(db.session.execute(insert(Attempt).values(**values).returning(Attempt.id)).scalar_one())


def answers_of(attempt_id: int) -> dict[str, SavedAnswer]:
    """The stored answers of an attempt by question."""
    rows = db.session.execute(_ANSWERS, {"attempt_id": attempt_id})
    return {one.question: one for one in map(_saved, rows)}


def locked_answers(attempt_id: int, questions: Collection[str]) -> tuple[str | None, dict[str, SavedAnswer]]:
    """The state of an attempt and its stored answers to these questions, in one statement that locks it.

    The lock (on PostgreSQL; SQLite has one writer) keeps a submission from slipping in before the write.
    """
    parameters = {"attempt_id": attempt_id, "questions": list(questions)}
    rows = connection().execute(_LOCKED_ANSWERS, parameters).all()
    stored = [_saved(row[1:]) for row in rows if row.question is not None]
    return (rows[0].state if rows else None), {one.question: one for one in stored}


def _saved(row: Sequence[Any]) -> SavedAnswer:
    return SavedAnswer(**dict(zip(SavedAnswer.__dataclass_fields__, row, strict=True)))


def put_answers(attempt_id: int, answers: Sequence[SavedAnswer]) -> None:
    """Store answers; a row with the same or a higher sequence number stays as it is."""
    rows = [
        {"attempt_id": attempt_id, "question": one.question, **{name: getattr(one, name) for name in _PUT}}
        for one in answers
    ]
    open_here = connection()
    open_here.execute(_put_statement(open_here.dialect.name), rows)


def close(attempt_id: int, state: str, finished_at: datetime) -> bool:
    """Take an attempt out of `open`; False when another request already did."""
    query = (
        update(Attempt)
        .where(Attempt.id == attempt_id, Attempt.state == OPEN)
        .values(state=state, finished_at=finished_at)
    )
    return cast(CursorResult[Any], db.session.execute(query)).rowcount == 1


def put_result(attempt_id: int, result: Result) -> None:
    """Store the marks of a closed attempt and of its answers."""
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt_id)
        .values(
            state="graded",
            points=result.points,
            score_percent=result.score_percent,
            passed=result.passed,
        )
    )
    put_fractions(attempt_id, result.fractions)


def put_awaiting(attempt_id: int, fractions: Mapping[str, Decimal]) -> None:
    """Store the marks that the key gave; the attempt waits for a person to give the others."""
    db.session.execute(update(Attempt).where(Attempt.id == attempt_id).values(state=AWAITING_GRADER))
    put_fractions(attempt_id, fractions)


def put_fractions(attempt_id: int, fractions: Mapping[str, Decimal]) -> None:
    """Store the marks of some answers, 0 to 1."""
    if fractions:
        marks = [
            {"attempt_id": attempt_id, "question": question, "fraction": fraction}
            for question, fraction in fractions.items()
        ]
        db.session.execute(update(AnswerRow), marks)


def best_results(person_id: int, course: str) -> dict[str, BestResult]:
    """The best mark of a person in each quiz of a course that he finished."""
    query = (
        select(Attempt.quiz, Attempt.score_percent, Attempt.passed, Attempt.finished_at)
        .where(Attempt.person_id == person_id, Attempt.course == course, Attempt.score_percent.is_not(None))
        .order_by(Attempt.score_percent.desc(), Attempt.number)
    )
    best: dict[str, BestResult] = {}
    for quiz, score, passed, finished_at in db.session.execute(query):
        if score is None or finished_at is None:
            continue  # never so once it is marked; the columns are empty before
        before = best.get(quiz) or BestResult(score_percent=score, passed=False, finished_at=finished_at)
        best[quiz] = replace(before, passed=before.passed or bool(passed))
    return best


def best_marks(
    person_id: int, course: str, quizzes: Collection[str], since: datetime | None
) -> dict[str, Decimal]:
    """The best mark in percent of each of these quizzes that was finished since then (None: ever)."""
    query = select(Attempt.quiz, func.max(Attempt.score_percent)).where(
        Attempt.person_id == person_id,
        Attempt.course == course,
        Attempt.quiz.in_(quizzes),
        Attempt.score_percent.is_not(None),
    )
    if since is not None:
        query = query.where(Attempt.finished_at >= since)
    return {quiz: mark for quiz, mark in db.session.execute(query.group_by(Attempt.quiz)) if mark is not None}


def passed_quizzes(person_id: int, course: str) -> frozenset[str]:
    """The codes of the quizzes of a course that a person passed at least once."""
    query = select(Attempt.quiz).where(
        Attempt.person_id == person_id, Attempt.course == course, Attempt.passed.is_(True)
    )
    return frozenset(db.session.scalars(query.distinct()))


def named_objects() -> frozenset[str]:
    """The quiz objects that any attempt was, or is to be, marked with: they must outlive every clean-up."""
    begun = select(Attempt.object_sha256).distinct()
    regraded = select(Attempt.regraded_sha256).where(Attempt.regraded_sha256.is_not(None)).distinct()
    return frozenset(db.session.scalars(union(begun, regraded, select(KeyCorrection.new_sha256))))


def named_course_versions() -> frozenset[str]:
    """The versions of courses that attempts were begun in."""
    return frozenset(db.session.scalars(select(Attempt.course_version).distinct()))
