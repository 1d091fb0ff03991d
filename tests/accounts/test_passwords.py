"""Which passwords are taken, which are refused and why, and that none is cut or folded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from elearn.accounts import password_hash
from elearn.accounts.password_rules import MAX_LENGTH, PasswordFault, context_of, password_fault
from tests.conftest import TestPerson

PASSWORD = "laut biru di timur 7"
NIP = "198609262015051001"
CONTEXT = context_of(nip=NIP, name="Siti Rahmawati", further=("Pemerintah Kota Contoh",))


def fault_of(password: str) -> PasswordFault | None:
    return password_fault(password, min_length=8, common=password_hash.common_passwords(), context=CONTEXT)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "kuda nil makan krupuk",
        "zqxjkvbw",
        "😀🐎🌊🏔️🚲🎈📎🧭",
        "a" * 3 + "bukan sederet huruf sama",
        "日本語のパスワード",
        "x7#Lm2!qR9",
        "      k u d a   n i l ",
        "Rahmawati pergi ke pasar ikan",
        "9" + "73518264" * 2,
    ],
)
def test_good_passwords_are_taken_without_asking_for_capitals_or_digits(password: str) -> None:
    assert fault_of(password) is None


@pytest.mark.parametrize(
    "password",
    [
        "password",
        "Password123!",
        "P@ssw0rd1",
        "12345678",
        "87654321",
        "11111111",
        "abcabcabc",
        "qwertyuiop",
        "Bismillah",
        "bismillah1234",
        "sayangku2026",
        "Indonesia45",
        "merdeka!!!",
        "rahasia123",
        "iloveyou",
        "admin12345",
        "17081945",
        "pelayananpublik",
        "BerAKHLAK2024",
    ],
)
def test_what_people_guess_first_is_refused(password: str) -> None:
    assert fault_of(password) is PasswordFault.TOO_COMMON


@pytest.mark.parametrize(
    "password",
    [
        NIP,
        "26091986 rahmawati",
        "SitiRahmawati",
        "rahmawati1986",
        "siti-elearn-2015",
        "Kota Contoh 1",
        NIP[8:] + "ab",
    ],
)
def test_what_others_know_of_one_is_refused(password: str) -> None:
    assert fault_of(password) is PasswordFault.ABOUT_YOU


def test_length_is_counted_in_characters_from_8_to_128() -> None:
    assert fault_of("kudanil") is PasswordFault.TOO_SHORT
    assert fault_of("kudanilx") is None
    assert fault_of("kuda nil " * 15) is PasswordFault.TOO_LONG
    assert fault_of(("kuda nil air " * 10)[:MAX_LENGTH]) is None


def test_a_nul_is_refused() -> None:
    assert fault_of("kuda\0nil besar") is PasswordFault.HAS_NUL


@given(st.text(max_size=200))
def test_every_text_gets_an_answer(text: str) -> None:
    assert fault_of(text) is None or isinstance(fault_of(text), PasswordFault)


def test_the_list_of_common_ones_is_long_and_in_small_letters() -> None:
    common = password_hash.common_passwords()

    assert len(common) > 800
    assert all(word == word.casefold() and " " not in word for word in common)


def test_passwords_alike_in_the_first_72_bytes_are_different() -> None:
    first, second = "kuda nil " * 8 + "satu", "kuda nil " * 8 + "dua"
    kept = password_hash.hashed(first)

    assert password_hash.verify(kept, first).is_right
    assert not password_hash.verify(kept, second).is_right
    assert not password_hash.verify(kept, first.upper()).is_right
    assert not password_hash.verify(kept, first + " ").is_right


@pytest.fixture
def siti(app: Flask, make_person: Callable[..., TestPerson]) -> TestPerson:
    return make_person("Siti Rahmawati", password=PASSWORD)


@pytest.fixture
def phone(app: Flask, siti: TestPerson, sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    return sign_in(app.test_client(), siti)


Send = Callable[..., TestResponse]


@pytest.mark.parametrize("password", ["kuda nil makan krupuk " * 5, "  spasi di tepi  ", "😀🐎🌊🏔️🚲🎈📎🧭"])
def test_a_new_password_signs_in_exactly_as_typed(
    app: Flask, siti: TestPerson, phone: FlaskClient, send: Send, by_form: Send, password: str
) -> None:
    answer = send(phone, "/accounts/password", current=PASSWORD, new=password, repeated=password)
    assert answer.status_code == 303

    assert by_form(app.test_client(), siti.nip, password).status_code == 303
    assert by_form(app.test_client(), siti.nip, password.strip() + "x").status_code == 422
    assert by_form(app.test_client(), siti.nip, PASSWORD).status_code == 422


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"current": "bukan ini", "new": "kapal tua 12", "repeated": "kapal tua 12"}, "sekarang tidak cocok"),
        ({"current": PASSWORD, "new": "kapal", "repeated": "kapal"}, "terlalu pendek"),
        ({"current": PASSWORD, "new": "kapal tua " * 20, "repeated": "kapal tua " * 20}, "terlalu panjang"),
        ({"current": PASSWORD, "new": "kapal tua 12", "repeated": "kapal tua 13"}, "tidak sama"),
        ({"current": PASSWORD, "new": "password123", "repeated": "password123"}, "mudah ditebak"),
        ({"current": PASSWORD, "new": "siti rahmawati", "repeated": "siti rahmawati"}, "mudah ditebak"),
        ({"current": PASSWORD, "new": PASSWORD, "repeated": PASSWORD}, "sama dengan yang sekarang"),
        ({"current": "", "new": "kapal tua 12", "repeated": "kapal tua 12"}, "Isi kata sandi sekarang"),
        ({"new": "kapal tua 12", "repeated": "kapal tua 12"}, "Isi kata sandi sekarang"),
    ],
)
def test_a_refused_change_says_why_and_changes_nothing(
    app: Flask,
    siti: TestPerson,
    phone: FlaskClient,
    send: Send,
    by_form: Send,
    fields: dict[str, str],
    sentence: str,
) -> None:
    answer = send(phone, "/accounts/password", **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not any(f'value="{value}"' in answer.text for value in fields.values() if value)
    assert by_form(app.test_client(), siti.nip, PASSWORD).status_code == 303


def test_guessing_the_current_password_on_a_phone_left_on_a_table_is_slow(
    siti: TestPerson, phone: FlaskClient, send: Send
) -> None:
    guess = {"current": "bukan ini", "new": "kapal tua 12", "repeated": "kapal tua 12"}
    for _ in range(5):
        send(phone, "/accounts/password", **guess)

    answer = send(phone, "/accounts/password", **(guess | {"current": PASSWORD}))

    assert answer.status_code == 422
    assert "Tunggu beberapa menit" in answer.text


def test_a_megabyte_of_password_is_refused_without_hashing_it(
    app: Flask, siti: TestPerson, by_form: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[int] = []
    verify = password_hash.verify

    def measured(kept: str | None, password: str) -> password_hash.Verdict:
        hashed.append(len(password))
        return verify(kept, password)

    monkeypatch.setattr(password_hash, "verify", measured)

    answer = by_form(app.test_client(), siti.nip, "x" * 1_000_000)

    assert 400 <= answer.status_code < 500
    assert all(length <= MAX_LENGTH + 1 for length in hashed)


def test_the_fields_let_a_password_manager_paste(phone: FlaskClient) -> None:
    page = phone.get("/accounts/password").text

    assert 'autocomplete="current-password"' in page
    assert page.count('autocomplete="new-password"') == 2
    assert "onpaste" not in page and "maxlength" not in page
