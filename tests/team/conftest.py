"""Two supervisors with their people and courses; what belongs to the one never shows to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts.actions import Actor
from elearn.database import db
from elearn.obligations import actions as obligation_actions
from elearn.obligations import store as obligations_store
from elearn.obligations.rules import Audience, Terms
from tests.conftest import TestPerson, csrf_of
from tests.sample_courses import make_course, make_module, shelve

NOW = datetime(2026, 6, 15, 3, 0, tzinfo=UTC)
TODAY = date(2026, 6, 15)
ETHICS, ARCHIVE, SAFETY = "etika", "arsip", "keselamatan"
TITLES = {ETHICS: "Kode Etik ASN", ARCHIVE: "Arsip Digital", SAFETY: "Keselamatan Kerja"}
HR = Actor(name="Bagian Kepegawaian")


@dataclass(frozen=True, kw_only=True)
class House:
    """Hendra leads Siti, Budi and Wati of unit A; Rina leads Tono of unit B, where a secret course is due."""

    unit_a: int
    unit_b: int
    hendra: TestPerson
    siti: TestPerson
    budi: TestPerson
    wati: TestPerson
    rina: TestPerson
    tono: TestPerson


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    """Every test happens on one Monday."""
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def courses(app: Flask) -> None:
    """Three courses on the shelf."""
    shelve(
        app,
        *(
            make_course(make_module("satu", "dasar"), code=code, title=title)
            for code, title in TITLES.items()
        ),
    )


@pytest.fixture
def house(courses: None, make_unit: Callable[..., int], make_person: Callable[..., Any]) -> House:
    """The two teams."""
    office = make_unit("Dinas")
    unit_a, unit_b = make_unit("Bidang A", parent_id=office), make_unit("Bidang B", parent_id=office)
    hendra = make_person("Hendra Wijaya", unit_id=unit_a)
    rina = make_person("Rina Oktavia", unit_id=unit_b)
    return House(
        unit_a=unit_a,
        unit_b=unit_b,
        hendra=hendra,
        siti=make_person("Siti Rahmawati", unit_id=unit_a, supervisor_id=hendra.id),
        budi=make_person("Budi Santoso", unit_id=unit_a, supervisor_id=hendra.id),
        wati=make_person("Wati Lestari", unit_id=unit_a, supervisor_id=hendra.id, employment_status="pppk"),
        rina=rina,
        tono=make_person("Tono Rahasia", unit_id=unit_b, supervisor_id=rina.id),
    )


def oblige(
    people: list[TestPerson],
    course: str,
    due_on: date,
    *,
    level: str = "mandatory",
    at: datetime | None = None,
) -> dict[int, int]:
    """Give people a course; gives the obligation of each by the id of the person."""
    with clock.fixed_at(at or NOW - timedelta(days=60)):
        obligation_actions.assign(
            course,
            Audience(person_ids=frozenset(person.id for person in people)),
            Terms(level=level, starts_on=date(2026, 1, 1), due_on=due_on),
            actor=HR,
            now=clock.now(),
        )
    rows = obligations_store.obligations_of([person.id for person in people])
    found = {row.person_id: row.id for row in rows if row.course == course}
    db.session.rollback()
    return found


def finish(person: TestPerson, course: str, on: date) -> None:
    """A person finishes a course on a day."""
    at = datetime.combine(on, datetime.min.time(), tzinfo=UTC) + timedelta(hours=5)
    with clock.fixed_at(at):
        obligation_actions.complete(person.id, course, cycle=1, now=at)
    db.session.rollback()


@pytest.fixture
def late_house(house: House) -> House:
    """Siti is late with one of two courses, Budi finished in time, Wati has not begun; Tono is late too."""
    oblige([house.siti, house.budi], ETHICS, TODAY - timedelta(days=10))
    oblige([house.siti, house.wati, house.hendra], ARCHIVE, TODAY + timedelta(days=60))
    oblige([house.tono, house.rina], SAFETY, TODAY - timedelta(days=3))
    finish(house.budi, ETHICS, TODAY - timedelta(days=20))
    return house


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[[TestPerson], FlaskClient]:
    """browse(person) -> a browser in which he is signed in."""

    def start(person: TestPerson) -> FlaskClient:
        return sign_in(app.test_client(), person)

    return start


def post(browser: FlaskClient, path: str, **fields: Any) -> TestResponse:
    """Post a form with a good CSRF token."""
    token = csrf_of(browser.get("/learning/"))
    return browser.post(path, data={"csrf_token": token, **fields})


@contextmanager
def selects() -> Iterator[list[str]]:
    """The statements that read, sent inside the block."""
    sent: list[str] = []

    def note(*call: Any) -> None:
        if call[2].lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
