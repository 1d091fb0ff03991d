"""Corrections on real databases: who is reached, who is not, and what a process that dies leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from elearn.database import db
from elearn.operations.jobs import JOBS
from elearn.outcomes import actions as outcome_actions
from elearn.progress.tables import Completion, ProgressEvent
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.tables import Answer, KeyCorrection, RegradedAttempt
from elearn.regrading import actions, store
from elearn.regrading.rules import KeyRule
from elearn.releases import library
from elearn.releases.objects import ObjectMissing
from tests.quiz.conftest import COURSE, Shelf
from tests.quiz.samples import MONDAY_NOON, sha256_of
from tests.regrading.conftest import (
    NEW,
    OLD,
    PRACTICE,
    QUIZ,
    TUESDAY,
    everything,
    figures,
    find,
    quiz_of,
    save,
)

Take = Callable[..., Any]
Correct = Callable[..., int]
LATER = TUESDAY + timedelta(hours=1)


@pytest.fixture
def bystanders(take: Take, shelf: Shelf, make_person: Callable[..., Any]) -> list[Any]:
    """Attempts that no correction of the third question of this quiz may touch."""
    shelf.put(OLD, replace(OLD, code="kuis-lain"), PRACTICE)
    person = make_person("Bystander")
    attempts = [
        take(person, "kuis-lain", q1="a", q2="a", q3="b"),
        take(person, "latihan", q1="a", q2="a", q3="b"),
    ]
    shelf.put(OLD, course="kursus-dua")
    started = quiz_actions.start_attempt(person.id, "kursus-dua", QUIZ, MONDAY_NOON)
    assert isinstance(started, quiz_actions.Started)
    own = quiz_store.find_own_attempt(started.attempt_id, person.id)
    assert own is not None
    save(own, MONDAY_NOON, {"q1": "a", "q2": "a", "q3": "b"})
    quiz_actions.submit(own, MONDAY_NOON)
    shelf.put(OLD)
    return [*attempts, find(own)]


def rows(table: Any) -> int:
    db.session.rollback()
    found = int(db.session.scalar(select(func.count()).select_from(table)) or 0)
    db.session.rollback()
    return found


@pytest.mark.both_databases
def test_either_key_counts_the_old_figures_stay_beside_and_bystanders_are_left_alone(
    take: Take, correct: Correct, siti: Any, budi: Any, bystanders: list[Any]
) -> None:
    raised = take(siti, q1="a", q2="a", q3="b")
    held = take(budi, q1="a", q2="b", q3="a")
    before = [figures(one) for one in bystanders]
    correct()
    assert actions.apply_pending(LATER) == 2

    assert figures(raised) == {
        "points": Decimal(3),
        "score_percent": Decimal(100),
        "passed": True,
        "regraded_sha256": sha256_of(NEW),
        "regraded_at": LATER,
        "score_before_percent": Decimal("66.6666"),
        "passed_before": False,
    }
    assert figures(held)["score_percent"] == Decimal("66.6666")
    assert figures(held)["regraded_sha256"] == sha256_of(NEW)
    assert [figures(one) for one in bystanders] == before
    kept = db.session.execute(
        select(RegradedAttempt).where(RegradedAttempt.attempt_id == raised.id)
    ).scalar_one()
    assert (kept.percent_before, kept.percent_after) == (Decimal("66.6666"), Decimal(100))
    assert (kept.passed_before, kept.passed_after) == (False, True)
    fraction = db.session.scalar(
        select(Answer.fraction).where(Answer.attempt_id == raised.id, Answer.question == "q3")
    )
    assert fraction == 1
    assert rows(RegradedAttempt) == 2


@pytest.mark.both_databases
def test_whoever_passes_now_has_everything_that_follows_from_passing(
    take: Take, correct: Correct, siti: Any, budi: Any
) -> None:
    for person in (siti, budi):
        outcome_actions.record(person.id, _read("modul-satu", "bagian-satu"), MONDAY_NOON)
    attempt = take(siti, q1="a", q2="a", q3="b")
    take(budi, q1="a")
    correct()
    actions.apply_pending(LATER)
    passed = db.session.execute(
        select(ProgressEvent.person_id, ProgressEvent.attempt_id, ProgressEvent.at).where(
            ProgressEvent.kind == "passed"
        )
    ).all()
    assert [tuple(one) for one in passed] == [(siti.id, attempt.id, LATER)]
    done = db.session.execute(select(Completion.person_id, Completion.module)).all()
    assert [tuple(one) for one in done] == [(siti.id, "modul-satu")]


def _read(module: str, section: str) -> Any:
    return outcome_actions.SectionRead(course=COURSE, module=module, section=section)


@pytest.mark.both_databases
def test_under_the_new_key_alone_a_score_falls_and_the_pass_stays(
    take: Take, correct: Correct, siti: Any
) -> None:
    attempt = take(siti, q1="a", q2="a", q3="a")
    correct(q3=KeyRule.NEW)
    actions.apply_pending(LATER)
    now = figures(attempt)
    assert (now["score_percent"], now["score_before_percent"]) == (Decimal("66.6666"), Decimal(100))
    assert (now["passed"], now["passed_before"]) == (True, True)


@pytest.mark.both_databases
def test_full_marks_reach_a_question_that_was_left_blank(take: Take, correct: Correct, siti: Any) -> None:
    attempt = take(siti, q1="a", q2="a")
    correct(q3=KeyRule.FULL)
    actions.apply_pending(LATER)
    assert (figures(attempt)["points"], figures(attempt)["passed"]) == (Decimal(3), True)
    answers = quiz_store.answers_of(attempt.id)
    assert (answers["q3"].value, answers["q3"].fraction) == (None, 1)
    # A later correction goes on from there.
    correct(quiz_of(q2="b", q3="b"), at=LATER, q2=KeyRule.EITHER)
    actions.apply_pending(LATER)
    assert figures(attempt)["points"] == 3


@pytest.mark.both_databases
def test_doing_it_again_changes_nothing(take: Take, correct: Correct, siti: Any, budi: Any) -> None:
    take(siti, q1="a", q2="a", q3="b")
    take(budi, q1="a", q3="a")
    first = correct()
    actions.apply_pending(LATER)
    after = everything()
    assert actions.apply_pending(LATER + timedelta(hours=1)) == 0
    assert everything() == after
    applied = db.session.scalar(select(KeyCorrection.applied_at).where(KeyCorrection.id == first))
    assert applied == LATER


@pytest.mark.both_databases
def test_the_first_figures_stay_when_a_second_correction_comes(
    take: Take, correct: Correct, siti: Any
) -> None:
    attempt = take(siti, q1="a", q2="b", q3="b")
    correct()
    actions.apply_pending(LATER)
    correct(quiz_of(q2="b", q3="b"), at=LATER, q2=KeyRule.EITHER)
    assert actions.apply_pending(LATER + timedelta(hours=1)) == 1
    now = figures(attempt)
    assert (now["score_percent"], now["score_before_percent"]) == (Decimal(100), Decimal("33.3333"))
    assert rows(RegradedAttempt) == 2


@pytest.mark.both_databases
def test_a_correction_that_was_a_mistake_can_be_taken_back(take: Take, correct: Correct, siti: Any) -> None:
    attempt = take(siti, q1="a", q2="a", q3="a")
    correct(q3=KeyRule.NEW)
    actions.apply_pending(LATER)
    assert figures(attempt)["points"] == 2
    correct(OLD, at=LATER, q3=KeyRule.EITHER)
    actions.apply_pending(LATER)
    assert figures(attempt)["points"] == 3


class Killed(BaseException):
    """The process is gone: nothing of ours gets to catch it."""


@pytest.mark.both_databases
def test_killed_in_the_middle_it_goes_on_where_it_was(
    take: Take,
    correct: Correct,
    make_person: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attempts = [take(make_person(f"Peserta {n}"), q1="a", q2="a", q3="b") for n in range(5)]
    correct()
    real, calls = store.put_regrades, []

    def dies_in_the_second_batch(*arguments: Any) -> None:
        calls.append(1)
        real(*arguments)
        if len(calls) == 2:
            raise Killed

    monkeypatch.setattr(store, "put_regrades", dies_in_the_second_batch)
    with pytest.raises(Killed):
        actions.apply_pending(LATER, batch=2)
    assert rows(RegradedAttempt) == 2
    assert [figures(one)["points"] for one in attempts] == [3, 3, 2, 2, 2]
    assert db.session.scalar(select(KeyCorrection.applied_at)) is None

    monkeypatch.setattr(store, "put_regrades", real)
    assert actions.apply_pending(LATER, batch=2) == 3
    assert [figures(one)["points"] for one in attempts] == [3] * 5
    assert {figures(one)["score_before_percent"] for one in attempts} == {Decimal("66.6666")}
    assert db.session.scalar(select(KeyCorrection.applied_at)) == LATER


@pytest.mark.both_databases
def test_several_processes_at_once_correct_everybody_once(
    app: Flask, take: Take, correct: Correct, make_person: Callable[..., Any]
) -> None:
    attempts = [take(make_person(f"Peserta {n}"), q1="a", q2="a", q3="b") for n in range(9)]
    correct()

    def run(_: int) -> int:
        with app.app_context():
            return actions.apply_pending(LATER, batch=2)

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(run, range(3))) == 9
    assert [figures(one)["points"] for one in attempts] == [3] * 9
    assert rows(RegradedAttempt) == 9


@pytest.mark.both_databases
def test_an_attempt_that_was_open_is_marked_as_it_was_begun_and_then_corrected(
    take: Take, correct: Correct, siti: Any, budi: Any
) -> None:
    running = take(siti, q1="a", q2="a", q3="b", submit=False)
    correct()
    actions.apply_pending(LATER)
    assert figures(running)["points"] is None
    quiz_actions.submit(running, LATER)
    assert (figures(running)["points"], figures(running)["passed"]) == (2, False)

    begun_after = take(budi, at=LATER, q1="a", q2="b", q3="b")
    assert figures(begun_after)["points"] == 2
    assert actions.apply_pending(LATER + timedelta(minutes=5)) == 1
    assert (figures(running)["points"], figures(running)["passed"]) == (3, True)
    assert figures(begun_after)["regraded_at"] is None


@pytest.mark.both_databases
def test_an_attempt_with_the_old_quiz_from_a_process_that_had_not_noticed_is_corrected_too(
    take: Take, correct: Correct, shelf: Shelf, siti: Any
) -> None:
    correct()
    shelf.put(OLD)
    late = take(siti, at=TUESDAY + timedelta(seconds=1), q1="a", q2="a", q3="b")
    assert actions.apply_pending(LATER) == 1
    assert figures(late)["points"] == 3


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database from here on."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("size", [2, 11])
def test_a_batch_takes_the_same_statements_whatever_its_size(
    take: Take, correct: Correct, make_person: Callable[..., Any], statements: list[str], size: int
) -> None:
    for number in range(size):
        take(make_person(f"Peserta {number}"), q1="a", q3="b")  # raised, and still below the pass mark
    correct()
    statements.clear()
    assert actions.apply_pending(LATER) == size
    # Corrections; then lock, attempts, answers and five writes; lock, no more attempts, finished.
    assert len(statements) == 1 + (3 + 5) + 3


def test_a_plan_counts_people_and_writes_nothing(
    take: Take, siti: Any, budi: Any, make_person: Callable[..., Any], bystanders: list[Any]
) -> None:
    take(siti, q1="a", q2="a", q3="b")
    take(budi, q1="a", q2="a", q3="a")
    take(make_person("Belum"), q1="a", q2="a", q3="b", submit=False)
    before = everything()
    impact = actions.plan(COURSE, OLD, NEW)
    assert (impact.attempts, impact.raised, impact.lowered) == (2, 1, 0)
    assert (impact.now_pass, impact.keep_pass) == (1, 0)
    alone = actions.plan(COURSE, OLD, NEW, {"q3": KeyRule.NEW})
    assert (alone.raised, alone.lowered, alone.now_pass, alone.keep_pass) == (1, 1, 1, 1)
    assert not actions.plan(COURSE, OLD, NEW, {"q3": KeyRule.NONE}).is_felt
    assert everything() == before


def test_a_plan_reads_everybody_however_many_batches(
    take: Take, make_person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "READ_AT_ONCE", 2)
    for number in range(5):
        take(make_person(f"Peserta {number}"), q1="a", q2="a", q3="b")
    assert actions.plan(COURSE, OLD, NEW).now_pass == 5


def test_practice_is_never_corrected(take: Take, shelf: Shelf, siti: Any) -> None:
    shelf.put(PRACTICE)
    take(siti, "latihan", q3="b")
    assert not actions.plan(COURSE, PRACTICE, replace(NEW, code="latihan", purpose=PRACTICE.purpose)).rules


def test_an_attempt_whose_quiz_is_gone_stays_as_it_is(
    take: Take, correct: Correct, siti: Any, budi: Any, monkeypatch: pytest.MonkeyPatch, shelf: Shelf
) -> None:
    lost = take(siti, q1="a", q2="a", q3="b")
    shelf.put(quiz_of(q1="b"))
    found = take(budi, q1="b", q2="a", q3="b")
    correct(quiz_of(q1="b", q3="b"))

    def released(sha256: str) -> Any:
        if sha256 == sha256_of(OLD):
            raise ObjectMissing(sha256, "tidak dapat dibaca")
        return shelf.quizzes[sha256]

    monkeypatch.setattr(library, "released_quiz", released)
    impact = actions.plan(COURSE, quiz_of(q1="b"), quiz_of(q1="b", q3="b"))
    assert (impact.unreadable, impact.raised) == (1, 1)
    assert actions.apply_pending(LATER) == 2
    assert (figures(lost)["points"], figures(found)["points"]) == (2, 3)
    assert actions.apply_pending(LATER) == 0


def test_deciding_twice_for_one_release_is_deciding_once(take: Take, correct: Correct) -> None:
    first = correct()
    again = actions.decide(
        release=1,
        course=COURSE,
        quiz=QUIZ,
        new_sha256=sha256_of(NEW),
        rules={"q3": KeyRule.NEW},
        note="Lain",
        signed_by="Lain",
        now=LATER,
    )
    assert again == first
    assert [(one.rules, one.decided_at) for one in store.corrections()] == [({"q3": KeyRule.EITHER}, TUESDAY)]


def test_the_installation_goes_on_with_corrections_by_itself() -> None:
    assert actions.apply_pending in [job.run for job in JOBS]
