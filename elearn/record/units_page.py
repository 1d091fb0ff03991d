"""The record by unit: its people with their JP of the year, as a page and as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from elearn.ledger.forms import BY_ID
from elearn.people.rows import UnitRow
from elearn.policy import store as policy_store
from elearn.policy.rules import AnnualJp, annual_jp_target
from elearn.policy.values import Policy
from elearn.record import store
from elearn.record.access import Sight
from elearn.record.asked import Asked
from elearn.record.store import PersonLine, UnitLine, Wanted

PEOPLE_A_PAGE = 50
MOST_ON_PAPER = 2_000
"""What one printed list holds at most; more goes into a file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A person of the list, what the rules say of his JP, and his JP by name of form, the most first."""

    person: PersonLine
    rule: AnnualJp
    forms: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnitsPage:
    """A unit (None: several to choose from) with the units below it and some of its people.

    `count` people match; `minimum` is the target of the year, None where no rule gives one.
    """

    asked: Asked
    unit: UnitRow | None
    steps: tuple[UnitRow, ...]
    years: tuple[int, ...]
    units: tuple[UnitLine, ...]
    lines: tuple[Line, ...]
    count: int
    minimum: Decimal | None

    @property
    def page_count(self) -> int:
        """How many pages of people there are."""
        return max(1, -(-self.count // PEOPLE_A_PAGE))


def units_page(
    asked: Asked, sight: Sight, today: date, *, first: int | None = None, most: int = PEOPLE_A_PAGE
) -> UnitsPage:
    """The page; `first` and `most` name other rows than those of its number."""
    policy = policy_of(asked.year, today)
    wanted, minimum = _wanted(asked, sight, today, policy), _minimum(asked.year, policy)
    people: list[PersonLine] = []
    if sight.unit:
        offset = (asked.page - 1) * PEOPLE_A_PAGE if first is None else first
        people = store.people_lines(wanted, limit=most, offset=offset)
    forms = store.form_sums([one.person_id for one in people], asked.year)
    unit_id = sight.unit.id if sight.unit else None
    below = store.units_directly_below(unit_id, sight.top_ids, replace(wanted, minimum=minimum))
    return UnitsPage(
        asked=asked,
        unit=sight.unit,
        steps=sight.steps,
        years=tuple(range(today.year, today.year - 4, -1)),
        units=tuple(below),
        lines=tuple(_line(one, forms[one.person_id], asked.year, policy) for one in people),
        count=store.count_people(wanted) if sight.unit else 0,
        minimum=minimum,
    )


def file_lines(asked: Asked, sight: Sight, today: date) -> tuple[list[int], Iterator[Line]]:
    """The forms that occur, and everybody who matches, one at a time, with JP in each of them."""
    policy = policy_of(asked.year, today)
    wanted = _wanted(asked, sight, today, policy)
    forms = store.forms_of(wanted)

    def lines() -> Iterator[Line]:
        for person, sums in store.people_with_forms(wanted):
            rule = annual_jp_target(person.status, asked.year, policy)
            every = tuple((BY_ID[form].name, sums.get(form, Decimal(0))) for form in forms)
            yield Line(person=person, rule=rule, forms=every)

    return forms, lines()


def policy_of(year: int, today: date) -> Policy:
    """The policy that a year is measured by: that of its last day, or of today while it lasts."""
    return policy_store.in_force(min(date(year, 12, 31), today))


def _line(person: PersonLine, sums: dict[int, Decimal], year: int, policy: Policy) -> Line:
    named = sorted(((jp, BY_ID[form].name) for form, jp in sums.items()), key=lambda one: (-one[0], one[1]))
    return Line(
        person=person,
        rule=annual_jp_target(person.status, year, policy),
        forms=tuple((name, jp) for jp, name in named),
    )


def _wanted(asked: Asked, sight: Sight, today: date, policy: Policy) -> Wanted:
    minimum = _minimum(asked.year, policy)
    return Wanted(
        unit_ids=(sight.unit.id,) if sight.unit else sight.top_ids,
        year=asked.year,
        on=today,
        status=asked.status,
        minimum=minimum or Decimal(0) if asked.lacking else None,
    )


def _minimum(year: int, policy: Policy) -> Decimal | None:
    found = annual_jp_target("pns", year, policy).minimum
    return found.value if found else None
