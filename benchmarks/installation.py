"""The full product for a benchmark: the repository's courses, the demo office, one signed-in learner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.operations import demo, instance, schema
from elearn.operations.demo_office import people as demo_people
from elearn.people import store as people
from elearn.publishing import actions as publishing
from elearn.quiz import actions as quiz
from elearn.quiz.actions import Started
from elearn.releases import objects
from elearn.releases.library import PublishedCourse, PublishedModule, PublishedSection, library

LEARNER = "maria"


class Installation:
    """Our application in a folder, and what a benchmark asks of it."""

    def __init__(self, folder: Path, **options: Any) -> None:
        settings = Settings(instance=folder, **options)
        self.app: Flask = create_app(settings)
        with self.app.app_context():
            schema.upgrade()
            publishing.publish(settings, actor="benchmark")
            demo.fill(settings)
            instance.mark(settings)
            nip = next(person.nip for person in demo_people() if person.key == LEARNER)
            found = people.find_person_by_nip(nip)
            assert found is not None
            self.person_id = found.id
            db.session.remove()

    def signed_in_cookie(self) -> str:
        """The cookie of a browser in which the learner is signed in."""
        with self.app.app_context():
            token = accounts.open_session(self.person_id, device="benchmark")
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        client.get("/learning/")
        return "; ".join(f"{cookie.key}={cookie.value}" for cookie in client._cookies.values())

    def longest_section(self) -> tuple[str, str]:
        """Address and body of the longest section without checks: plain reading."""
        with self.app.app_context():
            candidates = [
                (section.words, course, module, section)
                for course in library().courses.values()
                for module in course.modules
                for section in module.sections
                if not section.checks
            ]
            _, course, module, section = max(candidates, key=lambda found: found[0])
            return self._address(course, module, section), self._body(section)

    def open_attempt(self) -> int:
        """A fresh attempt of the learner at some quiz."""
        with self.app.app_context():
            for course in library().courses.values():
                for module in course.modules:
                    if module.quiz is None:
                        continue
                    started = quiz.start_attempt(self.person_id, course.code, module.quiz, clock.now())
                    if isinstance(started, Started):
                        return started.attempt_id
        raise AssertionError("no quiz can be started")

    def _address(self, course: PublishedCourse, module: PublishedModule, section: PublishedSection) -> str:
        return f"/learning/{course.code}/{module.code}/{section.code}"

    def _body(self, section: PublishedSection) -> str:
        folder = Path(self.app.instance_path) / "published"
        return objects.get(folder, section.body_sha256).decode()
