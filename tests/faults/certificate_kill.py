"""A learner hands in the last thing of a course; the process is killed between score and certificate.

Run as a process of its own by test_certificate_kill.py: `python -m tests.faults.certificate_kill DIR WHEN`.
`WHEN` is the place where it dies by SIGKILL, or "never": then it finishes and prints the numbers.
"""

# ruff: noqa: T201 - a script that says how it went

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import insert, select

from elearn.app import create_app
from elearn.certificates import actions as certificates
from elearn.certificates import store
from elearn.certificates.tables import CertificateSerial
from elearn.config import Settings
from elearn.database import db, one_transaction
from elearn.outcomes import actions as outcomes
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.people import actions as people
from elearn.people import store as people_store
from elearn.quiz.tables import Attempt
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
NIP = "199001012015011001"
PLACES = ("before-number", "before-certificate", "after-certificate", "before-commit")


def die(*_args: object, **_more: object) -> None:
    """As a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying_before(function):  # type: ignore[no-untyped-def]
    """A function that never begins."""
    return lambda *args, **more: die()


def dying_after(function):  # type: ignore[no-untyped-def]
    """A function that ends, and nothing after it."""

    def run(*args, **more):  # type: ignore[no-untyped-def]
        function(*args, **more)
        die()

    return run


def arm(when: str) -> None:
    """Let the process die at a place."""
    if when == "before-number":
        store.next_serial = dying_before(store.next_serial)
    elif when == "before-certificate":
        store.insert = dying_before(store.insert)
    elif when == "after-certificate":
        store.insert = dying_after(store.insert)
    elif when == "before-commit":
        certificates.issue = dying_after(certificates.issue)


@one_transaction
def hand_in(person_id: int) -> None:
    """The score and all that follows from it, as the room of the quizzes does it: in one transaction."""
    query = select(Attempt.id).where(Attempt.person_id == person_id)
    if db.session.scalar(query) is not None:
        return
    values = {
        "person_id": person_id, "course": "arsip", "quiz": "kuis", "number": 1, "state": "graded",
        "version": "q1", "object_sha256": "0" * 64, "course_version": "v1", "seed": 1, "questions": [],
        "started_at": NOW, "finished_at": NOW, "points": Decimal(9), "max_points": Decimal(10),
        "score_percent": Decimal(90), "passed": True,
    }  # fmt: skip
    attempt_id = db.session.execute(insert(Attempt).values(values).returning(Attempt.id)).scalar_one()
    passed = QuizPassed(course="arsip", quiz="kuis", attempt_id=attempt_id, version="q1")
    outcomes.record(person_id, passed, NOW)


def main() -> None:
    """Once more from where it stands."""
    folder, when = Path(sys.argv[1]), sys.argv[2]
    app = create_app(Settings(instance=folder))
    with app.app_context():
        course = make_course(
            make_module("dasar", "a", quiz="kuis"), code="arsip", quizzes=(make_quiz_entry("kuis"),)
        )
        shelve(app, course)
        db.create_all()
        known = people_store.find_person_by_nip(NIP)
        if known is None:
            unit = people.add_unit(code="kota", name="Kota Contoh", kind="kota", parent_id=None)
            people.add_person(nip=NIP, name="Siti", unit_id=unit, supervisor_id=None, valid_from=NOW.date())
            known = people_store.find_person_by_nip(NIP)
        assert known is not None
        outcomes.record(known.id, SectionRead(course="arsip", module="dasar", section="a"), NOW)
        arm(when)
        hand_in(known.id)
        rows = store.of_person(known.id)
        attempts = db.session.scalars(select(Attempt.id)).all()
        serial = db.session.scalar(select(CertificateSerial.last))
        print(
            json.dumps(
                {
                    "attempts": len(attempts),
                    "numbers": [one.facts.number for one in rows],
                    "scores": [str(one.facts.score) for one in rows],
                    "serial": serial,
                }
            )
        )
        db.session.remove()
        db.engine.dispose()


if __name__ == "__main__":
    main()
