"""Who may publish a course: its owners (`pemilik:`) and those who answer for all courses. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from elearn.accounts.roles import Role
from elearn.people.numbers import normalised_nip

ALWAYS = frozenset({Role.HR_ADMIN, Role.SYSADMIN})


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """A person who would like to publish. `units` are codes and names of his unit and of those above it."""

    roles: frozenset[Role]
    nip: str
    units: frozenset[str]


def may_publish(owners: Iterable[str], person: Publisher) -> bool:
    """Whether this person may publish a course of these owners, or take a publication back.

    An owner is a NIP, or the code or name of a unit: then every author of the unit and of those below it. A
    course without owners belongs to all authors.
    """
    if person.roles & ALWAYS:
        return True
    named = [owner for owner in owners if owner.strip()]
    if any(normalised_nip(owner) == person.nip for owner in named if person.nip):
        return True
    if Role.AUTHOR not in person.roles:
        return False
    units = {folded(unit) for unit in person.units}
    return not named or any(folded(owner) in units for owner in named)


def folded(name: str) -> str:
    """A name as it is compared: spaces and capitals do not matter."""
    return " ".join(name.split()).casefold()
