"""How dates, numbers and codes are written for a reader: "5 Maret 2026", "1.234,5", "08.30 WIB"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

from elearn.web.language import page_language
from elearn.web.settings import current_settings

# The three zones of Indonesia (Keppres 41/1987); elsewhere the offset is printed.
INDONESIAN_ZONES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def init_app(app: Flask) -> None:
    """Make the formats Jinja filters."""
    app.jinja_env.filters.update(
        date=long_date,
        datetime=long_datetime,
        clock_time=clock_time,
        number=number,
        jp=jp,
        percent=percent,
        duration=duration,
        minutes=minutes,
    )


def _zone() -> ZoneInfo:
    return current_settings().time_zone


def _local(instant: datetime) -> datetime:
    return instant.astimezone(_zone())


def zone_name(instant: datetime) -> str:
    """WIB, WITA or WIT; another zone by its offset."""
    local = _local(instant)
    offset = local.utcoffset() or timedelta()
    return INDONESIAN_ZONES.get(offset) or local.strftime("UTC%z")


def long_date(value: date | datetime | None) -> str:
    """ "5 Maret 2026", in the installation's zone."""
    if value is None:
        return ""
    day = _local(value).date() if isinstance(value, datetime) else value
    return _date_in(page_language(), day)


@lru_cache(4_000)
def _date_in(language: str, day: date) -> str:
    # A list of a team shows hundreds of dates, most of them many times; Babel is asked once a date.
    return format_date(day, "d MMMM y", locale=language)


def long_datetime(value: datetime | None) -> str:
    """ "5 Maret 2026 08.30 WIB", in the installation's zone."""
    if value is None:
        return ""
    return f"{long_date(value)} {clock_time(value)} {zone_name(value)}"


def clock_time(value: datetime, *, seconds: bool = False) -> str:
    """ "08.30", or "08.30.07": hours and minutes with the Indonesian point."""
    # The same in every language of the pages, so Babel, ten times slower, need not be asked.
    return _local(value).strftime("%H.%M.%S" if seconds else "%H.%M")


def number(value: Decimal | float | int, decimals: int | None = None) -> str:
    """ "1.234,5"; with `decimals` at most that many places."""
    pattern = None if decimals is None else "#,##0." + "#" * decimals if decimals else "#,##0"
    return format_decimal(value, format=pattern, locale=get_locale())


def jp(value: Decimal | float | int) -> str:
    """ "1,5 JP" (jam pelajaran, lessons of 45 minutes)."""
    return f"{number(value, 2)} JP"


def percent(value: Decimal | float | int) -> str:
    """ "72,5%" from 72.5; rounded down, so that a score just under the mark never shows as the mark."""
    rounded_down = Decimal(str(value)).quantize(Decimal("0.1"), rounding="ROUND_FLOOR")
    return f"{number(rounded_down, 1)}%"


def minutes(value: int) -> str:
    """ "6 menit"."""
    return _minutes_in(page_language(), value)


@lru_cache(1_000)
def _minutes_in(_language: str, value: int) -> str:
    # A page shows a dozen of these; the catalogue is asked once a number and language.
    return str(ngettext("%(num)d menit", "%(num)d menit", value))


def duration(value: timedelta) -> str:
    """ "1 hari 2 jam", "45 menit": the two largest units."""
    total_minutes = max(0, int(-(-value.total_seconds() // 60)))
    days, rest = divmod(total_minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [
        ngettext("%(num)d hari", "%(num)d hari", days) if days else "",
        ngettext("%(num)d jam", "%(num)d jam", hours) if hours else "",
        minutes(left) if left and not days else "",
    ]
    return " ".join(part for part in parts if part) or gettext("kurang dari semenit")
