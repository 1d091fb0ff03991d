"""Days away: noted without a reason, left out by due dates in working days, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts import acting
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.people import absence_store
from tests.conftest import TestPerson, csrf_of
from tests.staffing.conftest import City


@pytest.fixture
def desk(app: Flask, sign_in: Callable[..., FlaskClient], town: City) -> FlaskClient:
    """The browser of the operator of the first office."""
    return sign_in(app.test_client(), town.operator)


def post(desk: FlaskClient, path: str, page: str, **fields: str) -> object:
    return desk.post(path, data=fields | {"csrf_token": csrf_of(desk.get(page))})


def note(desk: FlaskClient, person: TestPerson, first: date, last: date, kind: str = "leave") -> object:
    page = f"/staffing/people/{person.id}"
    days = {"first_day": first.isoformat(), "last_day": last.isoformat(), "absence_kind": kind}
    return post(desk, f"{page}/absences", page, **days)


def test_days_away_are_noted_shown_and_taken_back(desk: FlaskClient, town: City) -> None:
    today = acting.today()
    assert note(desk, town.siti, today, today + timedelta(days=4)).status_code == 303
    page = desk.get(f"/staffing/people/{town.siti.id}").text
    (kept,) = absence_store.absences_of(town.siti.id, since=today)
    assert (kept.first_day, kept.last_day, kept.kind) == (today, today + timedelta(days=4), "leave")
    assert f"/absences/{kept.id}/remove" in page
    address = f"/staffing/people/{town.siti.id}"
    post(desk, f"{address}/absences/{kept.id}/remove", address)
    assert absence_store.absences_of(town.siti.id, since=today) == []


def test_the_audit_log_says_neither_which_days_nor_why(desk: FlaskClient, town: City) -> None:
    today = acting.today()
    note(desk, town.siti, today, today)
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "absence.noted")).one()
    assert deed.details == {}


@pytest.mark.parametrize(("days", "kind"), [(-1, "leave"), (1, "sick")])
def test_days_in_the_wrong_order_and_reasons_of_health_are_refused(
    desk: FlaskClient, town: City, days: int, kind: str
) -> None:
    today = acting.today()
    answer = note(desk, town.siti, today, today + timedelta(days=days), kind)
    assert answer.status_code == 422
    assert re.search(r"Perbaiki:", answer.text)
    assert absence_store.absences_of(town.siti.id, since=today) == []


def test_somebody_elses_days_are_not_removed_through_another_person(desk: FlaskClient, town: City) -> None:
    today = acting.today()
    note(desk, town.siti, today, today)
    (kept,) = absence_store.absences_of(town.siti.id, since=today)
    other = f"/staffing/people/{town.operator.id}"
    assert post(desk, f"{other}/absences/{kept.id}/remove", "/profile/").status_code == 404
    assert absence_store.absences_of(town.siti.id, since=today) == [kept]
