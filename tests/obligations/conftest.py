"""An office with a course, and short ways to give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from elearn.accounts.actions import Actor
from elearn.obligations import actions, store
from elearn.obligations.counting_store import counts, recounted
from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import Audience, Terms
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.releases.published import PublishedCourse
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
DUE = date(2026, 4, 30)
COURSE = "adminduk"


@pytest.fixture(autouse=True)
def course(app: Flask) -> PublishedCourse:
    """One module of one section: read it and the course is done."""
    made = make_course(make_module("dasar", "satu", jp="1"))
    shelve(app, made)
    return made


@pytest.fixture
def dinas(make_unit: Callable[..., int]) -> int:
    """The office."""
    return make_unit("Dinas Kependudukan")


@pytest.fixture
def bidang(make_unit: Callable[..., int], dinas: int) -> int:
    """A division of it."""
    return make_unit("Bidang Pelayanan", parent_id=dinas)


@pytest.fixture
def admin(make_person: Callable[..., Any], make_unit: Callable[..., int]) -> Actor:
    """Who assigns: somebody of another office."""
    person = make_person("Dewi Lestari", unit_id=make_unit("BKPSDM"))
    return Actor(name="Dewi Lestari", person_id=person.id)


@pytest.fixture
def siti(make_person: Callable[..., Any], bidang: int) -> Any:
    """A learner of the division."""
    return make_person("Siti Rahmawati", unit_id=bidang)


@pytest.fixture
def budi(make_person: Callable[..., Any], dinas: int) -> Any:
    """A learner of the office itself."""
    return make_person("Budi Santoso", unit_id=dinas)


@pytest.fixture(autouse=True)
def charlie(make_person: Callable[..., Any], make_unit: Callable[..., int], course: PublishedCourse) -> Any:
    """A bystander in another office who has finished the course and another one to do."""
    person = make_person("Charlie Nasution", unit_id=make_unit("Dinas Lain"))
    finish(person, MONDAY)
    return person


def terms(**changes: Any) -> Terms:
    """Mandatory, by a day, once."""
    values: dict[str, Any] = {"level": "mandatory", "starts_on": TODAY, "due_on": DUE}
    return Terms(**values | changes)


def finish(person: Any, now: datetime) -> None:
    """Read everything there is."""
    record(person.id, SectionRead(course=COURSE, module="dasar", section="satu"), now)


def only(person: Any, on: date | None = None) -> ObligationRow:
    """The one obligation of a person."""
    (row,) = store.obligations_of([person.id], on=on)
    return row


def assign_to(unit_id: int, actor: Actor, now: datetime = MONDAY, **changes: Any) -> actions.AssignOutcome:
    """Give the course to a unit and all below it."""
    return actions.assign(COURSE, Audience(unit_id=unit_id), terms(**changes), actor=actor, now=now)


def assert_counted() -> None:
    """The counters say what a recount says."""
    assert counts() == recounted()
