"""Requests for help and the people behind them: fetched only within the reach of who asks, else 404."""

from __future__ import annotations

from collections.abc import Collection

from flask import abort

from elearn.accounts import help_store, rules, store
from elearn.accounts.acting import today
from elearn.accounts.help_store import HelpRequestRow, Reach
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole
from elearn.people import store as people_store
from elearn.people.rows import PersonRow

CANDIDATES_SHOWN = 8


def my_reach() -> Reach:
    """The units the signed-in person looks after as operator or administrator."""
    helping = [held for held in _my_roles() if held.role in rules.HELPING]
    granted = {held.unit_id for held in helping if held.unit_id is not None}
    roots = {unit.id for unit in people_store.root_units()}
    return Reach(
        is_whole=any(held.unit_id is None for held in helping),
        unit_ids=frozenset(people_store.units_below(granted)),
        sees_unplaced=bool(granted & roots),
    )


def request_or_404(request_id: int) -> HelpRequestRow:
    """The request if it reached the signed-in person, else 404."""
    found = help_store.find_request(request_id, my_reach())
    if found is None:
        abort(404)
    return found


def candidates(request: HelpRequestRow, words: str = "") -> list[PersonRow]:
    """People who may be the one who asks, best match first; only whom one may give a code."""
    reach = my_reach()
    below = None if reach.is_whole else reach.unit_ids
    found = people_store.persons_like(words or request.name, below=below, on=today(), limit=CANDIDATES_SHOWN)
    if request.person_id is not None and not words:
        recognised = people_store.persons([request.person_id])
        found = [*recognised.values(), *(row for row in found if row.id != request.person_id)]
    allowed = who_may_be_given_codes(found)
    return [person for person in found if person.id in allowed]


def candidate_or_404(person_id: int) -> PersonRow:
    """The person if the signed-in one may give him a code, else 404."""
    found = people_store.persons([person_id])
    if person_id not in found or person_id not in who_may_be_given_codes(found.values()):
        abort(404)
    return found[person_id]


def who_may_be_given_codes(people: Collection[PersonRow]) -> set[int]:
    """The ids of those among them whose sign-in the signed-in person may replace by a one-time code."""
    mine = _my_roles()
    theirs = store.held_roles([person.id for person in people])
    scopes = {held.unit_id for roles in theirs.values() for held in roles if held.unit_id is not None}
    above = people_store.units_above(scopes | {person.unit_id for person in people})
    me = signed_in().person_id
    return {
        person.id
        for person in people
        if person.id != me
        and rules.may_issue_code(
            mine,
            theirs[person.id],
            target_unit_and_above=above[person.unit_id],
            scopes_and_above=above,
        )
    }


def _my_roles() -> list[HeldRole]:
    me = signed_in().person_id
    return store.held_roles([me])[me]
