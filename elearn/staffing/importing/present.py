"""What is known before an import: the people and units it is about, and how far its sender reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownUnit:
    """A unit; without an id it is one that the same file adds."""

    code: str
    name: str
    kind: str
    parent: str | None  # its code
    zone: str = ""
    closed_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownPerson:
    """A person as he stands now."""

    id: int
    nip: str
    name: str
    title_before: str
    title_after: str
    employment_status: str
    rank: str
    position: str
    position_kind: str
    unit: str  # the code
    email: str
    phone: str
    left_on: date | None
    left_reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownLine:
    """Who leads whom from now on or from a day to come."""

    id: int
    person_id: int
    supervisor_id: int
    basis: str
    valid_from: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """Everything that a plan is made from."""

    today: date
    units: Mapping[str, KnownUnit]
    people: Mapping[str, KnownPerson]  # by NIP; those whom the file names
    ended_numbers: frozenset[str]  # NIP that somebody held once
    lines: tuple[KnownLine, ...]
    reach: frozenset[str] | None  # codes of the units the sender looks after; None: all
    irremovable: frozenset[int]  # people whom the sender may not let leave
    leaders: Mapping[int, int]  # who definitively leads whom, the latest line

    def leader_of(self, person_id: int) -> int | None:
        """Who leads a person now."""
        return self.leaders.get(person_id)

    def reaches(self, code: str | None) -> bool:
        """Whether the sender looks after a unit."""
        return self.reach is None or code in self.reach
