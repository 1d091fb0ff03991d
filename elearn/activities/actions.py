"""Asking to attend, handing in, deciding: each all or nothing, each with a step in the history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from elearn.accounts.actions import Actor
from elearn.activities import rules, store, telling
from elearn.activities.doubles import doubles_of
from elearn.activities.proposing import proposal_of
from elearn.activities.rows import ActivityRow
from elearn.activities.rules import Deed, Facts, Fault, GrantFault, Part, State
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.evidence import actions as evidence
from elearn.ledger import store as ledger
from elearn.ledger.rows import Entry
from elearn.ledger.rules import Counted
from elearn.people import store as people
from elearn.web.settings import current_settings

MOST_FILES = 3
"""That prove one activity."""


class NotNow(ElearnError):
    """The activity is not (any more) where this can be done, or is that of who acts."""


class NoLeader(ElearnError):
    """Nobody leads this person, so nobody could decide."""


class FactsRefused(ElearnError):
    """Facts that cannot be right; `faults` say which."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"The facts cannot be right: {', '.join(faults)}.")
        self.faults = tuple(faults)


class FilesRefused(ElearnError):
    """Too many files, or none at all."""

    def __init__(self, *, is_none: bool) -> None:
        super().__init__("No evidence." if is_none else "Too many files.")
        self.is_none = is_none


