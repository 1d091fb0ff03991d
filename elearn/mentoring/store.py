"""Every query on mentoring pairs and their sessions."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update

from elearn.database import db
from elearn.ledger.tables import LedgerEntry
from elearn.mentoring.rows import PairRow, SessionDay, SessionRow
from elearn.mentoring.rules import PairKind, PairState, SessionState
from elearn.mentoring.tables import MentoringPair, MentoringSession
from elearn.people import store as people
from elearn.people.tables import Person

SOURCE = "mentoring"
_PAIR = [getattr(MentoringPair, one.name) for one in fields(PairRow)]
_SESSION = [getattr(MentoringSession, one.name) for one in fields(SessionRow)]
_OPEN = (PairState.ASKED, PairState.RUNNING)


def find_pair(pair_id: int, *, locked: bool = False) -> PairRow | None:
    """A pair, or None; `locked`: nobody changes it until the transaction ends (PostgreSQL)."""
    query = select(*_PAIR).where(MentoringPair.id == pair_id)
    return next(iter(_pairs(query.with_for_update() if locked else query)), None)


def pairs_of(person_id: int) -> list[PairRow]:
    """Every pair a person is one of, the latest first."""
    mine = or_(MentoringPair.mentor_id == person_id, MentoringPair.mentee_id == person_id)
    return _pairs(select(*_PAIR).where(mine).order_by(MentoringPair.id.desc()))


def pairs_of_mentees(person_ids: Collection[int]) -> list[PairRow]:
    """The pairs in which one of these is the mentee, the latest first."""
    query = select(*_PAIR).where(MentoringPair.mentee_id.in_(person_ids))
    return _pairs(query.order_by(MentoringPair.id.desc()))


def has_open_pair(mentor_id: int, mentee_id: int, kind: PairKind) -> bool:
    """Whether the two have such a pair already, asked for or running."""
    query = select(MentoringPair.id).where(
        MentoringPair.mentor_id == mentor_id,
        MentoringPair.mentee_id == mentee_id,
        MentoringPair.kind == kind.value,
        MentoringPair.state.in_([state.value for state in _OPEN]),
    )
    return db.session.execute(query).first() is not None


def mentors_of(mentee_id: int, on: date) -> list[int]:
    """The mentors and coaches of a person whose pairs run on a day."""
    query = select(MentoringPair.mentor_id).where(
        MentoringPair.mentee_id == mentee_id,
        MentoringPair.state == PairState.RUNNING.value,
        MentoringPair.starts_on <= on,
        MentoringPair.ends_on >= on,
    )
    return sorted(set(db.session.scalars(query)))


def is_here(person_id: int, on: date) -> bool:
    """Whether a person belongs to the installation on a day."""
    query = select(Person.id).where(Person.id == person_id, people.is_here(on))
    return db.session.execute(query).first() is not None


def lock_person(person_id: int) -> None:
    """Let one transaction at a time act on the pairs and JP of a person; SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        row = select(Person.id).where(Person.id == person_id)
        db.session.execute(row.with_for_update(key_share=True))


def insert_pair(**values: Any) -> int:
    """Write a pair; gives its id."""
    made = db.session.execute(insert(MentoringPair).values(**values).returning(MentoringPair.id))
    return made.scalar_one()


def set_pair(pair_id: int, **values: Any) -> None:
    """Change columns of a pair."""
    db.session.execute(update(MentoringPair).where(MentoringPair.id == pair_id).values(**values))


def find_session(session_id: int, *, locked: bool = False) -> SessionRow | None:
    """A session with its texts, or None; who may read it is decided in access.py."""
    query = select(*_SESSION).where(MentoringSession.id == session_id)
    return next(iter(_sessions(query.with_for_update() if locked else query)), None)


def sessions_of(pair_id: int) -> list[SessionRow]:
    """The sessions of a pair with their texts, the latest first."""
    query = select(*_SESSION).where(MentoringSession.pair_id == pair_id)
    return _sessions(query.order_by(MentoringSession.held_on.desc(), MentoringSession.id.desc()))


