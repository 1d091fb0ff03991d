"""The cookie of a session: flags, size, and keys that do not open it."""

from __future__ import annotations

import dataclasses
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts import actions
from elearn.accounts.secret_key import secret_key
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.errors import SettingsError
from tests.conftest import Browser, TestPerson, csrf_of

PASSWORD = "laut biru di timur 7"


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    return make_person("Siti Rahmawati", password=PASSWORD)


def session_cookie(answer: TestResponse) -> str:
    [cookie] = [line for line in answer.headers.getlist("Set-Cookie") if "elearn=" in line]
    return cookie


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    client: FlaskClient, siti: TestPerson, by_form: Callable[..., TestResponse]
) -> None:
    cookie = session_cookie(by_form(client, siti.nip, PASSWORD))

    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie
    assert len(cookie) < 1024


def test_behind_tls_the_cookie_is_bound_to_host_and_https(settings: Settings, siti: TestPerson) -> None:
    secure = create_app(dataclasses.replace(settings, secure_cookies=True))
    secure.testing, secure.test_client_class = True, Browser
    browser = secure.test_client()

    page = browser.get("/accounts/sign-in", base_url="https://localhost")
    answer = browser.post(
        "/accounts/sign-in",
        base_url="https://localhost",
        headers={"Referer": "https://localhost/accounts/sign-in"},
        data={"nip": siti.nip, "password": PASSWORD, "csrf_token": csrf_of(page)},
    )

    with secure.app_context():
        db.engine.dispose()
    assert answer.status_code == 303
    cookie = session_cookie(answer)
    assert cookie.startswith("__Host-elearn=") and "Secure" in cookie and "Domain" not in cookie


def test_pictures_and_style_sheets_set_no_cookie_and_vary_by_none(client: FlaskClient) -> None:
    client.get("/accounts/sign-in")

    answer = client.get("/favicon.ico")

    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("key", ["dev", "secret", "changeme", "a", "elearn", "kunci-rahasia"])
def test_a_cookie_signed_with_a_guessed_key_opens_nothing(app: Flask, siti: TestPerson, key: str) -> None:
    real_key, app.secret_key = app.secret_key, key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    app.secret_key = real_key
    assert serializer is not None
    forged = serializer.dumps({"_user_id": actions.open_session(siti.id), "_fresh": True})
    browser = app.test_client()
    browser.set_cookie("elearn", forged if isinstance(forged, str) else forged.decode())

    assert browser.get("/profile/").status_code == 303


def test_a_guessed_token_in_a_good_cookie_opens_nothing(app: Flask, siti: TestPerson) -> None:
    browser = app.test_client()
    for guess in (str(siti.id), siti.nip, "", "1", "' OR 1=1 --", "\0"):
        with browser.session_transaction() as session:
            session["_user_id"] = guess
        assert browser.get("/profile/").status_code == 303


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "baru")

    path = tmp_path / "baru" / "secret-key"
    assert secret_key(tmp_path / "baru") == key
    assert len(key) >= 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret-key"]
    assert secret_key(tmp_path / "lain") != key


@pytest.mark.parametrize("weak", ["", "dev", "changeme", "secret\n"])
def test_an_installation_does_not_start_with_a_weak_key(tmp_path: Path, weak: str) -> None:
    (tmp_path / "secret-key").write_text(weak)

    with pytest.raises(SettingsError):
        create_app(Settings(instance=tmp_path))
