"""Without e-mail: a request reaches the operator of the unit, who hands out a one-time code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from elearn.accounts import actions
from elearn.accounts.roles import Role
from elearn.accounts.tables import HelpRequest
from elearn.audit.tables import AuditEntry
from elearn.database import db
from tests.conftest import TestPerson

MakePerson = Callable[..., TestPerson]
MakeUnit = Callable[..., int]
Send = Callable[..., TestResponse]
SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]

PASSWORD = "laut biru di timur 7"


@dataclass(frozen=True)
class Town:
    """Two offices of a city, with an operator each, and an administrator of the whole."""

    siti: TestPerson
    operator: TestPerson
    operator_elsewhere: TestPerson
    admin: TestPerson


@pytest.fixture
def town(make_unit: MakeUnit, make_person: MakePerson) -> Town:
    city = make_unit("Kota Contoh")
    civil_registry = make_unit("Dinas Kependudukan", parent_id=city)
    section = make_unit("Seksi Pelayanan", parent_id=civil_registry)
    health = make_unit("Dinas Kesehatan", parent_id=city)
    make_person("Siti Aminah", unit_id=health)
    operator = (Role.UNIT_OPERATOR,)
    return Town(
        siti=make_person("Siti Rahmawati", unit_id=section, password=PASSWORD),
        operator=make_person("Yusuf Hamka", unit_id=civil_registry, roles=operator),
        operator_elsewhere=make_person("Dewi Lestari", unit_id=health, roles=operator),
        admin=make_person("Rina Hapsari", unit_id=city, roles=(Role.HR_ADMIN,)),
    )


def ask(client: FlaskClient, send: Send, **changes: str) -> TestResponse:
    fields = {
        "kind": "forgot-password",
        "name": "Siti Rahmawati",
        "unit_name": "dinas kependudukan",
        "contact": "0812 0000 1111, loket 3",
    }
    return send(client, "/accounts/help", **(fields | changes))


def only_request() -> HelpRequest:
    db.session.rollback()
    [asked] = db.session.scalars(select(HelpRequest))
    return asked


def test_the_request_reaches_the_operator_of_the_unit_and_nobody_beside_it(
    app: Flask, town: Town, send: Send, sign_in: SignIn
) -> None:
    answer = ask(app.test_client(), send)
    assert (answer.status_code, answer.location) == (303, "/accounts/help/sent")

    asked = only_request()
    assert asked.person_id == town.siti.id
    for person, sees in ((town.operator, True), (town.admin, True), (town.operator_elsewhere, False)):
        browser = sign_in(app.test_client(), person)
        assert ("0812" in browser.get(f"/accounts/requests/{asked.id}").text) == sees
        assert ("Siti Rahmawati" in browser.get("/accounts/requests").text) == sees


def test_the_answer_is_the_same_whoever_asks(app: Flask, town: Town, send: Send) -> None:
    known = ask(app.test_client(), send)
    unknown = ask(app.test_client(), send, name="Orang Lain", unit_name="Dinas Tidak Ada")

    assert (known.status_code, known.location, known.text) == (
        unknown.status_code,
        unknown.location,
        unknown.text,
    )


def test_a_request_that_names_no_known_unit_reaches_who_looks_after_the_agency(
    app: Flask, town: Town, send: Send, sign_in: SignIn
) -> None:
    ask(app.test_client(), send, name="Orang Baru", unit_name="Dinas Yang Salah Tulis")

    assert "Orang Baru" in sign_in(app.test_client(), town.admin).get("/accounts/requests").text
    assert "Orang Baru" not in sign_in(app.test_client(), town.operator).get("/accounts/requests").text


def test_two_people_of_one_name_are_not_guessed(
    app: Flask, town: Town, make_person: MakePerson, send: Send
) -> None:
    make_person("Siti Rahmawati", unit_id=town.siti.unit_id)

    ask(app.test_client(), send)

    assert only_request().person_id is None


@pytest.mark.parametrize("field", ["name", "unit_name", "contact"])
@pytest.mark.parametrize("value", ["", "   ", "x" * 201])
def test_an_empty_or_endless_field_comes_back_with_the_rest_kept(
    client: FlaskClient, town: Town, send: Send, field: str, value: str
) -> None:
    answer = ask(client, send, **{field: value})

    assert answer.status_code == 422
    assert answer.text.count('aria-invalid="true"') == 1
    assert db.session.scalars(select(HelpRequest)).all() == []


def test_an_unknown_kind_is_refused(client: FlaskClient, town: Town, send: Send) -> None:
    assert ask(client, send, kind="<script>").status_code == 422


def test_one_address_asks_ten_times_an_hour(app: Flask, town: Town, send: Send) -> None:
    statuses = [ask(app.test_client(), send).status_code for _ in range(11)]

    assert statuses == [303] * 10 + [429]


def give_code(browser: FlaskClient, send: Send, asked_id: int, person_id: int | str) -> TestResponse:
    return send(browser, f"/accounts/requests/{asked_id}/code", person_id=person_id)


@pytest.mark.both_databases
def test_the_operator_hands_out_a_code_that_signs_in(
    app: Flask, town: Town, send: Send, sign_in: SignIn, by_form: Send
) -> None:
    ask(app.test_client(), send)
    asked = only_request()
    browser = sign_in(app.test_client(), town.operator)
    page = browser.get(f"/accounts/requests/{asked.id}").text
    assert f'value="{town.siti.id}" checked' in page

    answer = give_code(browser, send, asked.id, town.siti.id)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", answer.text)
    assert found
    code = found[0]
    assert code not in browser.get(f"/accounts/requests/{asked.id}").text
    assert only_request().handled_by_id == town.operator.id
    assert by_form(app.test_client(), town.siti.nip, code).location == "/accounts/password"
    issued = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "code.issued")).one()
    assert (issued.actor_id, issued.subject) == (town.operator.id, f"person:{town.siti.id}")


def test_nobody_chosen_makes_no_code(app: Flask, town: Town, send: Send, sign_in: SignIn) -> None:
    ask(app.test_client(), send)
    browser = sign_in(app.test_client(), town.operator)

    for typed in ("", "0x1", "١", "-1", "9" * 40):
        answer = give_code(browser, send, only_request().id, typed)
        assert answer.status_code == 422
        assert "Pilih satu orang" in answer.text


def test_an_operator_gives_no_code_to_people_beyond_his_reach(
    app: Flask, town: Town, make_person: MakePerson, send: Send, sign_in: SignIn, by_form: Send
) -> None:
    """Z06: not to an administrator, an equal, a head, somebody elsewhere, or himself."""
    head = make_person("Siti Kepala", unit_id=town.operator.unit_id, roles=(Role.UNIT_HEAD,))
    boss = make_person("Siti Admin", unit_id=town.operator.unit_id)
    actions.grant_role(boss.id, Role.SYSADMIN, granted_by="tests")
    ask(app.test_client(), send, name="Siti")
    asked = only_request()
    browser = sign_in(app.test_client(), town.operator)

    shown = browser.get(f"/accounts/requests/{asked.id}").text

    assert "Siti Rahmawati" in shown
    for person in (head, boss, town.operator_elsewhere, town.operator, town.admin):
        assert f'value="{person.id}"' not in shown
        assert give_code(browser, send, asked.id, person.id).status_code == 404
    assert give_code(browser, send, asked.id, 987_654).status_code == 404
    assert by_form(app.test_client(), town.siti.nip, PASSWORD).status_code == 303


def test_a_request_of_another_unit_is_not_there(app: Flask, town: Town, send: Send, sign_in: SignIn) -> None:
    ask(app.test_client(), send)
    asked = only_request()
    browser = sign_in(app.test_client(), town.operator_elsewhere)

    assert browser.get(f"/accounts/requests/{asked.id}").status_code == 404
    assert give_code(browser, send, asked.id, town.siti.id).status_code == 404
    assert send(browser, f"/accounts/requests/{asked.id}/handled").status_code == 404
    assert only_request().handled_at is None


def test_a_request_can_be_closed_without_a_code(app: Flask, town: Town, send: Send, sign_in: SignIn) -> None:
    ask(app.test_client(), send)
    asked = only_request()
    browser = sign_in(app.test_client(), town.operator)

    assert send(browser, f"/accounts/requests/{asked.id}/handled").status_code == 303

    assert only_request().handled_by_id == town.operator.id
    page = browser.get("/accounts/requests").text
    assert "Tidak ada yang menunggu" in page and "Yang terakhir selesai" in page


def test_markup_in_a_request_stays_text(app: Flask, town: Town, send: Send, sign_in: SignIn) -> None:
    ask(app.test_client(), send, contact="<img src=x onerror=alert(1)>")

    page = sign_in(app.test_client(), town.operator).get(f"/accounts/requests/{only_request().id}").text

    assert "<img src=x" not in page and "&lt;img src=x" in page


def test_the_operator_searches_by_another_spelling(
    app: Flask, town: Town, send: Send, sign_in: SignIn
) -> None:
    ask(app.test_client(), send, name="Ibu Sity")
    asked = only_request()
    browser = sign_in(app.test_client(), town.operator)
    assert "Siti Rahmawati" not in browser.get(f"/accounts/requests/{asked.id}").text

    page = browser.get(f"/accounts/requests/{asked.id}?q=rahma").text

    assert "Siti Rahmawati" in page and "Siti Aminah" not in page
