"""Working days: which days people work, and dates counted in them."""

from elearn.workdays.calendar import SATURDAY_AND_SUNDAY, Calendar, DaySpan, NoWorkdayInReach, weekend_of
from elearn.workdays.months import months_later
from elearn.workdays.years import Holiday, YearOfHolidays, calendar_of, holidays_of, known_years

__all__ = [
    "SATURDAY_AND_SUNDAY",
    "Calendar",
    "DaySpan",
    "Holiday",
    "NoWorkdayInReach",
    "YearOfHolidays",
    "calendar_of",
    "holidays_of",
    "known_years",
    "months_later",
    "weekend_of",
]
