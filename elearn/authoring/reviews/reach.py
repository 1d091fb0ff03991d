"""Which reviewers answer for a course: those whose grant reaches a unit that owns it."""

from __future__ import annotations

from collections.abc import Iterable

from elearn.authoring import store as authoring_store
from elearn.authoring.ownership import folded
from elearn.authoring.reviews import store
from elearn.people import store as people_store
from elearn.people.numbers import normalised_nip


def reviewers_of(owners: Iterable[str]) -> set[int]:
    """The people who may answer for a course of these owners (`pemilik:`), by id. Three statements.

    A reviewer of the whole installation answers for all courses, a reviewer of a unit for those that the
    unit, one below it, or a person there owns. A course whose owners nobody knows belongs to all reviewers.
    """
    named = [owner for owner in owners if owner.strip()]
    numbers = {nip for owner in named if (nip := normalised_nip(owner))}
    units = authoring_store.owning_units(numbers, {folded(owner) for owner in named})
    above = people_store.units_above(units)
    return store.reviewers(set().union(*above.values()) if units else None)
