"""Which due dates are told on which day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from elearn.reminders.rules import MOST_AGAIN, digest_name, is_news, stages

TODAY = date(2026, 3, 9)
POLICY = (14, 3, -1)
days = st.integers(-60, 60)


def names_on(today: date, due_on: date, policy: tuple[int, ...] = POLICY) -> list[str]:
    return [one.name for one in stages(today, policy) if one.first_due <= due_on <= one.last_due]


def test_a_date_is_told_fourteen_and_three_days_before_and_the_day_after() -> None:
    said = {far: names_on(TODAY, TODAY + timedelta(days=far)) for far in (15, 14, 4, 3, 0, -1, -2)}
    assert said == {15: [], 14: ["14"], 4: ["14"], 3: ["3"], 0: ["3"], -1: ["late0"], -2: ["late0"]}


def test_a_date_that_has_passed_is_told_five_times_and_then_never_again() -> None:
    told = [names_on(TODAY + timedelta(days=late), TODAY) for late in range(1, 60)]
    names = [one for some in told for one in some]
    assert list(dict.fromkeys(names)) == [f"late{number}" for number in range(MOST_AGAIN + 1)]
    assert told[0] == ["late0"] and told[7] == ["late1"] and told[40] == []


@given(days, st.lists(st.integers(1, 40), unique=True, max_size=4), st.lists(st.integers(-9, -1), max_size=2))
def test_a_date_is_in_one_stage_at_most_and_a_later_day_never_goes_back(
    far: int, before: list[int], after: list[int]
) -> None:
    policy = (*before, *after)
    due_on = TODAY + timedelta(days=far)
    today, tomorrow = names_on(TODAY, due_on, policy), names_on(TODAY + timedelta(days=1), due_on, policy)
    assert len(today) <= 1
    order = [str(one) for one in sorted(before, reverse=True)] + [f"late{n}" for n in range(MOST_AGAIN + 1)]
    if today and tomorrow:
        assert order.index(tomorrow[0]) >= order.index(today[0])


def test_an_agency_that_wants_no_word_of_late_dates_has_none() -> None:
    assert [one.name for one in stages(TODAY, (7,))] == ["7"]
    assert list(stages(TODAY, ())) == []


def test_an_obligation_made_within_a_stage_is_told_by_itself() -> None:
    fortnight, three = list(stages(TODAY, POLICY))[:2]
    due_on = TODAY + timedelta(days=10)
    assert not is_news(fortnight, due_on, made_on=TODAY - timedelta(days=2))
    assert is_news(fortnight, due_on, made_on=TODAY - timedelta(days=4))
    assert is_news(three, due_on, made_on=TODAY - timedelta(days=2))


def test_the_week_of_new_year_is_one_week() -> None:
    assert digest_name(date(2026, 12, 31)) == digest_name(date(2027, 1, 2)) == "2026-W53"
