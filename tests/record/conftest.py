"""Two offices of a city with their people's JP, and who keeps the records of which."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.database import db, transaction
from elearn.ledger import store as ledger
from elearn.ledger.forms import E_LEARNING
from elearn.ledger.rows import Entry

NOW = datetime(2026, 3, 5, 5, tzinfo=UTC)
SEMINAR = 9


@dataclass(frozen=True, kw_only=True)
class City:
    """A city with two offices; Siti and Ndolu are in a division of the first, Budi in the second."""

    root: int
    first: int
    division: int
    second: int
    siti: Any
    ndolu: Any
    budi: Any
    dewi: Any  # human resources of the city
    slamet: Any  # operator of the first office


def give(
    person: Any, jp: str, day: date = date(2026, 2, 2), *, form: int = E_LEARNING, key: str = "a/b/1",
    over: str = "0",
) -> int:  # fmt: skip
    """Enter JP of a person; gives the id of the entry."""
    entry = Entry(
        person_id=person.id, on_date=day, form=form, jp=Decimal(jp), source="module", source_key=key,
        title="=Dasar kearsipan", recorded_at=datetime(day.year, day.month, day.day, 5, tzinfo=UTC),
    )  # fmt: skip
    with transaction():
        assert ledger.add(entry)
    return max(one.id or 0 for one in ledger.entries_of(person.id, day.year))


@pytest.fixture
def city(app: Flask, make_unit: Callable[..., int], make_person: Callable[..., Any]) -> Iterator[City]:
    """The city on a day in 2026."""
    root = make_unit("Kota Contoh", kind="kota")
    first, second = make_unit("Dinas Satu", parent_id=root), make_unit("Dinas Dua", parent_id=root)
    division = make_unit("Bidang Arsip", parent_id=first)
    people = {
        "siti": make_person("Siti Rahmawati", unit_id=division),
        "ndolu": make_person("Fransiskus Ndolu", unit_id=division, employment_status="pppk"),
        "budi": make_person("Budi Santoso", unit_id=second),
        "dewi": make_person("Dewi Lestari", unit_id=root),
        "slamet": make_person("Slamet Riyadi", unit_id=first),
    }
    accounts.grant_role(people["dewi"].id, Role.HR_ADMIN, unit_id=root, granted_by="uji")
    accounts.grant_role(people["slamet"].id, Role.UNIT_OPERATOR, unit_id=first, granted_by="uji")
    give(people["siti"], "2.75")
    give(people["siti"], "4", form=SEMINAR, key="a/c/1")
    give(people["siti"], "9", date(2025, 5, 5), key="a/d/1")
    give(people["ndolu"], "26")
    give(people["budi"], "21")
    with clock.fixed_at(NOW):
        yield City(root=root, first=first, division=division, second=second, **people)


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., Any]) -> Callable[[Any], Any]:
    """browse(person): a browser in which this person is signed in."""
    return lambda person: sign_in(app.test_client(), person)


def send(browser: Any, path: str, **data: Any) -> Any:
    """Post a form of a signed-in person."""
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/profile/").text)
    assert token
    return browser.post(path, data=data | {"csrf_token": token[1]})


def words(html: str) -> str:
    """The words of a page without its marks."""
    main = html.partition("<main")[2] or html
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The statements of the block."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
