"""The list of people with their obligations: the one set of rows that screen, files and paper show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from elearn.ledger import store as ledger_store
from elearn.obligations import store as obligations_store
from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import MANDATORY, DueState, date_of_state, due_state
from elearn.people import store as people_store
from elearn.people.rows import PersonRow
from elearn.policy import store as policy_store
from elearn.policy.rules import AnnualJp, annual_jp_target
from elearn.policy.values import Policy
from elearn.releases.library import library
from elearn.team import rules, store
from elearn.team.asked import Asked
from elearn.team.rules import NO_OBLIGATIONS, Member, Numbers, Show, Tally, tally_of
from elearn.visibility.rules import Field

PEOPLE_A_PAGE = 50
COURSES_A_PAGE = 8
"""Columns of the matrix beside each other; more stand on further pages of it."""
PEOPLE_AT_ONCE = 1_000
"""Rows of a file that are in memory at a time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One obligation of one person: a state and the date beside it."""

    obligation_id: int
    course: str
    state: DueState
    day: date | None
    is_validity: bool
    is_mandatory: bool
    reason: str  # why exempt, as a code; empty where it may not be seen


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One person. What the viewer may not see is not in it."""

    person_id: int
    name: str
    nip: str
    position: str
    unit_name: str
    employment_status: str
    jp: Decimal | None
    cells: Mapping[str, Cell]
    tally: Tally
    is_own: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A course."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A state in the chart: how many obligations, and where its bar stands from 0 to 100."""

    state: DueState
    amount: int
    start: float
    width: float


@dataclass(frozen=True, kw_only=True)
class Day:
    """The day a list speaks of: today, or one that is past, with the rules that held then."""

    today: date
    on: date | None
    policy: Policy
    zone: tzinfo

    @property
    def day(self) -> date:
        """The day itself."""
        return self.on or self.today

    @property
    def due_soon_days(self) -> int:
        """From how many days before a date on it counts as near."""
        return int(self.policy.number("due_soon_days"))

    @property
    def ends_at(self) -> datetime:
        """The first instant after it."""
        return datetime.combine(self.day + timedelta(days=1), time(), tzinfo=self.zone)

    def target(self, employment_status: str) -> AnnualJp:
        """What the rules of that day say of somebody's yearly JP."""
        return annual_jp_target(employment_status, self.day.year, self.policy)


