"""More time for one person: which permission counts, and how many seconds it gives. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Ground(StrEnum):
    """Why somebody gets more time; coarse on purpose, a diagnosis is nobody's business here."""

    ACCESS = "access"  # needs more time to read or write: aids, eyes, hands, language
    DEVICE = "device"  # slow device or line
    DUTY = "duty"  # interrupted by service to the public
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission:
    """Extra time of a person that is in force. An empty course or quiz stands for all of them."""

    id: int
    person_id: int
    course: str
    quiz: str
    percent: int  # of the quiz's time limit, on top of it
    reason: str  # `ground` or `ground: note`
    granted_by: int
    granted_at: datetime

    def covers(self, course: str, quiz: str) -> bool:
        """Whether it is for this quiz."""
        return self.course in ("", course) and self.quiz in ("", quiz)

    @property
    def ground(self) -> str:
        """The code of its reason."""
        return self.reason.partition(":")[0]

    @property
    def note(self) -> str:
        """What was written beside the reason, perhaps nothing."""
        return self.reason.partition(":")[2].strip()


def percent_for(permissions: Iterable[Permission], course: str, quiz: str) -> int:
    """The extra time for a quiz in percent, 0 without any.

    The most specific permission counts (this quiz before its course before all), of equals the larger one.
    """
    fitting = [one for one in permissions if one.covers(course, quiz)]
    chosen = max(fitting, key=lambda one: (bool(one.quiz), bool(one.course), one.percent), default=None)
    return chosen.percent if chosen else 0


def extra_for(limit: timedelta | None, percent: int) -> timedelta:
    """That share of a time limit in whole seconds, begun ones counting; nothing where there is no limit."""
    if limit is None:
        return timedelta(0)
    return timedelta(seconds=-(-limit * percent // timedelta(seconds=100)))


def lengthened(started_at: datetime, deadline_at: datetime, extra: timedelta, percent: int) -> timedelta:
    """The extra time of a running attempt under a permission of `percent`: never less than it has.

    Args:
        extra: what is part of `deadline_at` already; the rest of the attempt's length is the quiz's limit.
    """
    limit = deadline_at - started_at - extra
    return max(extra, extra_for(limit, percent))
