"""Every regulation that courses rest on, across all courses: what is due for a look first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from elearn.authoring.desk import Desk
from elearn.authoring.upkeep import Upkeep, upkeep


@dataclass(frozen=True, kw_only=True)
class CourseBasis:
    """A course and the dates of its grounds."""

    code: str
    title: str
    upkeep: Upkeep


@dataclass(frozen=True, kw_only=True)
class Regulation:
    """One legal basis as its authors name it, and the courses that rest on it, the most urgent first."""

    name: str
    courses: tuple[CourseBasis, ...]

    @property
    def is_due(self) -> bool:
        """Whether a course that rests on it waits for a look."""
        return any(one.upkeep.due for one in self.courses)


@dataclass(frozen=True, kw_only=True)
class RegulationsPage:
    """The page; `without` are the courses that name no basis."""

    regulations: tuple[Regulation, ...]
    without: tuple[CourseBasis, ...]

    @property
    def due_count(self) -> int:
        """How many regulations wait for a look."""
        return sum(one.is_due for one in self.regulations)


def regulations_page(desk: Desk, today: date) -> RegulationsPage:
    """All legal bases of the working files; names that differ in spaces and capitals alone are one."""
    found: dict[str, list[CourseBasis]] = defaultdict(list)
    names: dict[str, str] = {}
    without = []
    for basis in _courses(desk, today):
        for name in basis.upkeep.legal_basis:
            key = " ".join(name.split()).casefold()
            names.setdefault(key, name)
            if basis not in found[key]:
                found[key].append(basis)
        if not basis.upkeep.legal_basis:
            without.append(basis)
    regulations = [
        Regulation(name=names[key], courses=tuple(sorted(courses, key=_urgency)))
        for key, courses in found.items()
    ]
    return RegulationsPage(
        regulations=tuple(
            sorted(regulations, key=lambda one: (_urgency(one.courses[0])[:2], one.name.casefold()))
        ),
        without=tuple(sorted(without, key=_urgency)),
    )


def _courses(desk: Desk, today: date) -> Iterable[CourseBasis]:
    for checked in desk.courses:
        if checked.understood is not None:
            known = upkeep(checked.understood, today)
            yield CourseBasis(code=checked.code, title=checked.title, upkeep=known)


def _urgency(basis: CourseBasis) -> tuple[bool, date, str]:
    """What is due comes first, then what becomes due soonest."""
    known = [day for day in (basis.upkeep.review_by, basis.upkeep.valid_until) if day]
    day = min(known) if known and basis.upkeep.review_by else date.min
    return not basis.upkeep.due, day, basis.title.casefold()
