"""When a request arrived: the proxy's word counts only where it is trusted, and never for long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.quiz.arrival import LONGEST_QUEUE, arrived_at
from tests.quiz.samples import MONDAY_NOON as NOW

EPOCH_S = int(NOW.timestamp())
TEN_SECONDS_AGO = NOW - timedelta(seconds=10)


def heard(header, *, trusted_proxies=1):
    return arrived_at(header, NOW, trusted_proxies=trusted_proxies)


@pytest.mark.parametrize(
    "header",
    [
        f"t={EPOCH_S - 10}.000",  # nginx: t=${msec}
        f"{EPOCH_S - 10}.000",
        f"{EPOCH_S - 10}",
        f"{(EPOCH_S - 10) * 1000}",  # Heroku
        f"t={(EPOCH_S - 10) * 1_000_000}",  # Apache: t=%t
    ],
)
def test_the_proxy_s_instant_counts_in_each_way_of_writing_it(header):
    assert heard(header) == TEN_SECONDS_AGO


def test_parts_of_a_second_count():
    assert heard(f"t={EPOCH_S - 1}.250") == NOW - timedelta(milliseconds=750)


def test_without_a_trusted_proxy_nobody_may_say_when_he_came():
    assert heard(f"t={EPOCH_S - 10}.000", trusted_proxies=0) == NOW
    assert heard(None) == NOW


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (f"t={EPOCH_S - 61}.0", NOW - LONGEST_QUEUE),
        ("t=1000000000.0", NOW - LONGEST_QUEUE),
        (f"t={EPOCH_S + 5}.0", NOW),
        ("t=9999999999.999", NOW),
        ("9999999999999999", NOW),
    ],
)
def test_it_is_never_more_than_a_minute_ago_and_never_to_come(header, expected):
    assert heard(header) == expected


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=",
        "t=-1772427590",
        "t=1e9",
        "t=NaN",
        "t=0x6986c3a6",
        "t=١٧٧٢٤٢٧٥٩٠",
        "t=1772427590,5",
        "t=1772427590.",
        "t=1772427590.0, t=1772427580.0",  # two headers: a client's beside the proxy's
        " t=1772427590",
        "t=1772427590\n",
        "t=" + "9" * 100_000,
        "177242759",
        "\0",
    ],
)
def test_what_cannot_be_read_counts_as_nothing(header):
    assert heard(header) == NOW


@given(st.one_of(st.text(), st.from_regex(r"t?=?[0-9]{1,18}(\.[0-9]{0,12})?", fullmatch=True)))
def test_whatever_is_sent_the_instant_is_within_the_last_minute(header):
    instant = heard(header)
    assert isinstance(instant, datetime)
    assert NOW - LONGEST_QUEUE <= instant <= NOW
