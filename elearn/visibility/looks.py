"""Looks, expanded: who saw the records of one person, on which day, on which page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(frozen=True, kw_only=True, slots=True)
class LookRow:
    """A look as it is stored."""

    viewer_id: int
    at: datetime
    page: str
    scope: str
    unit_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Led:
    """Somebody led the person from a day to a day (None: until further notice)."""

    viewer_id: int
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it held on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def lent_to(self, deputy_id: int, first_day: date, last_day: date) -> Led:
        """The deputy in his place, from a day to a day and no longer than it held itself."""
        return Led(
            viewer_id=deputy_id,
            valid_from=max(self.valid_from, first_day),
            valid_to=last_day if self.valid_to is None else min(self.valid_to, last_day),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldUnit:
    """A unit the person was in, with all units above it; the present one has no first day."""

    unit_ids: frozenset[int]
    valid_from: date | None
    valid_to: date | None

    @property
    def is_present(self) -> bool:
        """Whether it is where the person is now."""
        return self.valid_from is None

    def holds_on(self, day: date) -> bool:
        """Whether the person is known to have been there on a day."""
        return (
            self.valid_from is not None
            and self.valid_from <= day
            and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenOn:
    """Somebody saw records of the person on a day. The viewer's time of day is nobody's business either."""

    day: date
    viewer_id: int
    page: str


def looks_at_person(
    rows: Iterable[LookRow], led: Sequence[Led], held: Sequence[HeldUnit], zone: tzinfo
) -> list[SeenOn]:
    """The looks that took in this person, one a day, viewer and page, in the order given."""
    found: dict[SeenOn, None] = {}
    for row in rows:
        day = row.at.astimezone(zone).date()
        if _takes_in(row, day, led, held):
            found[SeenOn(day=day, viewer_id=row.viewer_id, page=row.page)] = None
    return list(found)


def _takes_in(row: LookRow, day: date, led: Sequence[Led], held: Sequence[HeldUnit]) -> bool:
    if row.scope == "person":
        return True
    if row.scope == "direct":
        return any(one.viewer_id == row.viewer_id and one.holds_on(day) for one in led)
    # Where no position of that day is on record, he is taken to have been where he is now.
    there = [one for one in held if one.holds_on(day)] or [one for one in held if one.is_present]
    return any(row.unit_id in one.unit_ids for one in there)
