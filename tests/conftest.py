"""Fixtures everyone shares: an installation in a temporary folder, people in it, signed-in browsers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn.accounts import actions as account_actions
from elearn.accounts.roles import Role
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.people import actions as people_actions
from elearn.publishing import actions as publishing_actions

pytest_plugins = ["tests.databases", "tests.no_skips", "tests.office"]

PASSWORD = "laut biru di timur 7"

# A build says the same about the same code twice; on a developer's machine every run looks somewhere else.
hypothesis.settings.register_profile("build", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("build")


@dataclass(frozen=True)
class TestPerson:
    """A person of a test, and how he signs in."""

    __test__ = False

    id: int
    nip: str
    name: str
    unit_id: int
    password: str


class Browser(FlaskClient):
    """A test client whose requests stand alone, as on a server.

    With the application context of the fixture pushed, Flask would reuse it for every request: `g` (with the
    signed-in person and the CSRF token) and the database session would leak from one browser to the next.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request in a context of its own; then the test reads what it wrote."""

        def alone() -> TestResponse:
            _cv_app.set(None)  # type: ignore[arg-type]
            return super(Browser, self).open(*args, **kwargs)

        response = copy_context().run(alone)
        db.session.rollback()
        return response


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a test process keeps its compiled templates: each is compiled once, not once a test."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """An empty installation with empty content folders."""
    for name in ("instance", "modules", "quizzes"):
        (tmp_path / name).mkdir()
    return Settings(
        instance=tmp_path / "instance",
        modules_dir=tmp_path / "modules",
        quizzes_dir=tmp_path / "quizzes",
        database_url=database_url,
    )


@pytest.fixture
def app(
    settings: Settings, empty_tables: Callable[[Settings], None], compiled_templates: Path
) -> Iterator[Flask]:
    """The application on a real database (SQLite, or what `both_databases` says), its context pushed."""
    if not (cache := settings.instance / "cache").exists():  # an application was here before
        cache.symlink_to(compiled_templates)
    application = create_app(settings)
    application.testing = True
    application.test_client_class = Browser
    # Failures come out as the pages a person sees.
    application.config["PROPAGATE_EXCEPTIONS"] = False
    empty_tables(settings)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript."""
    return app.test_client()


@pytest.fixture
def make_unit(app: Flask) -> Callable[..., int]:
    """make_unit(name, parent_id=None, kind="dinas") -> unit id."""
    numbers = count(1)

    def make(name: str = "Dinas Contoh", *, parent_id: int | None = None, kind: str = "dinas") -> int:
        return people_actions.add_unit(
            code=f"unit-{next(numbers)}", name=name, kind=kind, parent_id=parent_id
        )

    return make


@pytest.fixture
def make_person(app: Flask, make_unit: Callable[..., int]) -> Callable[..., TestPerson]:
    """make_person(name=..., unit_id=..., roles=(Role.AUTHOR,), password=None|str) -> TestPerson."""
    serial = count(1)
    default_unit: list[int] = []

    def make(
        name: str = "Siti Rahmawati",
        *,
        nip: str | None = None,
        unit_id: int | None = None,
        roles: tuple[Role, ...] = (),
        supervisor_id: int | None = None,
        password: str | None = None,
        employment_status: str = "pns",
    ) -> TestPerson:
        if unit_id is None:
            default_unit[:] = default_unit or [make_unit()]
            unit_id = default_unit[0]
        nip = nip or f"199001012015011{next(serial):03d}"
        person_id = people_actions.add_person(
            nip=nip,
            name=name,
            employment_status=employment_status,
            unit_id=unit_id,
            supervisor_id=supervisor_id,
            valid_from=date(2015, 1, 1),
        )
        account_actions.add_account(person_id, password=password)
        for role in roles:
            account_actions.grant_role(person_id, role, unit_id=unit_id, granted_by="tests")
        return TestPerson(person_id, nip, name, unit_id, password or "")

    return make


@pytest.fixture
def sign_in(app: Flask) -> Callable[[FlaskClient, TestPerson], FlaskClient]:
    """sign_in(client, person): the browser holds a session of the person, without the slow password."""

    def start(client: FlaskClient, person: TestPerson) -> FlaskClient:
        token = account_actions.open_session(person.id, device="tes")
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return start


def csrf_of(response: TestResponse) -> str:
    """The CSRF token of the first form of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.text)
    assert found, "the page has no form with a CSRF token"
    return found[1]


@pytest.fixture
def publish_files(app: Flask, settings: Settings) -> Callable[[dict[str, str]], Any]:
    """publish_files({"modules/x/course.md": text, ...}) writes the files and publishes them."""

    def publish(files: dict[str, str]) -> Any:
        for name, text in files.items():
            path = settings.instance.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return publishing_actions.publish(settings, actor="tests")

    return publish
