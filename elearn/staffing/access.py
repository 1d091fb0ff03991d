"""People and units as far as the signed-in operator or administrator looks after them; else 404."""

from __future__ import annotations

from flask import abort, g

from elearn import clock
from elearn.accounts import access as accounts_access
from elearn.accounts import bulk_store
from elearn.accounts import store as account_store
from elearn.accounts.identity import signed_in
from elearn.people import store as people_store
from elearn.people.rows import PersonRow, UnitRow
from elearn.staffing.reach import Reach, last_administrator
from elearn.uploads import actions as uploads
from elearn.uploads.store import Waiting

IMPORT_PURPOSE = "people-import"


def my_reach() -> Reach:
    """The units of the signed-in person, and whom he may not let leave there: himself among them."""
    if "staffing_reach" not in g:
        mine = accounts_access.my_reach()
        holders = people_store.persons(bulk_store.people_with_grants())
        allowed = accounts_access.who_may_be_given_codes(holders.values())
        untouchable = frozenset(holders.keys() - allowed) | {signed_in().person_id}
        g.staffing_reach = Reach(
            is_whole=mine.is_whole,
            unit_ids=mine.unit_ids,
            irremovable=untouchable | last_administrator(account_store.administrators()),
        )
    reach: Reach = g.staffing_reach
    return reach


def person_or_404(person_id: int) -> PersonRow:
    """The person if the signed-in one looks after his unit, else 404."""
    found = people_store.persons([person_id]).get(person_id)
    if found is None or not my_reach().covers(found.unit_id):
        abort(404)
    return found


def removable_or_404(person_id: int) -> PersonRow:
    """The person if the signed-in one may also end his sign-in, else 404."""
    found = person_or_404(person_id)
    if person_id in my_reach().irremovable:
        abort(404)
    return found


def unit_or_404(unit_id: int) -> UnitRow:
    """The unit if the signed-in person looks after it, else 404."""
    found = people_store.units([unit_id]).get(unit_id)
    if found is None or not my_reach().covers(unit_id):
        abort(404)
    return found


def waiting_list_or_404(token: str) -> Waiting:
    """The list this person put in, as long as it waits; else 404."""
    waiting = uploads.find(token, person_id=signed_in().person_id, purpose=IMPORT_PURPOSE, now=clock.now())
    if waiting is None:
        abort(404)
    return waiting
