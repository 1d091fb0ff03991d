"""Signing in: who gets in, who does not, and that the two kinds of no look the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts import actions, password_hash, signing_in
from elearn.accounts.actions import SYSTEM
from tests.conftest import TestPerson

PASSWORD = "laut biru di timur 7"
UNKNOWN_NIP = "199912312020121001"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)

ByForm = Callable[..., TestResponse]


@pytest.fixture
def siti(make_person: Callable[..., TestPerson]) -> TestPerson:
    make_person("Budi Santoso", password="gunung hijau di barat 3")
    return make_person("Siti Rahmawati", password=PASSWORD)


def test_number_and_password_open_the_home_page(
    client: FlaskClient, siti: TestPerson, by_form: ByForm
) -> None:
    answer = by_form(client, siti.nip, siti.password)

    assert (answer.status_code, answer.location) == (303, "/learning/")
    assert client.get("/profile/").status_code == 200


def test_the_number_may_be_typed_in_groups(client: FlaskClient, siti: TestPerson, by_form: ByForm) -> None:
    nip = siti.nip
    typed = f" {nip[:8]} {nip[8:14]}.{nip[14]}\u00a0{nip[15:]}"

    assert by_form(client, typed, siti.password).status_code == 303


@pytest.mark.parametrize(
    "typed",
    [
        "19900101201501100",
        "1990010120150110011",
        "19900101201501100A",
        "19900101-201501-1-001",
        "١٩٩٠٠١٠١٢٠١٥٠١١٠٠١",
        "１９９００１０１２０１５０１１００１",
        "199001012015011001\n",
        "199001012015011001\0",
        "\u200b199001012015011001",
        "' OR ''='",
        "🙂" * 18,
        "130123456",
        "%s%n",
        "<script>",
    ],
)
def test_a_malformed_number_gets_one_polite_sentence(
    client: FlaskClient, by_form: ByForm, typed: str
) -> None:
    answer = by_form(client, typed, PASSWORD)

    assert answer.status_code == 422
    assert "NIP terdiri dari 18 angka. Spasi dan titik boleh ikut ditulis." in answer.text


def test_ten_megabytes_of_number_are_refused_at_the_door(client: FlaskClient, by_form: ByForm) -> None:
    assert by_form(client, "1" * 10_000_000, PASSWORD).status_code == 413


@pytest.mark.parametrize("odd", ["198513452015051001", "198609262015053001"])
def test_an_impossible_date_or_sex_is_just_an_unknown_number(
    client: FlaskClient, by_form: ByForm, odd: str
) -> None:
    answer = by_form(client, odd, PASSWORD)

    assert answer.status_code == 422
    assert "tidak cocok" in answer.text


def _without_what_the_visitor_sent(answer: TestResponse) -> str:
    page = re.sub(r'name="nip"[^>]*>', "", answer.text)
    return re.sub(r'name="csrf_token"[^>]*>', "", page)


def _headers(answer: TestResponse) -> dict[str, str]:
    varying = {"Content-Length", "Set-Cookie", "Date"}
    return {name: value for name, value in answer.headers.items() if name not in varying}


@pytest.fixture
def hash_checks(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """What the slow comparison was asked to compare with."""
    asked: list[str | None] = []
    verify = password_hash.verify

    def counted(kept: str | None, password: str) -> password_hash.Verdict:
        asked.append(kept)
        return verify(kept, password)

    monkeypatch.setattr(signing_in.password_hash, "verify", counted)
    return asked


def test_unknown_wrong_disabled_and_waiting_look_the_same_and_cost_the_same(
    app: Flask,
    siti: TestPerson,
    make_person: Callable[..., TestPerson],
    by_form: ByForm,
    hash_checks: list[str | None],
) -> None:
    gone = make_person("Rina Hapsari", password=PASSWORD)
    actions.disable(gone.id, actor=SYSTEM)
    waiting = make_person("Dewi Lestari", password=PASSWORD)
    for _ in range(5):
        by_form(app.test_client(), waiting.nip, "salah semuanya 1")
    hash_checks.clear()

    answers = [
        by_form(app.test_client(), nip, secret)
        for nip, secret in (
            (siti.nip, "bukan kata sandinya"),
            (UNKNOWN_NIP, PASSWORD),
            (gone.nip, PASSWORD),
            (waiting.nip, PASSWORD),
        )
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert len({_without_what_the_visitor_sent(answer) for answer in answers}) == 1
    assert all(_headers(answer) == _headers(answers[0]) for answer in answers)
    assert len(hash_checks) == 4


@pytest.mark.usefixtures("real_hashes")
def test_an_unknown_number_costs_a_real_hash() -> None:
    kept = password_hash.hashed(PASSWORD)
    nothing = password_hash._hash_of_nothing()

    assert kept.split("$")[1:4] == nothing.split("$")[1:4] == ["argon2id", "v=19", "m=19456,t=2,p=1"]
    assert not password_hash.verify(None, PASSWORD).is_right


@pytest.mark.usefixtures("real_hashes")
def test_a_hash_with_older_parameters_is_made_anew(
    client: FlaskClient, siti: TestPerson, by_form: ByForm
) -> None:
    from argon2 import PasswordHasher

    from elearn.accounts import store

    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(siti.password)
    with signing_in.transaction():
        store.keep_password(siti.id, weak, changed_at=None)

    by_form(client, siti.nip, siti.password)

    kept = store.password_hash(siti.id)
    assert kept is not None and "m=19456,t=2,p=1" in kept
    assert password_hash.verify(kept, siti.password).is_right


def test_who_is_signed_in_does_not_see_the_form(
    client: FlaskClient, siti: TestPerson, sign_in: Callable[..., FlaskClient]
) -> None:
    sign_in(client, siti)

    answer = client.get("/accounts/sign-in")

    assert (answer.status_code, answer.location) == (303, "/learning/")


def test_a_password_replaced_meanwhile_opens_nothing(
    app: Flask, siti: TestPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody resets the password while the slow comparison runs."""
    verify = password_hash.verify

    def slowly(kept: str | None, password: str) -> password_hash.Verdict:
        verdict = verify(kept, password)
        actions.issue_code(siti.id, actor=SYSTEM)
        return verdict

    monkeypatch.setattr(signing_in.password_hash, "verify", slowly)
    visit = signing_in.Visit(
        address="10.0.0.1",
        device="",
        session_idle=timedelta(days=1),
        session_absolute=timedelta(days=2),
    )

    assert signing_in.sign_in(siti.nip, siti.password, visit).outcome is signing_in.Outcome.REFUSED


def test_a_number_that_ended_opens_nothing(client: FlaskClient, siti: TestPerson, by_form: ByForm) -> None:
    from sqlalchemy import update

    from elearn.database import db, transaction
    from elearn.people.tables import EmployeeNumber

    with transaction(), clock.fixed_at(NOON):
        db.session.execute(
            update(EmployeeNumber).where(EmployeeNumber.person_id == siti.id).values(valid_to=NOON.date())
        )

    assert by_form(client, siti.nip, siti.password).status_code == 422
