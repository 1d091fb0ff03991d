"""What follows when something happens to a learner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from elearn.content.course import CompletionRule
from elearn.database import db
from elearn.ledger import store as ledger
from elearn.ledger.rules import Counted
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import (
    Consequences,
    CourseLeft,
    Happening,
    QuizPassed,
    SectionOpened,
    SectionRead,
    TaskConfirmed,
)
from elearn.progress import store
from elearn.progress.cycles_store import begin
from elearn.progress.standing import SectionKey
from elearn.progress.tables import Completion, ProgressEvent
from elearn.releases.published import PublishedCourse
from tests.sample_courses import make_course, make_module, make_quiz_entry, make_task, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def course(app: Flask) -> PublishedCourse:
    """Two modules; the first ends with a quiz."""
    made = make_course(
        make_module("hukum", "dasar", "dokumen", quiz="kuis-hukum", jp="1.5"),
        make_module("layanan", "antre", jp="0.5"),
        quizzes=(make_quiz_entry("kuis-hukum"),),
    )
    shelve(app, made)
    return made


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner."""
    return make_person("Siti Rahmawati")


@pytest.fixture(autouse=True)
def charlie(make_person: Callable[..., Any], course: PublishedCourse) -> Any:
    """A bystander who has finished everything but one section."""
    person = make_person("Charlie Nasution")
    record(person.id, read("hukum", "dasar"), MONDAY)
    record(person.id, read("layanan", "antre"), MONDAY)
    record(person.id, passed(attempt_id=999), MONDAY)
    return person


def read(module: str, section: str) -> SectionRead:
    return SectionRead(course="adminduk", module=module, section=section)


def jp(amount: str) -> Counted:
    return Counted(jp=Decimal(amount))


def passed(attempt_id: int = 1) -> QuizPassed:
    return QuizPassed(course="adminduk", quiz="kuis-hukum", attempt_id=attempt_id, version="q1")


EVERYTHING: tuple[Happening, ...] = (
    read("hukum", "dasar"),
    read("hukum", "dokumen"),
    passed(),
    read("layanan", "antre"),
)


def events(person: Any) -> list[str]:
    query = select(ProgressEvent.kind).where(ProgressEvent.person_id == person.id).order_by(ProgressEvent.id)
    return list(db.session.scalars(query))


def test_the_first_section_opened_makes_the_enrolment(siti: Any) -> None:
    record(siti.id, SectionOpened(course="adminduk", module="hukum", section="dasar"), MONDAY)

    row = store.enrolment(siti.id, "adminduk")
    assert row is not None
    assert (row.position, row.started_at, row.left_at) == (SectionKey("hukum", "dasar"), MONDAY, None)
    assert events(siti) == ["enrolled", "opened"]
    mark = store.section_states(siti.id, "adminduk")[SectionKey("hukum", "dasar")]
    assert (mark.opened_at, mark.read_at) == (MONDAY, None)


def test_opening_again_moves_the_position_and_writes_no_event(siti: Any) -> None:
    for section, minute in (("dasar", 0), ("dokumen", 2), ("dasar", 4)):
        opened = SectionOpened(course="adminduk", module="hukum", section=section)
        record(siti.id, opened, MONDAY + timedelta(minutes=minute))

    row = store.enrolment(siti.id, "adminduk")
    assert row is not None and row.position == SectionKey("hukum", "dasar")
    assert row.last_opened_at == MONDAY + timedelta(minutes=4)
    assert events(siti) == ["enrolled", "opened", "opened"]


def test_reading_moves_the_position_to_what_comes_next(siti: Any) -> None:
    record(siti.id, read("hukum", "dasar"), MONDAY)

    row = store.enrolment(siti.id, "adminduk")
    assert row is not None and row.position == SectionKey("hukum", "dokumen")


def test_reading_twice_is_one_event_and_the_first_instant_stays(siti: Any) -> None:
    record(siti.id, read("hukum", "dasar"), MONDAY)
    record(siti.id, read("hukum", "dasar"), MONDAY + timedelta(days=1))

    assert events(siti) == ["enrolled", "read"]
    assert store.section_states(siti.id, "adminduk")[SectionKey("hukum", "dasar")].read_at == MONDAY


def test_the_last_thing_of_a_module_completes_it_with_version_and_jp(siti: Any) -> None:
    told = [record(siti.id, happening, MONDAY) for happening in EVERYTHING[:3]]

    assert told[:2] == [Consequences(), Consequences()]
    assert told[2] == Consequences(module_completed=True, course_completed=False, counted=jp("1.5"))
    rows = store.completions(siti.id)
    assert [(row.module, row.version, row.completed_at, row.jp) for row in rows] == [
        ("hukum", "v1", MONDAY, Decimal("1.5"))
    ]


