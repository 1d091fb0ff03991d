"""Statistics of 10,000 first attempts at 20 questions beside a bare loop over the same rows:
`python -m benchmarks.quiz_statistics` (under 10 s).

The bare loop reads marks by sqlite3 and adds them up; ours also pairs answers with what was asked, counts
options, and works out every figure.
"""

from __future__ import annotations

import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from benchmarks.installation import Installation
from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Question
from elearn.content.quiz import Quiz
from elearn.database import db, transaction
from elearn.people.tables import Person, Unit
from elearn.quiz import offers
from elearn.quiz.offers import Offer
from elearn.quiz.tables import Answer, Attempt
from elearn.releases.library import library
from elearn.statistics import first_attempts

ATTEMPTS = 10_000
QUESTIONS = 20
GOAL_S = 10.0
PORTION = 500
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def main() -> None:
    """Fill a database, measure both, and print."""
    with tempfile.TemporaryDirectory() as name:
        installation = Installation(Path(name) / "instance")
        with installation.app.app_context():
            offer = _wide(_some_offer())
            _fill(offer)
            path = db.engine.url.database
            assert path is not None
            offers.released_quiz = lambda _sha: offer.released  # type: ignore[assignment]
            bare_s = min(_seconds(lambda: _bare(path, offer)) for _ in range(3))
            ours_s = min(_seconds(lambda: _ours(offer)) for _ in range(3))
    verdict = "reached" if ours_s <= GOAL_S else "missed"
    print(f"statistics of {ATTEMPTS:,} first attempts at {QUESTIONS} questions, least of 3 runs")
    print(f"  bare loop {bare_s:6.2f} s")
    print(f"  elearn    {ours_s:6.2f} s  ({ours_s / bare_s:.1f} times); goal {GOAL_S:g} s: {verdict}")


def _some_offer() -> Offer:
    for course in library().courses.values():
        for entry in course.quiz_entries:
            found = offers.offer(course.code, entry.code)
            if _choices(found.released.quiz):
                return found
    raise AssertionError("no quiz with options")


def _choices(quiz: Quiz) -> list[ChoiceQuestion]:
    return [one for one in quiz.active_questions if isinstance(one, ChoiceQuestion)]


def _wide(offer: Offer) -> Offer:
    """The quiz with its questions repeated until there are enough."""
    pattern = _choices(offer.released.quiz)
    questions: tuple[Question, ...] = tuple(
        replace(pattern[number % len(pattern)], code=f"soal-{number:02}") for number in range(QUESTIONS)
    )
    section = replace(offer.released.quiz.sections[0], draw=None, questions=questions)
    quiz = replace(offer.released.quiz, draw=None, sections=(section,))
    return replace(offer, released=replace(offer.released, quiz=quiz))


def _fill(offer: Offer) -> None:
    questions = _choices(offer.released.quiz)
    codes = [one.code for one in questions]
    facts = {"name": "Peserta", "employment_status": "pns", "unit_id": db.session.scalar(select(Unit.id))}
    rng = random.Random(7)
    for first in range(1, ATTEMPTS + 1, PORTION):
        people = [1_000_000 + number for number in range(first, first + PORTION)]
        with transaction():
            db.session.execute(insert(Person), [{"id": one, **facts} for one in people])
            db.session.execute(insert(Attempt), [_attempt(offer, one, codes) for one in people])
            db.session.execute(insert(Answer), list(_answers(people, questions, rng)))


def _attempt(offer: Offer, person_id: int, codes: list[str]) -> dict[str, Any]:
    return {
        "id": person_id,
        "person_id": person_id,
        "course": offer.course.code,
        "quiz": offer.entry.code,
        "number": 1,
        "state": "graded",
        "version": offer.entry.version,
        "object_sha256": offer.entry.object_sha256,
        "course_version": offer.course.version,
        "seed": person_id,
        "questions": codes,
        "started_at": MONDAY,
        "finished_at": MONDAY + timedelta(minutes=20),
        "points": 0,
        "max_points": QUESTIONS,
        "score_percent": 0,
        "passed": False,
    }


def _answers(
    people: list[int], questions: list[ChoiceQuestion], rng: random.Random
) -> Iterator[dict[str, Any]]:
    for person_id in people:
        skill = rng.random()
        for place, question in enumerate(questions):
            value = question.right_answer() if rng.random() < skill else question.robot_answer(rng)
            yield {
                "attempt_id": person_id,
                "question": question.code,
                "sequence": 1,
                "value": value,
                "is_flagged": False,
                "saved_at": MONDAY + timedelta(seconds=20 * (place + 1)),
                "receipt": "K7QF-2M",
                "fraction": float(question.mark(value).fraction),
            }


def _bare(path: str, offer: Offer) -> dict[str, float]:
    totals: dict[str, float] = {}
    query = (
        "select question, fraction, value from answer join attempt on attempt.id = attempt_id"
        " where course = ? and quiz = ? and number = 1 and state = 'graded' order by attempt_id"
    )
    with sqlite3.connect(path) as connection:
        for question, fraction, value in connection.execute(query, (offer.course.code, offer.entry.code)):
            json.loads(value)
            totals[question] = totals.get(question, 0.0) + fraction
    return totals


def _ours(offer: Offer) -> None:
    found = first_attempts.statistics_of(offer)
    assert found.n >= ATTEMPTS
    assert all(one.figures is not None for one in found.questions)
    db.session.rollback()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
