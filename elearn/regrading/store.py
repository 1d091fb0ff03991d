"""Every query on corrections of keys and the attempts they change, in batches of known statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, Table, and_, insert, or_, select, update
from sqlalchemy import cast as sql_cast

from elearn.database import db
from elearn.quiz.tables import Answer, Attempt, KeyCorrection, RegradedAttempt
from elearn.regrading.rules import KeyRule, MarkedAnswer, MarkedAttempt, Regrade

MARKED = "graded"
LAG = timedelta(minutes=1)
"""Another process may hand out the old quiz for a moment after a publication."""

_attempt = cast(Table, Attempt.__table__)
_answer = cast(Table, Answer.__table__)
_COLUMNS = (
    _attempt.c.id,
    _attempt.c.person_id,
    _attempt.c.version,
    _attempt.c.object_sha256,
    _attempt.c.questions,
    _attempt.c.points,
    _attempt.c.max_points,
    _attempt.c.score_percent.label("percent"),
    _attempt.c.passed,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """A signed correction of one quiz; `applied_at` is None while attempts wait for it."""

    id: int
    course: str
    quiz: str
    new_sha256: str
    rules: Mapping[str, KeyRule]
    decided_at: datetime
    applied_at: datetime | None


def marked_attempts(
    course: str, quiz: str, codes: Collection[str], *, after_id: int, limit: int
) -> list[MarkedAttempt]:
    """Marked attempts that were asked one of these questions, by id, beginning after `after_id`."""
    query = select(*_COLUMNS).where(_asked(course, quiz, codes), _attempt.c.id > after_id)
    return _with_answers(query.order_by(_attempt.c.id).limit(limit))


def waiting_attempts(correction: Correction, limit: int) -> list[MarkedAttempt]:
    """Attempts that this correction has not reached, locked: all marked ones that were begun before it.

    Those handed in or marked by a person later come in here when they are marked.
    """
    query = select(*_COLUMNS).where(_waits(correction)).order_by(_attempt.c.id)
    return _with_answers(query.limit(limit).with_for_update(of=_attempt))


def is_waited_for(correction: Correction) -> bool:
    """Whether there is an attempt that this correction has not reached."""
    query = select(_attempt.c.id).where(_waits(correction)).limit(1)
    return db.session.scalar(query) is not None


def _waits(correction: Correction) -> ColumnElement[bool]:
    begun = _attempt.c.started_at
    done = select(RegradedAttempt.attempt_id).where(
        RegradedAttempt.correction_id == correction.id, RegradedAttempt.attempt_id == _attempt.c.id
    )
    return and_(
        _asked(correction.course, correction.quiz, correction.rules),
        or_(
            begun < correction.decided_at,
            and_(begun < correction.decided_at + LAG, _attempt.c.object_sha256 != correction.new_sha256),
        ),
        ~done.exists(),
    )


def _asked(course: str, quiz: str, codes: Collection[str]) -> ColumnElement[bool]:
    # The drawn codes are a JSON list of words that need no escape: a question is in it between quotes.
    written = sql_cast(_attempt.c.questions, String)
    return and_(
        _attempt.c.course == course,
        _attempt.c.quiz == quiz,
        _attempt.c.state == MARKED,
        or_(*(written.contains(f'"{code}"', autoescape=True) for code in sorted(codes))),
    )


def _with_answers(query: Select[Any]) -> list[MarkedAttempt]:
    rows = db.session.execute(query).all()
    if not rows:
        return []
    columns = (_answer.c.attempt_id, _answer.c.question, _answer.c.value, _answer.c.fraction)
    answers = db.session.execute(
        select(*columns)
        .where(_answer.c.attempt_id.in_([row.id for row in rows]))
        .order_by(_answer.c.attempt_id)
    )
    by_attempt = {
        attempt_id: {one.question: MarkedAnswer(value=one.value, fraction=one.fraction) for one in some}
        for attempt_id, some in groupby(answers, key=attrgetter("attempt_id"))
    }
    return [_marked(row, by_attempt.get(row.id, {})) for row in rows]


def _marked(row: Any, answers: Mapping[str, MarkedAnswer]) -> MarkedAttempt:
    return MarkedAttempt(
        id=row.id,
        person_id=row.person_id,
        version=row.version,
        object_sha256=row.object_sha256,
        questions=tuple(row.questions),
        points=row.points or Decimal(0),
        max_points=row.max_points,
        percent=row.percent or Decimal(0),
        passed=bool(row.passed),
        answers=answers,
    )


def people_who_passed(course: str, quiz: str) -> frozenset[int]:
    """Everyone with a passed attempt at a quiz."""
    query = select(Attempt.person_id).where(
        Attempt.course == course, Attempt.quiz == quiz, Attempt.passed.is_(True)
    )
    return frozenset(db.session.scalars(query.distinct()))


def has_attempts(course: str, quiz: str) -> bool:
    """Whether anybody ever began this quiz."""
    query = select(Attempt.id).where(Attempt.course == course, Attempt.quiz == quiz).limit(1)
    return db.session.scalar(query) is not None


def latest_object(course: str, quiz: str) -> str | None:
    """The quiz object of the attempt that was begun last: what was in force before a quiz went away."""
    query = (
        select(Attempt.object_sha256)
        .where(Attempt.course == course, Attempt.quiz == quiz)
        .order_by(Attempt.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def add_correction(
    *,
    course: str,
    quiz: str,
    release_number: int,
    new_sha256: str,
    rules: Mapping[str, KeyRule],
    note: str,
    signed_by: str,
    decided_at: datetime,
) -> int:
    """Write a correction down and give its id; the one already there when this release has it."""
    known = db.session.scalar(
        select(KeyCorrection.id).where(
            KeyCorrection.release_number == release_number,
            KeyCorrection.course == course,
            KeyCorrection.quiz == quiz,
        )
    )
    if known is not None:
        return int(known)
    row = insert(KeyCorrection).values(
        course=course,
        quiz=quiz,
        release_number=release_number,
        new_sha256=new_sha256,
        rules={code: rule.value for code, rule in rules.items()},
        note=note,
        signed_by=signed_by[:100],
        decided_at=decided_at,
    )
    return int(db.session.execute(row.returning(KeyCorrection.id)).scalar_one())


def corrections() -> list[Correction]:
    """Every correction there is, the oldest first: a later one goes on from the marks of the earlier."""
    query = select(
        KeyCorrection.id,
        KeyCorrection.course,
        KeyCorrection.quiz,
        KeyCorrection.new_sha256,
        KeyCorrection.rules,
        KeyCorrection.decided_at,
        KeyCorrection.applied_at,
    ).order_by(KeyCorrection.id)
    return [_correction(row) for row in db.session.execute(query)]


def _correction(row: Any) -> Correction:
    rules = {code: KeyRule(word) for code, word in row.rules.items()}
    return Correction(**dict(row._mapping) | {"rules": rules})


def lock_correction(correction_id: int) -> None:
    """Hold a correction until the end of the open transaction: two jobs must not take the same attempts."""
    db.session.execute(
        select(KeyCorrection.id).where(KeyCorrection.id == correction_id).with_for_update()
    ).all()


def finish(correction_id: int, now: datetime) -> None:
    """Write down that no attempt waits any more; the first time stays."""
    db.session.execute(
        update(KeyCorrection)
        .where(KeyCorrection.id == correction_id, KeyCorrection.applied_at.is_(None))
        .values(applied_at=now)
    )


def put_regrades(
    correction: Correction,
    regrades: Sequence[Regrade],
    fractions: Sequence[tuple[int, str, Decimal]],
    missing: Collection[tuple[int, str]],
    now: datetime,
) -> None:
    """Store what a correction made of these attempts, the old figures beside the new.

    `fractions` are the new marks as (attempt, question, fraction); those in `missing` have no answer row yet:
    a blank that earns full marks gets one, without a value.
    """
    db.session.execute(insert(RegradedAttempt), [_regraded_row(correction, one) for one in regrades])
    ids = [one.attempt.id for one in regrades]
    # What stood there first is kept, also when a second correction comes.
    db.session.execute(
        update(Attempt)
        .where(Attempt.id.in_(ids), Attempt.regraded_at.is_(None))
        .values(score_before_percent=Attempt.score_percent, passed_before=Attempt.passed)
        .execution_options(synchronize_session=False)
    )
    db.session.execute(update(Attempt), [_attempt_row(correction, one, now) for one in regrades])
    new = [one for one in fractions if one[:2] not in missing]
    if new:
        db.session.execute(update(Answer), [_fraction_row(one) for one in new])
    blank = [one for one in fractions if one[:2] in missing]
    if blank:
        empty = {"sequence": 0, "value": None, "is_flagged": False, "saved_at": now, "receipt": ""}
        db.session.execute(insert(Answer), [_fraction_row(one) | empty for one in blank])


def _fraction_row(mark: tuple[int, str, Decimal]) -> dict[str, Any]:
    return dict(zip(("attempt_id", "question", "fraction"), mark, strict=True))


def _attempt_row(correction: Correction, regrade: Regrade, now: datetime) -> dict[str, Any]:
    return {
        "id": regrade.attempt.id,
        "points": regrade.points,
        "score_percent": regrade.percent,
        "passed": regrade.passed_after,
        "regraded_sha256": correction.new_sha256,
        "regraded_at": now,
    }


def _regraded_row(correction: Correction, regrade: Regrade) -> dict[str, Any]:
    return {
        "correction_id": correction.id,
        "attempt_id": regrade.attempt.id,
        "points_before": regrade.attempt.points,
        "points_after": regrade.points,
        "percent_before": regrade.attempt.percent,
        "percent_after": regrade.percent,
        "passed_before": regrade.attempt.passed,
        "passed_after": regrade.passed_after,
    }
