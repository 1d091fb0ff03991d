"""Every state, every deed, every part; JP by the conversion table; what looks like the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.activities import rules
from elearn.activities.rules import (
    Deed,
    Double,
    Facts,
    Fault,
    GrantFault,
    Known,
    Likeness,
    Part,
    State,
)
from elearn.ledger.forms import BY_ID, FORMS, Measure

TODAY = date(2026, 6, 15)
SEMINAR, WORKSHOP, COURSE, COACHING, SECONDMENT = 9, 4, 11, 14, 18
FACTS = Facts(
    form=SEMINAR,
    title="Seminar Arsip Digital",
    organiser="ANRI",
    starts_on=date(2026, 6, 1),
    ends_on=date(2026, 6, 2),
    amount=Decimal(2),
)
MOVES = {
    (None, Deed.ASK, Part.OWNER): State.ASKED,
    (None, Deed.HAND_IN, Part.OWNER): State.SUBMITTED,
    (State.ALLOWED, Deed.HAND_IN, Part.OWNER): State.SUBMITTED,
    (State.TO_MEND, Deed.HAND_IN, Part.OWNER): State.SUBMITTED,
    (State.ASKED, Deed.WITHDRAW, Part.OWNER): State.WITHDRAWN,
    (State.ALLOWED, Deed.WITHDRAW, Part.OWNER): State.WITHDRAWN,
    (State.SUBMITTED, Deed.WITHDRAW, Part.OWNER): State.WITHDRAWN,
    (State.TO_MEND, Deed.WITHDRAW, Part.OWNER): State.WITHDRAWN,
    (State.ASKED, Deed.ALLOW, Part.LEADER): State.ALLOWED,
    (State.ASKED, Deed.REFUSE, Part.LEADER): State.REFUSED,
    (State.SUBMITTED, Deed.VERIFY, Part.VERIFIER): State.VERIFIED,
    (State.SUBMITTED, Deed.SEND_BACK, Part.VERIFIER): State.TO_MEND,
    (State.SUBMITTED, Deed.REJECT, Part.VERIFIER): State.REJECTED,
}
"""Everything that may happen; whatever is not here may not."""


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("deed", Deed)
@pytest.mark.parametrize("state", [None, *State])
def test_an_activity_moves_only_as_the_table_says(state: State | None, deed: Deed, part: Part) -> None:
    assert rules.next_state(state, deed, part) == MOVES.get((state, deed, part))


@given(st.lists(st.tuples(st.sampled_from(Deed), st.sampled_from(Part)), max_size=12))
def test_nothing_is_verified_that_was_not_handed_in_and_what_is_settled_stays(
    deeds: list[tuple[Deed, Part]],
) -> None:
    state: State | None = None
    seen: list[State] = []
    for deed, part in deeds:
        after = rules.next_state(state, deed, part)
        if state in (State.VERIFIED, State.REJECTED, State.REFUSED, State.WITHDRAWN):
            assert after is None
        if after:
            seen.append(after)
            state = after
    if State.VERIFIED in seen:
        assert seen[-2:] == [State.SUBMITTED, State.VERIFIED]


@pytest.mark.parametrize(
    ("form", "amount", "is_abroad", "jp"),
    [
        (SEMINAR, "2", False, "8.00"),
        (SEMINAR, "2", True, "12.00"),
        (WORKSHOP, "3", False, "15.00"),
        (WORKSHOP, "3", True, "21.00"),
        (SEMINAR, "0.5", False, "2.00"),
        (COURSE, "32.5", False, "32.50"),
        (COURSE, "32.5", True, "32.50"),  # the table leaves it open: the JP of the certificate
        (COACHING, "3", False, "6.00"),
        (COACHING, "3", True, "12.00"),
        (SECONDMENT, "40", False, "20.00"),  # once, however long it took
        (SECONDMENT, "1", True, "24.00"),
    ],
)
def test_jp_are_proposed_by_the_conversion_table(form: int, amount: str, is_abroad: bool, jp: str) -> None:
    assert rules.proposed_jp(form, Decimal(amount), is_abroad) == Decimal(jp)


@given(
    form=st.sampled_from(FORMS),
    amount=st.decimals(Decimal("0.01"), Decimal(999), places=2),
    is_abroad=st.booleans(),
    most=st.none() | st.decimals(Decimal(1), Decimal(40), places=2),
)
def test_a_proposal_is_above_nothing_within_the_limit_and_never_less_abroad(
    form: object, amount: Decimal, is_abroad: bool, most: Decimal | None
) -> None:
    number = form.id  # type: ignore[attr-defined]
    jp = rules.proposed_jp(number, amount, is_abroad, most=most)
    assert jp > 0
    assert jp == jp.quantize(Decimal("0.01"))
    assert most is None or jp <= most
    assert jp <= rules.proposed_jp(number, amount, True)


def test_the_dates_suggest_days_and_single_times_and_nothing_else() -> None:
    for form in FORMS:
        expected = {Measure.DAY: Decimal(3), Measure.TIME: Decimal(1)}.get(form.measure)
        assert rules.suggested_amount(form.id, 3) == expected


def changed(**facts: object) -> Facts:
    return replace(FACTS, **facts)  # type: ignore[arg-type]


def test_facts_that_are_right_have_no_fault() -> None:
    assert rules.faults_of(FACTS, today=TODAY, is_over=True) == []
    plan = changed(starts_on=TODAY, ends_on=TODAY + timedelta(days=2), amount=Decimal(0))
    assert rules.faults_of(plan, today=TODAY, is_over=False) == []


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        (changed(form=99), Fault.UNKNOWN_FORM),
        (changed(ends_on=date(2026, 5, 31)), Fault.ENDS_BEFORE_START),
        (changed(starts_on=date(2025, 5, 31)), Fault.TOO_LONG),
        (changed(ends_on=TODAY + timedelta(days=1)), Fault.NOT_OVER),
        (changed(starts_on=date(2024, 12, 30), ends_on=date(2024, 12, 31)), Fault.TOO_LONG_AGO),
        (changed(amount=Decimal(0)), Fault.NO_AMOUNT),
        (changed(amount=Decimal(-2)), Fault.NO_AMOUNT),
        (changed(amount=Decimal("2.5")), Fault.MORE_THAN_DAYS),
        (changed(form=COURSE, amount=Decimal(1000)), Fault.TOO_MUCH),
    ],
)
def test_what_cannot_have_been_is_refused_with_its_fault(facts: Facts, fault: Fault) -> None:
    assert rules.faults_of(facts, today=TODAY, is_over=True) == [fault]
    assert fault in rules.FIELDS


@pytest.mark.parametrize(
    ("first", "fault"),
    [(TODAY - timedelta(days=1), Fault.ALREADY_BEGUN), (date(2028, 1, 1), Fault.TOO_FAR)],
)
def test_one_asks_before_it_begins_and_not_for_another_life(first: date, fault: Fault) -> None:
    assert rules.faults_of(changed(starts_on=first, ends_on=first), today=TODAY, is_over=False) == [fault]


def test_the_last_day_of_the_year_before_last_is_too_long_ago_and_the_next_one_is_not() -> None:
    edge = changed(starts_on=date(2025, 1, 1), ends_on=date(2025, 1, 1), amount=Decimal(1))
    assert rules.faults_of(edge, today=TODAY, is_over=True) == []


@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.decimals(allow_nan=False, allow_infinity=False, places=2),
    st.integers(-3, 40),
    st.booleans(),
)
def test_no_facts_break_the_look_at_them(
    first: date, last: date, amount: Decimal, form: int, is_over: bool
) -> None:
    facts = changed(starts_on=first, ends_on=last, amount=amount, form=form)
    if not rules.faults_of(facts, today=TODAY, is_over=is_over):
        assert 1 <= facts.days <= rules.LONGEST_DAYS
        assert form in BY_ID


def known(**changes: object) -> Known:
    usual = {
        "id": 7,
        "title": "Seminar Nasional Arsip Digital",
        "starts_on": date(2026, 6, 2),
        "ends_on": date(2026, 6, 2),
        "state": State.SUBMITTED,
    }
    return Known(**usual | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (known(), Likeness.DAYS),
        (known(starts_on=date(2026, 6, 3), ends_on=date(2026, 6, 3)), None),
        (known(title="Pelayanan Prima di Loket"), None),
        (known(title="Seminar Pelayanan"), None),  # what all seminars share tells nothing
        (known(id=None, state=None), Likeness.COUNTED),
        (known(title="X", ends_on=date(2026, 6, 2), certificate_number="no. 12/ab/2026"), Likeness.NUMBER),
        (known(title="X", file_ids=frozenset({5, 6})), Likeness.FILE),
    ],
    ids=["same days", "another day", "another title", "only the kind", "in the ledger", "number", "file"],
)  # fmt: skip
def test_the_same_thing_twice_is_seen(other: Known, likeness: Likeness | None) -> None:
    facts = changed(certificate_number="12/AB/2026")
    expected = [Double(known=other, likeness=likeness)] if likeness else []
    assert rules.doubles(facts, [6], [other]) == expected


def test_two_without_a_number_are_not_the_same_for_that() -> None:
    other = known(title="X", certificate_number=" - ")
    assert rules.doubles(changed(certificate_number="-"), [], [other]) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_of_titles_has_no_direction(one: str, other: str) -> None:
    assert rules.is_similar(one, other) == rules.is_similar(other, one)
    assert rules.is_similar(one, one) == any(sign.isalnum() or sign == "_" for sign in one)


@pytest.mark.parametrize(
    ("jp", "note", "is_double", "fault"),
    [
        ("8", "", False, None),
        ("7.5", "", False, GrantFault.NO_REASON),
        ("7.5", "   ", False, GrantFault.NO_REASON),
        ("7.5", "Hari kedua setengah hari.", False, None),
        ("8", "", True, GrantFault.DOUBLE),
        ("8", "Hari yang lain.", True, None),
        ("0", "Tidak ada.", False, GrantFault.NONE),
        ("-1", "Tidak ada.", False, GrantFault.NONE),
        ("999.5", "Banyak.", False, GrantFault.TOO_MUCH),
    ],
)
def test_jp_other_than_proposed_and_a_second_time_need_a_word(
    jp: str, note: str, is_double: bool, fault: GrantFault | None
) -> None:
    assert rules.grant_fault(Decimal(jp), proposed=Decimal(8), note=note, is_double=is_double) == fault


def test_only_what_brought_jp_counts_as_counted_already() -> None:
    waiting = Double(known=known(), likeness=Likeness.DAYS)
    verified = Double(known=known(state=State.VERIFIED), likeness=Likeness.DAYS)
    entered = Double(known=known(id=None, state=None), likeness=Likeness.COUNTED)
    assert not rules.counts_already([waiting])
    assert rules.counts_already([waiting, verified])
    assert rules.counts_already([entered])
