"""What a learner sees of his obligations: on Beranda, and on a page of their own with history and forms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from elearn.obligations import store
from elearn.obligations.rows import ChangeRow, DutyRow, ObligationRow, ShiftRequestRow
from elearn.obligations.rules import (
    COMPLETED,
    MANDATORY,
    OPEN,
    DueState,
    date_of_state,
    due_state,
    latest_own_date,
)
from elearn.obligations.telling import course_title
from elearn.policy.values import Policy
from elearn.releases.library import find_course
from elearn.web.addresses import address
from elearn.workdays import calendar_of

NEAR_DAYS = 60
"""Only of a date this near is said how many working days are left: further away nobody counts them."""
SETTLED = frozenset({DueState.EXEMPT, DueState.COMPLETED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Duty:
    """One obligation as its person reads it. `url` is None while the course is not published;
    `workdays` None where nothing is counted.
    """

    row: ObligationRow
    title: str
    url: str | None
    state: DueState
    day: date | None
    is_validity: bool
    is_mandatory: bool
    workdays: int | None
    why: str
    by: str
    is_relearn: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnDuty:
    """An obligation with what its person may do about the date, and what happened to it.

    `latest` is the last day he may choose himself; None when that is over or the obligation is not open.
    """

    duty: Duty
    latest: date | None
    shifts_left: int
    waiting: ShiftRequestRow | None
    may_ask: bool
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OldDuty:
    """An obligation of an earlier cycle, or one that was taken back."""

    row: ObligationRow
    title: str
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, kw_only=True)
class MinePage:
    """Obligations of a person: what is open, what is settled, what was."""

    open: list[OwnDuty]
    settled: list[OwnDuty]
    old: list[OldDuty]
    shifts_limit: int
    shift_days: int


def duties(person_id: int, started: Collection[str], policy: Policy, today: date) -> list[Duty]:
    """The obligations of a person that are not settled, the earliest date first; one query.

    `started` are the courses he is in. A course that is not published any more is left out.
    """
    every = (_duty(one, one.row.course in started, policy, today) for one in store.duties_of(person_id))
    return [one for one in every if one.state not in SETTLED and one.url is not None]


def mine_page(person_id: int, policy: Policy, today: date) -> MinePage:
    """The page of one person; five queries, however many obligations."""
    rows = store.duties_of(person_id)
    started = store.started([person_id], [one.row.course for one in rows])
    every = [_duty(one, (person_id, one.row.course) in started, policy, today) for one in rows]
    shown = {one.row.id for one in every}
    old = [row for row in store.every_cycle_of(person_id) if row.id not in shown]
    changes = store.changes_of([*shown, *(row.id for row in old)])
    waiting = {one.obligation_id: one for one in store.requests_of_people([person_id])}
    limit, days = int(policy.number("own_shifts_limit")), int(policy.number("own_shift_days"))
    own = [
        OwnDuty(
            duty=one,
            latest=_latest(one.row, today, limit, days),
            shifts_left=max(0, limit - one.row.own_shifts),
            waiting=waiting.get(one.row.id),
            may_ask=one.row.state == OPEN and one.row.id not in waiting,
            changes=tuple(changes[one.row.id]),
        )
        for one in every
    ]
    return MinePage(
        open=[one for one in own if one.duty.state not in SETTLED],
        settled=[one for one in own if one.duty.state in SETTLED],
        old=[OldDuty(row=row, title=course_title(row.course), changes=tuple(changes[row.id])) for row in old],
        shifts_limit=limit,
        shift_days=days,
    )


def _duty(one: DutyRow, has_started: bool, policy: Policy, today: date) -> Duty:
    row = one.row
    soon = int(policy.number("due_soon_days"))
    state = due_state(row, today=today, has_started=has_started, due_soon_days=soon)
    is_published = find_course(row.course) is not None
    return Duty(
        row=row,
        title=course_title(row.course),
        url=address("learning.course", course=row.course) if is_published else None,
        state=state,
        day=date_of_state(row, row.completed_on, state),
        is_validity=row.state == COMPLETED,
        is_mandatory=row.level == MANDATORY,
        workdays=_workdays(row, policy, today),
        why=one.note,
        by=one.made_by_name,
        is_relearn=one.cause == "relearn",
    )


def _workdays(row: ObligationRow, policy: Policy, today: date) -> int | None:
    if row.state != OPEN or not today <= row.due_on or (row.due_on - today).days > NEAR_DAYS:
        return None
    calendar = calendar_of({today.year, row.due_on.year}, weekend=policy.weekdays("weekend"))
    return calendar.count(today, row.due_on)


def _latest(row: ObligationRow, today: date, limit: int, days: int) -> date | None:
    if row.state != OPEN or row.own_shifts >= limit or days < 1:
        return None
    return latest_own_date(row.due_on, today=today, days=days)
