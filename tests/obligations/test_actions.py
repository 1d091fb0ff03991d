"""Moving dates, exempting, asking, deciding, taking back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.messages.tables import Message
from elearn.obligations import actions, store
from elearn.obligations.actions import ShiftFault, ShiftRefused, UndoRefused
from elearn.obligations.rows import ChangeRow
from tests.obligations.conftest import DUE, MONDAY, TODAY, assert_counted, assign_to, finish, only

LATER = DUE + timedelta(days=10)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def assigned(dinas: int, siti: Any, budi: Any, admin: Actor) -> actions.AssignOutcome:
    """Siti and Budi have the course to do."""
    return assign_to(dinas, admin)


def last_change(person: Any) -> ChangeRow:
    row = only(person)
    return store.changes_of([row.id])[row.id][-1]


def told(person: Any) -> list[str]:
    query = select(Message.title).where(Message.person_id == person.id, Message.cancelled_at.is_(None))
    return list(db.session.scalars(query.order_by(Message.id)))


def test_finishing_the_course_fulfils_the_obligation(siti: Any, budi: Any) -> None:
    finish(siti, TUESDAY)

    row = only(siti)
    assert (row.state, row.completed_on, row.valid_until) == ("completed", date(2026, 3, 3), None)
    assert last_change(siti).kind == "completed"
    assert only(budi).state == "open"
    assert_counted()


def test_finishing_late_is_completed_and_counted_as_late(siti: Any) -> None:
    finish(siti, MONDAY + timedelta(days=100))
    assert only(siti).state == "completed"
    assert_counted()


def test_a_date_is_moved_with_a_reason_and_the_people_are_told(siti: Any, admin: Actor) -> None:
    outcome = actions.shift([only(siti).id], LATER, "Penutupan anggaran.", actor=admin, now=TUESDAY)

    assert (outcome.changed, outcome.unchanged) == (1, 0)
    assert only(siti).due_on == LATER
    assert only(siti).first_due_on == DUE
    change = last_change(siti)
    assert (change.kind, change.due_before, change.due_after, change.note) == (
        "shifted",
        DUE,
        LATER,
        "Penutupan anggaran.",
    )
    assert told(siti)[-1] == "Tenggat Adminduk menjadi 10 Mei 2026"
    assert_counted()


def test_a_date_in_the_past_and_a_finished_course_are_not_moved(siti: Any, admin: Actor) -> None:
    with pytest.raises(ShiftRefused):
        actions.shift([only(siti).id], TODAY - timedelta(days=1), "", actor=admin, now=MONDAY)
    finish(siti, TUESDAY)
    assert actions.shift([only(siti).id], LATER, "", actor=admin, now=TUESDAY).unchanged == 1


def test_an_exemption_shows_its_kind_and_ends_with_days_to_learn(siti: Any, admin: Actor) -> None:
    actions.exempt([only(siti).id], "leave", "Cuti besar.", actor=admin, now=TUESDAY)
    assert (only(siti).state, only(siti).exempt_reason) == ("exempt", "leave")
    assert_counted()

    actions.end_exemption([only(siti).id], actor=admin, now=MONDAY + timedelta(days=100))
    row = only(siti)
    assert (row.state, row.exempt_reason) == ("open", "")
    assert row.due_on > (MONDAY + timedelta(days=100)).date()
    assert_counted()


def test_who_learns_while_exempt_has_it_done_when_the_exemption_ends(siti: Any, admin: Actor) -> None:
    actions.exempt([only(siti).id], "duty", "", actor=admin, now=TUESDAY)
    finish(siti, TUESDAY)
    assert only(siti).state == "exempt"
    actions.end_exemption([only(siti).id], actor=admin, now=TUESDAY)
    assert (only(siti).state, only(siti).completed_on) == ("completed", date(2026, 3, 3))
    assert_counted()


def test_an_unknown_reason_is_refused(siti: Any, admin: Actor) -> None:
    with pytest.raises(ValueError, match="sakit"):
        actions.exempt([only(siti).id], "sakit", "", actor=admin, now=TUESDAY)


def test_a_learner_moves_his_date_twice_and_then_asks(siti: Any) -> None:
    fortnight = timedelta(days=14)
    actions.shift_own(siti.id, only(siti).id, DUE + fortnight, now=MONDAY)
    actions.shift_own(siti.id, only(siti).id, DUE + 2 * fortnight, now=MONDAY)
    assert (only(siti).due_on, only(siti).own_shifts) == (DUE + 2 * fortnight, 2)
    with pytest.raises(ShiftRefused) as refused:
        actions.shift_own(siti.id, only(siti).id, DUE + 3 * fortnight, now=MONDAY)
    assert refused.value.fault is ShiftFault.USED_UP
    assert_counted()


def test_a_learner_moves_it_no_further_than_he_may(siti: Any) -> None:
    with pytest.raises(ShiftRefused) as refused:
        actions.shift_own(siti.id, only(siti).id, DUE + timedelta(days=15), now=MONDAY)
    assert (refused.value.fault, refused.value.latest) == (ShiftFault.TOO_FAR, DUE + timedelta(days=14))
    with pytest.raises(ShiftRefused) as refused:
        actions.shift_own(siti.id, only(siti).id, DUE, now=MONDAY)
    assert refused.value.fault is ShiftFault.NOT_LATER


def test_nobody_moves_the_date_of_another(siti: Any, budi: Any) -> None:
    for deed in (actions.shift_own, lambda *a, **k: actions.ask_shift(*a, "", **k)):
        with pytest.raises(ShiftRefused) as refused:
            deed(budi.id, only(siti).id, LATER, now=MONDAY)
        assert refused.value.fault is ShiftFault.NOT_OPEN
    assert only(siti).due_on == DUE


def test_a_request_reaches_the_supervisor_and_is_decided_once(
    make_person: Any, bidang: int, dinas: int, admin: Actor
) -> None:
    head = make_person("Rina Kepala", unit_id=bidang)
    ani = make_person("Ani Lestari", unit_id=bidang, supervisor_id=head.id)
    assign_to(bidang, admin)
    request = actions.ask_shift(ani.id, only(ani).id, LATER, "Pendataan lapangan.", now=MONDAY)
    assert told(head)[-1] == "Ani Lestari meminta perpanjangan tenggat"

    with pytest.raises(ShiftRefused) as refused:
        actions.ask_shift(ani.id, only(ani).id, LATER, "", now=MONDAY)
    assert refused.value.fault is ShiftFault.WAITS

    me = Actor(name="Rina Kepala", person_id=head.id)
    assert actions.decide_shift(request, is_approved=True, answer="Baik.", actor=me, now=TUESDAY)
    assert not actions.decide_shift(request, is_approved=False, answer="", actor=me, now=TUESDAY)
    assert only(ani).due_on == LATER
    assert told(ani)[-1] == "Tenggat Adminduk menjadi 10 Mei 2026"
    assert_counted()


def test_a_refused_request_leaves_the_date(siti: Any, admin: Actor) -> None:
    request = actions.ask_shift(siti.id, only(siti).id, LATER, "", now=MONDAY)
    actions.decide_shift(request, is_approved=False, answer="Waktunya cukup.", actor=admin, now=TUESDAY)
    assert only(siti).due_on == DUE
    assert told(siti)[-1] == "Permintaan perpanjangan Adminduk ditolak"


def test_an_assignment_is_taken_back_within_a_day(
    siti: Any, budi: Any, admin: Actor, assigned: actions.AssignOutcome
) -> None:
    finish(budi, TUESDAY - timedelta(hours=3))
    assert assigned.bulk_id is not None
    outcome = actions.undo(assigned.bulk_id, actor=admin, now=TUESDAY)

    assert (outcome.undone, outcome.left) == (1, 1)
    assert store.obligations_of([siti.id]) == []
    assert only(budi).state == "completed"
    assert told(siti) == []
    assert store.running_assignments() == []
    with pytest.raises(UndoRefused):
        actions.undo(assigned.bulk_id, actor=admin, now=TUESDAY)
    assert_counted()


def test_after_a_day_it_is_too_late(admin: Actor, assigned: actions.AssignOutcome) -> None:
    assert assigned.bulk_id is not None
    with pytest.raises(UndoRefused):
        actions.undo(assigned.bulk_id, actor=admin, now=TUESDAY + timedelta(seconds=1))


def test_taking_back_restores_dates_levels_and_exemptions(
    dinas: int, siti: Any, budi: Any, admin: Actor
) -> None:
    ids = [only(siti).id, only(budi).id]
    shifted = actions.shift(ids, LATER, "", actor=admin, now=MONDAY)
    assert shifted.bulk_id
    actions.undo(shifted.bulk_id, actor=admin, now=TUESDAY)
    assert {only(siti).due_on, only(budi).due_on} == {DUE}

    exempted = actions.exempt(ids, "duty", "", actor=admin, now=TUESDAY)
    assert exempted.bulk_id
    actions.end_exemption([only(budi).id], actor=admin, now=TUESDAY)
    outcome = actions.undo(exempted.bulk_id, actor=admin, now=TUESDAY)
    assert (outcome.undone, outcome.left) == (1, 1)
    assert {only(siti).state, only(budi).state} == {"open"}

    stricter = assign_to(dinas, admin, TUESDAY, due_on=TODAY + timedelta(days=20))
    assert stricter.bulk_id
    actions.undo(stricter.bulk_id, actor=admin, now=TUESDAY)
    assert only(siti).due_on == DUE
    assert_counted()


def test_an_obligation_that_was_taken_back_can_be_given_again(
    dinas: int, siti: Any, admin: Actor, assigned: actions.AssignOutcome
) -> None:
    assert assigned.bulk_id is not None
    actions.undo(assigned.bulk_id, actor=admin, now=TUESDAY)
    assign_to(dinas, admin, TUESDAY, due_on=LATER)
    assert (only(siti).state, only(siti).due_on, only(siti).cycle) == ("open", LATER, 1)
    assert_counted()


def test_ending_an_assignment_can_take_back_what_is_open(
    siti: Any, budi: Any, admin: Actor, assigned: actions.AssignOutcome
) -> None:
    finish(budi, TUESDAY)
    gone = actions.end_assignment(assigned.assignment_id, withdraws=True, actor=admin, now=TUESDAY)
    assert gone == 1
    assert store.obligations_of([siti.id]) == []
    assert only(budi).state == "completed"
    assert [one.state for one in store.every_cycle_of(siti.id)] == ["withdrawn"]
    assert_counted()


def test_the_state_of_a_past_day_is_told_by_the_changes(siti: Any, admin: Actor) -> None:
    days = [MONDAY + timedelta(days=number) for number in (2, 4, 6, 8)]
    actions.shift([only(siti).id], LATER, "", actor=admin, now=days[0])
    actions.exempt([only(siti).id], "leave", "", actor=admin, now=days[1])
    actions.end_exemption([only(siti).id], actor=admin, now=days[2])
    finish(siti, days[3])

    def then(number: int) -> tuple[str, date, date | None, str]:
        row = only(siti, on=TODAY + timedelta(days=number))
        return row.state, row.due_on, row.completed_on, row.exempt_reason

    assert store.obligations_of([siti.id], on=TODAY - timedelta(days=1)) == []
    assert then(0) == ("open", DUE, None, "")
    assert then(2) == ("open", LATER, None, "")
    assert then(4) == ("exempt", LATER, None, "leave")
    assert then(6) == ("open", LATER, None, "")
    assert then(8) == ("completed", LATER, date(2026, 3, 10), "")
