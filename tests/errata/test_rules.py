"""What a report and a reply may be, how many there may be, how long an answer is news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.errata import rules
from elearn.errata.rules import State, TextFault

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", TextFault.TOO_SHORT),
        ("123456789", TextFault.TOO_SHORT),
        ("1234567890", None),
        ("a" * 1_000, None),
        ("a" * 1_001, TextFault.TOO_LONG),
        ("Pasal 5\nsudah dicabut", None),
        ("Pasal 5\0 sudah dicabut", TextFault.CHARACTERS),
        ("Pasal 5 \N{REPLACEMENT CHARACTER} dicabut", TextFault.CHARACTERS),
    ],
)
def test_a_message_is_long_enough_to_help_and_no_letter(text: str, fault: TextFault | None) -> None:
    assert rules.message_fault(text) is fault


def test_who_changes_nothing_owes_a_reason() -> None:
    assert rules.reply_fault(State.MENDED, "") is None
    assert rules.reply_fault(State.DECLINED, "") is TextFault.TOO_SHORT
    assert rules.reply_fault(State.DECLINED, "Aturan itu masih berlaku.") is None
    assert rules.reply_fault(State.MENDED, "a" * 1_001) is TextFault.TOO_LONG


def test_the_eleventh_report_of_a_day_waits() -> None:
    assert rules.may_report(9)
    assert not rules.may_report(10)
    assert rules.counted_since(NOON) == NOON - timedelta(hours=24)


def test_an_answer_is_news_for_two_weeks_or_until_it_was_looked_at() -> None:
    assert rules.news_since(NOON, None) == NOON - timedelta(days=14)
    assert rules.news_since(NOON, NOON - timedelta(hours=1)) == NOON - timedelta(hours=1)
    assert rules.news_since(NOON, NOON - timedelta(days=90)) == NOON - timedelta(days=14)


@given(st.text(max_size=60))
def test_what_is_accepted_can_be_stored_on_every_database(text: str) -> None:
    tidy = rules.tidy(text)
    if rules.message_fault(tidy) is None:
        assert tidy == tidy.strip()
        assert "\0" not in tidy and "\r" not in tidy
        tidy.encode("utf-8")
