"""What a failure asks to read again, and what ticks it off. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from elearn.outcomes.actions import record
from elearn.outcomes.happenings import ModuleSkipped, QuizFailed, QuizPassed, SectionRead
from elearn.progress import reading_list_store as lists
from elearn.progress import store
from elearn.progress.reading_list import ListItem
from elearn.progress.standing import SectionKey
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve

pytestmark = pytest.mark.both_databases
MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
A, B = SectionKey("m", "a"), SectionKey("m", "b")


@pytest.fixture(autouse=True)
def courses(app: Flask) -> None:
    """Two courses with a module each, alike down to the codes."""
    module = make_module("m", "a", "b", quiz="kuis")
    quizzes = (make_quiz_entry("kuis"),)
    shelve(app, *(make_course(module, code=code, quizzes=quizzes) for code in ("satu", "dua")))


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner."""
    return make_person("Siti Rahmawati")


@pytest.fixture(autouse=True)
def charlie(make_person: Callable[..., Any]) -> Any:
    """A bystander with a list of the same sections, none of them read."""
    person = make_person("Charlie Nasution")
    record(person.id, failed(99, A, B), MONDAY)
    return person


def failed(attempt_id: int, *keys: SectionKey, course: str = "satu", quiz: str = "kuis") -> QuizFailed:
    items = tuple(ListItem(course="satu", key=key) for key in keys)
    return QuizFailed(course=course, quiz=quiz, attempt_id=attempt_id, to_read=items)


def read(key: SectionKey, course: str = "satu") -> SectionRead:
    return SectionRead(course=course, module=key.module, section=key.section)


def remaining(person: Any, course: str = "satu", quiz: str = "kuis") -> list[SectionKey] | None:
    found = lists.newest(person.id, course, quiz)
    return None if found is None else [one.key for one in found.remaining]


def test_reading_ticks_off_what_is_listed(siti: Any, charlie: Any) -> None:
    record(siti.id, failed(1, A, B), MONDAY)
    record(siti.id, read(A), MONDAY + HOUR)

    assert remaining(siti) == [B]
    assert remaining(charlie) == [A, B]
    found = lists.newest(siti.id, "satu", "kuis")
    assert found is not None
    assert (found.attempt_id, found.read_count, found.items[0].read_at) == (1, 1, MONDAY + HOUR)


def test_the_same_codes_in_another_course_tick_nothing_off(siti: Any) -> None:
    record(siti.id, failed(1, A), MONDAY)
    record(siti.id, read(A, course="dua"), MONDAY + HOUR)
    assert remaining(siti) == [A]


def test_one_reading_counts_for_the_lists_of_all_quizzes(siti: Any) -> None:
    record(siti.id, failed(1, A), MONDAY)
    record(siti.id, failed(2, A, course="dua"), MONDAY)
    record(siti.id, read(A), MONDAY + HOUR)
    assert remaining(siti) == remaining(siti, course="dua") == []


def test_the_newest_list_is_asked_for(siti: Any) -> None:
    record(siti.id, failed(1, A), MONDAY)
    record(siti.id, failed(2, B), MONDAY + HOUR)
    record(siti.id, failed(3, A, quiz="kuis-lain"), MONDAY + HOUR)
    assert remaining(siti) == [B]


def test_the_same_failure_told_twice_leaves_the_list_as_it_is(siti: Any) -> None:
    record(siti.id, failed(1, A, B), MONDAY)
    record(siti.id, read(A), MONDAY + HOUR)
    record(siti.id, failed(1, A, B), MONDAY + 2 * HOUR)
    assert remaining(siti) == [B]


def test_a_pass_drops_what_was_still_to_read_for_this_quiz_only(siti: Any, charlie: Any) -> None:
    record(siti.id, failed(1, A, B), MONDAY)
    record(siti.id, failed(2, A, quiz="kuis-lain"), MONDAY)
    record(siti.id, QuizPassed(course="satu", quiz="kuis", attempt_id=3, version="q"), MONDAY + HOUR)
    assert remaining(siti) is None
    assert remaining(siti, quiz="kuis-lain") == [A]
    assert remaining(charlie) == [A, B]


def test_a_failure_is_no_beginning_of_a_course(siti: Any) -> None:
    record(siti.id, failed(1, A), MONDAY)
    assert store.enrolment(siti.id, "satu") is None


def test_a_module_that_the_course_does_not_have_cannot_be_skipped(siti: Any) -> None:
    for course, module in (("satu", "bukan"), ("bukan", "m")):
        record(siti.id, ModuleSkipped(course=course, module=module, attempt_id=1), MONDAY)
    assert store.completions(siti.id) == []
    assert store.enrolments(siti.id) == []
