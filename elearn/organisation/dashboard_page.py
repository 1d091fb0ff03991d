"""The organisation's page as data: figures of a unit, by unit below, kind of position, status and month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from elearn.organisation import store
from elearn.organisation.access import Sight
from elearn.organisation.asked import UNKNOWN_KIND, Asked
from elearn.organisation.rules import Figures, Group, What, added_up, shown_groups
from elearn.organisation.store import PeopleLine, UnitLine
from elearn.people.positions import KIND_WORDS, STATUS_WORDS
from elearn.policy import store as policy_store
from elearn.releases.library import find_course

K = TypeVar("K", bound=Hashable)
OWN = "own"
MONTHS = range(1, 13)


@dataclass(frozen=True, kw_only=True, slots=True)
class CourseChoice:
    """A course one may filter by; a course that is no longer published goes by its kode."""

    code: str
    title: str
    is_published: bool


@dataclass(frozen=True, kw_only=True)
class DashboardPage:
    """Everything the page prints. `groups` are None where there are too few people to show anything."""

    asked: Asked
    today: date
    title: str  # "" stands for all units one looks after
    steps: tuple[UnitLine, ...]
    is_named: bool
    smallest: int
    total: Figures | None
    units: tuple[Group, ...] | None
    kinds: tuple[Group, ...] | None
    statuses: tuple[Group, ...] | None
    months: tuple[Group, ...]
    courses: tuple[CourseChoice, ...]
    years: tuple[int, ...]

    def opens(self, narrows: Mapping[str, Any] | None) -> bool:
        """Whether a number opens its rows: where one may know names, and in one unit: a look has one."""
        has_unit = self.asked.unit_id is not None or "unit_id" in (narrows or ())
        return self.is_named and narrows is not None and has_unit


def dashboard_page(asked: Asked, sight: Sight, today: date) -> DashboardPage:
    """The page of a unit (or of all units one looks after) for a year; a fixed number of statements."""
    unit_id = sight.unit.id if sight.unit else None
    asked = replace(asked, unit_id=unit_id, kind="", status="", month=0, own=False, page=1, what=What.ALL)
    smallest = int(policy_store.in_force(today).number("smallest_group"))
    by_unit = store.figures_by_unit(sight.scope, asked, today)
    by_group = store.figures_by_group(sight.scope, asked, today)
    people = store.people_by_group(sight.scope, asked, today)
    total = added_up(by_group.values()) + added_up(_people_by(people, lambda one: "").values())
    is_shown = sight.is_named or (total.people >= smallest and _stands_alone(sight, smallest, today))

    def shown(groups: list[Group]) -> tuple[Group, ...] | None:
        if sight.is_named:
            return tuple(groups)
        return shown_groups(groups, smallest) if is_shown else None

    return DashboardPage(
        asked=asked,
        today=today,
        title=sight.unit.name if sight.unit else "",
        steps=_steps(sight),
        is_named=sight.is_named,
        smallest=smallest,
        total=total if is_shown else None,
        units=shown(_units(sight, by_unit, people)),
        kinds=shown(_kinds(by_group, people)),
        statuses=shown(_statuses(by_group, people)),
        months=_months(by_group, asked.year) if is_shown else (),
        courses=tuple(map(_choice, store.courses())),
        years=tuple(sorted({today.year, today.year - 1, today.year - 2, asked.year}, reverse=True)),
    )


def _steps(sight: Sight) -> tuple[UnitLine, ...]:
    """The units above the open one, as far as one may open them, and itself."""
    if sight.unit is None:
        return ()
    line = store.lineage(sight.unit.id)
    highest = next((place for place, unit in enumerate(line) if unit.id in sight.top_ids), 0)
    return tuple(line[highest:])


def _stands_alone(sight: Sight, smallest: int, today: date) -> bool:
    """Whether no page above puts this unit together with others: their difference would tell of a few."""
    steps = [unit.id for unit in _steps(sight)]
    tops = [(None, sight.top_ids, steps[0])] if steps and len(sight.top_ids) > 1 else []
    inner = [
        (above, tuple(unit.id for unit in store.units_right_below(above)), unit_id)
        for above, unit_id in pairwise(steps)
    ]
    return all(_is_shown_beside(*step, smallest, today) for step in (*tops, *inner))


def _is_shown_beside(
    above: int | None, beside: Sequence[int], unit_id: int, smallest: int, today: date
) -> bool:
    """Whether a unit has a row of its own on the page of the unit above (None: the page of everything)."""
    counts = {str(one): count for one, count in store.people_below(beside, today).items()}
    if above is not None:
        counts[OWN] = store.people_in(above, today)
    groups = [Group(key=key, name="", figures=Figures(people=count)) for key, count in counts.items()]
    return str(unit_id) in {one.key for one in shown_groups(groups, smallest) or ()}


def _units(sight: Sight, by_unit: Mapping[int, Figures], people: Sequence[PeopleLine]) -> list[Group]:
    """The units right below with all below them, and what the open unit has of its own."""
    children = store.units_right_below(sight.unit.id) if sight.unit else store.units_of_tops(sight.top_ids)
    tops = store.tops_of([one.id for one in children]) if children else {}
    sums: defaultdict[int | None, Figures] = defaultdict(Figures)
    for unit_id, figures in by_unit.items():
        sums[tops.get(unit_id)] += figures
    for top_id, figures in _people_by(people, lambda one: tops.get(one.unit_id)).items():
        sums[top_id] += figures
    own = sums.pop(None, Figures())
    groups = [
        Group(key=str(one.id), name=one.name, figures=sums[one.id], narrows={"unit_id": one.id})
        for one in children
    ]
    has_own = own.people or own.total
    return [*groups, Group(key=OWN, name="", figures=own, narrows={"own": True})] if has_own else groups


def _kinds(by_group: Mapping[tuple[str, str, date], Figures], people: Sequence[PeopleLine]) -> list[Group]:
    sums = _summed(
        [*((kind, one) for (kind, _, _), one in by_group.items()),
         *_people_by(people, lambda one: one.kind).items()]
    )  # fmt: skip
    words: dict[str, str] = {kind.value: word for kind, word in KIND_WORDS.items()} | {UNKNOWN_KIND: ""}
    return [
        Group(key=kind, name=word, figures=figures, narrows={"kind": kind})
        for kind, word in words.items()
        if (figures := sums.get("" if kind == UNKNOWN_KIND else kind)) is not None
    ]


def _statuses(by_group: Mapping[tuple[str, str, date], Figures], people: Sequence[PeopleLine]) -> list[Group]:
    sums = _summed(
        [*((status, one) for (_, status, _), one in by_group.items()),
         *_people_by(people, lambda one: one.status).items()]
    )  # fmt: skip
    return [
        Group(key=code, name=word, figures=sums[code], narrows={"status": code})
        for code, word in STATUS_WORDS.items()
        if code in sums
    ]


def _months(by_group: Mapping[tuple[str, str, date], Figures], year: int) -> tuple[Group, ...]:
    """Twelve months by due date; what is still open from before the year is in none of them."""
    sums = _summed((due_on.month, one) for (_, _, due_on), one in by_group.items() if due_on.year == year)
    return tuple(
        Group(key=str(month), name="", figures=sums.get(month, Figures()), narrows={"month": month})
        for month in MONTHS
    )


def _people_by(people: Sequence[PeopleLine], key_of: Callable[[PeopleLine], K]) -> dict[K, Figures]:
    """People and JP of groups: added up as plain numbers, for the rows are many and the groups few."""
    counts: Counter[K] = Counter()
    jp: defaultdict[K, float] = defaultdict(float)
    for one in people:
        key = key_of(one)
        counts[key] += one.people
        jp[key] += one.jp
    return {key: Figures(people=count, jp=Decimal(str(round(jp[key], 2)))) for key, count in counts.items()}


def _summed(parts: Iterable[tuple[K, Figures]]) -> dict[K, Figures]:
    sums: defaultdict[K, Figures] = defaultdict(Figures)
    for key, figures in parts:
        sums[key] += figures
    return dict(sums)


def _choice(code: str) -> CourseChoice:
    course = find_course(code)
    return CourseChoice(code=code, title=course.title if course else code, is_published=course is not None)
