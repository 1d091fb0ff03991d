"""What the figures of an organisation mean, and which of them may be shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

NOTHING = Decimal(0)


class What(StrEnum):
    """What a number counts, and so which rows it opens."""

    PEOPLE = "people"
    JP = "jp"
    ALL = "all"
    IN_TIME = "in-time"
    LATE = "late"
    EXEMPT = "exempt"
    OPEN = "open"
    OVERDUE = "overdue"


OF_PEOPLE = frozenset({What.PEOPLE, What.JP})
"""Numbers of people; all others are numbers of obligations."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Obligations of a group by how they stand, its people, and their JP of the year.

    `overdue` are those of `open` whose date has passed.
    """

    total: int = 0
    in_time: int = 0
    late: int = 0
    exempt: int = 0
    open: int = 0
    overdue: int = 0
    people: int = 0
    jp: Decimal = NOTHING

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            total=self.total + other.total,
            in_time=self.in_time + other.in_time,
            late=self.late + other.late,
            exempt=self.exempt + other.exempt,
            open=self.open + other.open,
            overdue=self.overdue + other.overdue,
            people=self.people + other.people,
            jp=self.jp + other.jp,
        )

    @property
    def asked(self) -> int:
        """Obligations without the exempt ones: what the shares are shares of."""
        return self.total - self.exempt

    @property
    def done(self) -> int:
        """Completed, in time or later."""
        return self.in_time + self.late

    @property
    def done_percent(self) -> Decimal | None:
        """Completed ones of those asked; None when nothing was asked."""
        return percent(self.done, self.asked)

    @property
    def in_time_percent(self) -> Decimal | None:
        """Those completed by their date, of those asked; None when nothing was asked."""
        return percent(self.in_time, self.asked)

    @property
    def jp_each(self) -> Decimal | None:
        """JP for each person; None for nobody."""
        return (self.jp / self.people).quantize(Decimal("0.1")) if self.people else None

    def number(self, what: What) -> int:
        """How many rows `what` opens."""
        counts = {
            What.PEOPLE: self.people,
            What.JP: self.people,
            What.ALL: self.total,
            What.IN_TIME: self.in_time,
            What.LATE: self.late,
            What.EXEMPT: self.exempt,
            What.OPEN: self.open,
            What.OVERDUE: self.overdue,
        }
        return counts[what]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The figures of a unit, a kind of position, a status or a month; `key` "" is what was put together.

    `narrows` is what an address must ask for besides, to mean this group alone; None where none can.
    """

    key: str
    name: str
    figures: Figures
    narrows: Mapping[str, Any] | None = None


def percent(part: int, whole: int) -> Decimal | None:
    """A share in percent, exact to a tenth and rounded down: 99.96 is not 100."""
    return (Decimal(1000 * part // whole) / 10) if whole else None


def standing_figures(standing: str, due_on: date, count: int, today: date) -> Figures:
    """The figures of obligations that stand alike: open, completed (in time), late or exempt."""
    is_open = standing == "open"
    return Figures(
        total=count,
        in_time=count if standing == "completed" else 0,
        late=count if standing == "late" else 0,
        exempt=count if standing == "exempt" else 0,
        open=count if is_open else 0,
        overdue=count if is_open and due_on < today else 0,
    )


def added_up(parts: Iterable[Figures]) -> Figures:
    """The sum of figures."""
    return sum(parts, start=Figures())


def shown_groups(groups: Sequence[Group], smallest: int) -> tuple[Group, ...] | None:
    """The groups as somebody sees them who may not know names; None when there are too few people at all.

    Groups of fewer than `smallest` people are put together under the key ""; while that is too small too,
    the next smallest group joins it: otherwise the total would tell what is not shown.
    """
    if sum(one.figures.people for one in groups) < smallest:
        return None
    by_size = sorted(groups, key=lambda one: one.figures.people)
    together = [one for one in by_size if one.figures.people < smallest]
    rest = by_size[len(together) :]
    while together and sum(one.figures.people for one in together) < smallest and rest:
        together.append(rest.pop(0))
    kept = {one.key for one in rest}
    shown = [one for one in groups if one.key in kept]
    if together:
        shown.append(Group(key="", name="", figures=added_up(one.figures for one in together)))
    return tuple(shown)
