"""A learner, a bystander, and one small course on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from elearn.content.questions.choices import Choice
from elearn.content.questions.single_choice import SingleChoice
from elearn.database import db
from elearn.releases.published import PublishedCourse
from tests.conftest import csrf_of
from tests.sample_courses import (
    make_check,
    make_course,
    make_module,
    make_practice,
    make_quiz_entry,
    make_section,
    shelve,
    store_body,
    store_quiz,
)

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
QUESTION = SingleChoice(
    code="kk-01",
    title="Apa kepanjangan KK?",
    choices=(
        Choice(text="Kartu Keluarga", credit=1, feedback="Tepat sekali."),
        Choice(text="Kartu Kota", feedback="Bukan kota."),
    ),
    explanation="KK memuat susunan keluarga.",
    hints=("Bukan nama kota.",),
)


@pytest.fixture
def course(app: Flask) -> PublishedCourse:
    """Two modules: "hukum" with three sections, a check and a quiz; "layanan" with one section."""
    check = make_check("latihan", QUESTION.code)
    practice = make_quiz_entry("latihan", store_quiz(app, make_practice("latihan", QUESTION)))
    first = store_body(app, f"<p>Teks dasar.</p>{check.marker}<p>Teks penutup.</p>")
    plain = store_body(app, "<p>Teks lain.</p>")
    made = make_course(
        make_module(
            "hukum",
            make_section("dasar", minutes=4, body=first, checks=(check,)),
            make_section("dokumen", minutes=8, body=plain),
            make_section("tanda", minutes=12, body=plain),
            quiz="kuis-hukum",
            jp="1.5",
        ),
        make_module("layanan", make_section("antre", minutes=6, body=plain), jp="0.5"),
        title="Adminduk Digital",
        quizzes=(make_quiz_entry("kuis-hukum"), practice),
        introduction=store_body(app, "<h2>Mengapa ini penting</h2><p>Warga dilayani.</p>"),
    )
    shelve(app, made)
    return made


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """The learner."""
    return make_person("Siti Rahmawati")


@pytest.fixture
def charlie(make_person: Callable[..., Any]) -> Any:
    """Somebody else, whose things must never be seen."""
    return make_person("Charlie Nasution")


@pytest.fixture
def reader(client: FlaskClient, sign_in: Callable[..., FlaskClient], siti: Any) -> FlaskClient:
    """Siti's browser, signed in."""
    return sign_in(client, siti)


@pytest.fixture
def token(reader: FlaskClient) -> str:
    """The CSRF token of Siti's browser."""
    return csrf_of(reader.get("/learning/"))


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements of the block, without those that only begin a transaction."""
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "SET LOCAL")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def dump() -> dict[str, list[Any]]:
    """Every row of every table but the sign-in sessions, which note when a person was last seen."""
    tables = [table for table in db.metadata.sorted_tables if table.name != "sign_in_session"]
    rows = {
        table.name: sorted(map(str, db.session.execute(text(f"select * from {table.name}"))))
        for table in tables
    }
    db.session.rollback()
    return rows
