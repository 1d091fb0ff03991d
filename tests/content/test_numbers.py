"""Indonesian numbers: strict for authors, kind to learners where nothing else can be meant."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.numbers import UnreadableNumber, author_number, learner_number, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("64", "64"),
        ("0,5", "0.5"),
        ("1.500", "1500"),
        ("1.500,5", "1500.5"),
        ("12.345.678", "12345678"),
        ("-3,2", "-3.2"),
        ("\N{MINUS SIGN}3", "-3"),
        ("007", "7"),
        ("1500", "1500"),
    ],
)
def test_both_read_indonesian_writing(text: str, number: str):
    assert author_number(text) == Decimal(number)
    assert learner_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3.14", "3,14"),
        ("12.34", "12,34"),
        ("0.500", "0,500"),
        ("-0.5", "-0,5"),
        ("1,500.25", "1.500,25"),
        ("1,500,000", "1.500.000"),
        ("1e3", ""),
        ("NaN", ""),
        ("\u0663", ""),
        ("½", ""),
        ("", ""),
        ("1.5.0", ""),
    ],
)
def test_an_author_is_told_what_he_surely_meant(text: str, meant: str):
    with pytest.raises(UnreadableNumber) as error:
        author_number(text)

    assert error.value.meant == meant


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.5", "1.5"),
        ("0.500", "0.5"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("1.5000", "1.5"),
        ("1,500", "1.5"),
        ("1,500,000", "1500000"),
        ("1,500.25", "1500.25"),
        ("1 500 000", "1500000"),
    ],
)
def test_a_learner_may_write_what_can_only_mean_one_thing(text: str, number: str):
    assert learner_number(text) == Decimal(number)


@given(st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=4), st.booleans())
def test_a_written_number_reads_back(number: Decimal, grouped: bool):
    assert author_number(written(number, grouped)) == number
    assert learner_number(written(number, grouped)) == number


@given(st.text(max_size=20))
def test_any_text_is_a_finite_number_or_refused(text: str):
    with suppress(UnreadableNumber):
        assert learner_number(text).is_finite()
