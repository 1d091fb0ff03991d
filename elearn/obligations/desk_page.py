"""What HR, operators and heads see of assignments: the list, one with its people, the calendar."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.obligations import audience_store, store
from elearn.obligations.audience_store import BusyRow
from elearn.obligations.rows import AssignmentRow, ObligationRow, ShiftRequestRow
from elearn.obligations.rules import DueState, date_of_state, due_state
from elearn.obligations.telling import course_title
from elearn.people import store as people_store
from elearn.people.rows import PersonRow, UnitRow
from elearn.policy.values import Policy
from elearn.releases.library import library
from elearn.workdays import YearOfHolidays, holidays_of

PER_PAGE = 50
SHOWN_STATES: Mapping[str, tuple[str, ...]] = {
    "": ("open", "completed", "exempt"),
    "open": ("open",),
    "overdue": ("open",),
    "completed": ("completed",),
    "exempt": ("exempt",),
    "withdrawn": ("withdrawn",),
}
"""By the word in the address the stored states it shows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many people of an assignment stand where; `overdue` ones are among the open ones."""

    open: int = 0
    overdue: int = 0
    completed: int = 0
    exempt: int = 0
    withdrawn: int = 0

    @property
    def people(self) -> int:
        """Everybody who has it, or had it and finished."""
        return self.open + self.completed + self.exempt


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentLine:
    """An assignment in the list; `unit` is None for all units, or for people named one by one."""

    row: AssignmentRow
    title: str
    unit: UnitRow | None
    tally: Tally


@dataclass(frozen=True, kw_only=True)
class AssignmentsPage:
    """The list, newest first, and whether there are more; requests that wait for a decision."""

    lines: list[AssignmentLine]
    has_more: bool
    requests: list[tuple[ShiftRequestRow, PersonRow, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """One person of an assignment."""

    person: PersonRow
    row: ObligationRow
    state: DueState
    day: date | None
    is_validity: bool


@dataclass(frozen=True, kw_only=True)
class AssignmentPage:
    """One assignment with its people in a state, a page of them."""

    line: AssignmentLine
    people: list[PersonLine]
    shown: str
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class CalendarPage:
    """What counts as no working day: announced years, busy times of units."""

    years: list[YearOfHolidays]
    busy: list[BusyRow]
    weekend: frozenset[int]


def assignments_page(units: Collection[int] | None, me: int, today: date, page: int) -> AssignmentsPage:
    """The assignments somebody may see; six queries, however many."""
    rows = store.assignments_within(units, me, first=(page - 1) * PER_PAGE, limit=PER_PAGE + 1)
    requests = store.requests(only_open=True)
    inside = audience_store.people_below(units, {one.person_id for one in requests}) - {me}
    people = people_store.persons(inside)
    return AssignmentsPage(
        lines=_lines(rows[:PER_PAGE], today),
        has_more=len(rows) > PER_PAGE,
        requests=[
            (one, people[one.person_id], course_title(one.course))
            for one in reversed(requests)
            if one.person_id in people
        ],
    )


def assignment_page(
    assignment: AssignmentRow, policy: Policy, today: date, *, shown: str, page: int
) -> AssignmentPage:
    """One assignment; six queries, however many people."""
    (line,) = _lines([assignment], today)
    states = SHOWN_STATES.get(shown, SHOWN_STATES[""])
    before = today if shown == "overdue" else None
    count = _count(line.tally, shown)
    pages = max(1, -(-count // PER_PAGE))
    here = min(max(1, page), pages)
    rows = store.page_of_assignment(
        assignment.id, states, first=(here - 1) * PER_PAGE, limit=PER_PAGE, due_before=before
    )
    people = people_store.persons([row.person_id for row in rows])
    started = store.started([row.person_id for row in rows], [assignment.course])
    soon = int(policy.number("due_soon_days"))
    return AssignmentPage(
        line=line,
        people=[_person(row, people, started, today, soon) for row in rows if row.person_id in people],
        shown=shown if shown in SHOWN_STATES else "",
        page=here,
        pages=pages,
    )


def calendar_page(units: Collection[int] | None, policy: Policy, today: date) -> CalendarPage:
    """Holidays of this year and the next, and the busy times of units one looks after."""
    return CalendarPage(
        years=[holidays_of(year) for year in (today.year, today.year + 1)],
        busy=audience_store.busy_rows(units, today),
        weekend=policy.weekdays("weekend"),
    )


def unit_choices(units: Collection[int] | None) -> list[tuple[str, str]]:
    """The units one may choose: those above all others first, then by name."""
    found = people_store.units(units if units is not None else audience_store.every_unit_id())
    ordered = sorted(found.values(), key=lambda unit: (unit.parent_id in found, unit.name, unit.id))
    return [(str(unit.id), unit.name) for unit in ordered]


def course_choices() -> list[tuple[str, str]]:
    """The published courses, by title."""
    courses = library().courses.values()
    return sorted(
        ((one.code, one.title) for one in courses if one.state != "archived"), key=lambda one: one[1]
    )


def _lines(rows: Collection[AssignmentRow], today: date) -> list[AssignmentLine]:
    tallies = store.tallies([row.id for row in rows], today)
    units = people_store.units({row.unit_id for row in rows if row.unit_id is not None})
    return [
        AssignmentLine(
            row=row,
            title=course_title(row.course),
            unit=units.get(row.unit_id) if row.unit_id is not None else None,
            tally=_tally(tallies[row.id]),
        )
        for row in rows
    ]


def _tally(found: Mapping[str, int]) -> Tally:
    overdue = found.get("overdue", 0)
    return Tally(
        open=found.get("open", 0) + overdue,
        overdue=overdue,
        completed=found.get("completed", 0),
        exempt=found.get("exempt", 0),
        withdrawn=found.get("withdrawn", 0),
    )


def _count(tally: Tally, shown: str) -> int:
    return tally.people if shown not in SHOWN_STATES or not shown else int(getattr(tally, shown))


def _person(
    row: ObligationRow,
    people: Mapping[int, PersonRow],
    started: Collection[tuple[int, str]],
    today: date,
    soon: int,
) -> PersonLine:
    has_started = (row.person_id, row.course) in started
    state = due_state(row, today=today, has_started=has_started, due_soon_days=soon)
    return PersonLine(
        person=people[row.person_id],
        row=row,
        state=state,
        day=date_of_state(row, row.completed_on, state),
        is_validity=row.state == "completed",
    )
