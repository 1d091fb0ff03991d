"""The people of a fault script: an installation with one quiz, and learners who have begun it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.operations import instance as instance_folder
from elearn.operations import preparing
from elearn.people import actions as people
from elearn.publishing import actions as publishing
from elearn.quiz import actions as quizzes
from elearn.quiz.actions import Started


@dataclass(frozen=True)
class Learner:
    """One person with an open attempt, the cookie of his browser and its CSRF token."""

    attempt_id: int
    cookie: str
    token: str


def write_content(folder: Path, questions: int) -> None:
    """A course with one quiz of short texts."""
    course, quiz = folder / "modules" / "uji", folder / "quizzes" / "uji"
    course.mkdir(parents=True)
    quiz.mkdir(parents=True)
    (course / "course.md").write_text("---\njudul: Uji\nkode: uji\nstatus: terbit\n---\n\nUntuk diuji.\n")
    (course / "01-satu.md").write_text(
        "---\njudul: Satu\nkode: satu\njp: 1\nkuis: banyak\n---\n\n## Bagian {#bagian}\n\nTeks pendek.\n"
    )
    asked = "\n".join(f"## Soal {n}?\nKode: s-{n:03d}\n\nIsian: jawaban {n}\n" for n in range(questions))
    (quiz / "banyak.md").write_text(f"---\njudul: Banyak\nkode: banyak\nstatus: terbit\n---\n\n{asked}")


def prepare(settings: Settings, *, count: int) -> list[Learner]:
    """An installation with the course, and learners who have begun the quiz."""
    app = create_app(settings)
    with app.app_context():
        preparing.prepare_tables(settings)
        publishing.publish(settings, actor="fault test")
        instance_folder.mark(settings)
        unit = people.add_unit(code="uji", name="Unit Uji", kind="dinas", parent_id=None)
        begun = [_begin(unit, number) for number in range(count)]
        db.session.remove()
    # Outside of the application context: requests inside of one would share what a request remembers.
    learners = [_learner(app, attempt_id, token) for attempt_id, token in begun]
    with app.app_context():
        db.engine.dispose()
    return learners


def _begin(unit: int, number: int) -> tuple[int, str]:
    """A new person's attempt and the token of his sign-in."""
    person = people.add_person(
        nip=f"19900101201{number:07d}",
        name=f"Peserta {number}",
        employment_status="pns",
        unit_id=unit,
        valid_from=date(2015, 1, 1),
    )
    accounts.add_account(person, password=None)
    started = quizzes.start_attempt(person, "uji", "banyak", clock.now())
    assert isinstance(started, Started), started
    return started.attempt_id, accounts.open_session(person, device="uji")


def _learner(app: Flask, attempt_id: int, token: str) -> Learner:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/privacy").text)
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name)
    assert cookie is not None and found is not None
    return Learner(attempt_id=attempt_id, cookie=f"{name}={cookie.value}", token=found[1])
