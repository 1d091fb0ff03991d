"""What figures mean, and that nobody can be read out of a small group."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from elearn.organisation import rules
from elearn.organisation.asked import Asked, asked_from
from elearn.organisation.rules import Figures, Group, What

TODAY = date(2026, 11, 20)
sizes = st.lists(st.integers(0, 12), max_size=12)


def groups_of(people: list[int]) -> list[Group]:
    return [
        Group(key=f"g{place}", name="x", figures=Figures(people=count, total=2 * count))
        for place, count in enumerate(people)
    ]


@given(sizes, st.integers(1, 8))
def test_no_group_of_fewer_than_the_least_is_shown_and_nothing_is_lost(people: list[int], least: int) -> None:
    shown = rules.shown_groups(groups_of(people), least)
    if shown is None:
        assert sum(people) < least
        return
    assert all(one.figures.people >= least for one in shown)
    assert rules.added_up(one.figures for one in shown).people == sum(people)
    assert rules.added_up(one.figures for one in shown).total == 2 * sum(people)


@given(sizes, st.integers(1, 8))
def test_a_single_small_group_is_not_the_difference_to_the_total(people: list[int], least: int) -> None:
    """What was put together is at least two groups, or one nobody is in."""
    shown = rules.shown_groups(groups_of(people), least) or ()
    kept = sum(1 for one in shown if one.key)
    hidden = [count for count in people if count]
    if any(one.key == "" for one in shown):
        assert len(people) - kept >= 1
        assert kept <= len([count for count in hidden if count >= least])


def test_a_group_that_was_put_together_opens_nothing() -> None:
    shown = rules.shown_groups(groups_of([3, 9, 20]), 5)
    assert shown is not None
    assert [(one.key, one.figures.people, one.narrows) for one in shown] == [("g2", 20, None), ("", 12, None)]


def test_shares_leave_out_who_was_let_off_and_never_round_up() -> None:
    one = Figures(total=1001, exempt=1, in_time=899, late=100, open=1, overdue=1, people=3, jp=Decimal(10))
    assert one.done_percent == Decimal("99.9")
    assert one.in_time_percent == Decimal("89.9")
    assert one.jp_each == Decimal("3.3")
    nothing = Figures(total=2, exempt=2)
    assert nothing.done_percent is None and nothing.in_time_percent is None and nothing.jp_each is None
    assert rules.percent(99_996, 100_000) == Decimal("99.9")


def test_an_open_obligation_is_overdue_from_the_day_after_its_date() -> None:
    assert rules.standing_figures("open", TODAY, 4, TODAY).overdue == 0
    assert rules.standing_figures("open", date(2026, 11, 19), 4, TODAY).overdue == 4
    assert rules.standing_figures("completed", date(2026, 1, 1), 4, TODAY).overdue == 0


def test_a_mistyped_address_asks_for_the_year_and_nothing_else() -> None:
    args = MultiDict(
        {
            "unit": "0x1",
            "year": "9",
            "course": "../etc",
            "level": "x",
            "kind": "y",
            "status": "z",
            "what": "?",
        }
    )
    assert asked_from(args | {"month": "13", "page": "-1", "own": "2"}, TODAY) == Asked(year=2026)
    huge = MultiDict({"unit": "9" * 40, "year": "9" * 400, "page": "9" * 40})
    assert asked_from(huge, TODAY) == Asked(year=2026)
    assert asked_from(MultiDict({"year": "٢٠٢٥"}), TODAY) == Asked(year=2026)


@given(
    st.integers(2020, 2027),
    st.sampled_from([None, 7]),
    st.sampled_from(["", "pns"]),
    st.integers(0, 12),
    st.sampled_from(list(What)),
    st.booleans(),
)
def test_an_address_asks_for_what_it_was_made_of(
    year: int, unit_id: int | None, status: str, month: int, what: What, own: bool
) -> None:
    asked = Asked(year=year, unit_id=unit_id, status=status, month=month, what=what, own=own, page=3)
    said = {name: str(value) for name, value in asked.address().items() if value is not None}
    assert asked_from(MultiDict(said), TODAY) == asked


def test_the_days_of_a_month_and_of_a_year() -> None:
    assert (Asked(year=2024, month=2).first_day, Asked(year=2024, month=2).last_day) == (
        date(2024, 2, 1),
        date(2024, 2, 29),
    )
    assert Asked(year=2024, month=12).last_day == Asked(year=2024).last_day == date(2024, 12, 31)
