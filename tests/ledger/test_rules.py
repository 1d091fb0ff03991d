"""How many JP count under a cap: whatever is earned is counted or kept aside, and no more than the cap."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.ledger.rules import Cap, Counted, Period, caps_of, counted, under_caps
from elearn.policy.values import CAP_MODES, DEFAULTS, Policy

JP = st.decimals(min_value=0, max_value=40, places=2)
CAPS = st.lists(
    st.builds(Cap, period=st.sampled_from(Period), limit=JP, mode=st.sampled_from(CAP_MODES), used=JP),
    max_size=3,
)


@pytest.mark.parametrize(
    ("earned", "used", "expected"),
    [("1", "0", ("1", "0")), ("4", "0", ("3", "1")), ("2", "2.5", ("0.5", "1.5")), ("1", "7", ("0", "1"))],
)
def test_an_enforced_cap_counts_up_to_it_and_keeps_the_rest_aside(earned, used, expected):
    found = counted(Decimal(earned), Decimal(used), Decimal(3), "enforce")
    assert found == tuple(map(Decimal, expected))


@pytest.mark.parametrize("mode", ["warn", "off"])
def test_a_cap_that_is_not_enforced_counts_everything(mode):
    assert counted(Decimal(9), Decimal(9), Decimal(3), mode) == (9, 0)


def test_a_cap_that_warns_counts_all_and_tells_what_is_above_it():
    cap = Cap(period=Period.DAY, limit=Decimal(3), mode="warn", used=Decimal(2))
    assert under_caps(Decimal(2), [cap]) == Counted(
        jp=Decimal(2), over=Decimal(0), above=Decimal(1), periods=frozenset({Period.DAY})
    )


def test_two_caps_hold_at_once():
    day = Cap(period=Period.DAY, limit=Decimal(3), mode="enforce")
    month = Cap(period=Period.MONTH, limit=Decimal(20), mode="enforce", used=Decimal(18))
    found = under_caps(Decimal(4), [day, month])
    assert (found.jp, found.over, found.periods) == (2, 2, {Period.DAY, Period.MONTH})


@given(JP, CAPS)
def test_what_is_earned_is_counted_or_kept_aside_and_never_above_an_enforced_cap(earned, caps):
    found = under_caps(earned, caps)
    assert found.jp + found.over == earned
    assert found.jp >= 0 <= found.over <= found.above
    for cap in caps:
        if cap.mode == "enforce":
            assert found.jp <= max(cap.limit - cap.used, 0)
    assert found.over == 0 or any(cap.mode == "enforce" for cap in caps)
    assert bool(found.periods) == bool(found.above)


@given(st.lists(JP, max_size=8), JP, st.randoms())
def test_the_order_in_which_things_are_finished_does_not_change_what_a_day_counts(earned, limit, chance):
    def day(amounts: list[Decimal]) -> Decimal:
        total = Decimal(0)
        for jp in amounts:
            total += counted(jp, total, limit, "enforce")[0]
        return total

    shuffled = chance.sample(earned, len(earned))
    assert day(earned) == day(shuffled) == min(sum(earned, Decimal(0)), limit)


def test_the_form_says_which_caps_there_are():
    everything = Policy(values=dict(DEFAULTS.values) | {"jp_monthly_cap_mode": "enforce"})
    assert [(cap.period, cap.limit) for cap in caps_of(16, everything)] == [("day", 3), ("month", 20)]
    assert [(cap.period, cap.limit) for cap in caps_of(22, everything, days=5)] == [("day", 10)]
    assert caps_of(9, everything) == ()  # a seminar
    assert [cap.period for cap in caps_of(16, DEFAULTS)] == ["day"]  # nobody asked for a monthly one
