"""Whose record one may read, correct or take along: only within the units one looks after, else 404."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from flask import abort

from elearn.accounts import store as accounts_store
from elearn.accounts.access import my_reach
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole, Role
from elearn.ledger import store as ledger
from elearn.ledger.rows import Entry
from elearn.people import store as people_store
from elearn.people.rows import PersonRow, UnitRow
from elearn.record import store
from elearn.visibility.rules import Field, Purpose, Subject, Viewer, visible_fields

KEEPERS = frozenset({Role.UNIT_OPERATOR, Role.HR_ADMIN})
"""Who keeps the records of the people of a unit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """Units whose people one reads by name: `unit` and all below it, or (None) one's own to choose from.

    `steps` are the units above `unit` that one may open, the highest first.
    """

    unit: UnitRow | None
    top_ids: tuple[int, ...]
    steps: tuple[UnitRow, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A person whose record one may read, what of it, and whether one may correct it."""

    person: PersonRow
    fields: frozenset[Field]
    may_correct: bool


def my_units() -> frozenset[int] | None:
    """The units of the signed-in operator or administrator; None for the whole installation."""
    reach = my_reach()
    return None if reach.is_whole else frozenset(reach.unit_ids)


def sight_or_404(unit_id: int | None) -> Sight:
    """The unit that is asked for, if one keeps its records; without one, the only one, or all."""
    tops = _my_tops(_my_roles(KEEPERS))
    wanted = unit_id or (tops[0] if len(tops) == 1 else None)
    if wanted is None:
        return Sight(unit=None, top_ids=tops)
    above = people_store.units_above([wanted])[wanted]
    if not above & set(tops):
        abort(404)
    return Sight(unit=people_store.units([wanted])[wanted], top_ids=tops, steps=_steps(above, tops))


def record_or_404(person_id: int, today: date) -> Seen:
    """A person of the units whose records one keeps. Nobody corrects his own JP."""
    person = people_store.persons([person_id]).get(person_id)
    held = _my_roles(KEEPERS)
    if person is None or not held or person_id == signed_in().person_id:
        abort(404)
    roles = _covering(held, people_store.units_above([person.unit_id])[person.unit_id])
    viewer = Viewer(person_id=signed_in().person_id, roles=frozenset(role.value for role in roles))
    subject = Subject(person_id=person_id, has_left=store.has_left(person_id, today))
    fields = visible_fields(viewer, subject, Purpose.RECORD)
    if Field.JP not in fields:
        abort(404)
    return Seen(person=person, fields=fields, may_correct=Role.HR_ADMIN in roles)


def entry_to_correct_or_404(person_id: int, entry_id: int, today: date) -> tuple[Seen, Entry]:
    """An entry of a person that the signed-in administrator may correct."""
    seen, entry = record_or_404(person_id, today), ledger.find_entry(entry_id)
    is_his = entry is not None and entry.person_id == person_id and entry.source != "correction"
    if entry is None or not is_his or not seen.may_correct:
        abort(404)
    return seen, entry


def everyone_or_404() -> tuple[int, ...]:
    """The agencies, for an administrator of all of them: a year is closed for everybody at once."""
    tops = _my_tops(_my_roles(frozenset({Role.HR_ADMIN})))
    if not _are_all(tops):
        abort(404)
    return tops


def may_close_years() -> bool:
    """Whether the signed-in person administers all agencies."""
    return _are_all(_my_tops(_my_roles(frozenset({Role.HR_ADMIN}))))


def _are_all(tops: Collection[int]) -> bool:
    roots = {unit.id for unit in people_store.root_units()}
    return bool(roots) and set(tops) == roots


def _my_roles(wanted: frozenset[Role]) -> list[HeldRole]:
    me = signed_in().person_id
    return [held for held in accounts_store.held_roles([me])[me] if held.role in wanted]


def _my_tops(held: Collection[HeldRole]) -> tuple[int, ...]:
    """The highest units that these roles cover."""
    if any(one.unit_id is None for one in held):
        return tuple(unit.id for unit in people_store.root_units())
    unit_ids = {one.unit_id for one in held if one.unit_id is not None}
    above = people_store.units_above(unit_ids)
    return tuple(sorted(one for one in unit_ids if not (above[one] - {one}) & unit_ids))


def _covering(held: Collection[HeldRole], unit_and_above: Collection[int]) -> frozenset[Role]:
    return frozenset(one.role for one in held if one.unit_id is None or one.unit_id in unit_and_above)


def _steps(above: Collection[int], tops: Collection[int]) -> tuple[UnitRow, ...]:
    """The way from one's own highest unit down to the one that is open."""
    lines = people_store.units_above(above)
    mine = [unit_id for unit_id in above if lines[unit_id] & set(tops)]
    units = people_store.units(mine)
    return tuple(units[unit_id] for unit_id in sorted(mine, key=lambda one: len(lines[one])))
