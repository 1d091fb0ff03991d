"""Whose records the signed-in person may open: fetched within his reach, else 404 as if they were not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from flask import abort

from elearn.accounts import store as accounts_store
from elearn.accounts.identity import signed_in
from elearn.accounts.roles import HeldRole
from elearn.people import store as people_store
from elearn.people.rows import PersonRow, UnitRow
from elearn.policy.values import Policy
from elearn.team import below_store, rules
from elearn.visibility import store as visibility_store
from elearn.visibility.rules import (
    NAMING_ROLES,
    Field,
    Opening,
    Purpose,
    Subject,
    Viewer,
    visible_fields,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    """Whom somebody leads today: `direct` himself, `delegated` in the place of another."""

    leader_id: int
    direct: frozenset[int]
    delegated: frozenset[int]

    @property
    def everyone(self) -> frozenset[int]:
        """All of them, without himself."""
        return self.direct | self.delegated

    def viewer(self, person_id: int, roles: frozenset[str] = frozenset()) -> Viewer:
        """The leader as he stands to a person; `roles` are granted ones that cover the person's unit."""
        return Viewer(
            person_id=self.leader_id,
            roles=roles,
            leads_directly=person_id in self.direct,
            is_delegate=person_id in self.delegated,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A person whom the signed-in one may see, and what of him."""

    person: PersonRow
    viewer: Viewer
    fields: frozenset[Field]
    consents: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class SeenUnit:
    """A unit one may open. `is_named`: its people by name; `leads_below`: figures of those led indirectly.

    `is_mine`: one belongs to it or to a unit below it, and sees what it shows to all of them.
    """

    viewer_id: int
    unit: UnitRow
    is_named: bool
    leads_below: bool
    is_mine: bool
    roles: frozenset[str]


def my_team(today: date) -> Team:
    """Whom the signed-in person leads today."""
    me = signed_in().person_id
    direct = frozenset(people_store.direct_report_ids(me, today)) - {me}
    return Team(
        leader_id=me, direct=direct, delegated=frozenset(people_store.team_of(me, today)) - direct - {me}
    )


def opening_of(policy: Policy) -> Opening:
    """What the agency's rules open."""
    return Opening(
        show_scores=policy.is_on("show_scores"),
        show_attempts=policy.is_on("show_attempts"),
        show_help_needed=policy.is_on("show_help_needed"),
        heads_first=policy.is_on("heads_first"),
    )


def person_or_404(person_id: int, today: date, policy: Policy) -> Seen:
    """A person with what may be seen of him on his page."""
    person = people_store.persons([person_id]).get(person_id)
    if person is None:
        abort(404)
    viewer = my_team(today).viewer(person_id, _my_roles_over(person.unit_id))
    consents = visibility_store.consents_of([person_id])[person_id]
    subject = Subject(
        person_id=person_id,
        has_left=bool(below_store.left([person_id], today)),
        consents=consents,
    )
    fields = visible_fields(viewer, subject, Purpose.PERSON, opening_of(policy))
    if Field.NAME not in fields:
        abort(404)
    return Seen(person=person, viewer=viewer, fields=fields, consents=consents)


def people_to_act_for_or_404(person_ids: Collection[int], today: date) -> list[PersonRow]:
    """These people, by name, if the signed-in person may act for every one of them."""
    people = people_store.persons(person_ids)
    if not person_ids or len(people) != len(set(person_ids)) or below_store.left(person_ids, today):
        abort(404)
    team, roles = my_team(today), _my_roles()
    above = people_store.units_above({one.unit_id for one in people.values()}) if roles else {}
    for one in people.values():
        viewer = team.viewer(one.id, _covering(roles, above.get(one.unit_id, ())))
        if one.id == team.leader_id or not rules.may_act(viewer):
            abort(404)
    return sorted(people.values(), key=lambda one: (one.name.casefold(), one.id))


def unit_or_404(unit_id: int, today: date) -> SeenUnit:
    """A unit with how far the signed-in person may look into it."""
    me = signed_in()
    unit = people_store.units([unit_id]).get(unit_id)
    if unit is None:
        abort(404)
    roles = _my_roles_over(unit_id) & NAMING_ROLES
    seen = SeenUnit(
        viewer_id=me.person_id,
        unit=unit,
        is_named=bool(roles),
        leads_below=not roles and below_store.leads_in_unit(me.person_id, unit_id, today),
        is_mine=unit_id in people_store.units_above([me.unit_id])[me.unit_id],
        roles=roles,
    )
    if not (seen.is_named or seen.leads_below or seen.is_mine):
        abort(404)
    return seen


def named_unit_or_404(unit_id: int, today: date) -> SeenUnit:
    """A unit whose people the signed-in person may see by name."""
    seen = unit_or_404(unit_id, today)
    if not seen.is_named:
        abort(404)
    return seen


def named_units() -> list[UnitRow]:
    """The units whose people the signed-in person may see by name through a grant."""
    roles = [held for held in _my_roles() if held.role in NAMING_ROLES]
    if any(held.unit_id is None for held in roles):
        return people_store.root_units()
    ids = {held.unit_id for held in roles if held.unit_id is not None}
    return sorted(people_store.units(ids).values(), key=lambda unit: unit.name)


def _my_roles() -> Sequence[HeldRole]:
    me = signed_in()
    return accounts_store.held_roles([me.person_id])[me.person_id]


def _my_roles_over(unit_id: int) -> frozenset[str]:
    roles = _my_roles()
    return _covering(roles, people_store.units_above([unit_id])[unit_id]) if roles else frozenset()


def _covering(roles: Sequence[HeldRole], unit_and_above: Collection[int]) -> frozenset[str]:
    """The roles among these that hold for a unit, given it and all units above it."""
    return frozenset(
        held.role.value for held in roles if held.unit_id is None or held.unit_id in unit_and_above
    )
