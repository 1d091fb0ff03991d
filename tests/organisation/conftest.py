"""Two invented agencies side by side: what belongs to the one never shows to who looks after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.database import db
from elearn.operations.agency import actions as agency
from elearn.operations.agency import units as agency_units
from tests.conftest import TestPerson

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)
PEOPLE = 420


@dataclass(frozen=True, kw_only=True)
class Agencies:
    """Two agencies: their root units, and a unit right below the first root."""

    first: int
    second: int
    office: int


def number(query: str) -> int:
    return int(db.session.execute(text(query)).scalar_one())


@pytest.fixture
def agencies(
    app: Flask,
    settings: Settings,
    publish_files: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Agencies]:
    """Two hundred people and two years in each of two agencies."""
    monkeypatch.setattr(agency_units, "PEOPLE_AN_AGENCY", PEOPLE // 2)
    monkeypatch.setattr(agency_units, "PEOPLE_A_UNIT", 30)
    agency.build(settings, people=PEOPLE, seed=3, today=TODAY)
    with clock.fixed_at(NOW):
        yield Agencies(
            first=number("SELECT id FROM unit WHERE code = 'contoh-0001'"),
            second=number("SELECT id FROM unit WHERE code = 'contoh-0002'"),
            office=number("SELECT id FROM unit WHERE code = 'contoh-0001-001'"),
        )


@pytest.fixture
def watcher(
    agencies: Agencies,
    app: Flask,
    make_unit: Callable[..., int],
    make_person: Callable[..., TestPerson],
    sign_in: Callable[[FlaskClient, TestPerson], FlaskClient],
) -> Callable[..., FlaskClient]:
    """watcher(role, unit_id) -> a browser of somebody outside of the agencies with this role there."""
    elsewhere = make_unit("Kantor lain")
    for _ in range(5):  # with fewer its figures would be put together with an agency's
        make_person(name="Tetangga", unit_id=elsewhere)

    def make(role: Role, unit_id: int | None) -> FlaskClient:
        person = make_person(name="Wati Pengamat", unit_id=elsewhere)
        accounts.grant_role(person.id, role, unit_id=unit_id, granted_by="tests")
        return sign_in(app.test_client(), person)

    return make


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent while the block runs."""
    sent: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
