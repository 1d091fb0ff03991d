"""A calendar of working days. Pure: values in, values out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

SATURDAY_AND_SUNDAY = frozenset({5, 6})
"""Weekdays as `date.weekday()` numbers them, Monday 0."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ONE_DAY = timedelta(days=1)
REACH = timedelta(days=5 * 366)
"""How far a search for the next working day goes: whoever is away for longer has no date in working days."""


class NoWorkdayInReach(ValueError):
    """So many working days are not to be found within five years."""


class DaySpan(NamedTuple):
    """Days on which nothing is asked, both ends included: a busy time of a unit, somebody's leave."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are free for everybody: holidays, and the days of the weekend (Monday is 0)."""

    holidays: frozenset[date]
    weekend: frozenset[int] = SATURDAY_AND_SUNDAY

    def is_workday(self, day: date, closed: Collection[DaySpan] = ()) -> bool:
        """Whether one works on this day; `closed` are further days off."""
        if day.weekday() in self.weekend or day in self.holidays:
            return False
        return not any(first_day <= day <= last_day for first_day, last_day in closed)

    def add(self, start: date, days: int, closed: Collection[DaySpan] = ()) -> date:
        """The n-th working day after `start`, for one or more days; the start itself never counts.

        Raises:
            ValueError: less than one day.
            NoWorkdayInReach: not that many working days within five years.
        """
        if days < 1:
            raise ValueError("counting begins with one working day")
        for day in self._workdays_after(start, closed):
            days -= 1
            if days == 0:
                return day
        raise NoWorkdayInReach

    def count(self, start: date, end: date, closed: Collection[DaySpan] = ()) -> int:
        """How many working days lie after `start` up to and with `end`; 0 when `end` is not later."""
        days = (end - start).days
        return sum(self.is_workday(start + timedelta(days=number), closed) for number in range(1, days + 1))

    def _workdays_after(self, start: date, closed: Collection[DaySpan]) -> Iterator[date]:
        day = start
        while day - start < REACH:
            day += ONE_DAY
            if self.is_workday(day, closed):
                yield day


def weekend_of(words: str) -> frozenset[int]:
    """The days of the weekend from words like "sat,sun"; unknown words are left out."""
    named = (word.strip().lower() for word in words.split(","))
    return frozenset(WEEKDAYS.index(word) for word in named if word in WEEKDAYS)
