"""Days of the installation: today there, when a day ends, and its calendar of working days."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from elearn.policy import store as policy_store
from elearn.web.settings import current_settings
from elearn.workdays import Calendar, calendar_of

YEARS_AHEAD = 6


def local_day(instant: datetime) -> date:
    """The date of an instant where the installation is."""
    return instant.astimezone(current_settings().time_zone).date()


def day_after(day: date) -> datetime:
    """The instant at which a day of the installation is over."""
    midnight = datetime.combine(day + timedelta(days=1), time(), current_settings().time_zone)
    return midnight.astimezone(UTC)


def workdays_from(day: date) -> Calendar:
    """The calendar of the years from a day on, with the weekend that the agency has set."""
    weekend = policy_store.in_force(day).weekdays("weekend")
    return calendar_of(range(day.year, day.year + YEARS_AHEAD), weekend=weekend)
