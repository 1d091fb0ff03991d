"""The holidays the government has announced: one file a year beside this one, its source in the head.

A year without a file has only weekends; whoever prints a date of such a year says so.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from elearn.workdays.calendar import SATURDAY_AND_SUNDAY, Calendar

FOLDER = Path(__file__).resolve().parent
NATIONAL, JOINT_LEAVE = "libur-nasional", "cuti-bersama"
SOURCE_MARK = "# Sumber:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Holiday:
    """One day off; `kind` is NATIONAL or JOINT_LEAVE, `name` as it was announced."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class YearOfHolidays:
    """What was announced for one year, in order, and where that stands."""

    year: int
    sources: tuple[str, ...]
    days: tuple[Holiday, ...]


@cache
def known_years() -> tuple[int, ...]:
    """The years whose holidays are known, the earliest first."""
    return tuple(sorted(int(path.stem) for path in FOLDER.glob("[0-9][0-9][0-9][0-9].csv")))


@cache
def holidays_of(year: int) -> YearOfHolidays:
    """The holidays of a year; without days and sources for a year that is not known."""
    if year not in known_years():
        return YearOfHolidays(year=year, sources=(), days=())
    lines = (FOLDER / f"{year}.csv").read_text(encoding="utf-8").splitlines()
    return YearOfHolidays(
        year=year,
        sources=tuple(
            line.removeprefix(SOURCE_MARK).strip() for line in lines if line.startswith(SOURCE_MARK)
        ),
        days=tuple(_days(line for line in lines if line and not line.startswith("#"))),
    )


def calendar_of(years: Collection[int], *, weekend: frozenset[int] = SATURDAY_AND_SUNDAY) -> Calendar:
    """The calendar of these years, as far as they are known."""
    days = frozenset(one.day for year in years for one in holidays_of(year).days)
    return Calendar(days, weekend)


def _days(lines: Iterable[str]) -> list[Holiday]:
    rows = csv.reader(lines)
    return [Holiday(day=date.fromisoformat(day), kind=kind, name=name) for day, kind, name in rows]
