"""Numbers, codes, states and the signed statement of certificates."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.certificates import rules, statement
from elearn.certificates.drawing import jp_words, long_date
from elearn.certificates.facts import from_json, to_json
from elearn.certificates.rules import State
from elearn.workdays import months_later

PRIVATE = bytes(range(32))


def public_of(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


KEYS = {"k1": public_of(PRIVATE)}


@given(st.binary(min_size=48, max_size=48))
def test_a_code_is_twelve_letters_that_nobody_mistakes(random_bytes):
    code = rules.code_of(random_bytes)
    assert len(code) == 12
    assert not set(code) & set("01OIL")
    assert rules.normalised_code(rules.grouped(code).lower()) == code


@pytest.mark.parametrize(
    "typed", ["", "ABCD-EFGH-234", "ABCD-EFGH-2340", "ABCD EFGH 2345 6", "ABCDEFGH234\u0665"]
)
def test_what_is_no_code_is_none(typed):
    assert rules.normalised_code(typed) is None


def test_a_number_follows_the_pattern_of_the_agency():
    pattern = "{klasifikasi}/{urut}/{kode_unit}/{bulan_romawi}/{tahun}"
    number = rules.number(pattern, serial=7, on=date(2026, 3, 5), classification="800.2.4", unit_code="kota")
    assert number == "800.2.4/0007/KOTA/III/2026"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_serials_never_give_one_number(one, other):
    def made(serial: int) -> str:
        return rules.number(
            "{urut}/{tahun}", serial=serial, on=date(2026, 1, 1), classification="", unit_code=""
        )

    assert (made(one) == made(other)) == (one == other)


@pytest.mark.parametrize(
    ("revoked", "replaced", "until", "state"),
    [
        (False, False, None, State.VALID),
        (False, False, date(2026, 3, 5), State.VALID),
        (False, False, date(2026, 3, 4), State.EXPIRED),
        (False, True, date(2026, 3, 4), State.REPLACED),
        (True, True, date(2026, 3, 4), State.REVOKED),
    ],
)
def test_the_worst_that_happened_to_a_certificate_is_its_state(revoked, replaced, until, state):
    assert rules.state(revoked=revoked, replaced=replaced, valid_until=until, today=date(2026, 3, 5)) is state


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_some_months_later_is_that_month_and_never_a_later_day(day, months):
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or later.day >= 28


def test_validity_of_the_last_of_january_ends_on_the_last_of_february():
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2027, 1, 31), 13) == date(2028, 2, 29)


def test_facts_come_back_from_the_database_as_they_were(facts):
    stored = json.loads(json.dumps(to_json(facts)))
    assert from_json(stored) == facts
    assert from_json(to_json(replace(facts, valid_until=None))).valid_until is None


def test_a_statement_is_read_back_with_the_public_key_alone(facts):
    text = statement.signed(statement.statement_of(facts), private_key=PRIVATE, key_id="k1")
    said = statement.verified(text, KEYS)
    assert said is not None
    assert said.name == facts.holder.full_name
    assert (said.nip, said.jp, said.completed_on) == ("2002", "7.50", "2026-03-05")
    assert facts.holder.nip not in text
    assert len(text) < 900  # it must fit a QR code that a telephone reads from paper


@given(st.data())
def test_one_changed_letter_anywhere_makes_a_statement_invalid(data):
    said = statement.Statement(
        number="1/2026", code="ABCDEFGH2345", name="Siti", nip="2002", course="Arsip", jp="2",
        completed_on="2026-03-05", valid_until="", agency="Kota",
    )  # fmt: skip
    text = statement.signed(said, private_key=PRIVATE, key_id="k1")
    assert statement.verified(text, KEYS) == said
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.sampled_from("ABCabc123._-= ").filter(lambda one: one != text[place]))
    assert statement.verified(text[:place] + letter + text[place + 1 :], KEYS) is None


@given(st.text(max_size=200))
def test_whatever_is_shown_as_a_statement_is_refused_without_a_fault(text):
    assert statement.verified(text, KEYS) is None
    assert statement.verified(f"ELEARN1.{text}.k1.{text}", KEYS) is None


def test_a_statement_of_another_agency_is_none_of_ours(facts):
    text = statement.signed(statement.statement_of(facts), private_key=bytes(32), key_id="k1")
    assert statement.verified(text, KEYS) is None


def test_the_statement_is_found_behind_the_address_in_a_qr_code():
    assert statement.found_in("https://a.go.id/check/X#ELEARN1.a.b.c\n") == "ELEARN1.a.b.c"
    assert statement.found_in("ELEARN1.a.b.c") == "ELEARN1.a.b.c"


@pytest.mark.parametrize(
    ("jp", "words"),
    [
        ("6.00", "6 (enam) Jam Pelajaran"),
        ("11", "11 (sebelas) Jam Pelajaran"),
        ("15", "15 (lima belas) Jam Pelajaran"),
        ("20", "20 (dua puluh) Jam Pelajaran"),
        ("34", "34 (tiga puluh empat) Jam Pelajaran"),
        ("7.50", "7,5 Jam Pelajaran"),
        ("120", "120 Jam Pelajaran"),
    ],
)
def test_jp_are_written_in_figures_and_words(jp, words):
    assert jp_words(Decimal(jp)) == words


def test_dates_are_written_out():
    assert long_date(date(2026, 8, 5)) == "5 Agustus 2026"
