"""A NIP is 18 ASCII digits, however a person spaces them, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.people import numbers

NIP = "198609262015051001"


@pytest.mark.parametrize(
    "typed",
    [
        NIP,
        "19860926 201505 1 001",
        "19860926.201505.1.001",
        " 198609262015051001 ",
        "19860926\u00a0201505\u00a01\u00a0001",
    ],
)
def test_spaces_and_points_between_the_groups_do_not_matter(typed: str) -> None:
    assert numbers.normalised_nip(typed) == NIP


@pytest.mark.parametrize(
    "typed",
    [
        "",
        NIP[:-1],
        NIP + "0",
        "19860926201505100A",
        "19860926-201505-1-001",
        NIP + "\n",
        "\t" + NIP,
        NIP + "\0",
        "\u200b" + NIP,
        "".join(chr(0x0660 + int(digit)) for digit in NIP),  # Arabic-Indic
        "".join(chr(0xFF10 + int(digit)) for digit in NIP),  # full-width
        "²" * 18,
        "130123456",  # the nine digits of before 2007
        "' OR 1=1 --",
        "🙂" * 18,
        "1" * 10_000_000,
        " " * 100 + NIP,
    ],
)
def test_everything_else_is_no_number(typed: str) -> None:
    assert numbers.normalised_nip(typed) is None


@pytest.mark.parametrize("odd", ["198513452015051001", "198609262015053001"])
def test_an_unusual_number_is_a_number(odd: str) -> None:
    assert numbers.normalised_nip(odd) == odd


@given(st.text())
def test_what_is_accepted_is_always_18_ascii_digits(text: str) -> None:
    nip = numbers.normalised_nip(text)

    assert nip is None or (len(nip) == 18 and nip.isascii() and nip.isdigit())


def test_a_number_is_printed_in_its_four_groups() -> None:
    assert numbers.grouped(NIP) == "19860926 201505 1 001"
    assert numbers.normalised_nip(numbers.grouped(NIP)) == NIP


def test_a_masked_number_shows_four_digits_and_no_birth_date() -> None:
    assert numbers.masked(NIP) == "••••••••••••••1001"


def test_digit_13_suggests_the_employment_status() -> None:
    assert numbers.likely_status("198609262015051001") == "pns"
    assert numbers.likely_status("199203152023212001") == "pppk"
