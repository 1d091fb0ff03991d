"""What the address of the record by unit asks for: unit, year, status, who lacks JP, page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from elearn.people.positions import STATUS_WORDS
from elearn.record.rules import asked_year

_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
MOST_PAGES = 100_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """The filters; empty ones leave out a condition. `lacking`: only who has not reached the minimum."""

    year: int
    unit_id: int | None = None
    status: str = ""
    lacking: bool = False
    page: int = 1

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of an address that asks for this with some changes; what says nothing is left out."""
        values = asdict(replace(self, **changes))
        page = values.pop("page")
        said = {
            "year": values["year"],
            "unit": values["unit_id"],
            "status": values["status"],
            "lacking": int(values["lacking"]),
            "page": page if page > 1 else 0,
        }
        return {name: value for name, value in said.items() if value}


def asked_from(args: Mapping[str, str], today: date) -> Asked:
    """What an address asks for; what says nothing we know is left out: a mistyped address does no harm."""
    status, unit, page = args.get("status", ""), args.get("unit", ""), args.get("page", "")
    return Asked(
        year=asked_year(args.get("year"), today),
        unit_id=int(unit) if _NUMBER.fullmatch(unit) else None,
        status=status if status in STATUS_WORDS else "",
        lacking=args.get("lacking") == "1",
        page=min(int(page), MOST_PAGES) if _NUMBER.fullmatch(page) else 1,
    )
