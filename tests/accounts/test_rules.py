"""Who may replace whose password by a code: only downward, only within reach."""

from __future__ import annotations

import pytest

from elearn.accounts.roles import HeldRole, Role
from elearn.accounts.rules import may_issue_code

# A city (1) with an office (2), a section of it (3), and a neighbouring office (4).
ABOVE = {1: {1}, 2: {2, 1}, 3: {3, 2, 1}, 4: {4, 1}}


def held(role: Role, unit_id: int | None = None) -> HeldRole:
    return HeldRole(role=role, unit_id=unit_id)


def may(actor: list[HeldRole], target: list[HeldRole], *, target_unit: int = 3) -> bool:
    return may_issue_code(actor, target, target_unit_and_above=ABOVE[target_unit], scopes_and_above=ABOVE)


OPERATOR = held(Role.UNIT_OPERATOR, 2)


def test_an_operator_helps_the_people_of_his_unit_and_below() -> None:
    assert may([OPERATOR], [], target_unit=2)
    assert may([OPERATOR], [], target_unit=3)
    assert may([OPERATOR], [held(Role.AUTHOR, 3)])


def test_an_operator_does_not_reach_beside_or_above_his_unit() -> None:
    assert not may([OPERATOR], [], target_unit=4)
    assert not may([OPERATOR], [], target_unit=1)


@pytest.mark.parametrize("role", [Role.UNIT_OPERATOR, Role.UNIT_HEAD, Role.HR_ADMIN, Role.SYSADMIN])
def test_an_operator_cannot_take_over_who_may_do_as_much_or_more(role: Role) -> None:
    assert not may([OPERATOR], [held(role, 3)])


def test_a_wider_role_of_a_lesser_kind_is_more_too() -> None:
    assert not may([OPERATOR], [held(Role.AUTHOR, 1)])
    assert not may([OPERATOR], [held(Role.AUTHOR)])
    assert not may([OPERATOR], [held(Role.AUTHOR, 4)])


@pytest.mark.parametrize("role", [Role.LEARNER, Role.SUPERVISOR, Role.AUTHOR, Role.REVIEWER, Role.UNIT_HEAD])
def test_other_roles_help_nobody(role: Role) -> None:
    assert not may([held(role)], [])


def test_the_agency_administrator_helps_operators_and_heads_but_not_his_equals() -> None:
    admin = [held(Role.HR_ADMIN, 1)]

    assert may(admin, [held(Role.UNIT_OPERATOR, 2), held(Role.UNIT_HEAD, 2)])
    assert not may(admin, [held(Role.HR_ADMIN, 2)])
    assert not may(admin, [held(Role.SYSADMIN)])


def test_the_system_administrator_helps_everybody() -> None:
    for role in (Role.UNIT_HEAD, Role.HR_ADMIN, Role.SYSADMIN):
        assert may([held(Role.SYSADMIN)], [held(role)])


def test_two_roles_do_not_add_up() -> None:
    """An operator here who is a mere author everywhere does not become an operator everywhere."""
    assert not may([OPERATOR, held(Role.AUTHOR)], [], target_unit=4)
