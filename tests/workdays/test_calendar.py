"""Counting in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.workdays import Calendar, DaySpan, NoWorkdayInReach, calendar_of, weekend_of
from elearn.workdays.calendar import SATURDAY_AND_SUNDAY

FRIDAY = date(2026, 3, 13)
CALENDAR = calendar_of([2026])

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 12, 31))
spans = st.lists(
    st.builds(lambda first, length: DaySpan(first, first + timedelta(days=length)), days, st.integers(0, 40)),
    max_size=4,
)
calendars = st.builds(
    Calendar, st.frozensets(days, max_size=40), st.sampled_from([SATURDAY_AND_SUNDAY, frozenset({6})])
)
amounts = st.integers(min_value=1, max_value=120)


def test_the_weekend_does_not_count() -> None:
    assert CALENDAR.add(FRIDAY, 1) == date(2026, 3, 16)


def test_joint_leave_and_holidays_do_not_count() -> None:
    # 18 to 24 March 2026: Nyepi, Idulfitri and the joint leave around them.
    assert CALENDAR.add(date(2026, 3, 17), 1) == date(2026, 3, 25)


def test_a_busy_time_of_the_unit_does_not_count() -> None:
    busy = DaySpan(date(2026, 3, 16), date(2026, 3, 17))
    assert CALENDAR.add(FRIDAY, 1, [busy]) == date(2026, 3, 25)


def test_an_office_of_six_days_works_on_saturday() -> None:
    assert calendar_of([2026], weekend=weekend_of("sun")).add(FRIDAY, 1) == date(2026, 3, 14)


def test_a_year_that_is_not_known_has_only_weekends() -> None:
    new_year = date(2031, 1, 1)
    assert calendar_of([2031]).is_workday(new_year)


def test_who_is_away_for_years_has_no_date() -> None:
    with pytest.raises(NoWorkdayInReach):
        CALENDAR.add(FRIDAY, 1, [DaySpan(FRIDAY, date(2040, 1, 1))])


def test_less_than_one_day_is_refused() -> None:
    with pytest.raises(ValueError, match="one working day"):
        CALENDAR.add(FRIDAY, 0)


@given(calendars, days, amounts, spans)
def test_counting_what_was_added_gives_the_same(
    calendar: Calendar, start: date, amount: int, closed: list[DaySpan]
) -> None:
    assert calendar.count(start, calendar.add(start, amount, closed), closed) == amount


@given(calendars, days, amounts, spans)
def test_a_date_is_never_a_day_off(
    calendar: Calendar, start: date, amount: int, closed: list[DaySpan]
) -> None:
    assert calendar.is_workday(calendar.add(start, amount, closed), closed)


@given(calendars, days, amounts, spans)
def test_more_days_are_later_and_more_days_off_never_earlier(
    calendar: Calendar, start: date, amount: int, closed: list[DaySpan]
) -> None:
    plain, more = calendar.add(start, amount), calendar.add(start, amount + 1)
    assert start < plain < more
    assert calendar.add(start, amount, closed) >= plain


@given(calendars, days, days, amounts)
def test_who_starts_later_ends_no_earlier(calendar: Calendar, one: date, other: date, amount: int) -> None:
    first, second = sorted((one, other))
    assert calendar.add(first, amount) <= calendar.add(second, amount)


@pytest.mark.parametrize(
    ("words", "weekend"), [("sat,sun", {5, 6}), (" SUN ", {6}), ("", set()), ("x", set())]
)
def test_the_weekend_is_named_in_words(words: str, weekend: set[int]) -> None:
    assert weekend_of(words) == weekend
