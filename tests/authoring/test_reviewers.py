"""Who is asked for a review and told of it: reviewers whose grant reaches an owner of the course."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.authoring.reviews.reach import reviewers_of
from elearn.database import db
from elearn.messages.tables import Message
from tests.authoring.test_reviews import ASKING, COURSE, COURSE_PATH, PAGE, answer, ask

OWNED_FILE = ASKING[COURSE_PATH].replace("tinjauan: ya", "tinjauan: ya\npemilik: Dinas Loket")


def told() -> list[tuple[Any, ...]]:
    query = select(Message.person_id, Message.title, Message.link).where(Message.kind == "content-review")
    return [tuple(row) for row in db.session.execute(query.order_by(Message.person_id))]


@pytest.fixture
def reviewers(make_person: Callable[..., Any], make_unit: Callable[..., int]) -> dict[str, Any]:
    """Reviewers: of the city, of the office that owns the course, of another one, and one who left."""
    city = make_unit("Kota Contoh", kind="instansi")
    office = make_unit("Dinas Loket", parent_id=city)
    desk = make_unit("Seksi Loket", parent_id=office, kind="seksi")
    other = make_unit("Dinas Taman", parent_id=city)
    units = {"city": city, "office": office, "desk": desk, "other": other, "gone": office}
    people = {
        name: make_person(name, unit_id=unit, roles=(Role.REVIEWER,), nip=f"19900101201501160{number}")
        for number, (name, unit) in enumerate(units.items())
    }
    accounts.disable(people["gone"].id, actor=accounts.SYSTEM)
    return people


@pytest.mark.parametrize(
    ("owner", "who"),
    [
        ("Dinas Loket", ("city", "office")),
        ("  dinas   loket ", ("city", "office")),
        ("Seksi Loket", ("city", "office", "desk")),
        ("199001012015011602", ("city", "office", "desk")),  # a person of the desk
        ("Dinas Tak Ada", ("city", "office", "desk", "other")),
        ("", ("city", "office", "desk", "other")),
    ],
)
def test_reviewers_answer_for_what_their_unit_or_one_below_owns(
    reviewers: dict[str, Any], owner: str, who: tuple[str, ...]
) -> None:
    assert reviewers_of([owner]) == {reviewers[name].id for name in who}


def test_a_request_is_told_to_those_reviewers_and_the_answer_to_who_asked(
    write: Callable[[dict[str, str]], None],
    reviewers: dict[str, Any],
    make_person: Callable[..., Any],
    sign_in: Callable[..., FlaskClient],
    app: Flask,
) -> None:
    write(ASKING | {COURSE_PATH: OWNED_FILE})
    owner = make_person("Yohana", unit_id=reviewers["office"].unit_id, roles=(Role.AUTHOR,))
    ask(sign_in(app.test_client(), owner), note="Mohon dilihat sampai Jumat.")
    title = f"Menunggu tinjauan Anda: {COURSE}"
    assert told() == [(reviewers[name].id, title, PAGE) for name in ("city", "office")]

    outsider = sign_in(app.test_client(), reviewers["other"])
    assert 'name="verdict"' not in outsider.get(PAGE).text
    assert answer(outsider, "approved").status_code == 403
    assert answer(sign_in(app.test_client(), reviewers["office"]), "approved").status_code == 303
    assert [row for row in told() if row[1].startswith("Disetujui")] == [
        (owner.id, f"Disetujui peninjau: {COURSE}", PAGE)
    ]
