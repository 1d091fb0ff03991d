"""Giving a course to people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from elearn.accounts.actions import Actor
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.messages.tables import Message
from elearn.obligations import actions, store
from elearn.obligations.actions import AssignmentRefused
from elearn.obligations.rules import Audience
from elearn.people.tables import Absence, BusyWindow, Person
from tests.obligations.conftest import (
    COURSE,
    DUE,
    MONDAY,
    TODAY,
    assert_counted,
    assign_to,
    finish,
    only,
    terms,
)

pytestmark = pytest.mark.both_databases


def told(person: Any) -> list[str]:
    return list(db.session.scalars(select(Message.title).where(Message.person_id == person.id)))


def test_a_unit_and_all_below_it_get_the_course(
    dinas: int, siti: Any, budi: Any, charlie: Any, admin: Actor
) -> None:
    outcome = assign_to(dinas, admin, note="Perubahan aturan adminduk.")

    assert outcome.totals.people == outcome.totals.new == 2
    for person in (siti, budi):
        row = only(person)
        assert (row.state, row.level, row.due_on, row.cycle) == ("open", "mandatory", DUE, 1)
        assert told(person) == ["Kursus wajib: Adminduk"]
    assert store.obligations_of([charlie.id]) == []
    assert told(charlie) == []
    assert_counted()


def test_who_when_and_why_stand_with_the_obligation(dinas: int, siti: Any, admin: Actor) -> None:
    outcome = assign_to(dinas, admin, note="Perubahan aturan.")
    row = only(siti)
    (change,) = store.changes_of([row.id])[row.id]

    assert (change.kind, change.actor_name, change.at, change.note) == (
        "assigned",
        "Dewi Lestari",
        MONDAY,
        "Perubahan aturan.",
    )
    assert change.bulk_id == outcome.bulk_id
    actions_noted = select(AuditEntry.action).where(AuditEntry.action.startswith("obligation"))
    assert list(db.session.scalars(actions_noted)) == ["obligation.assigned"]


def test_kind_of_position_and_status_narrow_the_audience(
    dinas: int, siti: Any, budi: Any, admin: Actor
) -> None:
    person = db.session.get(Person, siti.id)
    assert person is not None
    person.position_kind, person.employment_status = "fungsional", "pppk"
    db.session.commit()
    audience = Audience(unit_id=dinas, position_kind="fungsional", employment_status="pppk")

    assert actions.audience_size(COURSE, audience, terms(), now=MONDAY).people == 1
    actions.assign(COURSE, audience, terms(), actor=admin, now=MONDAY)
    assert [row.person_id for row in store.obligations_of([siti.id, budi.id])] == [siti.id]
    assert_counted()


def test_people_can_be_named(siti: Any, budi: Any, admin: Actor) -> None:
    audience = Audience(person_ids=frozenset({siti.id}))
    actions.assign(COURSE, audience, terms(), actor=admin, now=MONDAY)

    assert [row.person_id for row in store.obligations_of([siti.id, budi.id])] == [siti.id]


def test_the_preview_says_what_will_happen_and_writes_nothing(
    dinas: int, siti: Any, budi: Any, admin: Actor
) -> None:
    finish(budi, MONDAY - timedelta(days=30))
    before = db.session.scalar(select(func.count()).select_from(AuditEntry))

    size = actions.audience_size(COURSE, Audience(unit_id=dinas), terms(), now=MONDAY)

    assert (size.people, size.new, size.finished, size.get_it) == (2, 1, 1, 1)
    assert store.obligations_of([siti.id, budi.id]) == []
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before
    assert assign_to(dinas, admin).totals == size


def test_who_finished_before_has_it_done(dinas: int, siti: Any, admin: Actor) -> None:
    finish(siti, MONDAY - timedelta(days=30))
    assign_to(dinas, admin)

    row = only(siti)
    assert (row.state, row.completed_on) == ("completed", TODAY - timedelta(days=30))
    assert told(siti) == []
    assert_counted()


def test_assigning_twice_gives_one_obligation(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    again = assign_to(dinas, admin)

    assert (again.totals.new, again.totals.kept) == (0, 1)
    assert len(store.every_cycle_of(siti.id)) == 1
    assert len(told(siti)) == 1
    assert_counted()


def test_an_earlier_date_wins_and_says_so(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    earlier = DUE - timedelta(days=10)
    again = assign_to(dinas, admin, due_on=earlier)

    row = only(siti)
    assert again.totals.stricter == 1
    assert row.due_on == earlier
    last = store.changes_of([row.id])[row.id][-1]
    assert (last.kind, last.due_before, last.due_after, last.reason_kind) == (
        "shifted",
        DUE,
        earlier,
        "stricter",
    )
    assert_counted()


def test_a_later_date_changes_nothing(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    assign_to(dinas, admin, due_on=DUE + timedelta(days=10))
    assert only(siti).due_on == DUE


def test_a_prolongation_survives_a_second_assignment(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    longer = DUE + timedelta(days=30)
    actions.shift([only(siti).id], longer, "Tugas luar.", actor=admin, now=MONDAY)
    assign_to(dinas, admin)
    assert only(siti).due_on == longer


def test_mandatory_wins_over_recommended(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin, level="recommended")
    assign_to(dinas, admin)
    assert only(siti).level == "mandatory"
    assign_to(dinas, admin, level="recommended", due_on=DUE + timedelta(days=1))
    assert only(siti).level == "mandatory"
    assert_counted()


def test_working_days_leave_out_holidays_busy_times_and_leave(
    dinas: int, bidang: int, siti: Any, budi: Any, admin: Actor
) -> None:
    # Five working days after Monday, 2 March: Monday the 9th.
    db.session.add(
        BusyWindow(unit_id=bidang, first_day=date(2026, 3, 3), last_day=date(2026, 3, 3), name="x")
    )
    db.session.add(Absence(person_id=siti.id, first_day=date(2026, 3, 5), last_day=date(2026, 3, 5)))
    db.session.commit()
    assign_to(dinas, admin, due_on=None, due_after_workdays=5)

    assert only(budi).due_on == date(2026, 3, 9)
    assert only(siti).due_on == date(2026, 3, 11)


def test_who_has_left_gets_nothing(dinas: int, siti: Any, budi: Any, admin: Actor) -> None:
    person = db.session.get(Person, siti.id)
    assert person is not None
    person.left_on = TODAY
    db.session.commit()
    assert assign_to(dinas, admin).totals.people == 1


def test_a_course_nobody_publishes_and_an_empty_audience_are_refused(make_unit: Any, admin: Actor) -> None:
    with pytest.raises(AssignmentRefused, match="tidak sedang terbit"):
        actions.assign("tidak-ada", Audience(), terms(), actor=admin, now=MONDAY)
    with pytest.raises(AssignmentRefused, match="sasaran"):
        assign_to(make_unit("Unit kosong"), admin)
