"""What a course became since a person finished it, and whether he knows. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from elearn.progress.standing import CompletionRow
from elearn.releases.change_kind import CourseChangeKind

LATE = timedelta(seconds=2)
"""How long after a publication a person may still have finished the version before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What one release did to a course; `is_seen`: the person was shown the course as it was then."""

    kind: CourseChangeKind
    version: str
    at: datetime
    is_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceFinished:
    """What to tell a person who finished a course. `relearn_since`: since when it is to be learnt again."""

    has_news: bool = False
    relearn_since: datetime | None = None


NO_CHANGE = SinceFinished()


def asked_from(completion: CompletionRow) -> datetime:
    """The instant after which releases may hold what this person has not learnt."""
    return completion.completed_at - LATE


def since_finished(rows: Iterable[ChangeRow], completion: CompletionRow, version: str) -> SinceFinished:
    """What the releases after a completion mean for the person, the course being at `version` now.

    A change of content is news until the person was shown the course as that release or a later one made
    it. Spelling is never news, and a course that went back to what was learnt has none. A release that asks
    to learn again is told with its date; obligations/upkeep.py gives who finished it an obligation with a
    due date of its own, in a new cycle. The first completion stays whatever happens.
    """
    if version == completion.version:
        return NO_CHANGE
    every = list(rows)
    # A release that brought, or brought back, what was learnt makes all before it void.
    learnt = max((at for at, row in enumerate(every) if row.version == completion.version), default=-1)
    later = every[learnt + 1 :]
    relearn = [row.at for row in later if row.kind is CourseChangeKind.RELEARN]
    last_seen = max((at for at, row in enumerate(later) if row.is_seen), default=-1)
    unseen = later[last_seen + 1 :]
    has_news = any(row.kind is CourseChangeKind.CONTENT for row in unseen)
    return SinceFinished(has_news=has_news, relearn_since=relearn[-1] if relearn else None)
