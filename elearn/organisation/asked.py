"""What the address asks for: unit, year, course, level, group, and which rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any

from elearn.organisation.rules import What
from elearn.people.positions import KIND_WORDS, STATUS_WORDS

LEVELS = ("mandatory", "recommended")
UNKNOWN_KIND = "none"
"""People whose kind of position nobody has entered."""
FIRST_YEAR = 2020
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_ROW_ID = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The filters; empty ones leave out a condition. `month` is 1 to 12 of the year, 0 the whole."""

    year: int
    unit_id: int | None = None
    course: str = ""
    level: str = ""
    kind: str = ""
    status: str = ""
    month: int = 0
    what: What = What.ALL
    page: int = 1
    own: bool = False  # only those in the unit itself, not in units below it

    @property
    def first_day(self) -> date:
        """The first due date that is meant: of the year, or of the month."""
        return date(self.year, self.month or 1, 1)

    @property
    def last_day(self) -> date:
        """The last due date that is meant."""
        if self.month in (0, 12):
            return date(self.year, 12, 31)
        return date(self.year, self.month + 1, 1) - timedelta(days=1)

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of an address that asks for this with some changes; defaults are left out."""
        values = asdict(replace(self, **changes))
        values["unit"] = values.pop("unit_id")
        plain = {"unit": None, "course": "", "level": "", "kind": "", "status": "", "month": 0, "page": 1}
        plain |= {"own": False, "what": What.ALL}
        said = {name: value for name, value in values.items() if value != plain.get(name, object())}
        return {name: int(value) if value is True else value for name, value in said.items()}


def asked_from(args: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; what says nothing we know is left out: a mistyped address does no harm."""
    return Asked(
        year=_whole(args.get("year", ""), FIRST_YEAR, today.year + 1) or today.year,
        unit_id=int(args["unit"]) if _ROW_ID.fullmatch(args.get("unit", "")) else None,
        course=args.get("course", "") if _CODE.fullmatch(args.get("course", "")) else "",
        level=_one_of(args.get("level", ""), LEVELS),
        kind=_one_of(args.get("kind", ""), (*KIND_WORDS, UNKNOWN_KIND)),
        status=_one_of(args.get("status", ""), STATUS_WORDS),
        month=_whole(args.get("month", ""), 1, 12),
        what=What(args["what"]) if args.get("what") in set(What) else What.ALL,
        page=_whole(args.get("page", ""), 1, 1_000_000) or 1,
        own=args.get("own") == "1",
    )


def _whole(text: str, least: int, most: int) -> int:
    """The number, or 0 when it is none or out of range."""
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) and least <= int(text) <= most else 0


def _one_of(text: str, known: Any) -> str:
    return text if text in known else ""
