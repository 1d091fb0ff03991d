"""Who may call which page: the table is complete and it is what happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts.roles import GRANTABLE, Role
from elearn.accounts.route_table import PUBLIC, ROUTES, SIGNED_IN
from tests.accounts.addresses import changes, path_of
from tests.conftest import TestPerson

MakePerson = Callable[..., TestPerson]
SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]

REACHED = {200, 204, 302, 303, 404}


def all_pages(app: Flask) -> list[tuple[str, str]]:
    """Endpoint and address of every page that is opened."""
    return [(rule.endpoint, path_of(rule)) for rule in app.url_map.iter_rules() if "GET" in rule.methods]


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints - ROUTES.keys() == set(), "add them to elearn/accounts/route_table.py"
    assert ROUTES.keys() - endpoints == set(), "remove them from elearn/accounts/route_table.py"


def test_an_endpoint_without_a_row_is_an_error_in_tests_and_not_found_on_a_server(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    assert app.test_client().get("/forgotten").status_code == 500
    app.testing = False
    assert app.test_client().get("/forgotten").status_code == 404


def test_a_stranger_is_asked_to_sign_in_everywhere_but_on_public_pages(app: Flask) -> None:
    stranger = app.test_client()
    for endpoint, path in all_pages(app):
        answer = stranger.get(path)
        if ROUTES[endpoint] is PUBLIC:
            assert answer.status_code in REACHED | {503}, endpoint
        else:
            assert answer.status_code == 303, endpoint
            assert answer.location.startswith("/accounts/sign-in"), endpoint


def test_a_stranger_who_posts_is_sent_to_sign_in_or_stopped(app: Flask) -> None:
    stranger = app.test_client()
    for rule in app.url_map.iter_rules():
        if changes(rule):
            expected = 400 if ROUTES[rule.endpoint] is PUBLIC else 303
            assert stranger.post(path_of(rule)).status_code == expected, rule.endpoint


@pytest.mark.parametrize("role", [Role.LEARNER, *sorted(GRANTABLE)])
def test_each_role_reaches_what_the_table_says(
    app: Flask, make_person: MakePerson, sign_in: SignIn, role: Role
) -> None:
    person = make_person("Siti Rahmawati", roles=(role,) if role in GRANTABLE else ())
    browser = sign_in(app.test_client(), person)
    roles = {Role.LEARNER, role}

    for endpoint, path in all_pages(app):
        access = ROUTES[endpoint]
        status = browser.get(path).status_code
        if access in (PUBLIC, SIGNED_IN) or access & roles:
            assert status in REACHED, f"{endpoint} for {role}"
        else:
            assert status == 403, f"{endpoint} for {role}"


def test_a_supervisor_is_a_learner_who_leads_somebody(
    app: Flask, make_person: MakePerson, sign_in: SignIn
) -> None:
    lead = make_person("Hendra Wijaya")
    make_person("Budi Santoso", supervisor_id=lead.id)
    browser = sign_in(app.test_client(), lead)

    assert browser.get("/accounts/requests").status_code == 403
    assert browser.get("/profile/").status_code == 200