def test_the_last_module_completes_the_course_whose_jp_are_those_of_its_modules(siti: Any) -> None:
    told = [record(siti.id, happening, MONDAY) for happening in EVERYTHING]

    assert told[-1] == Consequences(module_completed=True, course_completed=True, counted=jp("0.5"))
    assert sum(row.jp for row in store.completions(siti.id)) == 2
    assert store.standing(siti.id, "adminduk").completed_at == MONDAY


def test_the_jp_of_each_module_stand_in_the_ledger_once_on_the_date_of_the_place(
    app: Flask, siti: Any, make_person: Callable[..., Any]
) -> None:
    late_evening = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)  # one o'clock of the new year in Jakarta
    for happening in (*EVERYTHING, *EVERYTHING):
        record(siti.id, happening, late_evening)
    bystander = make_person("Budi Santoso")

    assert ledger.jp_of([siti.id, bystander.id], 2027) == {siti.id: Decimal(2), bystander.id: Decimal(0)}
    assert ledger.jp_of([siti.id], 2026) == {siti.id: Decimal(0)}


def test_the_order_of_the_day_does_not_matter(make_person: Callable[..., Any]) -> None:
    for order in permutations(EVERYTHING):
        learner = make_person("Siti Rahmawati")
        for happening in order:
            record(learner.id, happening, MONDAY)
            record(learner.id, happening, MONDAY)

        found = {(row.module, row.jp) for row in store.completions(learner.id)}
        assert found == {("hukum", Decimal("1.5")), ("layanan", Decimal("0.5")), ("", Decimal(0))}
        assert sorted(events(learner)) == ["enrolled", "passed", "read", "read", "read"]


def test_passing_the_same_attempt_twice_is_told_once(siti: Any) -> None:
    record(siti.id, passed(), MONDAY)
    record(siti.id, passed(), MONDAY)
    record(siti.id, passed(attempt_id=2), MONDAY)

    assert events(siti) == ["enrolled", "passed", "passed"]
    assert store.passed_quizzes(siti.id, "adminduk") == {"kuis-hukum"}


def test_a_quiz_passed_first_does_not_move_the_position_of_a_reader(siti: Any) -> None:
    record(siti.id, read("hukum", "dasar"), MONDAY)
    record(siti.id, passed(), MONDAY)

    row = store.enrolment(siti.id, "adminduk")
    assert row is not None and row.position == SectionKey("hukum", "dokumen")


def test_nobody_is_completed_by_what_another_person_did(siti: Any, charlie: Any) -> None:
    record(siti.id, read("hukum", "dokumen"), MONDAY)

    assert store.completions(siti.id) == []
    assert {row.module for row in store.completions(charlie.id)} == {"layanan"}


def test_new_sections_and_a_new_version_take_nothing_back(app: Flask, siti: Any) -> None:
    for happening in EVERYTHING:
        record(siti.id, happening, MONDAY)
    longer = make_course(
        make_module("hukum", "dasar", "dokumen", "baru", quiz="kuis-hukum", jp="3"),
        make_module("layanan", "antre", jp="0.5"),
        make_module("lanjutan", "satu", jp="1"),
        version="v2",
    )
    shelve(app, longer)

    record(siti.id, read("hukum", "baru"), MONDAY + timedelta(days=9))
    before = store.completions(siti.id)
    assert {(row.module, row.version, row.jp) for row in before} == {
        ("hukum", "v1", Decimal("1.5")),
        ("layanan", "v1", Decimal("0.5")),
        ("", "v1", Decimal(0)),
    }
    told = record(siti.id, read("lanjutan", "satu"), MONDAY + timedelta(days=10))
    assert told == Consequences(module_completed=True, course_completed=False, counted=jp("1"))
    assert store.standing(siti.id, "adminduk").completed_at == MONDAY


def test_a_course_that_lost_its_last_missing_module_completes_with_the_next_reading(
    app: Flask, siti: Any
) -> None:
    for happening in EVERYTHING[:3]:
        record(siti.id, happening, MONDAY)
    shelve(app, make_course(make_module("hukum", "dasar", "dokumen", quiz="kuis-hukum")))

    assert record(siti.id, read("hukum", "dasar"), MONDAY).course_completed


TASK_COURSE = make_course(
    make_module("layanan", "antre", make_task()),
    rule=(CompletionRule.ALL_MODULES, CompletionRule.PRACTICE_TASK),
)
CONFIRMED = TaskConfirmed(course="adminduk", module="layanan", report_id=1)


