"""Dates as office lists have them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_SHORT = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)} | {
    "agt": 8,
    "agu": 8,
    "may": 5,
    "aug": 8,
    "oct": 10,
    "dec": 12,
}
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: 00:00:00)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_IN_WORDS = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.? ([0-9]{4})")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def read_date(text: str) -> date | None:
    """2026-03-05, 05/03/2026, 5-3-2026, "5 Maret 2026"; the day stands before the month. None for others."""
    if found := _ISO.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _date(int(found[3]), int(found[2]), int(found[1]))
    if found := _IN_WORDS.fullmatch(text):
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    return None


def _month(word: str) -> int:
    plain = word.casefold()
    if plain in _MONTHS:
        return _MONTHS.index(plain) + 1
    return _SHORT.get(plain, 0) if len(plain) <= 4 else 0


def _date(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