def session_days(pair_ids: Collection[int]) -> list[SessionDay]:
    """The confirmed sessions of pairs, without a word of what was said; by day. One query."""
    query = (
        select(MentoringSession.pair_id, MentoringSession.held_on, MentoringSession.minutes)
        .where(MentoringSession.pair_id.in_(pair_ids), MentoringSession.state == SessionState.CONFIRMED.value)
        .order_by(MentoringSession.held_on, MentoringSession.id)
    )
    return [SessionDay(**row) for row in db.session.execute(query).mappings()]


def waiting_for(person_id: int) -> dict[int, int]:
    """By pair: how many notes the other side wrote that wait for this person's yes."""
    query = (
        select(MentoringSession.pair_id, func.count())
        .join(MentoringPair, MentoringPair.id == MentoringSession.pair_id)
        .where(
            or_(MentoringPair.mentor_id == person_id, MentoringPair.mentee_id == person_id),
            MentoringSession.written_by != person_id,
            MentoringSession.state == SessionState.WAITING.value,
        )
        .group_by(MentoringSession.pair_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def insert_session(**values: Any) -> int:
    """Write the note of a session; gives its id."""
    made = db.session.execute(insert(MentoringSession).values(**values).returning(MentoringSession.id))
    return made.scalar_one()


def set_session(session_id: int, **values: Any) -> None:
    """Change columns of a session."""
    db.session.execute(update(MentoringSession).where(MentoringSession.id == session_id).values(**values))


def counted_in_month(person_id: int, day: date) -> int:
    """How many sessions of the month of a day brought this person JP; ask with the person locked."""
    last = monthrange(day.year, day.month)[1]
    query = select(func.count()).where(
        LedgerEntry.person_id == person_id,
        LedgerEntry.source == SOURCE,
        LedgerEntry.on_date.between(day.replace(day=1), day.replace(day=last)),
        LedgerEntry.jp > 0,
    )
    return db.session.execute(query).scalar_one()


def jp_of_sessions(person_id: int, session_ids: Collection[int]) -> dict[int, tuple[Any, str]]:
    """What the ledger has of sessions for a person: JP, and the note that says why not more. One query."""
    query = select(LedgerEntry.source_key, LedgerEntry.jp, LedgerEntry.note).where(
        LedgerEntry.person_id == person_id,
        LedgerEntry.source == SOURCE,
        LedgerEntry.source_key.in_([str(one) for one in session_ids]),
    )
    return {int(key): (jp, note) for key, jp, note in db.session.execute(query)}


def counts(unit_ids: Collection[int] | None, since: datetime) -> tuple[int, int]:
    """How many pairs run, and how many sessions were confirmed since; of mentees in these units
    (None: all).
    """
    pairs = select(func.count()).where(MentoringPair.state == PairState.RUNNING.value)
    sessions = (
        select(func.count())
        .select_from(MentoringSession)
        .join(MentoringPair, MentoringPair.id == MentoringSession.pair_id)
        .where(MentoringSession.state == SessionState.CONFIRMED.value, MentoringSession.answered_at >= since)
    )
    if unit_ids is not None:
        people = select(Person.id).where(Person.unit_id.in_(unit_ids))
        pairs, sessions = (query.where(MentoringPair.mentee_id.in_(people)) for query in (pairs, sessions))
    return db.session.execute(pairs).scalar_one(), db.session.execute(sessions).scalar_one()


def _pairs(query: Select[*tuple[Any, ...]]) -> list[PairRow]:
    return [
        PairRow(**{**row, "kind": PairKind(row["kind"]), "state": PairState(row["state"])})
        for row in db.session.execute(query).mappings()
    ]


def _sessions(query: Select[*tuple[Any, ...]]) -> list[SessionRow]:
    return [
        SessionRow(**{**row, "state": SessionState(row["state"])})
        for row in db.session.execute(query).mappings()
    ]
