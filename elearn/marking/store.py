"""Every query on answers that wait for a grader, on the marks given, and on requests to look again.

No column of the person who wrote comes out; the person is asked for only to keep his own answers from him.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from elearn.database import db
from elearn.quiz.rules import AWAITING_GRADER, GRADED
from elearn.quiz.tables import Answer, Attempt, GivenMark, SecondLook

MARKED_QUESTIONS_SHOWN = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class QuestionKey:
    """One question of one quiz, whatever its version."""

    course: str
    quiz: str
    question: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pile:
    """Answers to one question: how many, since when, and a quiz object that has the question."""

    key: QuestionKey
    count: int
    since: datetime
    object_sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperState:
    """One answer among those to a question; `points` None while it waits."""

    attempt_id: int
    points: Decimal | None
    is_looked_again: bool  # a second look was asked for, nobody has given it, and this grader may


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """One answer to mark, without its writer."""

    attempt_id: int
    key: QuestionKey
    text: str
    object_sha256: str
    state: str  # of the attempt: awaiting_grader or graded
    handed_in_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkRow:
    """One mark of one answer with its giver, for graders."""

    number: int
    grader_id: int
    given_at: datetime
    points: Decimal
    criteria: tuple[Decimal, ...]
    comment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LookRow:
    """A request to look again."""

    id: int
    asked_at: datetime
    reason: str
    answered_at: datetime | None


_SAME_ANSWER = and_(GivenMark.attempt_id == Answer.attempt_id, GivenMark.question == Answer.question)
_KEY = (Attempt.course, Attempt.quiz, Answer.question)


def _waits() -> ColumnElement[bool]:
    """What the key could mark has its fraction since the attempt was closed; the rest waits for a person."""
    return and_(Attempt.state == AWAITING_GRADER, Answer.fraction.is_(None))


def _of(key: QuestionKey) -> ColumnElement[bool]:
    return and_(Attempt.course == key.course, Attempt.quiz == key.quiz, Answer.question == key.question)


def _asked_of(grader_id: int) -> ColumnElement[bool]:
    """A second look that waits for this person: another pair of eyes than those that gave a mark."""
    # An alias: the queries that ask this look at marks of their own.
    own = aliased(GivenMark)
    marked = select(own.id).where(
        own.attempt_id == SecondLook.attempt_id,
        own.question == SecondLook.question,
        own.grader_id == grader_id,
    )
    return and_(SecondLook.answered_at.is_(None), ~marked.correlate(SecondLook).exists())


def waiting_count(grader_id: int) -> int:
    """How many answers wait that this person may mark: all but his own; second looks are counted too."""
    waiting = (
        select(func.count())
        .select_from(Answer)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(_waits(), Attempt.person_id != grader_id)
    )
    looks = (
        select(func.count())
        .select_from(SecondLook)
        .join(Attempt, Attempt.id == SecondLook.attempt_id)
        .where(_asked_of(grader_id), Attempt.person_id != grader_id)
    )
    return int(db.session.scalar(select(waiting.scalar_subquery() + looks.scalar_subquery())) or 0)


def waiting_piles(grader_id: int) -> tuple[Pile, ...]:
    """The questions with answers that wait, the one that waits longest first."""
    oldest = func.min(Attempt.finished_at)
    query = (
        select(*_KEY, func.count(), oldest, func.max(Attempt.object_sha256))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(_waits(), Attempt.person_id != grader_id)
        .group_by(*_KEY)
        .order_by(oldest, *_KEY)
    )
    return tuple(_pile(*row) for row in db.session.execute(query))


def look_piles(grader_id: int) -> tuple[Pile, ...]:
    """The questions with second looks that wait, the one that waits longest first."""
    key, oldest = (Attempt.course, Attempt.quiz, SecondLook.question), func.min(SecondLook.asked_at)
    query = (
        select(*key, func.count(), oldest, func.max(Attempt.object_sha256))
        .join(Attempt, Attempt.id == SecondLook.attempt_id)
        .where(_asked_of(grader_id), Attempt.person_id != grader_id)
        .group_by(*key)
        .order_by(oldest, *key)
    )
    return tuple(_pile(*row) for row in db.session.execute(query))


def marked_piles(grader_id: int) -> tuple[Pile, ...]:
    """The questions with marked answers, the latest marked first; `since` is the latest mark."""
    key, latest = (Attempt.course, Attempt.quiz, GivenMark.question), func.max(GivenMark.given_at)
    query = (
        select(*key, func.count(), latest, func.max(Attempt.object_sha256))
        .join(Attempt, Attempt.id == GivenMark.attempt_id)
        .where(GivenMark.number == 1, Attempt.person_id != grader_id)
        .group_by(*key)
        .order_by(latest.desc(), *key)
        .limit(MARKED_QUESTIONS_SHOWN)
    )
    return tuple(_pile(*row) for row in db.session.execute(query))


def _pile(*row: Any) -> Pile:
    course, quiz, question, count, since, object_sha256 = row
    key = QuestionKey(course=course, quiz=quiz, question=question)
    return Pile(key=key, count=count, since=since, object_sha256=object_sha256)


def papers(key: QuestionKey, grader_id: int) -> tuple[PaperState, ...]:
    """All answers to a question that this person may mark, waiting and marked, each with its latest mark."""
    last = (
        select(GivenMark.attempt_id, GivenMark.question, func.max(GivenMark.number).label("number"))
        .where(GivenMark.question == key.question)
        .group_by(GivenMark.attempt_id, GivenMark.question)
        .subquery()
    )
    same_last = and_(last.c.attempt_id == Answer.attempt_id, last.c.question == Answer.question)
    query = (
        select(Answer.attempt_id, GivenMark.points, SecondLook.id.is_not(None))
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .outerjoin(last, same_last)
        .outerjoin(GivenMark, and_(_SAME_ANSWER, GivenMark.number == last.c.number))
        .outerjoin(
            SecondLook,
            and_(
                SecondLook.attempt_id == Answer.attempt_id,
                SecondLook.question == Answer.question,
                _asked_of(grader_id),
            ),
        )
        .where(_of(key), Attempt.person_id != grader_id, or_(_waits(), GivenMark.id.is_not(None)))
        .order_by(Answer.attempt_id)
    )
    return tuple(
        PaperState(attempt_id=attempt_id, points=points, is_looked_again=is_looked_again)
        for attempt_id, points, is_looked_again in db.session.execute(query)
    )


def find_paper(attempt_id: int, question: str, grader_id: int) -> Paper | None:
    """The answer to an essay in a closed attempt of somebody else; None when there is none."""
    query = (
        select(
            Attempt.course,
            Attempt.quiz,
            Answer.value,
            Attempt.object_sha256,
            Attempt.state,
            func.coalesce(Attempt.finished_at, Attempt.started_at).label("handed_in_at"),
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Answer.attempt_id == attempt_id,
            Answer.question == question,
            Attempt.person_id != grader_id,
            Attempt.state.in_((AWAITING_GRADER, GRADED)),
        )
    )
    row = db.session.execute(query).one_or_none()
    if row is None or not isinstance(row.value, str) or not row.value.strip():
        return None
    return Paper(
        attempt_id=attempt_id,
        key=QuestionKey(course=row.course, quiz=row.quiz, question=question),
        text=row.value,
        object_sha256=row.object_sha256,
        state=row.state,
        handed_in_at=row.handed_in_at,
    )


def marks_of(attempt_id: int, question: str) -> tuple[MarkRow, ...]:
    """The marks of an answer, the first one first."""
    columns = [getattr(GivenMark, name) for name in MarkRow.__dataclass_fields__]
    query = (
        select(*columns)
        .where(GivenMark.attempt_id == attempt_id, GivenMark.question == question)
        .order_by(GivenMark.number)
    )
    return tuple(
        MarkRow(**{**row, "criteria": tuple(Decimal(one) for one in row["criteria"])})
        for row in db.session.execute(query).mappings()
    )


def insert_mark(attempt_id: int, question: str, mark: MarkRow) -> None:
    """Add a mark to the history of an answer.

    Raises:
        IntegrityError: this number was given already.
    """
    values = {name: getattr(mark, name) for name in MarkRow.__dataclass_fields__}
    values |= {"attempt_id": attempt_id, "question": question}
    values["criteria"] = [format(one, "f") for one in mark.criteria]
    db.session.execute(insert(GivenMark).values(**values))


def find_look(attempt_id: int, question: str) -> LookRow | None:
    """The request to look at this answer again, answered or not."""
    columns = [getattr(SecondLook, name) for name in LookRow.__dataclass_fields__]
    query = select(*columns).where(SecondLook.attempt_id == attempt_id, SecondLook.question == question)
    row = db.session.execute(query).mappings().one_or_none()
    return LookRow(**row) if row else None


def mark_look_answered(look_id: int, grader_id: int, now: datetime) -> None:
    """Note who looked again, and when."""
    db.session.execute(
        update(SecondLook)
        .where(SecondLook.id == look_id, SecondLook.answered_at.is_(None))
        .values(answered_at=now, answered_by=grader_id)
    )
