"""A quiz whose key was wrong, people who took it, and bystanders a correction must not touch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.content.questions.choices import Choice
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.quiz import Purpose, Quiz
from elearn.database import db, transaction
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.quiz.store import AttemptRow
from elearn.quiz.tables import Answer, Attempt, RegradedAttempt
from elearn.regrading import actions
from elearn.regrading.rules import KeyRule
from elearn.releases import store as release_store
from tests.quiz.conftest import COURSE, SECRET, Shelf, budi, shelf, siti  # noqa: F401
from tests.quiz.samples import MONDAY_NOON, make_quiz, sha256_of

TUESDAY = MONDAY_NOON + timedelta(days=1)
QUIZ = "kuis-satu"


def question(code: str, right: str = "a", **values: Any) -> SingleChoice:
    """Options a, b and c; `right` earns the points."""
    choices = tuple(Choice(text=f"{code} {one}", credit=Fraction(one == right)) for one in "abc")
    return SingleChoice(**{"code": code, "title": f"Judul {code}", "choices": choices, **values})


def quiz_of(**right: str) -> Quiz:
    """Three questions; quiz_of(q3="b") has another key in the third."""
    return make_quiz(*(question(code, right.get(code, "a")) for code in ("q1", "q2", "q3")))


OLD = quiz_of()
NEW = quiz_of(q3="b")


@pytest.fixture
def take(app: Flask, shelf: Shelf) -> Callable[..., AttemptRow]:  # noqa: F811
    """take(person, q1="a", ...): an attempt with these options chosen, handed in unless submit=False."""
    shelf.put(OLD)

    def run(
        person: Any, quiz: str = QUIZ, *, at: datetime = MONDAY_NOON, submit: bool = True, **chosen: str
    ) -> AttemptRow:
        started = quiz_actions.start_attempt(person.id, COURSE, quiz, at)
        assert isinstance(started, Started)
        own = quiz_store.find_own_attempt(started.attempt_id, person.id)
        assert own is not None
        save(own, at, chosen)
        if submit:
            quiz_actions.submit(own, at)
        return find(own)

    return run


def save(own: AttemptRow, at: datetime, chosen: Mapping[str, str]) -> None:
    """Answer questions by the letters of their options."""
    answers = [
        NewAnswer(
            question=code,
            sequence=1,
            value=next(one.id for one in question(code).choices if one.text == f"{code} {letter}"),
            is_flagged=False,
        )
        for code, letter in chosen.items()
    ]
    quiz_actions.save_answers(own, answers, secret=SECRET, now=at)


def find(own: AttemptRow) -> AttemptRow:
    """The attempt as it is stored now."""
    db.session.rollback()
    found = quiz_store.find_own_attempt(own.id, own.person_id)
    assert found is not None
    return found


@pytest.fixture
def correct(app: Flask, shelf: Shelf) -> Callable[..., int]:  # noqa: F811
    """correct(new, q3=KeyRule.EITHER): publish the new quiz and decide; nothing is applied yet."""

    def run(new: Quiz = NEW, *, at: datetime = TUESDAY, **rules: KeyRule) -> int:
        shelf.put(new)
        with transaction():
            number = release_store.add_release(
                manifest_sha256="0" * 64, published_at=at, published_by="tests", note=""
            )
            return actions.decide(
                release=number,
                course=COURSE,
                quiz=QUIZ,
                new_sha256=sha256_of(new),
                rules=rules or {"q3": KeyRule.EITHER},
                note="Kunci soal 3 keliru.",
                signed_by="Sri Wahyuni",
                now=at,
            )

    return run


def figures(own: AttemptRow) -> dict[str, Any]:
    """What the attempt's row says."""
    db.session.rollback()
    row = db.session.execute(select(Attempt).where(Attempt.id == own.id)).scalar_one()
    names = ("points", "score_percent", "passed", "regraded_sha256", "regraded_at", "score_before_percent")
    found = {name: getattr(row, name) for name in (*names, "passed_before")}
    db.session.rollback()
    return found


def everything() -> list[Any]:
    """All attempts, answers and regraded attempts as stored: equal twice when nothing was written."""
    db.session.rollback()
    tables = (Attempt.__table__, Answer.__table__, RegradedAttempt.__table__)
    rows = [sorted(map(str, db.session.execute(select(table)))) for table in tables]
    db.session.rollback()
    return rows


PRACTICE = replace(OLD, code="latihan", purpose=Purpose.PRACTICE)
