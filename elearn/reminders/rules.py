"""Who is reminded of which date, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_AGAIN = 4
"""How often somebody is told again that a date has passed, after the first time."""
WEEK_DAYS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """Due dates, both ends included, whose people are told the same today; `name` makes them told once."""

    name: str
    days_before: int  # the date; 0 after it
    first_due: date
    last_due: date
    is_overdue: bool


def stages(today: date, reminder_days: Sequence[int]) -> Iterator[Stage]:
    """The stages of a day: due soon, the nearest date last, then overdue, the latest first.

    Positive `reminder_days` are days before the date; each lasts until the next begins, so a day on which the
    server stood still costs nobody his reminder. The first negative one says how many days after the date it
    is told that it has passed; then it is told weekly, MOST_AGAIN times, then never again.
    """
    before = sorted({days for days in reminder_days if days > 0}, reverse=True)
    for days, nearer in zip(before, [*before[1:], -1], strict=False):
        yield Stage(
            name=str(days),
            days_before=days,
            first_due=today + timedelta(days=nearer + 1),
            last_due=today + timedelta(days=days),
            is_overdue=False,
        )
    after = sorted(-days for days in reminder_days if days < 0)
    for number in range(MOST_AGAIN + 1 if after else 0):
        last = today - timedelta(days=after[0] + WEEK_DAYS * number)
        yield Stage(
            name=f"late{number}",
            days_before=0,
            first_due=last - timedelta(days=WEEK_DAYS - 1),
            last_due=last,
            is_overdue=True,
        )


def is_news(stage: Stage, due_on: date, made_on: date) -> bool:
    """Whether a date is told: not a near one of an obligation that itself was told of within the stage."""
    return stage.is_overdue or made_on <= due_on - timedelta(days=stage.days_before)


def digest_name(today: date) -> str:
    """The week of a day: supervisors are told once in each."""
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02d}"
