"""Profil: one's own data, how pages look, and the devices one is signed in on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts.devices import device_label
from elearn.accounts.profile_views import KEY_SHOWN
from elearn.accounts.tables import Account, Grant, SignInSession
from elearn.database import db
from tests.conftest import TestPerson

MakePerson = Callable[..., TestPerson]
SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]
Send = Callable[..., TestResponse]


@pytest.fixture
def siti(make_person: MakePerson) -> TestPerson:
    lead = make_person("Hendra Wijaya")
    return make_person("Siti Rahmawati", supervisor_id=lead.id, nip="198609262015052001")


@pytest.fixture
def phone(app: Flask, siti: TestPerson, sign_in: SignIn) -> FlaskClient:
    return sign_in(app.test_client(), siti)


def test_the_page_shows_who_one_is_here(phone: FlaskClient) -> None:
    page = phone.get("/profile/").text

    for fact in ("Siti Rahmawati", "19860926 201505 2 001", "Dinas Contoh", "Hendra Wijaya"):
        assert fact in page


def test_personal_pages_are_kept_by_no_cache(phone: FlaskClient) -> None:
    for path in ("/profile/", "/accounts/password"):
        assert phone.get(path).headers["Cache-Control"] == "no-store"


def test_language_and_text_size_are_kept_for_every_device(
    app: Flask, phone: FlaskClient, siti: TestPerson, sign_in: SignIn, send: Send
) -> None:
    send(phone, "/profile/display", language="en", text_size="largest")

    page = sign_in(app.test_client(), siti).get("/profile/").text

    assert '<html lang="en" data-text-size="largest"' in page


def test_a_stranger_chooses_a_language_for_this_browser(app: Flask, client: FlaskClient, send: Send) -> None:
    send(client, "/language", language="en")

    assert '<html lang="en"' in client.get("/accounts/sign-in").text
    assert '<html lang="id"' in app.test_client().get("/accounts/sign-in").text
    assert send(client, "/language", language="<script>").status_code == 400


@pytest.mark.parametrize(
    "fields",
    [{"language": "xx", "text_size": "normal"}, {"language": "id", "text_size": "huge"}, {"language": "id"}],
)
def test_other_values_are_refused(phone: FlaskClient, send: Send, fields: dict[str, str]) -> None:
    assert send(phone, "/profile/display", **fields).status_code == 422


def test_nothing_else_can_be_changed_by_adding_fields(
    phone: FlaskClient, siti: TestPerson, send: Send
) -> None:
    """Z05: no mass assignment."""
    send(
        phone,
        "/profile/display",
        language="id",
        text_size="large",
        role="sysadmin",
        unit_id="99",
        person_id="1",
        disabled_at="2026-01-01",
        password_hash="x",
    )

    assert db.session.scalars(select(Grant)).all() == []
    account = db.session.get_one(Account, siti.id)
    assert (account.text_size, account.disabled_at, account.password_hash) == ("large", None, None)
    others = select(Account.text_size).where(Account.person_id != siti.id)
    assert set(db.session.scalars(others)) == {"normal"}


def session_keys(person: TestPerson) -> set[str]:
    db.session.rollback()
    query = select(SignInSession.token_sha256).where(SignInSession.person_id == person.id)
    return set(db.session.scalars(query))


def test_one_other_device_is_signed_out(
    app: Flask, phone: FlaskClient, siti: TestPerson, sign_in: SignIn, send: Send
) -> None:
    mine = session_keys(siti)
    office = sign_in(app.test_client(), siti)
    [key] = session_keys(siti) - mine
    home = sign_in(app.test_client(), siti)

    send(phone, "/profile/sessions", session=key[:KEY_SHOWN])

    assert office.get("/profile/").status_code == 303
    assert home.get("/profile/").status_code == 200
    assert phone.get("/profile/").status_code == 200


def test_all_other_devices_are_signed_out_at_once(
    app: Flask, phone: FlaskClient, siti: TestPerson, make_person: MakePerson, sign_in: SignIn, send: Send
) -> None:
    office, home = sign_in(app.test_client(), siti), sign_in(app.test_client(), siti)
    bystander = sign_in(app.test_client(), make_person("Budi Santoso"))

    send(phone, "/profile/sessions", session="others")

    assert [browser.get("/profile/").status_code for browser in (office, home)] == [303, 303]
    assert phone.get("/profile/").status_code == 200
    assert bystander.get("/profile/").status_code == 200


def test_a_device_of_somebody_else_cannot_be_signed_out(
    app: Flask, phone: FlaskClient, make_person: MakePerson, sign_in: SignIn, send: Send
) -> None:
    budi = make_person("Budi Santoso")
    browser = sign_in(app.test_client(), budi)
    [key] = session_keys(budi)

    for typed in (key[:KEY_SHOWN], key, "", "%" * KEY_SHOWN, "_" * KEY_SHOWN):
        assert send(phone, "/profile/sessions", session=typed).status_code == 303

    assert browser.get("/profile/").status_code == 200
    assert phone.get("/profile/").status_code == 200


def test_the_page_holds_no_whole_token(phone: FlaskClient, siti: TestPerson) -> None:
    [key] = session_keys(siti)
    with phone.session_transaction() as session:
        token = session["_user_id"]

    page = phone.get("/profile/").text

    assert token not in page and key not in page


ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"  # noqa: E501
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1"  # noqa: E501
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0"  # noqa: E501


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (ANDROID, "Chrome · Android"),
        (IPHONE, "Safari · iPhone"),
        (EDGE, "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("curl/8.0", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_named_by_browser_and_system_only(agent: str, label: str) -> None:
    assert device_label(agent) == label
