"""The files of announced holidays."""

from __future__ import annotations

import pytest

from elearn.workdays.years import JOINT_LEAVE, NATIONAL, holidays_of, known_years

ANNOUNCED = {2024: (17 + 2, 10), 2025: (17, 11), 2026: (17, 8)}
"""By year: national holidays and days of joint leave, as the announcements themselves count them."""


def test_every_announced_year_is_counted_here() -> None:
    assert set(known_years()) == set(ANNOUNCED)


@pytest.mark.parametrize("year", ANNOUNCED)
def test_a_year_has_as_many_days_as_were_announced(year: int) -> None:
    kinds = [one.kind for one in holidays_of(year).days]
    assert (kinds.count(NATIONAL), kinds.count(JOINT_LEAVE)) == ANNOUNCED[year]
    assert set(kinds) <= {NATIONAL, JOINT_LEAVE}


@pytest.mark.parametrize("year", ANNOUNCED)
def test_a_year_names_its_source_and_holds_its_own_days_in_order(year: int) -> None:
    known = holidays_of(year)
    days = [one.day for one in known.days]
    assert known.sources
    assert all(day.year == year for day in days)
    assert days == sorted(set(days))


def test_joint_leave_is_never_on_a_weekend() -> None:
    assert not [
        one
        for year in known_years()
        for one in holidays_of(year).days
        if one.kind == JOINT_LEAVE and one.day.weekday() >= 5
    ]


def test_a_year_without_a_file_says_that_nothing_is_known() -> None:
    assert holidays_of(2031).days == ()
    assert holidays_of(2031).sources == ()
