"""Reporting the result of a practice task, and confirming it with facts: each all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.evidence import actions as evidence
from elearn.mentoring import store as mentoring
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import Consequences, TaskConfirmed
from elearn.people import store as people
from elearn.practice import rules, store, telling
from elearn.practice.rows import ReportRow
from elearn.practice.rules import Confirming, ReportFault, ReportState, SeenFault
from elearn.web.settings import current_settings


class ReportRefused(ElearnError):
    """A report that cannot be sent; `fault` says why."""

    def __init__(self, fault: ReportFault) -> None:
        super().__init__(f"The result cannot be reported: {fault}.")
        self.fault = fault


class SeenRefused(ElearnError):
    """A day on which nobody can have seen the result."""

    def __init__(self, fault: SeenFault) -> None:
        super().__init__(f"The result was not seen then: {fault}.")
        self.fault = fault


class NotNow(ElearnError):
    """The report is decided or taken back already, or is not for this person to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Which task is reported: of which module, cycle and version of the course, and who confirms it."""

    course: str
    module: str
    cycle: int
    version: str
    confirming: Confirming


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file as it came."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the learner says: when it was done, what was done and measured, and what proves it.

    `kept` are files of his earlier reports on this task; `mentor_id` is whom he asks to confirm.
    """

    done_on: date
    text: str
    files: Sequence[NewFile] = ()
    kept: Sequence[int] = ()
    mentor_id: int | None = None


@one_transaction
def report(person_id: int, task: Task, draft: Draft, *, now: datetime) -> int:
    """Report the result of a task; gives the id. Where nobody confirms, it counts at once.

    Raises:
        ReportRefused: one waits or was confirmed, the day lies ahead, too many files, or no mentor.
        EvidenceRefused: a file is not taken.
    """
    store.lock_person(person_id)
    today = _day(now)
    mentors = mentoring.mentors_of(person_id, today) if task.confirming is Confirming.MENTOR else []
    file_ids = _files(person_id, task, draft, now)
    fault = rules.report_fault(
        task.confirming,
        store.last_state(person_id, task.course, task.module, task.cycle),
        done_on=draft.done_on,
        today=today,
        files=len(file_ids),
        mentor_id=draft.mentor_id,
        mentors=mentors,
    )
    if fault is not None:
        raise ReportRefused(fault)
    confirmers = _confirmers(person_id, task, draft, today)
    is_counted = task.confirming is Confirming.NONE
    report_id = store.insert_report(
        file_ids,
        person_id=person_id,
        course=task.course,
        module=task.module,
        cycle=task.cycle,
        version=task.version,
        confirmer=task.confirming.value,
        confirmer_id=confirmers[0] if confirmers else None,
        done_on=draft.done_on,
        text=draft.text,
        state=(ReportState.CONFIRMED if is_counted else ReportState.WAITING).value,
        reported_at=now,
        decided_at=now if is_counted else None,
    )
    written = store.find(report_id)
    assert written is not None
    if is_counted:
        _count(written, now)
    elif confirmers:
        telling.tell_reported(confirmers, written, people.persons([person_id])[person_id].full_name, now)
    return report_id


@one_transaction
def withdraw(report_id: int, person_id: int, *, now: datetime) -> None:
    """The learner takes a report back that still waits. Raises NotNow."""
    row = store.find(report_id, locked=True)
    if row is None or row.person_id != person_id or row.state is not ReportState.WAITING:
        raise NotNow("There is nothing to take back.")
    store.settle(row.id, ReportState.WITHDRAWN, by_id=person_id, now=now)
    telling.take_back_reported(row.id, now)


@one_transaction
def confirm(report_id: int, seen_on: date, facts: str, *, actor: Actor, now: datetime) -> Consequences:
    """Confirm a result with what one saw and when; gives what follows for the learner.

    Raises:
        NotNow: it is decided, or not for this person to decide.
        SeenRefused: nobody can have seen it on that day.
    """
    row = _mine_to_decide(report_id, actor, now)
    fault = rules.seen_fault(seen_on, done_on=row.done_on, today=_day(now))
    if fault is not None:
        raise SeenRefused(fault)
    _settle(row, ReportState.CONFIRMED, facts, actor, now, seen_on)
    followed = _count(row, now)
    telling.tell_decided(replace(row, decided_by=actor.person_id), facts, followed, now)
    return followed


@one_transaction
def send_back(report_id: int, missing: str, *, actor: Actor, now: datetime) -> None:
    """Say what is missing; the learner reports again. Raises NotNow."""
    row = _mine_to_decide(report_id, actor, now)
    _settle(row, ReportState.TO_MEND, missing, actor, now)
    telling.tell_decided(replace(row, decided_by=actor.person_id), missing, None, now)


def _mine_to_decide(report_id: int, actor: Actor, now: datetime) -> ReportRow:
    row = store.find(report_id, locked=True)
    if row is None or row.state is not ReportState.WAITING or not may_decide(row, actor.person_id, _day(now)):
        raise NotNow("This report is not, or no longer, for this person to decide.")
    return row


def may_decide(row: ReportRow, person_id: int | None, today: date) -> bool:
    """Whether this person confirms this report today."""
    return person_id is not None and rules.may_decide(
        person_id,
        reporter_id=row.person_id,
        confirming=row.confirmer,
        confirmer_id=row.confirmer_id,
        leaders=people.led_by([row.person_id], today)[row.person_id],
    )


def _settle(
    row: ReportRow, state: ReportState, facts: str, actor: Actor, now: datetime, seen_on: date | None = None
) -> None:
    assert actor.person_id is not None
    store.settle(row.id, state, by_id=actor.person_id, now=now, seen_on=seen_on, facts=facts)
    telling.take_back_reported(row.id, now)
    add_entry(
        at=now,
        action=f"task.{state}",
        subject=f"person:{row.person_id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
        details={"report": row.id, "course": row.course, "module": row.module},
    )


def _count(row: ReportRow, now: datetime) -> Consequences:
    done = TaskConfirmed(course=row.course, module=row.module, report_id=row.id, cycle=row.cycle)
    return record(row.person_id, done, now)


def _confirmers(person_id: int, task: Task, draft: Draft, today: date) -> list[int]:
    if task.confirming is Confirming.SUPERVISOR:
        return people.led_by([person_id], today)[person_id]
    return [draft.mentor_id] if task.confirming is Confirming.MENTOR and draft.mentor_id else []


def _files(person_id: int, task: Task, draft: Draft, now: datetime) -> list[int]:
    """The files of the report; of the kept ones only those that stood in an earlier report of this task."""
    earlier = store.of_task(person_id, task.course, task.module) if draft.kept else []
    known = {one for files in store.files_of([row.id for row in earlier]).values() for one in files}
    new = [evidence.put(person_id, one.name, one.body, now) for one in draft.files]
    return list(dict.fromkeys([*(one for one in draft.kept if one in known), *new]))


def _day(now: datetime) -> date:
    return now.astimezone(current_settings().time_zone).date()
