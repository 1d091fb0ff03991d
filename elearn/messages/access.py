"""Which messages, notes and mails the signed-in person may see; what he may not is not there."""

from __future__ import annotations

from datetime import datetime

from flask import abort

from elearn.accounts import store as accounts_store
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole, Role
from elearn.messages import notes_store, store
from elearn.messages.store import MessageRow
from elearn.people import store as people_store
from elearn.people.rows import UnitRow
from elearn.web.settings import current_settings

MAIL_ROLES = frozenset({Role.HR_ADMIN, Role.SYSADMIN})


def my_message_or_404(message_id: int) -> MessageRow:
    """A message to the signed-in person."""
    found = store.find_message(message_id, signed_in().person_id)
    if found is None:
        abort(404)
    return found


def my_note_units(now: datetime) -> list[UnitRow]:
    """The units the signed-in person may write a note for: those of his grants, and the one he leads."""
    me = signed_in().person_id
    granted = {held.unit_id for held in _my_roles() if held.role is Role.UNIT_HEAD}
    ids = {unit_id for unit_id in granted if unit_id is not None}
    if None in granted:
        ids |= {unit.id for unit in people_store.root_units()}
    led = notes_store.unit_led_by(me, now.astimezone(current_settings().time_zone).date())
    units = people_store.units(ids | ({led} if led else set()))
    return sorted(units.values(), key=lambda unit: unit.name)


def note_unit_or_404(unit_id: int, now: datetime) -> UnitRow:
    """A unit the signed-in person may write a note for."""
    found = next((unit for unit in my_note_units(now) if unit.id == unit_id), None)
    if found is None:
        abort(404)
    return found


def my_mail_units() -> frozenset[int] | None:
    """The units whose dead letters the signed-in person looks after; None: all."""
    held = [one for one in _my_roles() if one.role in MAIL_ROLES]
    if any(one.unit_id is None for one in held):
        return None
    return frozenset(people_store.units_below({one.unit_id for one in held if one.unit_id is not None}))


def _my_roles() -> list[HeldRole]:
    me = signed_in().person_id
    return accounts_store.held_roles([me])[me]
