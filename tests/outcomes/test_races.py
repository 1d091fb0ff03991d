"""Two hands at once: two tabs, two telephones, a double click. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.database import db
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import (
    Consequences,
    Happening,
    ModuleSkipped,
    QuizPassed,
    SectionOpened,
    SectionRead,
)
from elearn.progress import store
from elearn.progress.tables import ProgressEvent
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve

pytestmark = pytest.mark.both_databases
MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
ROUNDS = 6


@pytest.fixture(autouse=True)
def course(app: Flask) -> None:
    """One module of two sections and a quiz, in several courses: a round for each."""
    quiz = make_quiz_entry("kuis")
    module = make_module("m", "a", "b", quiz="kuis")
    rounds = [make_course(module, code=f"c{n}", quizzes=(quiz,)) for n in range(ROUNDS)]
    shelve(app, *rounds)


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner."""
    return make_person("Siti Rahmawati")


def together(app: Flask, person_id: int, *happenings: Happening) -> list[Consequences]:
    """Record all of these at the same moment, each from a thread of its own."""
    start = Barrier(len(happenings))

    def one(happening: Happening) -> Consequences:
        with app.app_context():
            start.wait()
            return record(person_id, happening, MONDAY)

    with ThreadPoolExecutor(len(happenings)) as pool:
        told = list(pool.map(one, happenings))
    # What this test read before is an old snapshot now.
    db.session.rollback()
    return told


def kinds(person: Any, course: str) -> list[str]:
    query = select(ProgressEvent.kind).where(
        ProgressEvent.person_id == person.id, ProgressEvent.course == course
    )
    return sorted(db.session.scalars(query))


def test_a_double_click_is_one_reading_and_one_enrolment(app: Flask, siti: Any) -> None:
    for n in range(ROUNDS):
        read = SectionRead(course=f"c{n}", module="m", section="a")
        together(app, siti.id, read, read, read)
        assert kinds(siti, f"c{n}") == ["enrolled", "read"]


def test_two_tabs_that_open_the_same_section_write_one_opening(app: Flask, siti: Any) -> None:
    for n in range(ROUNDS):
        opened = SectionOpened(course=f"c{n}", module="m", section="a")
        together(app, siti.id, opened, opened, opened)
        assert kinds(siti, f"c{n}") == ["enrolled", "opened"]


def test_two_last_steps_at_the_same_moment_complete_the_course_exactly_once(app: Flask, siti: Any) -> None:
    for n in range(ROUNDS):
        code = f"c{n}"
        record(siti.id, SectionRead(course=code, module="m", section="a"), MONDAY)
        told = together(
            app,
            siti.id,
            SectionRead(course=code, module="m", section="b"),
            QuizPassed(course=code, quiz="kuis", attempt_id=n, version="q"),
        )
        assert sorted(one.course_completed for one in told) == [False, True]
        assert sum(one.jp for one in told) == 1
        assert [(row.module, row.jp) for row in store.completions(siti.id, code)] == [
            ("m", Decimal(1)),
            ("", Decimal(0)),
        ]


def test_everything_a_page_asks_is_understood_by_the_database(app: Flask, siti: Any) -> None:
    record(siti.id, SectionRead(course="c0", module="m", section="a"), MONDAY)
    standing = store.standing(siti.id, "c0")

    assert standing.is_active and len(standing.read) == 1
    assert store.completions(siti.id) == []


def test_two_tabs_that_skip_a_module_finish_it_once(app: Flask, siti: Any) -> None:
    for n in range(ROUNDS):
        skipped = ModuleSkipped(course=f"c{n}", module="m", attempt_id=n)
        together(app, siti.id, skipped, skipped, skipped)
        assert kinds(siti, f"c{n}") == ["enrolled", "skipped"]
        modules = [row for row in store.completions(siti.id, f"c{n}") if not row.is_course]
        assert [(row.module, row.jp, row.is_skipped) for row in modules] == [("m", 0, True)]


def test_skipping_a_module_while_its_last_section_is_read_finishes_it_one_way(app: Flask, siti: Any) -> None:
    for n in range(ROUNDS):
        code = f"c{n}"
        record(siti.id, SectionRead(course=code, module="m", section="a"), MONDAY)
        record(siti.id, QuizPassed(course=code, quiz="kuis", attempt_id=n, version="q"), MONDAY)
        together(
            app,
            siti.id,
            SectionRead(course=code, module="m", section="b"),
            ModuleSkipped(course=code, module="m", attempt_id=n),
        )
        (row,) = (row for row in store.completions(siti.id, code) if not row.is_course)
        assert row.jp == (0 if row.is_skipped else 1)
        assert ("skipped" in kinds(siti, code)) is row.is_skipped
