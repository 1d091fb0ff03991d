"""Queries of Tim saya: figures of many people in a fixed number of statements, talks, messages sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from elearn.accounts.tables import Grant
from elearn.database import db
from elearn.ledger.tables import LedgerEntry
from elearn.messages.tables import Message
from elearn.obligations.rules import COMPLETED, EXEMPT, MANDATORY, OPEN, WITHDRAWN
from elearn.obligations.store import chunks
from elearn.obligations.tables import Obligation
from elearn.progress.tables import Completion, Enrolment
from elearn.quiz.tables import Attempt
from elearn.team.rules import NO_OBLIGATIONS, Tally
from elearn.team.tables import DevelopmentTalk


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkRow:
    """A development talk."""

    id: int
    person_id: int
    supervisor_id: int
    held_on: date
    text: str
    next_step: str
    written_at: datetime
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SentRow:
    """A message that a supervisor sent."""

    id: int
    person_id: int
    kind: str
    title: str
    text: str
    made_at: datetime
    read_at: datetime | None


def tallies(person_ids: Collection[int], today: date, due_soon_days: int) -> dict[int, Tally]:
    """How many mandatory obligations of each person stand where, as `rules.tally_of` counts them.

    One statement for 10,000 people; nobody's obligations leave the database one by one.
    """
    found: dict[int, Tally] = dict.fromkeys(person_ids, NO_OBLIGATIONS)
    sums = _sums(today, today + timedelta(days=due_soon_days))
    for ids in chunks(person_ids):
        query = (
            select(Obligation.person_id, *sums)
            .where(Obligation.person_id.in_(ids), Obligation.level == MANDATORY, *latest_cycle())
            .group_by(Obligation.person_id)
        )
        for person_id, later, begun, renewed_soon, *rest in db.session.execute(query):
            exempt, completed, overdue, near, expired, finished, in_time, next_due = rest
            found[person_id] = Tally(
                exempt=exempt,
                completed=completed,
                overdue=overdue,
                due_soon=near + renewed_soon,
                expired=expired,
                in_progress=begun,
                not_started=later - begun,
                finished=finished,
                in_time=in_time,
                next_due=next_due,
            )
    return found


def _sums(today: date, soon: date) -> tuple[ColumnElement[Any], ...]:
    """`obligations.rules.due_state`, counted by the database; a test holds the two together.

    One sum a state, not one row a state: the database then goes through a person's obligations once, in the
    order of the index, and sorts nothing.
    """
    has_started = exists().where(
        Enrolment.person_id == Obligation.person_id,
        Enrolment.course == Obligation.course,
        Enrolment.left_at.is_(None),
        or_(Enrolment.cycle_began_at.is_(None), Enrolment.last_opened_at >= Enrolment.cycle_began_at),
    )
    is_open, is_done = Obligation.state == OPEN, Obligation.state == COMPLETED
    ends, due = Obligation.valid_until, Obligation.due_on
    in_time = or_(Obligation.completed_on.is_(None), Obligation.completed_on <= due)
    return (
        _how_many(is_open, due > soon),
        _how_many(is_open, due > soon, has_started),
        _how_many(is_done, ends >= today, ends <= soon),
        _how_many(Obligation.state == EXEMPT),
        _how_many(is_done, or_(ends.is_(None), ends > soon)),
        _how_many(is_open, due < today),
        _how_many(is_open, due >= today, due <= soon),
        _how_many(is_done, ends < today),
        _how_many(is_done),
        _how_many(is_done, in_time),
        func.min(case((is_open, due))),
    )


def _how_many(*conditions: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((and_(*conditions), 1), else_=0))


def latest_cycle() -> tuple[Any, ...]:
    """Of each course the latest cycle that was not withdrawn."""
    later = aliased(Obligation)
    return (
        Obligation.state != WITHDRAWN,
        ~exists().where(
            later.person_id == Obligation.person_id,
            later.course == Obligation.course,
            later.cycle > Obligation.cycle,
            later.state != WITHDRAWN,
        ),
    )


def started_by(person_ids: Collection[int], before: datetime) -> set[tuple[int, str]]:
    """Who had begun which course before an instant; what was left since counts, for then it was not."""
    found: set[tuple[int, str]] = set()
    for ids in chunks(person_ids):
        query = select(Enrolment.person_id, Enrolment.course).where(
            Enrolment.person_id.in_(ids),
            Enrolment.started_at < before,
            or_(Enrolment.left_at.is_(None), Enrolment.left_at >= before),
        )
        found.update((person_id, course) for person_id, course in db.session.execute(query))
    return found


def jp_until(person_ids: Collection[int], on: date) -> dict[int, Decimal]:
    """The JP of each person from the first of January to a day."""
    found: dict[int, Decimal] = dict.fromkeys(person_ids, Decimal(0))
    for ids in chunks(person_ids):
        query = (
            select(LedgerEntry.person_id, func.sum(LedgerEntry.jp))
            .where(
                LedgerEntry.person_id.in_(ids),
                LedgerEntry.on_date >= date(on.year, 1, 1),
                LedgerEntry.on_date <= on,
            )
            .group_by(LedgerEntry.person_id)
        )
        found |= {person_id: Decimal(jp) for person_id, jp in db.session.execute(query)}
    return found


def insert_talks(
    person_ids: Sequence[int],
    supervisor_id: int,
    *,
    held_on: date,
    text: str,
    next_step: str,
    now: datetime,
) -> None:
    """Write one talk a person."""
    common = {
        "supervisor_id": supervisor_id,
        "held_on": held_on,
        "text": text,
        "next_step": next_step,
        "written_at": now,
    }
    rows = [{"person_id": person_id, **common} for person_id in person_ids]
    db.session.execute(insert(DevelopmentTalk), rows)


def talks(person_id: int, supervisor_id: int | None = None) -> list[TalkRow]:
    """The talks of a person (with one supervisor), the latest first."""
    columns = tuple(getattr(DevelopmentTalk, name) for name in TalkRow.__dataclass_fields__)
    query = select(*columns).where(DevelopmentTalk.person_id == person_id)
    if supervisor_id is not None:
        query = query.where(DevelopmentTalk.supervisor_id == supervisor_id)
    rows = db.session.execute(query.order_by(DevelopmentTalk.held_on.desc(), DevelopmentTalk.id.desc()))
    return [TalkRow(**row._mapping) for row in rows]


def keep_reply(talk_id: int, person_id: int, text: str, now: datetime) -> None:
    """Keep the words of the employee to a talk of his."""
    db.session.execute(
        update(DevelopmentTalk)
        .where(DevelopmentTalk.id == talk_id, DevelopmentTalk.person_id == person_id)
        .values(reply=text, replied_at=now)
    )


def messages_from(
    sender_id: int, person_ids: Collection[int], since: datetime, *, limit: int
) -> list[SentRow]:
    """What somebody sent to these people since an instant, the latest first."""
    columns = tuple(getattr(Message, name) for name in SentRow.__dataclass_fields__)
    found: list[SentRow] = []
    for ids in chunks(person_ids):
        query = (
            select(*columns)
            .where(Message.person_id.in_(ids), Message.sender_id == sender_id, Message.made_at >= since)
            .order_by(Message.made_at.desc(), Message.id.desc())
            .limit(limit)
        )
        found += [SentRow(**row._mapping) for row in db.session.execute(query)]
    return found[:limit]


@dataclass(frozen=True, kw_only=True, slots=True)
class QuizTries:
    """How often somebody finished a quiz, and his best mark."""

    course: str
    quiz: str
    tries: int
    best_percent: Decimal | None


def quiz_tries(person_id: int) -> list[QuizTries]:
    """Finished attempts of a person by quiz; asked only where a rule opens scores or attempts."""
    query = (
        select(Attempt.course, Attempt.quiz, func.count(), func.max(Attempt.score_percent))
        .where(Attempt.person_id == person_id, Attempt.finished_at.is_not(None))
        .group_by(Attempt.course, Attempt.quiz)
    )
    return [
        QuizTries(course=course, quiz=quiz, tries=tries, best_percent=best)
        for course, quiz, tries, best in db.session.execute(query)
    ]


def head_ids(unit_id: int) -> list[int]:
    """Who heads this very unit, by the grants."""
    query = select(Grant.person_id).where(Grant.unit_id == unit_id, Grant.role == "unit_head")
    return sorted(set(db.session.scalars(query)))


def heads_any_unit(person_id: int) -> bool:
    """Whether somebody heads a unit."""
    query = select(Grant.id).where(Grant.person_id == person_id, Grant.role == "unit_head").limit(1)
    return db.session.execute(query).first() is not None


def finished_in(person_ids: Collection[int], year: int) -> dict[int, list[str]]:
    """The courses each person finished in a year, by kode."""
    found: dict[int, list[str]] = {person_id: [] for person_id in person_ids}
    query = (
        select(Completion.person_id, Completion.course)
        .where(
            Completion.person_id.in_(person_ids),
            Completion.scope == "course",
            Completion.completed_at >= datetime(year, 1, 1, tzinfo=UTC),
            Completion.completed_at < datetime(year + 1, 1, 1, tzinfo=UTC),
        )
        .distinct()
        .order_by(Completion.course)
    )
    for person_id, course in db.session.execute(query):
        found[person_id].append(course)
    return found


def courses_of(person_ids: Collection[int], before: datetime, today: date) -> dict[str, int]:
    """The courses asked of any of these people before an instant, each with how many are late with it."""
    found: dict[str, int] = defaultdict(int)
    late = func.sum(case((and_(Obligation.state == OPEN, Obligation.due_on < today), 1), else_=0))
    for ids in chunks(person_ids):
        query = (
            select(Obligation.course, late)
            .where(Obligation.person_id.in_(ids), Obligation.state != WITHDRAWN, Obligation.made_at < before)
            .group_by(Obligation.course)
        )
        for course, amount in db.session.execute(query):
            found[course] += amount
    return found
