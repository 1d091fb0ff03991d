"""Proposing a pair, saying yes, noting a session and agreeing that it took place: each all or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import force_locale, gettext

from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.ledger import store as ledger
from elearn.ledger.rows import Entry
from elearn.mentoring import rules, store, telling
from elearn.mentoring.rows import PairRow, SessionRow
from elearn.mentoring.rules import (
    FORMS,
    PairFault,
    PairKind,
    PairState,
    Proposer,
    SessionFault,
    SessionJp,
    SessionState,
)
from elearn.people import store as people
from elearn.policy import store as policy_store
from elearn.web.settings import current_settings


class PairRefused(ElearnError):
    """A pair that cannot be proposed so; `fault` says why."""

    def __init__(self, fault: PairFault) -> None:
        super().__init__(f"The pair cannot be proposed: {fault}.")
        self.fault = fault


class SessionRefused(ElearnError):
    """A session that cannot be noted so; `fault` says why."""

    def __init__(self, fault: SessionFault) -> None:
        super().__init__(f"The session cannot be noted: {fault}.")
        self.fault = fault


class NotNow(ElearnError):
    """The pair or session is not, or no longer, where this person can do this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDraft:
    """Who with whom, on what, from which day to which, both included."""

    mentor_id: int
    mentee_id: int
    kind: PairKind
    goal: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """What one of the two notes of a session."""

    held_on: date
    minutes: int
    topic: str
    notes: str
    next_step: str = ""


@one_transaction
def propose(person_id: int, draft: PairDraft, *, now: datetime) -> int:
    """Propose a pair: who is one of it has said yes by that, the other is asked; gives the id.

    Raises:
        PairRefused: not one's affair, dates that cannot be, or there is such a pair already.
    """
    for one in sorted({draft.mentor_id, draft.mentee_id}):
        store.lock_person(one)
    today = _day(now)
    proposer = rules.proposer_of(
        person_id,
        mentor_id=draft.mentor_id,
        mentee_id=draft.mentee_id,
        leads_mentee=draft.mentee_id in people.team_of(person_id, today),
    )
    fault = rules.pair_fault(
        proposer,
        mentor_id=draft.mentor_id,
        mentee_id=draft.mentee_id,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        today=today,
        exists=store.has_open_pair(draft.mentor_id, draft.mentee_id, draft.kind),
    )
    if fault is not None:
        raise PairRefused(fault)
    pair_id = store.insert_pair(
        mentor_id=draft.mentor_id,
        mentee_id=draft.mentee_id,
        kind=draft.kind.value,
        goal=draft.goal,
        starts_on=draft.starts_on,
        ends_on=draft.ends_on,
        state=PairState.ASKED.value,
        asked_by=person_id,
        asked_at=now,
        mentor_yes_at=now if proposer is Proposer.MENTOR else None,
        mentee_yes_at=now if proposer is Proposer.MENTEE else None,
    )
    pair = store.find_pair(pair_id)
    assert pair is not None
    telling.tell_asked(pair, now)
    return pair_id


@one_transaction
def answer_pair(pair_id: int, person_id: int, *, is_yes: bool, now: datetime) -> PairState:
    """One of the two says yes or no; the pair runs as soon as both have said yes. Raises NotNow."""
    pair = _mine(pair_id, person_id)
    side = "mentor_yes_at" if person_id == pair.mentor_id else "mentee_yes_at"
    if pair.state is not PairState.ASKED or getattr(pair, side) is not None:
        raise NotNow("There is nothing for this person to answer.")
    telling.take_back_asked(pair, person_id, now)
    if not is_yes:
        return _answered(pair, PairState.DECLINED, person_id, now)
    store.set_pair(pair.id, **{side: now})
    other = pair.mentee_yes_at if person_id == pair.mentor_id else pair.mentor_yes_at
    if other is None:
        return PairState.ASKED
    return _answered(pair, PairState.RUNNING, person_id, now)


@one_transaction
def end_pair(pair_id: int, person_id: int, note: str, *, now: datetime) -> None:
    """One of the two, or who proposed it, ends a pair before its last day. Raises NotNow."""
    pair = store.find_pair(pair_id, locked=True)
    if pair is None or person_id not in pair.sides | {pair.asked_by}:
        raise NotNow("No such pair of this person.")
    if pair.state not in (PairState.ASKED, PairState.RUNNING):
        raise NotNow("The pair has ended.")
    store.set_pair(pair.id, state=PairState.ENDED.value, ended_at=now, ended_note=note)
    for one in pair.sides:
        telling.take_back_asked(pair, one, now)
    telling.tell_ended(pair, person_id, note, now)


@one_transaction
def write_session(pair_id: int, person_id: int, draft: SessionDraft, *, now: datetime) -> int:
    """Note a session; the other one is asked whether it was so. Gives the id.

    Raises:
        NotNow: not one of the two.
        SessionRefused: the pair does not run, or the day or minutes cannot be.
    """
    pair = _mine(pair_id, person_id)
    fault = rules.session_fault(
        pair.state,
        starts_on=pair.starts_on,
        ends_on=pair.ends_on,
        held_on=draft.held_on,
        minutes=draft.minutes,
        today=_day(now),
    )
    if fault is not None:
        raise SessionRefused(fault)
    session_id = store.insert_session(
        pair_id=pair.id,
        held_on=draft.held_on,
        minutes=draft.minutes,
        topic=draft.topic,
        notes=draft.notes,
        next_step=draft.next_step,
        state=SessionState.WAITING.value,
        written_by=person_id,
        written_at=now,
    )
    telling.tell_written(pair, session_id, draft.held_on, person_id, now)
    return session_id


