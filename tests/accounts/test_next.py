"""After signing in one lands on a page of ours, whatever the address said."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from elearn.accounts.own_path import own_path
from tests.conftest import TestPerson

PASSWORD = "laut biru di timur 7"

FOREIGN = [
    "https://evil.example",
    "https://evil.example/profile/",
    "http:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "https:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/%5c%5cevil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/./evil.example",
    "/profile/../..//evil.example",
    "/profile//evil.example",
    "//localhost@evil.example",
    "/@evil.example",
    "//evil.example/profile/",
    "//evil.example\\@localhost/profile/",
    "http://localhost.evil.example",
    "http://localhost@evil.example",
    "http://localhost/profile/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "/javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//0x7f000001",
    "//evil%E3%80%82example",
    "//evil。example",
    "/\u2028/evil.example",
    "/\ufeff/evil.example",
    "〱evil.example",
    "/evil.example",
    "evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/profile/#//evil.example",
    "/profile/\r\nLocation: https://evil.example",
    "/profile/%0d%0aLocation:%20https://evil.example",
    "/accounts/sign-out",
    "/accounts/sign-in",
    "/accounts/sign-in?next=//evil.example",
    "/no-such-page",
    "",
    "/" * 3000,
    "/" + "a" * 3000,
]


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    return make_person("Siti Rahmawati", password=PASSWORD)


def test_no_foreign_address_survives_to_the_location_header(
    app: Flask,
    siti: TestPerson,
    by_form: Callable[..., TestResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from elearn.accounts import signing_in
    from elearn.accounts.password_hash import Verdict

    right = Verdict(is_right=True)
    monkeypatch.setattr(signing_in.password_hash, "verify", lambda kept, password: right)
    for wanted in FOREIGN:
        answer = by_form(app.test_client(), siti.nip, PASSWORD, wanted=wanted)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/learning/"), wanted


def test_who_is_signed_in_is_not_sent_away_either(
    app: Flask, siti: TestPerson, sign_in: Callable[..., FlaskClient]
) -> None:
    browser = sign_in(app.test_client(), siti)
    for wanted in FOREIGN:
        answer = browser.get("/accounts/sign-in", query_string={"next": wanted})
        assert answer.headers["Location"] == "/learning/", wanted


@pytest.mark.parametrize("wanted", ["/profile/", "/learning/catalog?q=arsip+digital&menit=15"])
def test_a_page_of_ours_is_reached(
    client: FlaskClient, siti: TestPerson, by_form: Callable[..., TestResponse], wanted: str
) -> None:
    assert by_form(client, siti.nip, PASSWORD, wanted=wanted).headers["Location"] == wanted


def test_the_page_asked_for_travels_through_the_form(client: FlaskClient) -> None:
    answer = client.get("/profile/")
    page = client.get(answer.headers["Location"])

    assert answer.headers["Location"] == "/accounts/sign-in?next=/profile/"
    assert 'name="next" type="hidden" value="/profile/"' in page.text


def test_a_foreign_referrer_does_not_choose_where_the_language_button_leads(
    client: FlaskClient, send: Callable[..., TestResponse]
) -> None:
    from tests.conftest import csrf_of

    token = csrf_of(client.get("/accounts/help"))
    for referrer in ("https://evil.example//evil.example", "https://evil.example/", "x", "//evil"):
        answer = client.post(
            "/language", data={"csrf_token": token, "language": "en"}, headers={"Referer": referrer}
        )
        assert answer.headers["Location"] == "/"


@given(st.text(alphabet="/\\.:@?#%&=ab0129 \t\r\n\u2028。", max_size=30))
def test_whatever_is_accepted_stays_on_our_host(text: str) -> None:
    path = own_path(text)

    if path is not None:
        assert urlsplit(urljoin("https://ours.example/x/", path)).netloc == "ours.example"
        assert "//" not in path.partition("?")[0] and "\\" not in path
