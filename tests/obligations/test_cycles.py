"""Courses that come again: after a year, and because they changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.ledger.store import jp_of
from elearn.messages.tables import Message
from elearn.obligations import store, upkeep
from elearn.obligations.actions import end_assignment, undo, withdraw
from elearn.obligations.rules import DueState, due_state
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.people.tables import Person
from elearn.progress import store as progress_store
from elearn.progress.rules import course_state
from elearn.progress.standing import SectionKey, State
from elearn.releases.tables import Release, ReleaseChange
from tests.obligations.conftest import (
    COURSE,
    MONDAY,
    TODAY,
    assert_counted,
    assign_to,
    finish,
    only,
)
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve

pytestmark = pytest.mark.both_databases
YEARLY = {"repeat_months": 12, "window_days": 60}
WINDOW = datetime(2027, 1, 10, 3, 0, tzinfo=MONDAY.tzinfo)


def standing(person: Any) -> Any:
    return progress_store.standing(person.id, COURSE)


def test_a_yearly_course_lasts_a_year_and_comes_again(dinas: int, siti: Any, budi: Any, admin: Actor) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY + timedelta(days=1))
    assert only(siti).valid_until == date(2027, 3, 3)

    upkeep.keep_up(datetime(2027, 1, 1, 3, 0, tzinfo=MONDAY.tzinfo))  # before the window opens
    assert only(siti).cycle == 1
    upkeep.keep_up(WINDOW)

    row = only(siti)
    assert (row.cycle, row.state, row.due_on) == (2, "open", date(2027, 3, 3))
    assert only(budi).cycle == 1
    assert due_state(row, today=TODAY, has_started=False) is DueState.NOT_STARTED
    assert (siti.id, COURSE) not in store.started([siti.id], [COURSE])
    assert_counted()


def test_the_day_is_kept_up_once(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    assert upkeep.keep_up(WINDOW) == 1
    assert upkeep.keep_up(WINDOW + timedelta(minutes=1)) == 0
    assert upkeep.keep_up(WINDOW + timedelta(days=1)) == 0
    assert len(store.every_cycle_of(siti.id)) == 2


def test_a_new_cycle_begins_with_nothing_read_and_keeps_what_was_finished(
    dinas: int, siti: Any, charlie: Any, admin: Actor
) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    upkeep.keep_up(WINDOW)

    assert standing(siti).read == frozenset()
    assert course_state(standing(siti)) is not State.COMPLETED
    assert len(progress_store.completions(siti.id, COURSE)) == 2
    assert standing(charlie).is_done

    finish(siti, WINDOW + timedelta(days=3))
    row = only(siti)
    assert (row.state, row.cycle) == ("completed", 2)
    assert row.valid_until == date(2028, 3, 2)  # early, and no day of the first year is lost
    assert standing(siti).is_done
    assert [one.cycle for one in progress_store.completions(siti.id, COURSE)] == [1, 1, 2, 2]
    assert jp_of([siti.id], 2026)[siti.id] == jp_of([siti.id], 2027)[siti.id] == Decimal(1)
    assert_counted()


def test_a_passed_quiz_is_passed_again_in_the_new_cycle(
    app: Flask, dinas: int, siti: Any, admin: Actor
) -> None:
    module = make_module("dasar", "satu", quiz="kuis", jp="1")
    shelve(app, make_course(module, quizzes=(make_quiz_entry("kuis"),)))
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    record(siti.id, QuizPassed(course=COURSE, quiz="kuis", attempt_id=1, version="q"), MONDAY)
    upkeep.keep_up(WINDOW)

    assert standing(siti).passed == progress_store.passed_quizzes(siti.id, COURSE) == frozenset()
    finish(siti, WINDOW + timedelta(days=1))
    assert only(siti).state == "open"
    record(
        siti.id, QuizPassed(course=COURSE, quiz="kuis", attempt_id=2, version="q"), WINDOW + timedelta(days=2)
    )
    assert only(siti).state == "completed"


def test_reading_twice_in_a_cycle_counts_once(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    upkeep.keep_up(WINDOW)
    finish(siti, WINDOW + timedelta(days=1))
    finish(siti, WINDOW + timedelta(days=2))
    marks = progress_store.section_states(siti.id, COURSE)
    assert marks[SectionKey("dasar", "satu")].read_at == WINDOW + timedelta(days=1)


def test_what_was_finished_too_long_ago_does_not_count(dinas: int, siti: Any, admin: Actor) -> None:
    finish(siti, MONDAY - timedelta(days=500))
    outcome = assign_to(dinas, admin, **YEARLY)
    assert outcome.totals.renewed == 1
    assert (only(siti).cycle, only(siti).state) == (2, "open")
    assert not standing(siti).is_done

    assert outcome.bulk_id is not None
    undo(outcome.bulk_id, actor=admin, now=MONDAY)
    assert standing(siti).is_done
    assert store.obligations_of([siti.id]) == []
    assert_counted()


def test_a_finished_course_that_is_assigned_yearly_lapses_too(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    finish(siti, MONDAY)
    outcome = assign_to(dinas, admin, **YEARLY)
    assert outcome.totals.finished == 1
    assert only(siti).valid_until == date(2027, 3, 2)
    upkeep.keep_up(WINDOW)
    assert only(siti).cycle == 2

    assert outcome.bulk_id is not None
    assert_counted()


def test_what_is_finished_for_one_assignment_repeats_for_another(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    assert assign_to(dinas, admin, **YEARLY).totals.kept == 1
    finish(siti, MONDAY)
    assert only(siti).valid_until is None
    upkeep.keep_up(MONDAY + timedelta(days=1))
    assert only(siti).valid_until == date(2027, 3, 2)
    assert upkeep.keep_up(MONDAY + timedelta(days=2)) == 0
    assert_counted()


def test_who_joins_the_unit_gets_it_and_who_leaves_keeps_the_history(
    make_person: Any, dinas: int, bidang: int, siti: Any, budi: Any, admin: Actor, charlie: Any
) -> None:
    assign_to(dinas, admin)
    ani = make_person("Ani Lestari", unit_id=bidang)
    person = db.session.get(Person, siti.id)
    assert person is not None
    person.unit_id = charlie.unit_id
    db.session.commit()

    assert upkeep.people_changed([ani.id, siti.id], MONDAY) == 2
    assert only(ani).state == "open"
    assert store.obligations_of([siti.id]) == []
    (old,) = store.every_cycle_of(siti.id)
    last = store.changes_of([old.id])[old.id][-1]
    assert (last.kind, last.reason_kind) == ("withdrawn", "moved")
    assert only(budi).state == "open"

    person = db.session.get(Person, siti.id)
    assert person is not None
    person.unit_id = dinas
    db.session.commit()
    upkeep.people_changed([siti.id], MONDAY)
    assert only(siti).state == "open"


def test_who_was_taken_out_by_name_stays_out(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin)
    withdraw([only(siti).id], "Sudah pensiun dini.", actor=admin, now=MONDAY)
    upkeep.keep_up(MONDAY)
    assert store.obligations_of([siti.id]) == []


def test_an_ended_assignment_is_given_to_nobody_else(
    make_person: Any, dinas: int, siti: Any, admin: Actor
) -> None:
    made = assign_to(dinas, admin)
    end_assignment(made.assignment_id, withdraws=False, actor=admin, now=MONDAY)
    ani = make_person("Ani Lestari", unit_id=dinas)
    assert upkeep.people_changed([ani.id], MONDAY) == 0
    assert only(siti).state == "open"


def release(number: int, kind: str, version: str, at: datetime) -> None:
    db.session.add(Release(number=number, manifest_sha256="", published_at=at, published_by="tests"))
    db.session.flush()
    db.session.add(ReleaseChange(release_number=number, course=COURSE, kind=kind, version=version))
    db.session.commit()


def test_a_release_that_asks_to_learn_again_does_so_once(
    dinas: int, siti: Any, budi: Any, charlie: Any, admin: Actor
) -> None:
    assign_to(dinas, admin)
    finish(siti, MONDAY)
    release(1, "relearn", "new", MONDAY + timedelta(days=1))
    now = MONDAY + timedelta(days=1, minutes=1)

    assert upkeep.relearn(now) == 2  # Siti, and Charlie who finished it without being asked
    assert upkeep.relearn(now + timedelta(minutes=1)) == 0

    row = only(siti)
    assert (row.cycle, row.state, row.level) == (2, "open", "mandatory")
    assert row.due_on == date(2026, 4, 8)  # 20 working days, without Nyepi, Idulfitri, Good Friday
    assert only(charlie).cycle == 2
    assert only(budi).cycle == 1
    titles = list(db.session.scalars(select(Message.title).where(Message.person_id == charlie.id)))
    assert titles == ["Wajib dipelajari ulang: Adminduk"]
    assert len(progress_store.completions(siti.id, COURSE)) == 2
    finish(siti, now + timedelta(days=1))
    assert only(siti).state == "completed"
    assert_counted()


def test_other_releases_ask_for_nothing(siti: Any, charlie: Any) -> None:
    release(1, "content", "new", MONDAY + timedelta(days=1))
    assert upkeep.relearn(MONDAY + timedelta(days=2)) == 0


def test_learning_again_leaves_the_yearly_rhythm(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    release(1, "relearn", "new", MONDAY + timedelta(days=1))
    upkeep.relearn(MONDAY + timedelta(days=2))
    finish(siti, MONDAY + timedelta(days=5))
    assert only(siti).valid_until == date(2027, 3, 7)


def test_reading_the_old_cycle_does_not_fulfil_the_new_one(dinas: int, siti: Any, admin: Actor) -> None:
    assign_to(dinas, admin, **YEARLY)
    finish(siti, MONDAY)
    upkeep.keep_up(WINDOW)
    record(siti.id, SectionRead(course=COURSE, module="dasar", section="tidak-ada"), WINDOW)
    assert only(siti).state == "open"
