"""Every query on whom to remind, in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from elearn.database import db
from elearn.obligations.days import local_day
from elearn.obligations.rules import MANDATORY, OPEN
from elearn.obligations.tables import Obligation, ShiftRequest
from elearn.people.store import is_here
from elearn.people.tables import Delegation, Person, ReportingLine
from elearn.reminders.rules import Stage, is_news

# Not an equality of the column: SQLite would look through everything that is open, of everybody.
_IS_OPEN = (Obligation.state + "") == OPEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request for another date, and of whom."""

    person_id: int
    is_open: bool


def due_in(stage: Stage, today: date) -> dict[tuple[str, date], list[int]]:
    """People with a mandatory course that is open and due in a stage, by course and date. One query."""
    found: defaultdict[tuple[str, date], list[int]] = defaultdict(list)
    query = (
        select(Obligation.course, Obligation.due_on, Obligation.person_id, Obligation.made_at)
        .join(Person, Person.id == Obligation.person_id)
        .where(Obligation.state == OPEN, Obligation.level == MANDATORY, is_here(today))
        .where(Obligation.due_on.between(stage.first_due, stage.last_due))
        .order_by(Obligation.id)
    )
    for course, due_on, person_id, made_at in db.session.execute(query):
        if is_news(stage, due_on, local_day(made_at)):
            found[course, due_on].append(person_id)
    return found


def open_dates(person_ids: Collection[int]) -> dict[tuple[int, str], date]:
    """The due date of every open obligation of these people, by person and course. One query."""
    query = select(Obligation.person_id, Obligation.course, Obligation.due_on).where(
        Obligation.person_id.in_(person_ids), _IS_OPEN
    )
    return {(person_id, course): due_on for person_id, course, due_on in db.session.execute(query)}


def last_completions(person_ids: Collection[int]) -> dict[int, date]:
    """The day on which each of these people last fulfilled an obligation; who never did is left out."""
    query = (
        select(Obligation.person_id, func.max(Obligation.completed_on))
        .where(Obligation.person_id.in_(person_ids), Obligation.completed_on.is_not(None))
        .group_by(Obligation.person_id)
    )
    return {person_id: day for person_id, day in db.session.execute(query) if day is not None}


def leaders_of_late(today: date, until: date) -> list[int]:
    """Everybody who leads somebody, himself or as deputy, with a mandatory course due until a day."""
    late = select(Obligation.person_id).where(
        Obligation.state == OPEN, Obligation.level == MANDATORY, Obligation.due_on <= until
    )
    leaders = (
        select(ReportingLine.supervisor_id)
        .join(Person, Person.id == ReportingLine.person_id)
        .where(ReportingLine.person_id.in_(late), _holds(today), is_here(today))
    )
    deputies = select(Delegation.deputy_id).where(Delegation.supervisor_id.in_(leaders), _is_delegated(today))
    return sorted(set(db.session.scalars(leaders.union(deputies))))


def teams_of(leader_ids: Collection[int], today: date) -> dict[int, set[int]]:
    """Whom each of them leads, himself or as deputy, without leavers; as `people.store.team_of`, for many."""
    acts_for: defaultdict[int, set[int]] = defaultdict(set)
    delegated = select(Delegation.supervisor_id, Delegation.deputy_id).where(
        Delegation.deputy_id.in_(leader_ids), _is_delegated(today)
    )
    for supervisor_id, deputy_id in db.session.execute(delegated):
        acts_for[supervisor_id].add(deputy_id)
    for leader_id in leader_ids:
        acts_for[leader_id].add(leader_id)
    lines = (
        select(ReportingLine.supervisor_id, ReportingLine.person_id)
        .join(Person, Person.id == ReportingLine.person_id)
        .where(ReportingLine.supervisor_id.in_(list(acts_for)), _holds(today), is_here(today))
    )
    teams: dict[int, set[int]] = {leader_id: set() for leader_id in leader_ids}
    for supervisor_id, person_id in db.session.execute(lines):
        for leader_id in acts_for[supervisor_id] - {person_id}:
            teams[leader_id].add(person_id)
    return teams


def mandatory_dates(person_ids: Collection[int], until: date) -> dict[int, list[date]]:
    """Due dates until a day of open mandatory courses, by person; who has none is left out. One query."""
    found: defaultdict[int, list[date]] = defaultdict(list)
    query = select(Obligation.person_id, Obligation.due_on).where(
        Obligation.person_id.in_(person_ids),
        _IS_OPEN,
        Obligation.level == MANDATORY,
        Obligation.due_on <= until,
    )
    for person_id, due_on in db.session.execute(query):
        found[person_id].append(due_on)
    return found


def requests(ids: Collection[int]) -> dict[int, Asked]:
    """Requests for another date, by id. One query."""
    query = (
        select(ShiftRequest.id, Obligation.person_id, ShiftRequest.verdict)
        .join(Obligation, Obligation.id == ShiftRequest.obligation_id)
        .where(ShiftRequest.id.in_(ids))
    )
    return {
        request_id: Asked(person_id=person_id, is_open=verdict == "open")
        for request_id, person_id, verdict in db.session.execute(query)
    }


def _holds(today: date) -> ColumnElement[bool]:
    return (ReportingLine.valid_from <= today) & or_(
        ReportingLine.valid_to.is_(None), ReportingLine.valid_to >= today
    )


def _is_delegated(today: date) -> ColumnElement[bool]:
    return (Delegation.valid_from <= today) & (Delegation.valid_to >= today) & Delegation.ended_at.is_(None)
