"""A code is part of an address: what the checker accepts, every page must be able to open."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.content.codes import RESERVED_COURSE_CODES, is_code
from elearn.web.converters import CodeConverter


@given(st.from_regex(r"[a-z0-9._-]{1,90}", fullmatch=True))
def test_every_code_the_checker_accepts_fits_into_an_address(text: str) -> None:
    if is_code(text):
        assert re.fullmatch(CodeConverter.regex, text)


@pytest.mark.parametrize("text", ["modul_1", "modul.1", "Modul-1", "modul--1", "-modul", "modul-", "", "é"])
def test_what_an_address_cannot_hold_is_no_code(text: str) -> None:
    assert not is_code(text)


def test_no_course_takes_the_place_of_a_page(app) -> None:
    """The first fixed word after /learning/ and /quiz/ must not also be a course."""
    fixed = {
        rule.rule.split("/")[2]
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/learning/", "/quiz/")) and not rule.rule.split("/")[2].startswith("<")
    } - {""}
    assert fixed <= RESERVED_COURSE_CODES
