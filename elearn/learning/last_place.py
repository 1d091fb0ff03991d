"""Where a person looked since the position was last written: kept in his browser for that one minute.

Looking is written at most once a minute. Whoever turns pages faster and goes back to Beranda still finds
the exact section there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from flask import session

from elearn.progress.standing import SectionKey, Standing

_FIELD = "place"


def remember(person_id: int, course: str, key: SectionKey, now: datetime) -> None:
    """Keep a look that is not written to the database."""
    session[_FIELD] = [person_id, course, key.module, key.section, int(now.timestamp())]


def forget() -> None:
    """The database knows better again."""
    session.pop(_FIELD, None)


def with_last_place(person_id: int, standings: Mapping[str, Standing]) -> dict[str, Standing]:
    """The standings with the position this browser remembers, if it is this person's and newer."""
    known = dict(standings)
    kept = session.get(_FIELD)
    if not isinstance(kept, list) or len(kept) != 5 or kept[0] != person_id:
        return known
    _, course, module, section, looked_at_s = kept
    entered = known[course].enrolment if course in known and known[course].is_active else None
    looked_at = datetime.fromtimestamp(looked_at_s, UTC)
    # Whole seconds: a look in the second of the last write counts as later.
    if entered is not None and looked_at >= entered.last_opened_at.replace(microsecond=0):
        here = replace(entered, position=SectionKey(module, section), last_opened_at=looked_at)
        known[course] = replace(known[course], enrolment=here)
    return known
