"""Asking for help without being signed in, and dealing with such requests."""

from __future__ import annotations

from datetime import date

from elearn import clock
from elearn.accounts import actions, help_store, throttle_store
from elearn.accounts.actions import Actor
from elearn.accounts.help_store import HelpRequestRow
from elearn.accounts.throttle import HELP_FROM_ADDRESS, counter_key, network_of
from elearn.audit.store import add_entry
from elearn.database import Durability, one_transaction, transaction
from elearn.people import store as people_store
from elearn.people.names import name_key
from elearn.people.rows import PersonRow
from elearn.web.settings import current_settings

_SAME_NAMES_LOOKED_AT = 50


def ask_for_help(*, kind: str, name: str, unit_name: str, contact: str, address: str) -> bool:
    """Keep a request for whoever looks after the unit; False when too many came from this address.

    The visitor never learns whether the person was recognised.
    """
    now = clock.now()
    with transaction(Durability.RELAXED):
        key = counter_key(HELP_FROM_ADDRESS, network_of(address))
        if not throttle_store.count_try(key, HELP_FROM_ADDRESS, now).is_admitted:
            return False
    with transaction():
        person = _recognised(name, unit_name, now.astimezone(current_settings().time_zone).date())
        units = people_store.units_named(unit_name)
        help_store.insert_request(
            kind=kind,
            name=name,
            unit_name=unit_name,
            contact=contact,
            person_id=person.id if person else None,
            unit_id=person.unit_id if person else units[0].id if len(units) == 1 else None,
            now=now,
        )
    return True


def _recognised(name: str, unit_name: str, on: date) -> PersonRow | None:
    """The one person of this name, in the named unit if there is such a unit."""
    units = people_store.units_named(unit_name)
    found = people_store.persons_like(
        name, below=[unit.id for unit in units] or None, on=on, limit=_SAME_NAMES_LOOKED_AT
    )
    same = [person for person in found if name_key(person.name) == name_key(name)]
    return same[0] if len(same) == 1 else None


@one_transaction
def give_code(request: HelpRequestRow, person_id: int, *, actor: Actor) -> str:
    """Issue a one-time code for the person of a request and note the request as handled."""
    assert actor.person_id is not None
    code = actions.issue_code(person_id, actor=actor)
    help_store.mark_handled(request.id, by_id=actor.person_id, now=clock.now())
    return code


@one_transaction
def close_request(request: HelpRequestRow, *, actor: Actor) -> None:
    """Note a request as handled without a code."""
    assert actor.person_id is not None
    now = clock.now()
    help_store.mark_handled(request.id, by_id=actor.person_id, now=now)
    add_entry(
        at=now,
        action="help-request.closed",
        subject=f"help-request:{request.id}",
        actor_id=actor.person_id,
        actor_name=actor.name,
    )
