"""Giving and taking roles by the page of a person: who may, and what nobody can do to himself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts import actions as accounts
from elearn.accounts import store as account_store
from elearn.accounts.roles import HeldRole, Role
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.staffing.rules import roles_to_give
from tests.conftest import TestPerson, csrf_of
from tests.staffing.conftest import City

BELOW_HR = (Role.AUTHOR, Role.REVIEWER, Role.UNIT_OPERATOR, Role.UNIT_HEAD)


@pytest.fixture
def desk(app: Flask, sign_in: Callable[..., FlaskClient], town: City) -> FlaskClient:
    """The browser of the HR admin."""
    return sign_in(app.test_client(), town.hr_admin)


def roles_of(person: TestPerson) -> list[HeldRole]:
    return account_store.held_roles([person.id])[person.id]


def send(desk: FlaskClient, person: TestPerson, ending: str = "", **fields: Any) -> Any:
    token = csrf_of(desk.get("/staffing/import"))
    return desk.post(f"/staffing/people/{person.id}/roles{ending}", data={"csrf_token": token, **fields})


@pytest.mark.parametrize(
    ("held", "may_give"),
    [
        ({Role.LEARNER}, ()),
        ({Role.LEARNER, Role.AUTHOR}, ()),
        ({Role.LEARNER, Role.UNIT_OPERATOR}, (Role.AUTHOR, Role.REVIEWER)),
        ({Role.LEARNER, Role.HR_ADMIN}, BELOW_HR),
        ({Role.LEARNER, Role.SYSADMIN, Role.AUTHOR}, (*BELOW_HR, Role.HR_ADMIN, Role.SYSADMIN)),
    ],
)
def test_only_roles_of_less_weight_are_given(held: set[Role], may_give: tuple[Role, ...]) -> None:
    assert roles_to_give(held) == may_give


def test_hr_gives_a_role_for_a_unit_and_takes_it_again(desk: FlaskClient, town: City) -> None:
    page = desk.get(f"/staffing/people/{town.siti.id}").text
    assert "Beri peran" in page
    assert "hr_admin" not in page

    answer = send(desk, town.siti, role="author", role_unit=str(town.first))
    assert answer.status_code == 303
    accounts.grant_role(town.siti.id, Role.AUTHOR, unit_id=town.second, granted_by="tests")
    assert roles_of(town.siti) == [
        HeldRole(role=Role.AUTHOR, unit_id=town.first),
        HeldRole(role=Role.AUTHOR, unit_id=town.second),
    ]

    assert send(desk, town.siti, "/end", role="author", unit=str(town.first)).status_code == 303
    assert roles_of(town.siti) == [HeldRole(role=Role.AUTHOR, unit_id=town.second)]
    written = select(AuditEntry.action, AuditEntry.actor_id).where(
        AuditEntry.subject == f"person:{town.siti.id}", AuditEntry.actor_id.is_not(None)
    )
    assert [tuple(row) for row in db.session.execute(written)] == [
        ("role.granted", town.hr_admin.id),
        ("role.revoked", town.hr_admin.id),
    ]


def test_a_role_of_more_weight_is_refused_and_nobody_changes_his_own(desk: FlaskClient, town: City) -> None:
    for role in ("hr_admin", "sysadmin", "learner", "king"):
        assert send(desk, town.siti, role=role, role_unit=str(town.first)).status_code == 422
        assert send(desk, town.siti, "/end", role=role, unit="").status_code == 403
    assert send(desk, town.siti, role="author", role_unit="999999").status_code == 422
    assert roles_of(town.siti) == []
    assert send(desk, town.hr_admin, role="author", role_unit=str(town.city)).status_code == 403
    assert send(desk, town.hr_admin, "/end", role="unit_head", unit="").status_code == 403
    assert "Beri peran" not in desk.get(f"/staffing/people/{town.hr_admin.id}").text


def test_an_operator_neither_sees_nor_does_it(
    app: Flask, sign_in: Callable[..., FlaskClient], town: City
) -> None:
    operator = sign_in(app.test_client(), town.operator)
    assert "Beri peran" not in operator.get(f"/staffing/people/{town.siti.id}").text
    assert send(operator, town.siti, role="author", role_unit=str(town.first)).status_code == 403
    assert roles_of(town.siti) == []


def test_the_last_administrator_keeps_his_role(
    app: Flask, sign_in: Callable[..., FlaskClient], make_person: Callable[..., TestPerson], town: City
) -> None:
    first = make_person("Admin Sistem", unit_id=town.city, roles=(Role.SYSADMIN,))
    second = make_person("Admin Kedua", unit_id=town.city, roles=(Role.SYSADMIN,))
    desk = sign_in(app.test_client(), second)
    assert send(desk, first, "/end", role="sysadmin", unit=str(town.city)).status_code == 303
    assert roles_of(first) == []
    with pytest.raises(accounts.LastAdministrator):
        accounts.revoke_grant(
            second.id, HeldRole(role=Role.SYSADMIN, unit_id=town.city), actor=accounts.SYSTEM
        )
    assert roles_of(second) == [HeldRole(role=Role.SYSADMIN, unit_id=town.city)]
