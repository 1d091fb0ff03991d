"""Who needs action, in which order, three numbers, and groups that give nobody away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from elearn.obligations.rules import DueState
from elearn.policy.rules import annual_jp_target
from elearn.policy.values import DEFAULTS
from elearn.team.asked import asked_for
from elearn.team.rules import (
    Member,
    Show,
    Sort,
    Tally,
    chosen,
    groups_to_show,
    may_act,
    named,
    ordered,
    tally_of,
    three_numbers,
)
from elearn.visibility.rules import Viewer

MONDAY = date(2026, 6, 15)
SMALLEST = 5


@dataclass(frozen=True)
class Held:
    level: str = "mandatory"
    state: str = "open"
    due_on: date = MONDAY
    completed_on: date | None = None


@dataclass(frozen=True)
class Group:
    name: str
    people: int


def member(name: str, *, jp: int = 0, status: str = "pns", tally: Tally | None = None) -> Member:
    return Member(
        person_id=len(name), name=name, employment_status=status, jp=Decimal(jp), tally=tally or Tally()
    )


def test_recommended_courses_make_nobody_late() -> None:
    assert tally_of([(Held(level="recommended"), DueState.OVERDUE)]) == Tally()


def test_a_completion_after_its_date_is_finished_but_not_in_time() -> None:
    late = Held(state="completed", completed_on=MONDAY + timedelta(days=1))
    punctual = Held(state="completed", completed_on=MONDAY)
    counted = tally_of([(late, DueState.COMPLETED), (punctual, DueState.COMPLETED)])
    assert (counted.finished, counted.in_time, counted.completed) == (2, 1, 2)


def test_who_is_late_nearly_late_or_has_not_begun_needs_action_and_who_is_under_way_does_not() -> None:
    for name in ("overdue", "due_soon", "expired", "not_started"):
        assert Tally(**{name: 1}).needs_action, name
    assert not Tally(in_progress=1, completed=2, exempt=1).needs_action


def test_the_most_urgent_come_first_those_with_most_that_is_late_before_all() -> None:
    nothing, soon = member("A"), member("B", tally=Tally(due_soon=1, next_due=MONDAY))
    late = member("Cc", tally=Tally(overdue=1, next_due=MONDAY - timedelta(days=1)))
    later = member("Ddd", tally=Tally(overdue=2, next_due=MONDAY))
    people = [nothing, soon, late, later]
    assert ordered(people, Sort.URGENT) == [later, late, soon, nothing]
    assert ordered(reversed(people), Sort.NAME) == people


def test_a_search_wants_every_word_whatever_its_case() -> None:
    names = {1: "Siti Rahmawati, S.Sos.", 2: "Siti Aminah", 3: "Budi"}
    assert named(names, "RAHMA siti") == [1]
    assert named(names, "siti") == [2, 1]
    assert named(names, "  ") == []


def test_who_was_found_is_listed_only_where_the_filter_lets_him() -> None:
    people = [member("Siti"), member("Budiman")]
    assert chosen(people, Show.EVERYONE, [people[1].person_id]) == [people[1]]
    assert chosen(people, Show.EVERYONE, [99]) == []
    assert chosen(people, Show.ACTION, [people[1].person_id]) == []


def test_a_ceiling_is_no_target_and_only_who_has_a_target_can_miss_it() -> None:
    people = [member("A", jp=20), member("Bb", jp=19), member("Ccc", jp=30, status="pppk")]
    targets = {status: annual_jp_target(status, 2026, DEFAULTS) for status in ("pns", "pppk")}
    counted = three_numbers(people, targets)
    assert (counted.reached, counted.with_target, counted.with_ceiling) == (1, 2, 1)
    assert counted.jp == 69


def test_what_is_late_and_open_counts_as_not_done_in_time() -> None:
    people = [member("A", tally=Tally(finished=3, in_time=2, overdue=1)), member("Bb", tally=Tally(exempt=4))]
    counted = three_numbers(people, {"pns": annual_jp_target("pns", 2026, DEFAULTS)})
    assert (counted.in_time, counted.answerable, counted.overdue, counted.people_overdue) == (2, 4, 1, 1)


@given(st.lists(st.integers(min_value=1, max_value=12), max_size=9))
def test_no_row_and_no_difference_of_rows_is_about_fewer_than_five_people(sizes: list[int]) -> None:
    groups = [Group(name=str(place), people=size) for place, size in enumerate(sizes)]
    shown, rest = groups_to_show(groups, SMALLEST)
    together = sum(group.people for group in rest)
    assert all(group.people >= SMALLEST for group in shown)
    assert not rest or together >= SMALLEST
    hidden = sum(sizes) - together - sum(group.people for group in shown)
    # Either everybody is in a row, or nobody is: a total less the rows never leaves a few.
    assert hidden == 0 or (not shown and not rest and hidden < SMALLEST)


def test_a_single_small_unit_takes_the_next_smallest_with_it() -> None:
    groups = [Group("besar", 30), Group("sedang", 7), Group("kecil", 2)]
    shown, rest = groups_to_show(groups, SMALLEST)
    assert [group.name for group in shown] == ["besar"]
    assert [group.name for group in rest] == ["kecil", "sedang"]


def test_an_operator_sees_names_but_acts_for_nobody() -> None:
    assert not may_act(Viewer(person_id=1, roles=frozenset({"unit_operator"})))
    assert not may_act(Viewer(person_id=1, leads_indirectly=True))
    assert may_act(Viewer(person_id=1, is_delegate=True))
    assert may_act(Viewer(person_id=1, roles=frozenset({"unit_head"})))


@given(
    st.dictionaries(
        st.sampled_from(["show", "sort", "who", "page", "columns", "on", "unit"]), st.text(max_size=30)
    )
)
def test_any_address_is_read_as_something_usual(arguments: dict[str, str]) -> None:
    asked = asked_for(arguments, MONDAY)
    assert asked.page >= 1 and asked.columns >= 1 and len(asked.who) <= 100
    assert asked.on is None or asked.on < MONDAY
    assert asked_for(asked.arguments(), MONDAY).arguments() == asked.arguments()


def test_a_day_to_come_or_that_never_was_is_refused_in_words() -> None:
    for typed in ("2026-06-16", "2026-02-30", "kemarin", "1999-12-31", "٢٠٢٦-01-01"):
        asked = asked_for({"on": typed}, MONDAY)
        assert asked.on is None and asked.is_day_refused, typed
    assert asked_for({"on": "2026-06-14"}, MONDAY).on == date(2026, 6, 14)
    assert not asked_for({"on": "2026-06-15"}, MONDAY).is_day_refused
