"""Kinds of positions and statuses as office lists write them."""

from __future__ import annotations

import pytest

from elearn.people.positions import KIND_WORDS, STATUS_WORDS, PositionKind, read_kind, read_status


@pytest.mark.parametrize("kind", PositionKind)
def test_every_kind_is_read_by_its_code_and_by_its_word(kind: PositionKind) -> None:
    assert read_kind(kind.value.upper()) is kind
    assert read_kind(f"  {KIND_WORDS[kind]} ") is kind


def test_everyday_names_are_understood() -> None:
    assert read_kind("Eselon III") is PositionKind.ADMINISTRATOR
    assert read_kind("JFU") is PositionKind.EXECUTIVE
    assert read_kind("Kepala") is None
    assert read_kind("") is None


@pytest.mark.parametrize("code", STATUS_WORDS)
def test_every_status_is_read_by_its_code_and_by_its_word(code: str) -> None:
    assert read_status(code) == code
    assert read_status(STATUS_WORDS[code].lower()) == code


def test_an_unknown_status_is_nobodys() -> None:
    assert read_status("honorer") is None
    assert read_status("P3K") == "pppk"
