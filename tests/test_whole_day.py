"""A learner's day through the pages, without a browser, on both databases: flows that must never differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db
from elearn.operations import demo, schema
from elearn.people import actions as people
from elearn.publishing import actions as publishing
from elearn.quiz import store as quiz_store
from elearn.releases.library import released_quiz
from tests.conftest import PASSWORD, csrf_of

NIP = "199103122016031001"
SECTIONS = ("di-mana", "sedikit-demi-sedikit", "jawaban-dan-hasil")
MODULE = "/learning/mengenal-platform/mulai-di-sini"
QUIZ = "/quiz/mengenal-platform/kuis-mengenal-platform"


@pytest.fixture
def installation(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """The repository's courses in an installation made by the migrations; no context is pushed.

    A pushed context would share one `g` among all requests, and the CSRF token of a session that ended.
    """
    settings = Settings(instance=tmp_path / "instance", database_url=database_url)
    application = create_app(settings)
    with application.app_context():
        schema.upgrade()
        publishing.publish(settings, actor="tests")
        db.session.remove()
    yield application
    with application.app_context():
        db.engine.dispose()


def add_person() -> int:
    unit = people.add_unit(code="dinas", name="Dinas Contoh", kind="dinas")
    person_id = people.add_person(nip=NIP, name="Wahyu Setiawan", unit_id=unit, valid_from=date(2016, 3, 1))
    accounts.add_account(person_id, password=PASSWORD)
    accounts.grant_role(person_id, Role.AUTHOR, unit_id=unit, granted_by="tests")
    return person_id


def post(client: FlaskClient, page: str, address: str, **fields: str | list[str]) -> str:
    """Send a form that `page` shows; gives where it leads."""
    token = csrf_of(client.get(page, follow_redirects=True))
    answer = client.post(address, data={"csrf_token": token, **fields})
    assert answer.status_code == 303, (address, answer.status_code, answer.text[:2000])
    return answer.headers["Location"]


@pytest.mark.both_databases
def test_a_learners_day_is_kept_on_both_databases(installation: Flask) -> None:
    with installation.app_context():
        person_id = add_person()
    client = installation.test_client()
    post(client, "/accounts/sign-in", "/accounts/sign-in", nip=NIP, password=PASSWORD)
    for section in SECTIONS:
        post(client, f"{MODULE}/{section}", f"{MODULE}/{section}/read")
        post(client, f"{MODULE}/{section}", f"{MODULE}/{section}/bookmark", on="1")
        post(client, f"{MODULE}/{section}", f"{MODULE}/{section}/note", text="Untuk rapat besok.")
    assert client.get("/learning/catalog?q=akta").status_code == 200
    assert client.get("/learning/saved").status_code == 200

    attempt = post(client, QUIZ, f"{QUIZ}/attempts")
    with installation.app_context():
        answers = right_answers(attempt, person_id)
    post(client, attempt, f"{attempt}/answers", **answers)
    result = post(client, f"{attempt}/review", f"{attempt}/submission")

    assert "Lulus" in client.get(result).text
    assert "Anda menyelesaikan kursus ini" in client.get("/learning/mengenal-platform/").text
    assert "Sudah selesai" in client.get("/learning/").text
    assert client.get("/authoring/").status_code == 200
    assert client.get("/health").status_code == 200
    post(client, "/learning/", "/accounts/sign-out")
    assert client.get("/learning/").status_code != 200


def right_answers(attempt: str, person_id: int) -> dict[str, str | list[str]]:
    number = re.search(r"([0-9]+)$", attempt)
    assert number
    row = quiz_store.find_own_attempt(int(number[1]), person_id)
    assert row is not None
    fields: dict[str, str | list[str]] = {}
    for question in released_quiz(row.object_sha256).quiz.questions:
        if question.code in row.questions:
            fields[f"{question.code}.answer"] = question.right_answer() or ""
            fields[f"{question.code}.sequence"] = "1"
    return fields


@pytest.mark.both_databases
def test_the_demo_office_comes_and_goes_on_both_databases(installation: Flask, tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "instance")
    with installation.app_context():
        assert demo.fill(settings)
        assert demo.clear(settings) == 40
        assert [name for name in tables_of_people() if rows_in(name)] == []


def tables_of_people() -> list[str]:
    return [
        table.name
        for table in db.metadata.sorted_tables
        if table.name not in {"release", "release_pointer", "release_change", "audit_entry"}
    ]


def rows_in(table: str) -> int:
    return int(db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())