Seeing = Callable[[int], frozenset[Field]]
"""What the viewer may see of a person."""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everybody a viewer may list, counted, and those his filter leaves, in order."""

    day: Day
    asked: Asked
    people: Mapping[int, PersonRow]
    members: Mapping[int, Member]
    found: Sequence[int]
    numbers: Numbers
    segments: tuple[Segment, ...]
    counts: Mapping[Show, int]
    seeing: Seeing
    own_id: int | None = None

    @property
    def pages(self) -> int:
        """How many pages of people there are."""
        return max(1, -(-len(self.found) // PEOPLE_A_PAGE))

    @property
    def page(self) -> int:
        """The page shown: the last one when a later one is asked for."""
        return min(self.asked.page, self.pages)

    def ids_of_page(self) -> Sequence[int]:
        """The people of the page."""
        first = (self.page - 1) * PEOPLE_A_PAGE
        return self.found[first : first + PEOPLE_A_PAGE]


def day_of(asked: Asked, today: date, zone: tzinfo) -> Day:
    """The day a list speaks of, with the policy in force then."""
    return Day(today=today, on=asked.on, policy=policy_store.in_force(asked.on or today), zone=zone)


def roster(
    person_ids: Collection[int], asked: Asked, day: Day, seeing: Seeing, *, own_id: int | None = None
) -> Roster:
    """These people, counted and filtered; the number of queries does not grow with them.

    The viewer himself (`own_id`) has a row of his own and is not counted.
    """
    people = _people(person_ids if own_id is None else {*person_ids, own_id})
    seen = {one for one in people if Field.STATE in seeing(one)}
    tallies = _tallies(seen, day)
    jp = _jp([one for one in people if Field.JP in seeing(one)], day)
    members = {
        person.id: Member(
            person_id=person.id,
            name=person.full_name,
            employment_status=person.employment_status,
            jp=jp.get(person.id, Decimal(0)),
            tally=tallies.get(person.id, NO_OBLIGATIONS),
        )
        for person in people.values()
    }
    counted = [one for one in members.values() if one.person_id != own_id]
    targets = {status: day.target(status) for status in {one.employment_status for one in counted}}
    found = rules.ordered(rules.chosen(counted, asked.show, asked.who), asked.sort)
    return Roster(
        day=day,
        asked=asked,
        people=people,
        members=members,
        found=[one.person_id for one in found],
        numbers=rules.three_numbers(counted, targets),
        segments=_segments(counted),
        counts={show: len(rules.chosen(counted, show)) for show in Show},
        seeing=seeing,
        own_id=own_id,
    )


def lines(listed: Roster, person_ids: Sequence[int]) -> list[Line]:
    """The rows of some people of a roster, in their order, with their obligations. Two queries."""
    cells = cells_of(person_ids, listed.day)
    return [_line(listed, person_id, cells[person_id]) for person_id in person_ids]


def all_lines(listed: Roster) -> Iterator[Line]:
    """The rows of everybody found, a portion at a time, for files and paper."""
    for first in range(0, len(listed.found), PEOPLE_AT_ONCE):
        yield from lines(listed, listed.found[first : first + PEOPLE_AT_ONCE])


def columns(courses: Iterable[str], overdue: Mapping[str, int] | None = None) -> list[Column]:
    """Courses with their titles, those with most late people first, then by title."""
    late = overdue or {}
    known = library().courses
    named = [Column(code=code, title=known[code].title if code in known else code) for code in set(courses)]
    return sorted(named, key=lambda one: (-late.get(one.code, 0), one.title.casefold()))


def columns_of(shown: Sequence[Line]) -> list[Column]:
    """The courses of these rows."""
    late: dict[str, int] = defaultdict(int)
    for line in shown:
        for cell in line.cells.values():
            late[cell.course] += cell.state is DueState.OVERDUE
    return columns(late, late)


def cells_of(person_ids: Collection[int], day: Day) -> dict[int, dict[str, Cell]]:
    """The obligations of people by course, as they stood on the day."""
    rows = obligations_store.obligations_of(person_ids, on=day.on)
    started = _started(person_ids, rows, day)
    found: dict[int, dict[str, Cell]] = {person_id: {} for person_id in person_ids}
    for row in rows:
        found[row.person_id][row.course] = _cell(row, _state(row, started, day))
    return found


def _cell(row: ObligationRow, state: DueState) -> Cell:
    return Cell(
        obligation_id=row.id,
        course=row.course,
        state=state,
        day=date_of_state(row, row.completed_on, state),
        is_validity=row.completed_on is not None and state is not DueState.COMPLETED,
        is_mandatory=row.level == MANDATORY,
        reason=row.exempt_reason,
    )


def _state(row: ObligationRow, started: Collection[tuple[int, str]], day: Day) -> DueState:
    return due_state(
        row,
        today=day.day,
        has_started=(row.person_id, row.course) in started,
        due_soon_days=day.due_soon_days,
    )


def _started(person_ids: Collection[int], rows: Iterable[ObligationRow], day: Day) -> set[tuple[int, str]]:
    if day.on is not None:
        return store.started_by(person_ids, day.ends_at)
    return obligations_store.started(person_ids, {row.course for row in rows})


def _people(person_ids: Collection[int]) -> dict[int, PersonRow]:
    found: dict[int, PersonRow] = {}
    for ids in obligations_store.chunks(person_ids):
        found |= people_store.persons(ids)
    return found


def _tallies(person_ids: Collection[int], day: Day) -> dict[int, Tally]:
    if day.on is None:
        return store.tallies(person_ids, day.today, day.due_soon_days)
    # The past is told by the changes since: that is a story of single obligations.
    rows = obligations_store.obligations_of(person_ids, on=day.on)
    started = _started(person_ids, rows, day)
    by_person: dict[int, list[tuple[ObligationRow, DueState]]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append((row, _state(row, started, day)))
    return {person_id: tally_of(held) for person_id, held in by_person.items()}


def _jp(person_ids: Collection[int], day: Day) -> dict[int, Decimal]:
    if day.on is not None:
        return store.jp_until(person_ids, day.on)
    found: dict[int, Decimal] = {}
    for ids in obligations_store.chunks(person_ids):
        found |= ledger_store.jp_of(ids, day.today.year)
    return found


def _segments(members: Collection[Member]) -> tuple[Segment, ...]:
    amounts = {state: sum(one.tally.of_state(state) for one in members) for state in DueState}
    total = sum(amounts.values())
    found, start = [], 0.0
    for state, amount in amounts.items():
        width = 100 * amount / total if total else 0.0
        found.append(Segment(state=state, amount=amount, start=round(start, 2), width=round(width, 2)))
        start += width
    return tuple(found)


def _line(listed: Roster, person_id: int, cells: Mapping[str, Cell]) -> Line:
    person, member = listed.people[person_id], listed.members[person_id]
    fields = listed.seeing(person_id)
    return Line(
        person_id=person_id,
        name=person.full_name,
        nip=person.nip,
        position=person.position,
        unit_name=person.unit_name,
        employment_status=person.employment_status,
        jp=member.jp if Field.JP in fields else None,
        cells=cells if {Field.OBLIGATION, Field.STATE, Field.DUE} <= fields else {},
        tally=member.tally,
        is_own=person_id == listed.own_id,
    )
