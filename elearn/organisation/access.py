"""Which units the signed-in person looks after, and in which of them he may know people by name."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from elearn.accounts import store as accounts_store
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole, Role
from elearn.organisation.asked import Asked
from elearn.organisation.conditions import Scope
from elearn.people import store as people_store
from elearn.people.rows import UnitRow
from elearn.visibility.rules import Field, Purpose, Subject, Viewer, visible_fields

LOOKING_AFTER = frozenset({Role.HR_ADMIN, Role.UNIT_HEAD, Role.UNIT_OPERATOR, Role.SYSADMIN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """What one may look at now: a unit (or, None, all units of `scope`), and whether with names.

    `top_ids` are the highest units one may open.
    """

    unit: UnitRow | None
    scope: Scope
    is_named: bool
    top_ids: tuple[int, ...]


def sight_or_404(asked: Asked) -> Sight:
    """The unit that is asked for, if it is within one's reach; without one, the highest one may open."""
    held = [one for one in _my_roles() if one.role in LOOKING_AFTER]
    roots = tuple(unit.id for unit in people_store.root_units())
    tops = roots if any(one.unit_id is None for one in held) else _highest({one.unit_id or 0 for one in held})
    unit_id = asked.unit_id or (tops[0] if len(tops) == 1 else None)
    if unit_id is None:
        everyone = set(tops) == set(roots)
        named = _may_name(held, {None})
        return Sight(unit=None, scope=Scope(top_ids=tops, is_everyone=everyone), is_named=named, top_ids=tops)
    above = people_store.units_above([unit_id])[unit_id]
    if not above & set(tops):
        abort(404)
    scope = Scope(top_ids=(unit_id,), is_everyone=roots == (unit_id,), is_own=asked.own)
    return Sight(
        unit=people_store.units([unit_id])[unit_id],
        scope=scope,
        is_named=_may_name(held, {None, *above}),
        top_ids=tops,
    )


def named_sight_or_404(asked: Asked) -> Sight:
    """The same, if the people of the unit may be named; rows are of one unit, so that a look has its unit."""
    sight = sight_or_404(asked)
    if sight.unit is None or not sight.is_named:
        abort(404)
    return sight


def _my_roles() -> list[HeldRole]:
    me = signed_in().person_id
    return accounts_store.held_roles([me])[me]


def _highest(unit_ids: set[int]) -> tuple[int, ...]:
    """Those of these units that are not below another of them."""
    above = people_store.units_above(unit_ids)
    return tuple(sorted(one for one in unit_ids if not (above[one] - {one}) & unit_ids))


def _may_name(held: list[HeldRole], unit_and_above: set[int | None]) -> bool:
    """Whether a role of ours that covers the unit lets its people be known by name."""
    roles = frozenset(one.role.value for one in held if one.unit_id in unit_and_above)
    viewer = Viewer(person_id=signed_in().person_id, roles=roles)
    # Anybody but oneself: nobody has the number 0.
    return Field.NAME in visible_fields(viewer, Subject(person_id=0), Purpose.UNIT)
