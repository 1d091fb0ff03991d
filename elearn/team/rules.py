"""Pure decisions about a team: who needs action, in which order, three numbers, which groups may be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from elearn.obligations.rules import COMPLETED, EXEMPT, MANDATORY, DueState
from elearn.policy.rules import AnnualJp
from elearn.visibility.rules import Viewer

FAR_AWAY = date.max
ACTING_ROLES = frozenset({"unit_head", "hr_admin"})
"""Granted roles that act for the people of the units they cover, beside who leads them."""
LONGEST_TEXT = 2_000


class Show(StrEnum):
    """Which people are listed."""

    ACTION = "action"
    OVERDUE = "overdue"
    EVERYONE = "everyone"


class Sort(StrEnum):
    """In which order."""

    URGENT = "urgent"
    NAME = "name"
    JP = "jp"


class Held(Protocol):
    """What is counted of an obligation."""

    @property
    def level(self) -> str:
        """Mandatory or recommended."""

    @property
    def state(self) -> str:
        """Open, completed or exempt, as stored."""

    @property
    def due_on(self) -> date:
        """The last day."""

    @property
    def completed_on(self) -> date | None:
        """When it was finished."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How many of one person's mandatory obligations stand where.

    `in_time` counts completions within their date; `next_due` is the earliest date among those still open.
    """

    exempt: int = 0
    completed: int = 0
    overdue: int = 0
    due_soon: int = 0
    expired: int = 0
    in_progress: int = 0
    not_started: int = 0
    finished: int = 0
    in_time: int = 0
    next_due: date | None = None

    @property
    def needs_action(self) -> bool:
        """Late, nearly late, to be renewed, or not begun."""
        return bool(self.overdue or self.due_soon or self.expired or self.not_started)

    def of_state(self, state: DueState) -> int:
        """The count of one state."""
        return int(getattr(self, state.value))


NO_OBLIGATIONS = Tally()


def tally_of(obligations: Iterable[tuple[Held, DueState]]) -> Tally:
    """One person's mandatory obligations, counted; recommended ones are nobody's lateness."""
    counts = dict.fromkeys([state.value for state in DueState], 0)
    finished = in_time = 0
    open_dates: list[date] = []
    for held, state in obligations:
        if held.level != MANDATORY:
            continue
        counts[state.value] += 1
        if held.state == COMPLETED:
            finished += 1
            in_time += held.completed_on is None or held.completed_on <= held.due_on
        elif held.state != EXEMPT:
            open_dates.append(held.due_on)
    return Tally(
        **counts, finished=finished, in_time=in_time, next_due=min(open_dates) if open_dates else None
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One person of the team as the list sorts and filters him."""

    person_id: int
    name: str
    employment_status: str
    jp: Decimal
    tally: Tally


def chosen(members: Iterable[Member], show: Show, who: Collection[int] = ()) -> list[Member]:
    """The members whom a filter leaves, and a search that found `who` (empty: nobody was searched for)."""
    return [
        member for member in members if _is_shown(member.tally, show) and (not who or member.person_id in who)
    ]


def named(names: Mapping[int, str], words: str) -> list[int]:
    """Who of these people has all the words in his name, by name; without words nobody."""
    asked = words.casefold().split()
    found = [one for one, name in names.items() if asked and all(word in name.casefold() for word in asked)]
    return sorted(found, key=lambda one: (names[one].casefold(), one))


def _is_shown(tally: Tally, show: Show) -> bool:
    if show is Show.OVERDUE:
        return tally.overdue > 0
    return show is Show.EVERYONE or tally.needs_action


def ordered(members: Iterable[Member], sort: Sort) -> list[Member]:
    """In the order asked for; of equals, by name. Fewest JP come first: they are who needs help."""
    by_name = sorted(members, key=lambda one: (one.name.casefold(), one.person_id))
    if sort is Sort.JP:
        return sorted(by_name, key=lambda one: one.jp)
    if sort is Sort.URGENT:
        return sorted(by_name, key=_urgency)
    return by_name


def _urgency(member: Member) -> tuple[bool, int, date]:
    tally = member.tally
    return (not tally.overdue, -tally.overdue, tally.next_due or FAR_AWAY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """The three numbers, each with what it is a part of.

    `in_time` of `answerable`: mandatory obligations that are finished or whose date has passed. `reached` of
    `with_target`: people for whom the rules name a yearly minimum; the others have a ceiling or nothing.
    """

    people: int
    in_time: int
    answerable: int
    overdue: int
    people_overdue: int
    jp: Decimal
    reached: int
    with_target: int
    with_ceiling: int


def three_numbers(members: Collection[Member], targets: dict[str, AnnualJp]) -> Numbers:
    """The three numbers of a team; `targets` by employment status."""
    with_target = [one for one in members if targets[one.employment_status].minimum]
    tallies = [one.tally for one in members]
    overdue = sum(one.overdue for one in tallies)
    return Numbers(
        people=len(members),
        in_time=sum(one.in_time for one in tallies),
        answerable=sum(one.finished for one in tallies) + overdue,
        overdue=overdue,
        people_overdue=sum(one.overdue > 0 for one in tallies),
        jp=sum((one.jp for one in members), Decimal(0)),
        reached=sum(not targets[one.employment_status].lacking(one.jp) for one in with_target),
        with_target=len(with_target),
        with_ceiling=sum(bool(targets[one.employment_status].ceiling) for one in members),
    )


class Counted(Protocol):
    """A group of people with figures."""

    @property
    def people(self) -> int:
        """How many."""


G = TypeVar("G", bound=Counted)


def groups_to_show(groups: Sequence[G], smallest: int) -> tuple[list[G], list[G]]:
    """Which groups may stand alone, and which go together as one rest; both may be empty.

    No group below `smallest` people stands alone, and neither does a rest: while it is too small, the next
    smallest group joins it. So no figure of a few can be had by taking the shown ones off a total. When all
    together are too few, nothing is shown: then both lists are empty.
    """
    by_size = sorted(groups, key=lambda group: group.people)
    rest = [group for group in by_size if group.people < smallest]
    large = by_size[len(rest) :]
    while rest and large and sum(group.people for group in rest) < smallest:
        rest.append(large.pop(0))
    if sum(group.people for group in rest) < smallest:
        rest = []
    alone = {id(group) for group in large}
    return [group for group in groups if id(group) in alone], rest


def may_act(viewer: Viewer) -> bool:
    """Whether somebody may remind, shift, exempt and assign: who leads him, his delegate, or by a grant."""
    return viewer.leads_directly or viewer.is_delegate or bool(viewer.roles & ACTING_ROLES)
