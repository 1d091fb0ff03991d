"""Learning a course again: its pages and quizzes start anew."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.learning.store import reading
from elearn.obligations import upkeep
from elearn.progress.standing import SectionKey
from elearn.quiz import rules
from elearn.quiz import store as quiz_store
from elearn.quiz.tables import Attempt
from tests.obligations.conftest import COURSE, MONDAY, assign_to, finish
from tests.quiz.samples import make_quiz

HERE = SectionKey("dasar", "satu")
WINDOW = datetime(2027, 1, 10, 3, 0, tzinfo=MONDAY.tzinfo)


@pytest.fixture
def again(dinas: int, siti: Any, admin: Actor) -> Any:
    """Siti finished the course a year ago and has it to do again."""
    assign_to(dinas, admin, repeat_months=12, window_days=60)
    finish(siti, MONDAY)
    upkeep.keep_up(WINDOW)
    return siti


@pytest.mark.both_databases
def test_the_section_page_shows_nothing_as_read(again: Any, charlie: Any) -> None:
    standing = reading(again.id, COURSE, HERE).standing
    assert (standing.read, standing.done_modules, standing.is_done) == (frozenset(), frozenset(), False)
    assert standing.opened == {HERE}
    assert reading(charlie.id, COURSE, HERE).standing.is_done

    finish(again, WINDOW + timedelta(days=1))
    assert reading(again.id, COURSE, HERE).standing.read == {HERE}
    assert reading(again.id, COURSE, HERE).standing.is_done


@pytest.mark.both_databases
def test_tries_of_the_earlier_cycle_are_not_counted(again: Any) -> None:
    for number, at in enumerate((MONDAY, WINDOW + timedelta(days=1)), start=1):
        db.session.add(
            Attempt(
                person_id=again.id,
                course=COURSE,
                quiz="kuis",
                number=number,
                state="graded",
                version="",
                object_sha256="",
                course_version="",
                seed=1,
                questions=[],
                started_at=at,
                finished_at=at,
                max_points=1,
                passed=False,
            )
        )
    db.session.commit()
    past = quiz_store.past_attempts(again.id, COURSE, "kuis")
    assert [one.is_of_earlier_cycle for one in past] == [True, False]
    quiz = make_quiz(max_attempts=2, remedial_after=2)
    assert rules.tries_left(quiz, past) == 1
    assert not rules.remedial_is_due(quiz, past)
    started = rules.may_start(quiz, past, WINDOW + timedelta(days=2))
    assert isinstance(started, rules.Allowed)
    assert started.number == 3


def test_the_course_page_says_that_it_begins_again(app: Flask, sign_in: Any, again: Any) -> None:
    with clock.fixed_at(WINDOW + timedelta(hours=1)):
        page = sign_in(app.test_client(), again).get(f"/learning/{COURSE}/").text
    assert "Anda mempelajarinya lagi sejak 10 Januari 2027" in page
    assert "Anda menyelesaikan kursus ini pada 2 Maret 2026" in page
    assert "Selesai 2 Maret 2026" not in page
