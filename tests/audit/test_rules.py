"""The chain as mathematics: whatever is done to a sealed log, the seal no longer fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.audit.rules import BEGINNING, Entry, Flaw, Seal, break_of, canonical, link, missing_between

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
texts = st.text(max_size=20)
entries = st.lists(
    st.builds(
        Entry,
        id=st.integers(1, 10_000),
        at=st.datetimes(timezones=st.just(UTC)),
        actor_id=st.none() | st.integers(1, 99),
        actor_name=texts,
        action=texts,
        subject=texts,
        details=st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts, max_size=3),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.id,
)


def deed(number: int = 1, **more: object) -> Entry:
    values = {
        "id": number, "at": NOON, "actor_id": 3, "actor_name": "Dewi", "action": "role.granted",
        "subject": "person:17", "details": {"role": "author"},
    }  # fmt: skip
    return Entry(**(values | more))  # type: ignore[arg-type]


def sealed(rows: list[Entry], previous: str = BEGINNING) -> Seal:
    return Seal(id=1, sealed_at=NOON, entries=len(rows), sha256=link(previous, rows))


@pytest.mark.parametrize(
    "change",
    [
        {"id": 2},
        {"at": NOON + timedelta(microseconds=1)},
        {"actor_id": None},
        {"actor_name": "dewi"},
        {"action": "role.revoked"},
        {"subject": "person:18"},
        {"details": {"role": "sysadmin"}},
        {"details": {}},
    ],
)
def test_an_entry_that_differs_anywhere_has_other_bytes(change):
    assert canonical(deed()) != canonical(deed(**change))


def test_the_same_instant_and_the_same_details_have_the_same_bytes_however_they_are_written():
    jakarta = NOON.astimezone(timezone(timedelta(hours=7)))
    one = deed(details={"a": 1, "b": 2})
    assert canonical(one) == canonical(replace(one, at=jakarta, details={"b": 2, "a": 1}))


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        canonical(deed(at=NOON.replace(tzinfo=None)))


@given(entries, entries)
def test_a_seal_fits_its_entries_in_whatever_order_they_are_read_and_no_others(rows, others):
    seal = sealed(rows)
    assert break_of(seal, rows[::-1], BEGINNING) is None
    as_set = {canonical(one) for one in rows}
    if {canonical(one) for one in others} != as_set:
        found = break_of(seal, others, BEGINNING)
        assert found is not None
        assert found.first_entry == min(one.id for one in others)


@given(entries, st.data())
def test_taking_one_away_adding_one_or_exchanging_two_is_found(rows, data):
    seal = sealed(rows)
    gone = data.draw(st.sampled_from(rows))
    fewer = [one for one in rows if one is not gone]
    assert break_of(seal, fewer, BEGINNING).flaw is Flaw.ENTRIES_MISSING
    assert break_of(seal, [*rows, deed(20_000)], BEGINNING).flaw is Flaw.ENTRIES_ADDED
    if len(rows) > 1:
        first, second, *rest = rows
        exchanged = [replace(first, id=second.id), replace(second, id=first.id), *rest]
        assert break_of(seal, exchanged, BEGINNING).flaw is Flaw.CHANGED


@given(entries)
def test_a_seal_holds_only_behind_the_one_it_was_made_behind(rows):
    assert break_of(sealed(rows), rows, "1" * 64).flaw is Flaw.CHANGED


def test_numbers_that_are_gone_are_named():
    assert [one.seal for one in missing_between(4, 7)] == [5, 6]
    assert missing_between(4, 5) == ()
