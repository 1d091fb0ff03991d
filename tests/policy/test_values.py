"""The agency's own numbers: what holds, from when, and what may be written."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from elearn.policy import store
from elearn.policy.items import BY_NAME, ITEMS
from elearn.policy.store import SetValue
from elearn.policy.values import DEFAULTS, Policy, normalised


def put(name: str, value: str, effective_from: date) -> None:
    row = SetValue(
        name=name,
        value=value,
        legal_basis="Perwali 3/2026",
        effective_from=effective_from,
        set_at=datetime(2026, 1, 1, tzinfo=UTC),
        set_by_name="Dewi",
    )
    store.add(row, set_by=None)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_default_is_a_value_of_its_kind(item):
    assert normalised(item, item.default) == item.default


def test_what_nobody_set_is_the_default(app: Flask) -> None:
    assert store.in_force(date(2026, 3, 5)).number("jp_target_pns") == 20
    assert store.in_force(date(2026, 3, 5)).hours("office_hours") == (time(8), time(16))


def test_a_value_holds_from_its_day_on_and_the_later_word_counts(app: Flask) -> None:
    put("jp_target_pns", "24", date(2027, 1, 1))
    put("own_shifts_limit", "1", date(2026, 1, 1))
    put("jp_target_pns", "22", date(2027, 1, 1))
    assert store.in_force(date(2026, 12, 31)).number("jp_target_pns") == 20
    assert store.in_force(date(2027, 1, 1)).number("jp_target_pns") == 22
    assert store.in_force(date(2027, 1, 1)).number("own_shifts_limit") == 1


def test_the_weekend_is_read_as_days_of_the_week():
    assert DEFAULTS.weekdays("weekend") == {5, 6}
    assert Policy(values={"weekend": "fri"}).weekdays("weekend") == {4}


def test_asking_for_a_value_as_another_kind_or_by_a_wrong_name_is_told():
    with pytest.raises(TypeError):
        DEFAULTS.number("weekend")
    with pytest.raises(KeyError):
        DEFAULTS.number("jp_targetpns")


@pytest.mark.parametrize(
    ("name", "written", "kept"),
    [
        ("jp_target_pns", " 20,5 ", "20.5"),
        ("jp_target_pns", "-1", None),
        ("jp_target_pns", "99999", None),
        ("heads_first", "On", "on"),
        ("heads_first", "ya", None),
        ("jp_daily_cap_mode", "enforce", "enforce"),
        ("jp_daily_cap_mode", "", None),
        ("weekend", "sat, sun", "sat,sun"),
        ("weekend", "mon,tue,wed,thu,fri,sat,sun", None),
        ("reminder_days", "14, 3, -1", "14,3,-1"),
        ("reminder_days", "lusa", None),
        ("office_hours", "07:30-15:30", "07:30-15:30"),
        ("office_hours", "16:00-08:00", None),
        ("signatory_name", "  Ratna   Kusuma ", "Ratna Kusuma"),
        ("certificate_number", "{urut}/{tahun}", "{urut}/{tahun}"),
        ("certificate_number", "{urut}", None),  # the next year would give the same numbers again
        ("certificate_number", "{urut}/{tahun}/{nama}", None),
    ],
)
def test_a_value_is_kept_in_one_spelling_or_refused(name, written, kept):
    assert normalised(BY_NAME[name], written) == kept


@given(st.sampled_from(ITEMS), st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_read_back_without_a_fault(item, text):
    kept = normalised(item, text)
    if kept is None:
        return
    assert normalised(item, kept) == kept
    policy = Policy(values={item.name: kept})
    readers = {
        "number": policy.number,
        "switch": policy.is_on,
        "cap": policy.cap,
        "weekdays": policy.weekdays,
        "days": policy.days,
        "hours": policy.hours,
        "text": policy.text,
        "numbering": policy.text,
    }
    assert readers[item.kind](item.name) is not None


def test_numbers_are_exact():
    assert Policy(values={"jp_daily_cap": "2.5"}).number("jp_daily_cap") == Decimal("2.5")
