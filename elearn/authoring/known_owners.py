"""Owners that nobody is: a `pemilik:` that names no unit and no person of this installation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from elearn.authoring import store
from elearn.authoring.ownership import folded
from elearn.people.numbers import normalised_nip
from elearn.problems import Place, Problem
from elearn.publishing.sentences import level_of

UNKNOWN_OWNER = "K-653"


class Owned(Protocol):
    """A course that names its owners; `source` are the bytes of its course.md."""

    @property
    def code(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def owners(self) -> tuple[str, ...]: ...
    @property
    def source(self) -> bytes: ...


def unknown_owner_problems(courses: Iterable[Owned]) -> dict[str, tuple[Problem, ...]]:
    """By the code of a course the owners that are known as neither unit nor NIP. Two statements at most;
    none when no course names an owner.
    """
    owned = [(course, owner.strip()) for course in courses for owner in course.owners if owner.strip()]
    numbers = {nip for _, owner in owned if (nip := normalised_nip(owner))}
    units = {folded(owner) for _, owner in owned if normalised_nip(owner) is None}
    known = store.known_numbers(numbers) | store.known_units(units)
    found: dict[str, tuple[Problem, ...]] = {}
    for course, owner in owned:
        if (normalised_nip(owner) or folded(owner)) not in known:
            found[course.code] = (*found.get(course.code, ()), _problem(course, owner))
    return found


def _problem(course: Owned, owner: str) -> Problem:
    lines = course.source.decode("utf-8", "replace").splitlines()
    line, text = next(((at, one) for at, one in enumerate(lines, 1) if owner in one), (1, ""))
    column = text.index(owner) + 1 if text else 1
    return Problem(
        place=Place(course.path, line, column),
        level=level_of(UNKNOWN_OWNER),
        rule=UNKNOWN_OWNER,
        values={"owner": owner},
        excerpt=text,
        width=len(owner) if text else 0,
    )
