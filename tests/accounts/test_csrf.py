"""No form works without its token, and whoever's token fails loses nothing he typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts.roles import GRANTABLE
from elearn.accounts.tables import Account
from elearn.database import Base, db
from tests.accounts.addresses import changes, path_of
from tests.conftest import TestPerson, csrf_of

MakePerson = Callable[..., TestPerson]
SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]


@pytest.fixture
def almighty(app: Flask, make_person: MakePerson, sign_in: SignIn) -> FlaskClient:
    """Somebody whom only a missing token can stop."""
    rina = make_person("Rina Hapsari", roles=tuple(sorted(GRANTABLE)))
    make_person("Budi Santoso", supervisor_id=rina.id)  # who leads somebody is a supervisor too
    return sign_in(app.test_client(), rina)


def dump() -> dict[str, list[str]]:
    """Every row of every table."""
    db.session.rollback()
    return {
        table.name: sorted(str(tuple(row)) for row in db.session.execute(select(table)))
        for table in Base.metadata.tables.values()
    }


def test_every_changing_page_refuses_a_post_without_token_and_changes_nothing(
    app: Flask, almighty: FlaskClient
) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if changes(rule)]
    before = dump()

    for rule in rules:
        path = path_of(rule)
        for attempt in (
            {"data": {"role": "learner", "language": "en", "session": "others"}},
            {"data": "csrf_token=x&language=en", "content_type": "text/plain"},
            {"json": {"language": "en"}},
            {"data": {"csrf_token": "forged", "language": "en"}},
        ):
            assert almighty.post(path, **attempt).status_code == 400, path

    assert len(rules) >= 10
    assert dump() == before


def test_a_token_of_another_browser_is_refused(
    app: Flask, almighty: FlaskClient, make_person: MakePerson, sign_in: SignIn
) -> None:
    other = sign_in(app.test_client(), make_person("Budi Santoso"))
    token = csrf_of(other.get("/profile/"))

    answer = almighty.post("/language", data={"csrf_token": token, "language": "en"})

    assert answer.status_code == 400
    assert set(db.session.scalars(select(Account.language))) == {"id"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_even_with_a_good_token_another_site_is_refused(
    almighty: FlaskClient, headers: dict[str, str]
) -> None:
    token = csrf_of(almighty.get("/profile/"))

    answer = almighty.post("/language", data={"csrf_token": token, "language": "en"}, headers=headers)

    assert answer.status_code == 403
    assert set(db.session.scalars(select(Account.language))) == {"id"}


def test_our_own_form_is_accepted(almighty: FlaskClient) -> None:
    token = csrf_of(almighty.get("/profile/"))

    answer = almighty.post(
        "/language",
        data={"csrf_token": token, "language": "en"},
        headers={"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"},
    )

    assert answer.status_code == 303
    assert "en" in set(db.session.scalars(select(Account.language)))


def test_a_form_from_before_signing_in_again_keeps_what_was_typed(almighty: FlaskClient) -> None:
    page = almighty.post(
        "/profile/display",
        data={"csrf_token": "old", "language": "en", "text_size": "large", "password": "rahasia sekali"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert page.status_code == 400
    assert 'name="text_size" value="large"' in page.text
    assert "rahasia sekali" not in page.text
    again = {"csrf_token": csrf_of(page), "language": "en", "text_size": "large"}
    assert almighty.post("/profile/display", data=again).status_code == 303


@pytest.mark.parametrize("headers", [{}, {"Referer": "https://evil.example/"}])
def test_a_foreign_form_does_not_come_back_ready_to_send(
    almighty: FlaskClient, headers: dict[str, str]
) -> None:
    page = almighty.post("/profile/display", data={"text_size": "largest"}, headers=headers)

    assert page.status_code == 400
    assert 'name="text_size"' not in page.text


def test_a_script_gets_a_fresh_token_instead_of_a_page(almighty: FlaskClient) -> None:
    answer = almighty.post("/profile/display", data={}, headers={"Accept": "application/json"})

    assert answer.status_code == 400
    assert answer.json is not None
    fresh = {"csrf_token": answer.json["csrf_token"], "language": "en", "text_size": "normal"}
    assert almighty.post("/profile/display", data=fresh).status_code == 303


def test_a_post_after_the_session_ended_leads_to_signing_in_and_back(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/profile/display", headers={"Referer": "http://localhost/profile/"})

    assert (answer.status_code, answer.location) == (303, "/accounts/sign-in?next=/profile/")
    assert client.post("/profile/display", headers={"Accept": "application/json"}).status_code == 401


def test_reading_accounts_and_profile_changes_nothing(app: Flask, almighty: FlaskClient) -> None:
    before = dump()

    for path in ("/profile/", "/accounts/password", "/accounts/requests", "/accounts/help"):
        assert almighty.get(path).status_code == 200
        assert almighty.head(path).status_code == 200

    assert dump() == before


def test_only_posts_change_things(app: Flask) -> None:
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}

    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}
