"""Dates, numbers and durations as an Indonesian reader writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import force_locale

from elearn.config import Settings, settings_from
from elearn.web import formats
from elearn.web.settings import EXTENSION

MORNING = datetime(2026, 3, 5, 1, 30, 7, tzinfo=UTC)


@pytest.fixture(autouse=True)
def request_context(app: Flask):
    with app.test_request_context(), force_locale("id"):
        yield


def in_zone(app: Flask, settings: Settings, zone: str) -> None:
    app.extensions[EXTENSION] = settings_from({"ELEARN_TIME_ZONE": zone})


def test_a_date_is_written_in_words() -> None:
    assert formats.long_date(date(2026, 3, 5)) == "5 Maret 2026"


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Asia/Jakarta", "5 Maret 2026 08.30 WIB"),
        ("Asia/Makassar", "5 Maret 2026 09.30 WITA"),
        ("Asia/Jayapura", "5 Maret 2026 10.30 WIT"),
        ("Asia/Kathmandu", "5 Maret 2026 07.15 UTC+0545"),
    ],
)
def test_an_instant_is_shown_in_the_zone_of_the_installation(
    app: Flask, settings: Settings, zone: str, shown: str
) -> None:
    in_zone(app, settings, zone)
    assert formats.long_datetime(MORNING) == shown


def test_the_day_is_the_day_in_the_zone_not_in_utc(app: Flask, settings: Settings) -> None:
    in_zone(app, settings, "Asia/Jayapura")
    assert formats.long_date(datetime(2026, 3, 4, 16, 0, tzinfo=UTC)) == "5 Maret 2026"


def test_a_receipt_shows_seconds() -> None:
    assert formats.clock_time(MORNING, seconds=True) == "08.30.07"


def test_numbers_use_the_comma_for_decimals_and_the_point_for_thousands() -> None:
    assert formats.number(Decimal("1234.5")) == "1.234,5"
    assert formats.jp(Decimal("1.50")) == "1,5 JP"
    assert formats.number(Decimal("20.00"), 2) == "20"


def test_a_score_just_under_the_mark_never_shows_as_the_mark() -> None:
    assert formats.percent(Decimal("69.995")) == "69,9%"
    assert formats.percent(Decimal("70")) == "70%"


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(days=1, hours=2, minutes=5), "1 hari 2 jam"),
        (timedelta(hours=1, minutes=30), "1 jam 30 menit"),
        (timedelta(minutes=45), "45 menit"),
        (timedelta(seconds=61), "2 menit"),
        (timedelta(seconds=-5), "kurang dari semenit"),
    ],
)
def test_a_duration_names_its_two_largest_units(length: timedelta, words: str) -> None:
    assert formats.duration(length) == words