def test_a_course_with_a_practice_task_stays_open_until_it_is_confirmed(app: Flask, siti: Any) -> None:
    shelve(app, TASK_COURSE)

    record(siti.id, read("layanan", "antre"), MONDAY)
    told = record(siti.id, read("layanan", "tugas"), MONDAY)
    assert told.module_completed and not told.course_completed
    assert record(siti.id, CONFIRMED, MONDAY).course_completed
    assert store.standing(siti.id, "adminduk").tasks_done == {"layanan"}
    assert events(siti) == ["enrolled", "read", "read", "applied"]


def test_a_confirmed_task_counts_once_and_the_course_waits_for_the_rest(app: Flask, siti: Any) -> None:
    shelve(app, TASK_COURSE)

    assert not record(siti.id, CONFIRMED, MONDAY).course_completed
    record(siti.id, replace(CONFIRMED, report_id=2), MONDAY)
    assert events(siti) == ["enrolled", "applied"]
    record(siti.id, read("layanan", "antre"), MONDAY)
    assert record(siti.id, read("layanan", "tugas"), MONDAY).course_completed
    assert len([row for row in store.completions(siti.id) if row.is_course]) == 1


def test_a_course_finished_by_its_task_stays_finished_when_it_gains_another(app: Flask, siti: Any) -> None:
    shelve(app, TASK_COURSE)
    for happening in (read("layanan", "antre"), read("layanan", "tugas"), CONFIRMED):
        record(siti.id, happening, MONDAY)
    more = (*TASK_COURSE.modules, make_module("arsip", make_task()))
    shelve(app, make_course(*more, rule=TASK_COURSE.completion_rule))

    assert store.standing(siti.id, "adminduk").is_done


def test_a_task_of_an_earlier_cycle_does_not_count_in_the_next(app: Flask, siti: Any) -> None:
    shelve(app, TASK_COURSE)
    for happening in (read("layanan", "antre"), read("layanan", "tugas"), CONFIRMED):
        record(siti.id, happening, MONDAY)
    begin("adminduk", {siti.id: 2}, version="v1", now=MONDAY + timedelta(days=300))
    db.session.commit()

    assert store.standing(siti.id, "adminduk").tasks_done == frozenset()
    record(siti.id, replace(CONFIRMED, report_id=2, cycle=2), MONDAY + timedelta(days=301))
    assert store.standing(siti.id, "adminduk").tasks_done == {"layanan"}


def test_leaving_keeps_the_record_and_reading_again_comes_back(siti: Any) -> None:
    record(siti.id, read("hukum", "dasar"), MONDAY)
    record(siti.id, CourseLeft(course="adminduk"), MONDAY)
    record(siti.id, CourseLeft(course="adminduk"), MONDAY)

    left = store.standing(siti.id, "adminduk")
    assert not left.is_active and left.read == {SectionKey("hukum", "dasar")}
    record(siti.id, SectionOpened(course="adminduk", module="hukum", section="dokumen"), MONDAY)
    back = store.standing(siti.id, "adminduk")
    assert back.is_active and back.enrolment is not None and back.enrolment.started_at == MONDAY
    assert events(siti) == ["enrolled", "read", "left", "enrolled", "opened"]


def test_leaving_a_course_nobody_began_writes_nothing(siti: Any) -> None:
    record(siti.id, CourseLeft(course="adminduk"), MONDAY)

    assert events(siti) == []


def test_a_failure_in_the_middle_leaves_nothing_behind(siti: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    record(siti.id, read("layanan", "antre"), MONDAY)
    count = db.session.scalar(select(func.count()).select_from(ProgressEvent))

    def broken(*args: object, **kwargs: object) -> bool:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(store, "add_completion", broken)
    record(siti.id, read("hukum", "dasar"), MONDAY)
    record(siti.id, passed(), MONDAY)
    with pytest.raises(RuntimeError):
        record(siti.id, read("hukum", "dokumen"), MONDAY)
    monkeypatch.undo()

    assert db.session.scalar(select(func.count()).select_from(ProgressEvent)) == count + 2
    assert record(siti.id, read("hukum", "dokumen"), MONDAY).course_completed


def test_a_quiz_of_a_course_that_left_the_release_is_still_remembered(app: Flask, siti: Any) -> None:
    shelve(app)

    assert record(siti.id, passed(), MONDAY) == Consequences()
    assert store.passed_quizzes(siti.id, "adminduk") == {"kuis-hukum"}


def test_a_completion_can_be_there_only_once(siti: Any) -> None:
    for happening in EVERYTHING:
        record(siti.id, happening, MONDAY)

    again = store.add_completion(siti.id, "adminduk", module="hukum", version="v9", now=MONDAY, jp=Decimal(9))
    assert not again
    assert db.session.scalar(select(func.count()).where(Completion.person_id == siti.id)) == 3
    assert db.session.scalar(text("select count(*) from completion where version = 'v9'")) == 0
