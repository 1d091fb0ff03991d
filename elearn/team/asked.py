"""What the address of a list asks for. Anything odd falls back to the usual: it opens nothing more."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from elearn.team.rules import Show, Sort

MOST_WHO = 100
EARLIEST = date(2000, 1, 1)
MOST_PAGES = 10_000
E = TypeVar("E", Show, Sort)
_ID = re.compile(r"[1-9][0-9]{0,17}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """Filter, order, page of people, page of courses, and the day as of which (None: today).

    `who` are the people a search by name found; names themselves never stand in an address. Empty: everybody.
    """

    show: Show = Show.ACTION
    sort: Sort = Sort.URGENT
    who: tuple[int, ...] = ()
    page: int = 1
    columns: int = 1
    on: date | None = None
    is_day_refused: bool = False

    def arguments(self, **changes: object) -> dict[str, str]:
        """The address of the same list with changes; what is as usual is left out, a page number too."""
        first = {"page": 1, "columns": 1}
        wanted = replace(self, **(first | changes)) if changes else self  # type: ignore[arg-type]
        pairs = {
            "show": "" if wanted.show is Show.ACTION else wanted.show.value,
            "sort": "" if wanted.sort is Sort.URGENT else wanted.sort.value,
            "who": ",".join(str(one) for one in wanted.who),
            "page": "" if wanted.page == 1 else str(wanted.page),
            "columns": "" if wanted.columns == 1 else str(wanted.columns),
            "on": wanted.on.isoformat() if wanted.on else "",
        }
        return {name: value for name, value in pairs.items() if value}

    def turned(self, *, page: int | None = None, columns: int | None = None) -> dict[str, str]:
        """The address of another page of the same list."""
        return replace(self, page=page or self.page, columns=columns or self.columns).arguments()


def asked_for(arguments: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; a day is one before today that the calendar knows, else it is refused."""
    typed_day = arguments.get("on", "").strip()
    on = _day(typed_day, today)
    return Asked(
        show=_one_of(Show, arguments.get("show"), Show.ACTION),
        sort=_one_of(Sort, arguments.get("sort"), Sort.URGENT),
        who=_ids(arguments.get("who", "")),
        page=_number(arguments.get("page")),
        columns=_number(arguments.get("columns")),
        on=on if on != today else None,
        is_day_refused=bool(typed_day) and on is None,
    )


def _one_of(kind: type[E], text: str | None, usual: E) -> E:
    return next((one for one in kind if one.value == text), usual)


def _number(text: str | None) -> int:
    if text is None or not re.fullmatch(r"[0-9]{1,5}", text):
        return 1
    return min(max(int(text), 1), MOST_PAGES)


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(",")[:MOST_WHO] if _ID.fullmatch(one))


def _day(text: str, today: date) -> date | None:
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day <= today else None
