"""What a pair and a session may be, and how many JP a session brings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.mentoring import rules
from elearn.mentoring.rules import PairFault, PairState, Proposer, SessionFault
from elearn.policy.values import DEFAULTS, Policy

TODAY = date(2026, 3, 20)
DAY = timedelta(days=1)


def policy(**values: str) -> Policy:
    return Policy(values=dict(DEFAULTS.values) | values)


def pair_fault(**values: Any) -> PairFault | None:
    asked = {
        "mentor_id": 1,
        "mentee_id": 2,
        "starts_on": TODAY,
        "ends_on": TODAY,
        "today": TODAY,
        "exists": False,
    } | values
    return rules.pair_fault(asked.pop("proposer", Proposer.MENTEE), **asked)


def session_fault(**values: Any) -> SessionFault | None:
    asked = {
        "starts_on": TODAY - 90 * DAY,
        "ends_on": TODAY + 30 * DAY,
        "held_on": TODAY,
        "minutes": 60,
        "today": TODAY,
    } | values
    return rules.session_fault(asked.pop("state", PairState.RUNNING), **asked)


def test_one_of_the_two_or_who_leads_the_mentee_proposes() -> None:
    def part(person: int, *, leads: bool = False) -> Proposer | None:
        return rules.proposer_of(person, mentor_id=1, mentee_id=2, leads_mentee=leads)

    assert [part(1), part(2), part(3, leads=True), part(3)] == [*Proposer, None]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"mentor_id": 2}, PairFault.SAME_PERSON),
        ({"proposer": None}, PairFault.NOT_YOURS),
        ({"ends_on": TODAY - DAY}, PairFault.ENDS_BEFORE),
        ({"starts_on": TODAY - 9 * DAY, "ends_on": TODAY - DAY}, PairFault.OVER),
        ({"exists": True}, PairFault.EXISTS),
    ],
)
def test_what_keeps_a_pair_from_being_proposed(values: dict[str, Any], expected: PairFault | None) -> None:
    assert pair_fault(**values) is expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"state": PairState.ASKED}, SessionFault.NOT_RUNNING),
        ({"state": PairState.ENDED}, SessionFault.NOT_RUNNING),
        ({"held_on": TODAY + DAY}, SessionFault.FUTURE),
        ({"starts_on": TODAY + DAY}, SessionFault.OUTSIDE),
        ({"ends_on": TODAY - DAY}, SessionFault.OUTSIDE),
        ({"ends_on": TODAY - DAY, "held_on": TODAY - DAY}, None),  # the note may come after the period
        ({"held_on": TODAY - rules.LATE}, None),
        ({"held_on": TODAY - rules.LATE - DAY}, SessionFault.LONG_AGO),
        ({"minutes": 0}, SessionFault.MINUTES),
        ({"minutes": 481}, SessionFault.MINUTES),
    ],
)
def test_what_keeps_a_session_from_being_noted(values: dict[str, Any], expected: SessionFault | None) -> None:
    assert session_fault(**values) is expected


def test_two_sessions_a_month_bring_two_jp_each_and_a_third_none() -> None:
    brought = [rules.jp_of_session(policy(), before) for before in (0, 1, 2)]

    assert [(one.jp, one.over, one.is_above) for one in brought] == [
        (2, 0, False),
        (2, 0, False),
        (0, 2, True),
    ]


def test_a_warning_counts_and_says_so_and_no_cap_says_nothing() -> None:
    warned = rules.jp_of_session(policy(mentoring_monthly_cap_mode="warn"), 5)
    free = rules.jp_of_session(policy(mentoring_monthly_cap_mode="off"), 5)

    assert (warned.jp, warned.is_above) == (2, True)
    assert (free.jp, free.is_above) == (2, False)


def test_a_mentor_gets_jp_only_where_the_policy_gives_him_any() -> None:
    assert rules.jp_of_session(policy(), 0, of_mentor=True).jp == 0
    assert rules.jp_of_session(policy(), 9, of_mentor=True).over == 0
    assert rules.jp_of_session(policy(mentoring_jp_mentor="1.5"), 0, of_mentor=True).jp == Decimal("1.5")


@given(st.integers(0, 12), st.integers(0, 6), st.sampled_from(["0", "1", "2", "2.5"]))
def test_no_number_of_sessions_passes_an_enforced_cap(sessions: int, cap: int, each: str) -> None:
    rule = policy(mentoring_jp=each, mentoring_monthly_cap=str(cap), mentoring_monthly_cap_mode="enforce")
    counted, total = 0, Decimal(0)
    for _ in range(sessions):
        brought = rules.jp_of_session(rule, counted)
        assert brought.jp + brought.over == Decimal(each)
        counted, total = counted + bool(brought.jp), total + brought.jp

    assert total <= cap * Decimal(each)
    assert counted == (min(sessions, cap) if Decimal(each) else 0)
