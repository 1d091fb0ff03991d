"""What an import would do: a verdict a row, and the steps behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from elearn.staffing.importing.columns import Headings
from elearn.staffing.importing.remarks import Remark


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    MOVED = "moved"
    LEAVING = "leaving"
    SAME = "same"
    REFUSED = "refused"


class Change(NamedTuple):
    """One value that becomes another; both as they are kept."""

    field: str
    before: str
    after: str


class Leader(StrEnum):
    """What becomes of who leads a person, where no other leader is named."""

    KEEP = "keep"
    END = "end"


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitStep:
    """A unit to add (without id) or to change; `values` are columns of the unit."""

    id: int | None
    code: str
    values: Mapping[str, str | date | None]
    parent: str | None = None
    moves: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonStep:
    """A person to add (without id) or to change; `values` are columns of the person."""

    id: int | None
    nip: str
    values: Mapping[str, str | date | None]
    unit: str  # the code of the unit he is in afterwards
    since: date
    changes_position: bool = False
    leader: Leader | str = Leader.KEEP  # or the NIP of the new one
    leaves_on: date | None = None
    returns: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowPlan:
    """The verdict on a row."""

    sheet: str
    number: int
    key: str
    shown: str
    verdict: Verdict
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()
    step: UnitStep | PersonStep | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """All rows of a file, units before people."""

    rows: tuple[RowPlan, ...]
    ended_lines: Mapping[int, date] = field(default_factory=dict)  # lines of others that end: id -> last day
    headings: tuple[Headings, ...] = ()

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many rows have each verdict."""
        counted = Counter(row.verdict for row in self.rows)
        return {verdict: counted[verdict] for verdict in Verdict}

    @property
    def is_whole(self) -> bool:
        """Whether no row is refused."""
        return not any(row.verdict is Verdict.REFUSED for row in self.rows)

    @property
    def unit_steps(self) -> list[UnitStep]:
        """What to do with units, parents before children."""
        return [row.step for row in self.rows if isinstance(row.step, UnitStep)]

    @property
    def person_steps(self) -> list[PersonStep]:
        """What to do with people."""
        return [row.step for row in self.rows if isinstance(row.step, PersonStep)]
