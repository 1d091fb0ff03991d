"""The whole product on a port of its own: waitress in a thread, on a copy of the prepared demo office."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path

import waitress
from flask import Flask

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.app import create_app
from elearn.config import Settings
from elearn.content.questions.contract import Answer
from elearn.people import actions as people
from elearn.people import store as people_store
from elearn.quiz import actions as quiz_actions
from elearn.quiz import store as quiz_store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.releases.library import released_quiz

PASSWORD = "laut biru di timur 7"
_serial = count(1)


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """A person who has never signed in."""

    id: int
    nip: str
    name: str
    password: str


@dataclass(frozen=True, kw_only=True)
class LiveOffice:
    """The running product, and what only a test may do with it."""

    app: Flask
    url: str

    def newcomer(self, name: str = "Wahyu Setiawan") -> Newcomer:
        """Add a learner with a password."""
        nip = f"199103122016031{next(_serial):03d}"
        person_id = self.learner(name, nip)
        with self.app.app_context():
            accounts.add_account(person_id, password=PASSWORD)
        return Newcomer(id=person_id, nip=nip, name=name, password=PASSWORD)

    def learner(self, name: str = "Wahyu Setiawan", nip: str = "") -> int:
        """Add a person who never signs in; gives his id."""
        nip = nip or f"199103122016031{next(_serial):03d}"
        with self.app.app_context():
            unit = people_store.find_unit("capil")
            assert unit is not None
            return people.add_person(nip=nip, name=name, unit_id=unit.id, valid_from=date(2016, 3, 1))

    def right_answers(self, attempt_id: int, person_id: int) -> dict[str, Answer]:
        """The key of an attempt, question by question; no browser ever gets it."""
        with self.app.app_context():
            attempt = quiz_store.find_own_attempt(attempt_id, person_id)
            assert attempt is not None
            questions = released_quiz(attempt.object_sha256).quiz.questions
            return {one.code: one.right_answer() for one in questions if one.code in attempt.questions}

    def finished_attempt(self, person_id: int, course: str, quiz: str, *, right: bool) -> int:
        """An attempt that was handed in, all right or all but blank; gives its id."""
        with self.app.app_context():
            now = clock.now()
            started = quiz_actions.start_attempt(person_id, course, quiz, now)
            assert isinstance(started, Started)
            attempt = quiz_store.find_own_attempt(started.attempt_id, person_id)
            assert attempt is not None
            key = self.right_answers(attempt.id, person_id)
            chosen = key if right else dict(list(key.items())[:1])
            answers = [
                NewAnswer(question=code, sequence=1, value=value, is_flagged=False)
                for code, value in chosen.items()
            ]
            quiz_actions.save_answers(attempt, answers, secret=b"tests", now=now)
            quiz_actions.submit(attempt, now)
            return attempt.id


@contextmanager
def serving(prepared: Path, folder: Path) -> Iterator[LiveOffice]:
    """The product on a copy of `prepared` in `folder`, for the length of the block."""
    shutil.copytree(prepared, folder)
    app = create_app(Settings(instance=folder))
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = waitress.create_server(app, sockets=[listener], threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield LiveOffice(app=app, url=f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.close()
        thread.join(5)
