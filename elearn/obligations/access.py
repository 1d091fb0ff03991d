"""Which units somebody assigns courses in, and his assignments: fetched only within them, else 404."""

from __future__ import annotations

from collections.abc import Collection

from flask import abort

from elearn.accounts import store as accounts_store
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import Role
from elearn.obligations import store
from elearn.obligations.rows import AssignmentRow, BulkRow, ShiftRequestRow
from elearn.people import store as people_store

ASSIGNERS = frozenset({Role.HR_ADMIN, Role.UNIT_OPERATOR, Role.UNIT_HEAD, Role.SYSADMIN})


def my_units() -> frozenset[int] | None:
    """The units the signed-in person assigns courses in, all below them included; None: everywhere."""
    person_id = signed_in().person_id
    held = [one for one in accounts_store.held_roles([person_id])[person_id] if one.role in ASSIGNERS]
    if any(one.unit_id is None for one in held):
        return None
    return frozenset(people_store.units_below({one.unit_id for one in held if one.unit_id is not None}))


def is_within(unit_id: int | None, units: Collection[int] | None) -> bool:
    """Whether a unit (None: all there are) lies in these units (None: everywhere)."""
    return units is None or unit_id in units


def assignment_or_404(assignment_id: int) -> AssignmentRow:
    """An assignment for units one looks after, or that one made oneself."""
    found = store.find_assignment(assignment_id)
    if found is None or not (_made_by_me(found) or is_within(found.unit_id, my_units())):
        abort(404)
    return found


def own_bulk_or_404(bulk_id: int) -> BulkRow:
    """An action on many people that the signed-in person did."""
    found = store.find_bulk(bulk_id)
    if found is None or found.actor_id != signed_in().person_id:
        abort(404)
    return found


def request_or_404(request_id: int) -> ShiftRequestRow:
    """A request of somebody in the units one looks after; never one's own."""
    found = store.find_request(request_id)
    if found is None or found.person_id == signed_in().person_id:
        abort(404)
    person = people_store.persons([found.person_id])[found.person_id]
    if not is_within(person.unit_id, my_units()):
        abort(404)
    return found


def _made_by_me(assignment: AssignmentRow) -> bool:
    return assignment.made_by == signed_in().person_id
