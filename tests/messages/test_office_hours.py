"""Mails reach people while they are at work, in their own zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import strategies as st

from elearn.messages.rules import MAX_AGE, PAUSES, OfficeHours, next_try, too_old_before
from elearn.workdays import Calendar, calendar_of

ZONES = [ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")]
CALENDAR = calendar_of([2025, 2026])
FIRST, LAST = datetime(2025, 2, 1), datetime(2026, 11, 30)  # noqa: DTZ001 - the strategy adds UTC itself
instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
clocks = st.times(time(5), time(11)), st.times(time(12), time(20))


def office(zone: ZoneInfo, calendar: Calendar = CALENDAR) -> OfficeHours:
    """From 08:00 to 16:00."""
    return OfficeHours(opens=time(8), closes=time(16), calendar=calendar, zone=zone)


def wib(*moment: int) -> datetime:
    """An instant in Jakarta; the eighth of March 2026 is a Sunday."""
    return datetime(*moment, tzinfo=ZONES[0])  # type: ignore[misc,arg-type]


@given(instants, st.sampled_from(ZONES), *clocks)
@example(datetime(2026, 3, 6, 9, tzinfo=UTC), ZONES[0], time(8), time(16))  # closes at this very instant
def test_the_next_opening_is_open_and_nothing_opens_before_it(
    instant: datetime, zone: ZoneInfo, opens: time, closes: time
) -> None:
    hours = OfficeHours(opens=opens, closes=closes, calendar=CALENDAR, zone=zone)
    found = hours.next_open(instant)
    here = found.astimezone(zone)
    assert found >= instant
    assert opens <= here.time() < closes
    assert here.weekday() < 5 and here.date() not in CALENDAR.holidays
    quarter = timedelta(minutes=15)
    between = (instant + quarter * number for number in range(int((found - instant) / quarter) + 1))
    assert not any(hours.is_open(one) for one in between if one < found)


@given(instants, st.sampled_from(ZONES))
def test_what_is_too_old_had_three_days_of_its_chance_and_nothing_else_is(
    now: datetime, zone: ZoneInfo
) -> None:
    hours = office(zone)
    limit = too_old_before(hours, now)
    for told in (limit - timedelta(seconds=1), limit, limit + timedelta(seconds=1)):
        is_old = hours.next_open(told) < now - MAX_AGE
        assert is_old == (told < limit)


@given(instants, st.sampled_from(ZONES), st.integers(1, len(PAUSES)))
def test_a_retry_waits_its_pause_and_falls_into_office_hours(
    now: datetime, zone: ZoneInfo, tries: int
) -> None:
    hours = office(zone)
    again = next_try(tries, now, hours)
    assert again is not None
    assert again >= now + PAUSES[tries - 1]
    assert hours.is_open(again)


def test_after_the_last_pause_a_letter_is_given_up() -> None:
    assert next_try(len(PAUSES) + 1, wib(2026, 3, 9, 9), office(ZONES[0])) is None


def test_eight_in_jayapura_is_six_in_jakarta() -> None:
    early = wib(2026, 3, 9, 6, 30)
    assert [office(zone).is_open(early) for zone in ZONES] == [False, False, True]
    assert [office(zone).is_open(wib(2026, 3, 9, 15, 30)) for zone in ZONES] == [True, False, False]


def test_what_is_told_before_the_holidays_of_lebaran_goes_after_them() -> None:
    """Friday 20 to Tuesday 24 March 2026 are off, and weekends beside them."""
    told = wib(2026, 3, 17, 16, 30)
    hours = office(ZONES[0])
    opening = hours.next_open(told)
    assert (opening - told).days >= 6
    assert told >= too_old_before(hours, opening)
