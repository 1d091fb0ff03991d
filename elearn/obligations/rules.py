"""What an obligation means today, who is in an audience, and which date somebody gets. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from elearn.obligations.rows import AudiencePerson
from elearn.workdays import Calendar, DaySpan, NoWorkdayInReach, months_later

OPEN, COMPLETED, EXEMPT, WITHDRAWN = "open", "completed", "exempt", "withdrawn"
LATE = "late"
"""The standing, in counters, of what was completed after its date."""
MANDATORY, RECOMMENDED = "mandatory", "recommended"
UNDO_WITHIN = timedelta(hours=24)
"""How long an action on many people can be taken back as a whole."""
DUE_SOON_DAYS = 14
LEAST_WORKDAYS = 10
"""Working days that somebody who joins an audience has at the least, however near its date is."""


class DueState(StrEnum):
    """The states of an obligation, as in `progress.standing.State`; highest precedence first."""

    EXEMPT = "exempt"
    COMPLETED = "completed"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    EXPIRED = "expired"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


class ExemptReason(StrEnum):
    """Why somebody need not learn now. No word of health: leave is leave."""

    LEAVE = "leave"
    STUDY = "study"
    DUTY = "duty"
    MOVED = "moved"
    NO_DEVICE = "no-device"
    OTHER = "other"


LEFT_AUDIENCE = ExemptReason.MOVED.value
"""The reason of an obligation that was withdrawn because its person left the audience: he may come back."""


class Dated(Protocol):
    """What `due_state` looks at."""

    @property
    def state(self) -> str:
        """Open, completed, exempt or withdrawn."""

    @property
    def due_on(self) -> date:
        """The last day."""

    @property
    def valid_until(self) -> date | None:
        """The last day on which a completion counts; None: for good."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Audience:
    """Whom a course is for: named people, or everybody in these units and below who fits.

    Empty values leave out a condition; `unit_id` None means everywhere.
    """

    person_ids: frozenset[int] = frozenset()
    unit_id: int | None = None
    position_kind: str = ""
    employment_status: str = ""

    @property
    def names_people(self) -> bool:
        """Whether people are named one by one."""
        return bool(self.person_ids)


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What is asked of an audience: until when, how strictly, and how often again.

    Exactly one of `due_on` and `due_after_workdays` is given. `repeat_months` None: once;
    else `window_days` says how many days before its completion lapses it may be renewed.
    """

    level: str
    starts_on: date
    due_on: date | None = None
    due_after_workdays: int | None = None
    repeat_months: int | None = None
    window_days: int = 0
    note: str = ""


def due_state(
    obligation: Dated, *, today: date, has_started: bool, due_soon_days: int = DUE_SOON_DAYS
) -> DueState:
    """The state a person reads on a day.

    A completion is "hampir habis" in the last days of its validity and "habis berlaku" after them.
    """
    if obligation.state == EXEMPT:
        return DueState.EXEMPT
    soon = today + timedelta(days=due_soon_days)
    if obligation.state == COMPLETED:
        return _state_of_completion(obligation.valid_until, today, soon)
    if obligation.due_on < today:
        return DueState.OVERDUE
    if obligation.due_on <= soon:
        return DueState.DUE_SOON
    return DueState.IN_PROGRESS if has_started else DueState.NOT_STARTED


def date_of_state(obligation: Dated, completed_on: date | None, state: DueState) -> date | None:
    """The date printed beside a state: of the completion, of its validity, or the due date."""
    if obligation.state == EXEMPT:
        return None
    if obligation.state == COMPLETED:
        return completed_on if state is DueState.COMPLETED else obligation.valid_until
    return obligation.due_on


def _state_of_completion(valid_until: date | None, today: date, soon: date) -> DueState:
    if valid_until is None or valid_until > soon:
        return DueState.COMPLETED
    return DueState.EXPIRED if valid_until < today else DueState.DUE_SOON


def standing(state: str, completed_on: date | None, due_on: date) -> str:
    """Under which heading counters hold an obligation: open, completed, late or exempt."""
    is_late = state == COMPLETED and completed_on is not None and completed_on > due_on
    return LATE if is_late else state


def is_in_audience(audience: Audience, person: AudiencePerson, unit_and_above: Collection[int]) -> bool:
    """Whether an audience holds this person, given his unit and all units above it."""
    if audience.names_people:
        return person.id in audience.person_ids
    return (
        (audience.unit_id is None or audience.unit_id in unit_and_above)
        and audience.position_kind in ("", person.position_kind)
        and audience.employment_status in ("", person.employment_status)
    )


def due_date(
    terms: Terms, days: Calendar, closed: Collection[DaySpan], *, joins_on: date | None = None
) -> date:
    """The due date of one person; `closed` are the days his unit and he himself are away.

    A date in working days moves on over them; a date on the calendar stays. Whoever joins the audience
    later, on `joins_on`, has his working days from then on, and for a date on the calendar LEAST_WORKDAYS.
    """
    if terms.due_on is not None:
        if joins_on is None:
            return terms.due_on
        return max(terms.due_on, _counted(days, joins_on, LEAST_WORKDAYS, closed))
    assert terms.due_after_workdays is not None
    return _counted(days, max(terms.starts_on, joins_on or terms.starts_on), terms.due_after_workdays, closed)


def _counted(days: Calendar, start: date, amount: int, closed: Collection[DaySpan]) -> date:
    try:
        return days.add(start, amount, closed)
    except NoWorkdayInReach:  # away for years: he has the date of somebody who is not, and can be exempted
        return days.add(start, amount)


def valid_until(
    completed_on: date, repeat_months: int | None, *, renews_until: date | None = None
) -> date | None:
    """The last day on which a completion counts; None where nothing has to be repeated.

    `renews_until` is the end of the validity that it renews: who is early loses no day of it.
    """
    if repeat_months is None:
        return None
    start = completed_on if renews_until is None else max(completed_on, renews_until)
    return months_later(start, repeat_months)


def opens_on(ends_on: date, window_days: int) -> date:
    """From which day on a completion that counts until `ends_on` may be renewed."""
    return ends_on - timedelta(days=window_days)


def is_stricter(level: str, due_on: date, *, than_level: str, than_first_due_on: date) -> bool:
    """Whether a second assignment asks more of a person than the obligation he has.

    It is compared with the first date of that obligation: a prolongation he was granted stays.
    """
    return due_on < than_first_due_on or (level == MANDATORY and than_level == RECOMMENDED)


def may_shift_own(own_shifts: int, due_on: date, to: date, *, today: date, limit: int, days: int) -> bool:
    """Whether a learner may move his date himself: so often, each time at most so many days on.

    A date that has passed is moved from today: who is late needs a date he can keep.
    """
    return own_shifts < limit and due_on < to <= latest_own_date(due_on, today=today, days=days)


def latest_own_date(due_on: date, *, today: date, days: int) -> date:
    """The latest date a learner may choose by himself."""
    return max(due_on, today) + timedelta(days=days)
