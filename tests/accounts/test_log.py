"""Logs tell what happened, never a secret, and no visitor can write lines into them."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts import actions
from elearn.accounts.actions import SYSTEM
from elearn.audit.tables import AuditEntry
from elearn.database import db
from tests.conftest import TestPerson

PASSWORD = "laut biru di timur 7"
NEW = "kapal tua di dermaga"


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    return make_person("Siti Rahmawati", password=PASSWORD)


def test_no_password_code_number_or_token_reaches_a_log_line(
    app: Flask,
    siti: TestPerson,
    by_form: Callable[..., TestResponse],
    send: Callable[..., TestResponse],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    phone = app.test_client()
    by_form(phone, siti.nip, "salah semuanya 1")
    by_form(phone, siti.nip, PASSWORD)
    with phone.session_transaction() as session:
        tokens = [session["_user_id"]]
    send(phone, "/accounts/password", current=PASSWORD, new=NEW, repeated=NEW)
    with phone.session_transaction() as session:
        tokens.append(session["_user_id"])
    code = actions.issue_code(siti.id, actor=SYSTEM)
    by_form(app.test_client(), siti.nip, code)

    lines = caplog.text
    assert f"refused person:{siti.id}" in lines and f"signed in person:{siti.id}" in lines
    for secret in (PASSWORD, NEW, "salah semuanya 1", code, siti.nip, *tokens):
        assert secret not in lines


def test_line_breaks_in_a_number_forge_no_line(
    app: Flask, by_form: Callable[..., TestResponse], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    by_form(app.test_client(), "199001012015011001\r\nsigned in person:1", "x\r\nsigned in person:1")

    assert "signed in person:1" not in caplog.text


def test_what_administrators_do_to_an_account_is_in_the_audit_log(siti: TestPerson) -> None:
    actions.issue_code(siti.id, actor=actions.Actor(name="operator"))
    actions.disable(siti.id, actor=SYSTEM)
    actions.enable(siti.id, actor=SYSTEM)

    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.subject == f"person:{siti.id}"))
    assert [(entry.action, entry.actor_name) for entry in entries] == [
        ("account.added", "system"),
        ("code.issued", "operator"),
        ("account.disabled", "system"),
        ("account.enabled", "system"),
    ]
