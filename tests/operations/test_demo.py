"""The demo office: plausible, consistent, and gone without a trace when it is ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from elearn.accounts import actions as account_actions
from elearn.config import Settings
from elearn.database import db
from elearn.operations import demo, demo_office
from elearn.people import actions as people_actions
from elearn.people import numbers
from elearn.people import store as people_store

YOUNGEST, OLDEST = 18, 40  # at the beginning of service


def count(table: str) -> int:
    return int(db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


@pytest.mark.parametrize("person", demo_office.people(), ids=lambda person: person.key)
def test_every_demo_number_is_consistent_with_its_person(person: demo_office.DemoPerson) -> None:
    nip = person.nip
    assert numbers.normalised_nip(nip) == nip
    assert date.fromisoformat(f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}") == person.born
    assert YOUNGEST <= person.service_year - person.born.year <= OLDEST
    likely = numbers.likely_status(nip)
    assert (likely == "pppk") == person.status.startswith("pppk")
    assert ("/" in person.rank) != person.status.startswith("pppk")
    assert nip[14] == ("2" if person.is_female else "1")


def test_forty_people_with_forty_numbers_and_nobody_leads_before_he_exists() -> None:
    people = demo_office.people()
    assert (
        len(people) == len({person.nip for person in people}) == len({person.name for person in people}) == 40
    )
    seen: set[str] = {""}
    for person in people:
        assert person.leader in seen, person.name
        seen.add(person.key)
    assert {person.unit for person in people} <= {
        demo_office.ROOT_UNIT,
        *(unit.code for unit in demo_office.units()),
    }


def test_the_office_has_people_history_and_buttons(office: Flask, office_settings: Settings) -> None:
    assert count("person") == count("account") == 40
    assert count("unit") == 11
    assert count("section_state") > 20
    assert count("completion") > 5
    with_password = text("SELECT count(*) FROM account WHERE password_hash IS NOT NULL")
    assert db.session.execute(with_password).scalar_one() == 0
    buttons = json.loads(office_settings.demo_marker.read_text(encoding="utf-8"))
    assert set(buttons) == {"learner", "supervisor", "author", "admin"}
    names = people_store.persons(buttons.values())
    assert names[buttons["learner"]].name == "Sri Wahyuningsih"


def test_the_history_lies_in_the_past_and_in_working_hours(office: Flask, office_settings: Settings) -> None:
    future = db.session.execute(text("SELECT count(*) FROM progress_event WHERE at > CURRENT_TIMESTAMP"))
    assert future.scalar_one() == 0


def test_the_same_people_have_done_the_same_on_every_machine(
    office: Flask, office_settings: Settings
) -> None:
    query = text("SELECT person_id, count(*) FROM section_state GROUP BY person_id ORDER BY person_id")
    first = db.session.execute(query).all()
    demo.clear(office_settings)
    demo.fill(office_settings)
    second = db.session.execute(query).all()
    assert [row[1] for row in first] == [row[1] for row in second]


def test_the_supervisor_of_the_demo_leads_the_learner(office: Flask, office_settings: Settings) -> None:
    buttons = json.loads(office_settings.demo_marker.read_text(encoding="utf-8"))
    today = date(2026, 11, 22)
    assert buttons["learner"] in people_store.direct_report_ids(buttons["supervisor"], today)


@pytest.mark.parametrize("role", demo_office.BUTTONS)
def test_a_button_signs_in(office: Flask, role: str) -> None:
    client = office.test_client()
    page = client.get("/accounts/sign-in").text
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    answer = client.post("/accounts/demo", data={"csrf_token": token, "role": role})
    assert answer.status_code == 303
    assert client.get("/learning/").status_code == 200


def test_an_installation_with_people_is_not_filled(
    app: Flask, settings: Settings, make_person: Callable[..., Any]
) -> None:
    make_person(name="Orang Sungguhan")
    assert not demo.fill(settings)
    assert not settings.is_demo
    assert count("person") == 1


def test_ending_the_demo_removes_all_of_it_and_nobody_else(office: Flask, office_settings: Settings) -> None:
    unit = people_store.find_unit("dafduk")
    assert unit is not None
    real_id = people_actions.add_person(
        nip="199001012015051001", name="Orang Sungguhan", unit_id=unit.id, valid_from=date(2015, 5, 1)
    )
    account_actions.add_account(real_id, password=None)

    assert demo.clear(office_settings) == 40

    assert not office_settings.is_demo
    assert [row.id for row in people_store.persons([real_id]).values()] == [real_id]
    assert count("person") == count("account") == 1
    assert count("section_state") == count("progress_event") == count("completion") == count("attempt") == 0
    # The unit of the real person stays, and those above it; the empty ones are gone.
    codes = set(db.session.execute(text("SELECT code FROM unit")).scalars())
    assert {"dafduk", "disdukcapil", "kota"} <= codes
    assert "dinkes" not in codes
    assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
