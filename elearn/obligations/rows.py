"""What the obligations room gives to others: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ObligationRow:
    """One course that one person must, or should, finish by a date; one row a cycle.

    `state` is open, completed, exempt or withdrawn, as stored; what a person reads is `rules.due_state`.
    `first_due_on` is the date before anybody moved it.
    """

    id: int
    person_id: int
    course: str
    cycle: int
    level: str
    starts_on: date
    due_on: date
    first_due_on: date
    state: str
    completed_on: date | None
    valid_until: date | None
    exempt_reason: str
    own_shifts: int
    assignment_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeRow:
    """Who did what to an obligation, when and why."""

    id: int
    obligation_id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    kind: str
    state_before: str
    due_before: date | None
    due_after: date | None
    reason_kind: str
    note: str
    bulk_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentRow:
    """A course for an audience; the fields as in `tables.Assignment`."""

    id: int
    course: str
    level: str
    cause: str
    names_people: bool
    unit_id: int | None
    position_kind: str
    employment_status: str
    starts_on: date
    due_on: date | None
    due_after_workdays: int | None
    repeat_months: int | None
    window_days: int
    note: str
    made_by: int | None
    made_by_name: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShiftRequestRow:
    """A learner's request for another date."""

    id: int
    obligation_id: int
    person_id: int
    course: str
    due_on: date
    asked_at: datetime
    wanted_on: date
    reason: str
    verdict: str
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BulkRow:
    """One action on many people at once."""

    id: int
    actor_id: int
    at: datetime
    kind: str
    people: int
    undone_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class AudiencePerson:
    """A person as an audience sees him."""

    id: int
    unit_id: int
    position_kind: str
    employment_status: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RelearnRow:
    """A release after which whoever finished a course learns it again."""

    course: str
    version: str
    number: int
    published_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyRow:
    """An obligation with why it is asked, by whom, and its cause: assigned, or relearn."""

    row: ObligationRow
    note: str
    made_by_name: str
    cause: str
