"""A form sent after the session has ended comes back whole: in the page, never on the server."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import TestPerson

OURS = {"Sec-Fetch-Site": "same-origin"}
NOTE = {"csrf_token": "x", "text": 'panjang & "penting"', "password": "rahasia-saya"}


def test_a_stranger_gets_his_fields_back_with_a_way_to_sign_in(app: Flask) -> None:
    answer = app.test_client().post("/learning/kursus/modul/bagian/note", data=NOTE, headers=OURS)
    assert answer.status_code == 401
    assert "Masuk di tab baru" in answer.text
    assert 'value="panjang &amp; &#34;penting&#34;"' in answer.text
    assert "rahasia-saya" not in answer.text
    assert 'action="' not in answer.text.partition("<main")[2].partition("Kirim lagi")[0], "to where it went"


def test_a_form_of_another_site_is_not_repeated(app: Flask) -> None:
    for headers in ({}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}):
        answer = app.test_client().post("/accounts/password", data=NOTE, headers=headers)
        assert "panjang" not in answer.text


def test_the_page_after_signing_in_again_is_for_those_who_did(
    app: Flask, make_person: Callable[..., TestPerson], sign_in: Callable[..., FlaskClient]
) -> None:
    stranger = app.test_client().get("/accounts/signed-in")
    assert stranger.status_code == 303
    reader = sign_in(app.test_client(), make_person())
    assert "Tutup tab ini" in reader.get("/accounts/signed-in").text