@one_transaction
def confirm_session(session_id: int, person_id: int, *, now: datetime) -> SessionJp:
    """The other one says that it was so: the mentee gets his JP, as far as the month's cap lets them count.

    Raises NotNow.
    """
    found = store.find_session(session_id)
    if found is None:
        raise NotNow("No such session.")
    pair = store.find_pair(found.pair_id)
    assert pair is not None
    # The cap is of a person and a month, over all his pairs: whoever confirms for him waits here, and sees
    # what was counted before. Both in the order of their ids, so that no two wait for each other.
    for one in sorted(pair.sides):
        store.lock_person(one)
    session = _waiting(session_id, pair, person_id, is_writer=False)
    store.set_session(session.id, state=SessionState.CONFIRMED.value, answered_by=person_id, answered_at=now)
    brought = _credit(pair, session, pair.mentee_id, person_id, now)
    _credit(pair, session, pair.mentor_id, person_id, now)
    telling.take_back_written(session.id, now)
    telling.tell_answered(pair, session, is_confirmed=True, answer="", sender_id=person_id, now=now)
    add_entry(
        at=now,
        action="mentoring.confirmed",
        subject=f"person:{pair.mentee_id}",
        actor_id=person_id,
        details={"session": session.id, "jp": str(brought.jp)},
    )
    return brought


@one_transaction
def dispute_session(session_id: int, person_id: int, answer: str, *, now: datetime) -> None:
    """The other one says what was not so; it brings nothing. Raises NotNow."""
    pair, session = _session_of(session_id, person_id, is_writer=False)
    store.set_session(
        session.id,
        state=SessionState.DISPUTED.value,
        answered_by=person_id,
        answered_at=now,
        answer=answer,
    )
    telling.take_back_written(session.id, now)
    telling.tell_answered(pair, session, is_confirmed=False, answer=answer, sender_id=person_id, now=now)


@one_transaction
def withdraw_session(session_id: int, person_id: int, *, now: datetime) -> None:
    """Who wrote a note takes it back while it waits. Raises NotNow."""
    _pair, session = _session_of(session_id, person_id, is_writer=True)
    store.set_session(session.id, state=SessionState.WITHDRAWN.value, answered_by=person_id, answered_at=now)
    telling.take_back_written(session.id, now)


def _credit(pair: PairRow, session: SessionRow, person_id: int, by_id: int, now: datetime) -> SessionJp:
    """Enter the JP of a session for one of the two; of a mentor only where the policy gives him any."""
    brought = rules.jp_of_session(
        policy_store.in_force(session.held_on),
        store.counted_in_month(person_id, session.held_on),
        of_mentor=person_id == pair.mentor_id,
    )
    if brought.jp or brought.over:
        ledger.add(
            Entry(
                person_id=person_id,
                on_date=session.held_on,
                form=FORMS[pair.kind],
                jp=brought.jp,
                source=store.SOURCE,
                source_key=str(session.id),
                title=_title(pair),
                recorded_at=now,
                recorded_by=by_id,
                note=_note(brought),
            )
        )
    return brought


def _title(pair: PairRow) -> str:
    """Without names and topic: the ledger is read by others than the two."""
    with force_locale("id"):
        if pair.kind is PairKind.COACHING:
            return str(gettext("Sesi coaching"))
        return str(gettext("Sesi mentoring"))


def _note(brought: SessionJp) -> str:
    if not brought.is_above:
        return ""
    with force_locale("id"):
        return str(gettext("Di atas batas %(limit)s sesi sebulan.", limit=brought.limit))


def _answered(pair: PairRow, state: PairState, person_id: int, now: datetime) -> PairState:
    store.set_pair(pair.id, state=state.value, answered_at=now)
    if state is PairState.DECLINED:
        telling.take_back_asked(pair, pair.other_than(person_id), now)
    telling.tell_pair_answered(pair, state, person_id, now)
    return state


def _mine(pair_id: int, person_id: int) -> PairRow:
    pair = store.find_pair(pair_id, locked=True)
    if pair is None or person_id not in pair.sides:
        raise NotNow("No such pair of this person.")
    return pair


def _session_of(session_id: int, person_id: int, *, is_writer: bool) -> tuple[PairRow, SessionRow]:
    found = store.find_session(session_id)
    pair = store.find_pair(found.pair_id) if found else None
    if pair is None:
        raise NotNow("No such session.")
    return pair, _waiting(session_id, pair, person_id, is_writer=is_writer)


def _waiting(session_id: int, pair: PairRow, person_id: int, *, is_writer: bool) -> SessionRow:
    session = store.find_session(session_id, locked=True)
    if session is None or session.state is not SessionState.WAITING or person_id not in pair.sides:
        raise NotNow("This session is settled, or not of this person.")
    if (session.written_by == person_id) is not is_writer:
        raise NotNow("The other one of the two answers.")
    return session


def _day(now: datetime) -> date:
    return now.astimezone(current_settings().time_zone).date()
