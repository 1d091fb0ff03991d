"""Signing in by button: only in a demo installation, only on this machine."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts import actions
from elearn.accounts.actions import SYSTEM
from elearn.accounts.demo import is_on_this_machine
from elearn.config import Settings
from tests.conftest import TestPerson, csrf_of

BUTTONS = {
    "learner": "Masuk sebagai peserta",
    "supervisor": "Masuk sebagai atasan",
    "author": "Masuk sebagai penyusun",
    "admin": "Masuk sebagai admin",
}


@pytest.fixture
def sample_people(settings: Settings, make_person: Callable[..., TestPerson]) -> dict[str, TestPerson]:
    people = {role: make_person(f"Contoh {role.title()}") for role in BUTTONS}
    marker = {role: person.id for role, person in people.items()}
    settings.demo_marker.write_text(json.dumps(marker), encoding="utf-8")
    return people


def press(client: FlaskClient, role: str, **request: Any) -> Any:
    token = csrf_of(client.get("/accounts/help", **request))
    return client.post("/accounts/demo", data={"csrf_token": token, "role": role}, **request)


@pytest.mark.parametrize("role", BUTTONS)
def test_a_button_signs_in_as_the_sample_person(
    client: FlaskClient, sample_people: dict[str, TestPerson], role: str
) -> None:
    assert BUTTONS[role] in client.get("/accounts/sign-in").text

    answer = press(client, role)

    assert (answer.status_code, answer.location) == (303, "/learning/")
    assert sample_people[role].name in client.get("/profile/").text


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-Proto": "https"},
        {"X-Forwarded-Host": "localhost"},
        {"Forwarded": "for=127.0.0.1"},
        {"Via": "1.1 gerbang"},
        {"X-Real-IP": "127.0.0.1"},
        {"Host": "elearn.example"},
        {"Host": "localhost.evil.example"},
        {"Host": "127.0.0.1.nip.io:8000"},
    ],
)
def test_through_a_proxy_or_by_another_name_there_is_no_such_page(
    client: FlaskClient, sample_people: dict[str, TestPerson], headers: dict[str, str]
) -> None:
    assert BUTTONS["admin"] not in client.get("/accounts/sign-in", headers=headers).text
    assert press(client, "admin", headers=headers).status_code == 404


def test_from_another_machine_there_is_no_such_page(
    client: FlaskClient, sample_people: dict[str, TestPerson]
) -> None:
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}

    assert BUTTONS["admin"] not in client.get("/accounts/sign-in", environ_overrides=elsewhere).text
    assert press(client, "admin", environ_overrides=elsewhere).status_code == 404


def test_a_real_installation_has_no_buttons(
    client: FlaskClient, settings: Settings, sample_people: dict[str, TestPerson]
) -> None:
    settings.demo_marker.unlink()

    assert BUTTONS["admin"] not in client.get("/accounts/sign-in").text
    assert press(client, "admin").status_code == 404


@pytest.mark.parametrize("role", ["", "sysadmin", "1", "__class__"])
def test_other_roles_have_no_button(
    client: FlaskClient, sample_people: dict[str, TestPerson], role: str
) -> None:
    assert press(client, role).status_code == 404


@pytest.mark.parametrize("marker", ["", "{", "[]", '{"admin": "1"}', '{"admin": 987654}', "\0\1"])
def test_a_broken_marker_signs_nobody_in(client: FlaskClient, settings: Settings, marker: str) -> None:
    settings.demo_marker.write_text(marker, encoding="utf-8")

    assert press(client, "admin").status_code == 404


def test_a_disabled_sample_person_stays_out(
    client: FlaskClient, sample_people: dict[str, TestPerson]
) -> None:
    actions.disable(sample_people["learner"].id, actor=SYSTEM)

    assert press(client, "learner").status_code == 404


def test_the_button_needs_its_token(client: FlaskClient, sample_people: dict[str, TestPerson]) -> None:
    assert client.post("/accounts/demo", data={"role": "admin"}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8123", "LOCALHOST:1"])
def test_the_names_of_this_machine_are_known(host: str) -> None:
    assert is_on_this_machine(address="127.0.0.1", host=host, headers=["Accept"])
    assert is_on_this_machine(address="::1", host=host, headers=[])
    assert not is_on_this_machine(address=None, host=host, headers=[])


def test_no_sample_person_has_a_password(app: Flask, sample_people: dict[str, TestPerson]) -> None:
    from elearn.accounts import store

    assert all(store.password_hash(person.id) is None for person in sample_people.values())
