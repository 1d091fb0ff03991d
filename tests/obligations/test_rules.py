"""What an obligation means today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.obligations import rules
from elearn.obligations.rows import AudiencePerson
from elearn.obligations.rules import Audience, DueState, Terms, due_state
from elearn.workdays import Calendar, DaySpan, calendar_of, months_later

TODAY = date(2026, 3, 2)
YESTERDAY = TODAY - timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """As much of an obligation as its state needs."""

    state: str = "open"
    due_on: date = TODAY + timedelta(days=60)
    valid_until: date | None = None


def state(asked: Asked, *, has_started: bool = False) -> DueState:
    return due_state(asked, today=TODAY, has_started=has_started)


def test_exempt_weighs_more_than_everything() -> None:
    assert state(Asked(state="exempt", due_on=YESTERDAY), has_started=True) is DueState.EXEMPT


def test_completed_weighs_more_than_a_date_that_has_passed() -> None:
    assert state(Asked(state="completed", due_on=YESTERDAY)) is DueState.COMPLETED


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "overdue"), (0, "due_soon"), (14, "due_soon"), (15, "in_progress")],
)
def test_the_date_weighs_more_than_progress(days: int, expected: str) -> None:
    assert state(Asked(due_on=TODAY + timedelta(days=days)), has_started=True) == expected


def test_nothing_begun_and_far_away_is_not_started() -> None:
    assert state(Asked()) is DueState.NOT_STARTED


@pytest.mark.parametrize(
    ("days", "expected"), [(-1, "expired"), (0, "due_soon"), (14, "due_soon"), (15, "completed")]
)
def test_the_end_of_a_validity_is_told_in_time(days: int, expected: str) -> None:
    assert state(Asked(state="completed", valid_until=TODAY + timedelta(days=days))) == expected


def test_the_date_beside_the_word_says_which() -> None:
    done = Asked(state="completed", valid_until=TODAY)
    assert rules.date_of_state(done, YESTERDAY, DueState.DUE_SOON) == TODAY
    assert rules.date_of_state(done, YESTERDAY, DueState.COMPLETED) == YESTERDAY
    assert rules.date_of_state(Asked(), None, DueState.NOT_STARTED) == Asked().due_on
    assert rules.date_of_state(Asked(state="exempt"), None, DueState.EXEMPT) is None


PERSON = AudiencePerson(id=7, unit_id=3, position_kind="fungsional", employment_status="pppk")


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience(), True),
        (Audience(unit_id=1), True),
        (Audience(unit_id=9), False),
        (Audience(unit_id=3, position_kind="fungsional"), True),
        (Audience(unit_id=3, position_kind="pelaksana"), False),
        (Audience(employment_status="pns"), False),
        (Audience(person_ids=frozenset({7}), unit_id=9), True),
        (Audience(person_ids=frozenset({8})), False),
    ],
)
def test_who_is_in_an_audience(audience: Audience, expected: bool) -> None:
    assert rules.is_in_audience(audience, PERSON, {1, 3}) is expected


DAYS = calendar_of([2026])


def test_who_joins_after_the_date_gets_ten_working_days() -> None:
    terms = Terms(level="mandatory", starts_on=TODAY, due_on=TODAY)
    assert rules.due_date(terms, DAYS, ()) == TODAY
    assert rules.due_date(terms, DAYS, (), joins_on=TODAY) == date(2026, 3, 16)


def test_who_joins_later_counts_his_working_days_from_then() -> None:
    terms = Terms(level="mandatory", starts_on=TODAY, due_after_workdays=5)
    assert rules.due_date(terms, DAYS, (), joins_on=date(2026, 6, 1)) == date(2026, 6, 8)


def test_who_is_away_for_years_has_the_date_of_the_others() -> None:
    terms = Terms(level="mandatory", starts_on=TODAY, due_after_workdays=5)
    away = [DaySpan(TODAY, date(2040, 1, 1))]
    assert rules.due_date(terms, DAYS, away) == rules.due_date(terms, DAYS, ())


def test_renewing_early_loses_no_day() -> None:
    ends_on = date(2026, 5, 31)
    assert rules.valid_until(TODAY, 12, renews_until=ends_on) == date(2027, 5, 31)
    assert rules.valid_until(date(2026, 7, 1), 12, renews_until=ends_on) == date(2027, 7, 1)
    assert rules.valid_until(TODAY, None) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_end_within_their_month(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 60))
def test_so_many_months_later_is_the_same_day_or_the_end_of_its_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(st.integers(0, 3), st.integers(-60, 60), st.integers(-60, 90), st.integers(0, 3), st.integers(0, 30))
def test_a_learner_never_gets_further_than_his_limit(
    used: int, due: int, wanted: int, limit: int, days: int
) -> None:
    due_on, to = TODAY + timedelta(days=due), TODAY + timedelta(days=wanted)
    may = rules.may_shift_own(used, due_on, to, today=TODAY, limit=limit, days=days)
    assert not may or (used < limit and due_on < to <= max(due_on, TODAY) + timedelta(days=days))


def test_an_empty_calendar_counts_all_but_weekends() -> None:
    terms = Terms(level="mandatory", starts_on=TODAY, due_after_workdays=1)
    assert rules.due_date(terms, Calendar(frozenset()), ()) == date(2026, 3, 3)
