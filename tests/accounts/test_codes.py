"""A one-time code opens one door: the page where a new password is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts import actions, tokens
from elearn.accounts.actions import SYSTEM
from elearn.accounts.tables import OneTimeCode
from elearn.audit.tables import AuditEntry
from elearn.database import db
from tests.conftest import TestPerson

PASSWORD = "laut biru di timur 7"
NEW = "kapal tua di dermaga"

Send = Callable[..., TestResponse]


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    budi = make_person("Budi Santoso")
    actions.issue_code(budi.id, actor=SYSTEM)
    return make_person("Siti Rahmawati", password=PASSWORD)


def test_codes_are_long_readable_and_never_twice_the_same() -> None:
    codes = {tokens.new_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(re.fullmatch(r"(?:[A-HJ-NP-Z2-9]{4}-){2}[A-HJ-NP-Z2-9]{4}", code) for code in codes)


def test_a_code_opens_the_password_page_and_nothing_else(
    app: Flask, siti: TestPerson, by_form: Send, send: Send
) -> None:
    code = actions.issue_code(siti.id, actor=SYSTEM)
    browser = app.test_client()

    answer = by_form(browser, siti.nip, code, wanted="/profile/")

    assert (answer.status_code, answer.location) == (303, "/accounts/password")
    for path in ("/profile/", "/learning/"):
        turned = browser.get(path)
        assert (turned.status_code, turned.location) == (303, "/accounts/password")
    assert "Buat kata sandi Anda" in browser.get("/accounts/password").text

    changed = send(browser, "/accounts/password", new=NEW, repeated=NEW)

    assert (changed.status_code, changed.location) == (303, "/learning/")
    assert browser.get("/profile/").status_code == 200
    assert by_form(app.test_client(), siti.nip, NEW).status_code == 303
    assert by_form(app.test_client(), siti.nip, code).status_code == 422


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code} "])
def test_a_code_may_be_typed_as_heard(
    app: Flask, siti: TestPerson, by_form: Send, change: Callable[[str], str]
) -> None:
    code = actions.issue_code(siti.id, actor=SYSTEM)

    assert by_form(app.test_client(), siti.nip, change(code)).status_code == 303


def test_a_code_ends_the_old_password(app: Flask, siti: TestPerson, by_form: Send) -> None:
    actions.issue_code(siti.id, actor=SYSTEM)

    assert by_form(app.test_client(), siti.nip, PASSWORD).status_code == 422


def test_a_code_expires_after_three_days(app: Flask, siti: TestPerson, by_form: Send) -> None:
    issued = clock.now()
    with clock.fixed_at(issued):
        code = actions.issue_code(siti.id, actor=SYSTEM)

    with clock.fixed_at(issued + timedelta(days=3) - timedelta(seconds=1)):
        assert by_form(app.test_client(), siti.nip, code).status_code == 303
    with clock.fixed_at(issued + timedelta(days=3)):
        assert by_form(app.test_client(), siti.nip, code).status_code == 422


def test_a_second_code_ends_the_first(app: Flask, siti: TestPerson, by_form: Send) -> None:
    first = actions.issue_code(siti.id, actor=SYSTEM)
    second = actions.issue_code(siti.id, actor=SYSTEM)

    assert by_form(app.test_client(), siti.nip, first).status_code == 422
    assert by_form(app.test_client(), siti.nip, second).status_code == 303


def test_a_code_is_good_for_its_person_only(
    app: Flask, siti: TestPerson, make_person: Callable[..., TestPerson], by_form: Send
) -> None:
    dewi = make_person("Dewi Lestari")
    code = actions.issue_code(dewi.id, actor=SYSTEM)

    assert by_form(app.test_client(), siti.nip, code).status_code == 422


def test_a_weak_password_after_a_code_is_refused_and_the_code_still_works(
    app: Flask, siti: TestPerson, by_form: Send, send: Send
) -> None:
    code = actions.issue_code(siti.id, actor=SYSTEM)
    browser = app.test_client()
    by_form(browser, siti.nip, code)

    assert send(browser, "/accounts/password", new="password", repeated="password").status_code == 422
    assert by_form(app.test_client(), siti.nip, code).status_code == 303


def test_the_database_and_the_audit_log_keep_no_code(siti: TestPerson) -> None:
    code = actions.issue_code(siti.id, actor=SYSTEM)

    kept = [str(vars(row)) for row in db.session.scalars(select(OneTimeCode))]
    kept += [str(vars(row)) for row in db.session.scalars(select(AuditEntry))]
    assert any("code.issued" in text for text in kept)
    assert not any(code in text or code.replace("-", "") in text for text in kept)


def test_who_came_by_code_may_sign_out(app: Flask, siti: TestPerson, by_form: Send, send: Send) -> None:
    browser = app.test_client()
    by_form(browser, siti.nip, actions.issue_code(siti.id, actor=SYSTEM))

    assert send(browser, "/accounts/sign-out").status_code == 303
    assert browser.get("/accounts/password").location == "/accounts/sign-in?next=/accounts/password"