class GrantRefused(ElearnError):
    """JP that cannot be granted so; `fault` says why."""

    def __init__(self, fault: GrantFault) -> None:
        super().__init__(f"These JP cannot be granted: {fault}.")
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as it came."""

    name: str
    body: bytes


@one_transaction
def ask(person_id: int, facts: Facts, *, now: datetime) -> int:
    """Ask the supervisor to attend something; gives the id. The same sent twice is one request.

    Raises:
        FactsRefused: the facts cannot be right.
        NoLeader: nobody is there to decide.
    """
    today = _day(now)
    _check(rules.faults_of(facts, today=today, is_over=False))
    leaders = people.led_by([person_id], today)[person_id]
    if not leaders:
        raise NoLeader("Nobody leads this person.")
    known = _sent_before(person_id, facts, State.ASKED)
    if known is not None:
        return known
    activity_id = store.insert_activity(person_id, facts, State.ASKED, now)
    store.insert_step(activity_id, State.ASKED, by_id=person_id, note=facts.reason, now=now)
    name = people.persons([person_id])[person_id].full_name
    telling.tell_asked(leaders, activity_id, facts, name, now)
    return activity_id


@one_transaction
def hand_in(
    person_id: int,
    facts: Facts,
    files: Sequence[NewFile],
    *,
    now: datetime,
    activity_id: int | None = None,
    drop: Collection[int] = (),
    note: str = "",
) -> int:
    """Hand in what was attended with its evidence: a new activity, an allowed one, or one to mend.

    `drop` are files that no longer prove it. Gives the id; the same sent twice is one activity.

    Raises:
        NotNow: it is not his, or not to be handed in now.
        FactsRefused, FilesRefused: the facts cannot be right, no file is left or too many.
        EvidenceRefused: a file is not taken.
    """
    row = _own(activity_id, person_id) if activity_id is not None else None
    state = _moved(row.state if row else None, Deed.HAND_IN, Part.OWNER)
    _check(rules.faults_of(facts, today=_day(now), is_over=True))
    kept = _kept_files(row, drop)
    new = [evidence.put(person_id, one.name, one.body, now) for one in files]
    every = dict.fromkeys((*kept, *new))
    if not every or len(every) > MOST_FILES:
        raise FilesRefused(is_none=not every)
    if row is None:
        known = _sent_before(person_id, facts, state, every)
        if known is not None:
            return known
        found = store.insert_activity(person_id, facts, state, now)
    else:
        found = row.id
        store.set_facts(found, facts)
        store.set_state(found, state, now)
    store.set_files(found, tuple(every))
    store.insert_step(found, state, by_id=person_id, note=note, now=now)
    return found


@one_transaction
def withdraw(activity_id: int, person_id: int, *, now: datetime) -> None:
    """Its owner takes it back, as long as it is not settled. Raises NotNow."""
    row = _own(activity_id, person_id)
    state = _moved(row.state, Deed.WITHDRAW, Part.OWNER)
    store.set_state(row.id, state, now)
    store.insert_step(row.id, state, by_id=person_id, note="", now=now)
    telling.take_back_asked(row.id, now)


@one_transaction
def decide(activity_id: int, deed: Deed, *, words: str, actor: Actor, now: datetime) -> None:
    """A supervisor allows (Deed.ALLOW) or refuses (Deed.REFUSE) what is asked for. Raises NotNow."""
    row, state = _of_another(activity_id, deed, Part.LEADER, actor)
    _move(row, state, words=words, actor=actor, now=now)
    telling.take_back_asked(row.id, now)
    telling.tell_decided(row, state, words, sender_id=actor.person_id, now=now)


@one_transaction
def verify(activity_id: int, jp: Decimal, *, note: str, actor: Actor, now: datetime) -> Counted:
    """Grant JP and enter them in the ledger on the last day of the activity; gives what counts of them.

    Raises:
        NotNow: it does not wait for this, or is his own.
        GrantRefused: not these JP, or not without a word why.
    """
    row, state = _of_another(activity_id, Deed.VERIFY, Part.VERIFIER, actor)
    fault = rules.grant_fault(jp, proposed=proposal_of(row.facts), note=note, is_double=_is_double(row))
    if fault:
        raise GrantRefused(fault)
    counted = ledger.add(_entry(row, jp, note, actor, now), days=row.facts.days)
    if counted is None:
        raise NotNow("The ledger has this activity already.")
    store.set_state(row.id, state, now, jp_granted=jp)
    store.insert_step(row.id, state, by_id=actor.person_id, note=note, now=now)
    _audit(row, state, actor, now, jp)
    telling.tell_verified(row, counted, note, sender_id=actor.person_id, now=now)
    return counted


@one_transaction
def turn_down(activity_id: int, deed: Deed, *, words: str, actor: Actor, now: datetime) -> None:
    """Send back to be mended (Deed.SEND_BACK) or reject for good (Deed.REJECT), with words. Raises NotNow."""
    row, state = _of_another(activity_id, deed, Part.VERIFIER, actor)
    _move(row, state, words=words, actor=actor, now=now)
    if state is State.REJECTED:
        _audit(row, state, actor, now)
    telling.tell_decided(row, state, words, sender_id=actor.person_id, now=now)


def _own(activity_id: int, person_id: int) -> ActivityRow:
    row = store.find(activity_id, locked=True)
    if row is None or row.person_id != person_id:
        raise NotNow("No such activity of this person.")
    return row


def _sent_before(person_id: int, facts: Facts, state: State, files: Collection[int] = ()) -> int | None:
    """The same form that arrived already: on a slow line people press twice."""
    store.hold(person_id)
    same = [row.id for row in store.of_person(person_id) if row.state is state and row.facts == facts]
    proved = store.files_of(same)
    return next((one for one in same if set(proved.get(one, ())) == set(files)), None)


def _of_another(activity_id: int, deed: Deed, part: Part, actor: Actor) -> tuple[ActivityRow, State]:
    """An activity that somebody else than its owner moves, and where to: nobody decides about himself."""
    row = store.find(activity_id, locked=True)
    if row is None or row.person_id == actor.person_id:
        raise NotNow("No such activity of somebody else.")
    return row, _moved(row.state, deed, part)


def _moved(state: State | None, deed: Deed, part: Part) -> State:
    found = rules.next_state(state, deed, part)
    if found is None:
        raise NotNow(f"No {deed} by the {part} of what is {state}.")
    return found


def _move(row: ActivityRow, state: State, *, words: str, actor: Actor, now: datetime) -> None:
    store.set_state(row.id, state, now)
    store.insert_step(row.id, state, by_id=actor.person_id, note=words, now=now)


def _kept_files(row: ActivityRow | None, drop: Collection[int]) -> list[int]:
    if row is None:
        return []
    return [one for one in store.files_of([row.id]).get(row.id, []) if one not in drop]


def _is_double(row: ActivityRow) -> bool:
    files = store.files_of([row.id]).get(row.id, [])
    return rules.counts_already(doubles_of(row.person_id, row.facts, files, but=row.id))


def _entry(row: ActivityRow, jp: Decimal, note: str, actor: Actor, now: datetime) -> Entry:
    return Entry(
        person_id=row.person_id,
        on_date=row.facts.ends_on,
        form=row.facts.form,
        jp=jp,
        source="activity",
        source_key=str(row.id),
        title=row.facts.title,
        recorded_at=now,
        recorded_by=actor.person_id,
        note=note,
    )


def _audit(row: ActivityRow, state: State, actor: Actor, now: datetime, jp: Decimal | None = None) -> None:
    add_entry(
        at=now,
        action=f"activity.{state}",
        subject=f"person:{row.person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"activity": row.id} | ({} if jp is None else {"jp": str(jp)}),
    )


def _check(faults: Sequence[Fault]) -> None:
    if faults:
        raise FactsRefused(faults)


def _day(now: datetime) -> date:
    return now.astimezone(current_settings().time_zone).date()
