"""The invented agency: believable, consistent, the same for one seed, and gone without a trace."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from elearn import clock
from elearn.commands.demo import command
from elearn.config import Settings
from elearn.database import db
from elearn.obligations import counting_store
from elearn.obligations import store as obligations_store
from elearn.obligations.rules import due_state
from elearn.obligations.upkeep import keep_up
from elearn.operations import demo
from elearn.operations.agency import actions, numbers, staff, store, units
from elearn.operations.agency.courses import IN_FORCE
from elearn.people import numbers as people_numbers
from elearn.people import store as people_store
from elearn.people.positions import PositionKind

TODAY = date(2026, 11, 20)
PEOPLE = 600
MOST_SPAN = 12


def rows(query: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in db.session.execute(text(query))]


def number(query: str) -> int:
    return int(db.session.execute(text(query)).scalar_one())


def fingerprint() -> str:
    """Over every row of every table that an agency is written to."""
    digest = hashlib.sha256()
    for table in store.ALL_COLUMNS:
        for row in sorted(map(repr, rows(f"SELECT * FROM {table}"))):
            digest.update(row.encode())
    return digest.hexdigest()


@pytest.fixture
def agency(app: Flask, settings: Settings, publish_files: Callable[..., Any]) -> Iterator[actions.Built]:
    """Six hundred people of an invented agency, in an installation without courses."""
    yield actions.build(settings, people=PEOPLE, seed=7, today=TODAY)


@pytest.mark.both_databases
def test_an_agency_is_consistent_with_itself(agency: actions.Built) -> None:
    assert agency.people == number("SELECT count(*) FROM person") == PEOPLE
    assert agency.units == number("SELECT count(*) FROM unit") == 4
    assert agency.rows <= 60 * PEOPLE
    # As many numbers, accounts and positions as people; everybody but the head of the whole is led.
    for table in ("employee_number", "account", "held_position"):
        assert number(f"SELECT count(*) FROM {table}") == PEOPLE
    assert number("SELECT count(*) FROM reporting_line") == PEOPLE - 1
    # The counters say what the obligations say.
    assert counting_store.counts() == counting_store.recounted()
    # And the sums of JP what the entries say.
    years = defaultdict(float)
    for person_id, day, jp in rows("SELECT person_id, on_date, jp FROM ledger_entry"):
        years[person_id, int(str(day)[:4])] += float(jp)
    sums = rows("SELECT person_id, year, jp FROM jp_year")
    assert {(person_id, year): float(jp) for person_id, year, jp in sums} == dict(years)


def test_the_agency_is_what_its_assignments_ask_for(office: Flask, office_settings: Settings) -> None:
    """Nobody lacks an obligation and nobody has one too many: the daily job finds nothing to do."""
    now = clock.now()
    today = now.astimezone(office_settings.time_zone).date()
    demo.grow(office_settings, people=200, seed=3, today=today, tell=lambda _: None)
    assigned = number("SELECT count(*) FROM assignment WHERE ended_at IS NULL AND made_by_name = 'BKPSDM'")
    assert assigned == len(IN_FORCE)
    assert keep_up(now) == 0
    assert counting_store.counts() == counting_store.recounted()
    assert number("SELECT count(*) FROM attempt WHERE questions = '[]'") > 100


def test_the_team_of_the_demo_has_three_late_one_nearly_one_let_off_and_the_others_done(
    office: Flask, office_settings: Settings
) -> None:
    buttons = json.loads(office_settings.demo_marker.read_text(encoding="utf-8"))
    today = clock.now().astimezone(office_settings.time_zone).date()
    team = people_store.team_of(buttons["supervisor"], today)
    states = Counter(
        due_state(one, today=today, has_started=False).value
        for one in obligations_store.obligations_of(team)
        if one.level == "mandatory"
    )
    assert states == {"overdue": 3, "due_soon": 1, "exempt": 1, "completed": 1}
    assert counting_store.counts() == counting_store.recounted()


def test_numbers_are_unique_and_valid_in_every_part(agency: actions.Built) -> None:
    found = rows(
        "SELECT nip, employment_status FROM employee_number"
        " JOIN person ON person.id = employee_number.person_id"
    )
    assert len({nip for nip, _ in found}) == PEOPLE
    for nip, status in found:
        assert people_numbers.normalised_nip(nip) == nip
        born, service = date.fromisoformat(f"{nip[:4]}-{nip[4:6]}-{nip[6:8]}"), int(nip[8:12])
        assert 19 <= service - born.year <= 60
        assert (people_numbers.likely_status(nip) == "pppk") == status.startswith("pppk")
        assert nip[14] in "12"


def test_everybody_leads_a_handful_and_the_lines_end_at_one_head(agency: actions.Built) -> None:
    leaders = dict(rows("SELECT person_id, supervisor_id FROM reporting_line"))
    spans = Counter(leaders.values())
    assert max(spans.values()) <= MOST_SPAN
    assert min(spans.values()) >= staff.LEAST_SPAN
    for person_id in leaders:
        seen = {person_id}
        while person_id in leaders:
            person_id = leaders[person_id]
            assert person_id not in seen, "a circle of leaders"
            seen.add(person_id)
    assert len({find_head(one, leaders) for one in leaders}) == 1


def find_head(person_id: int, leaders: dict[int, int]) -> int:
    while person_id in leaders:
        person_id = leaders[person_id]
    return person_id


def test_the_shares_are_believable(agency: actions.Built) -> None:
    kinds = dict(rows("SELECT position_kind, count(*) FROM person GROUP BY position_kind"))
    assert set(kinds) <= {kind.value for kind in PositionKind}
    pyramid = ("jpt-pratama", "administrator", "pengawas", "pelaksana")
    assert [kinds[kind] for kind in pyramid] == sorted(kinds[kind] for kind in pyramid)
    statuses = dict(rows("SELECT employment_status, count(*) FROM person GROUP BY employment_status"))
    assert statuses["pns"] > statuses["pppk"] > statuses["pppk-part-time"] > statuses["cpns"] > 0
    standings = dict(rows("SELECT standing, sum(people) FROM obligation_count GROUP BY standing"))
    assert standings["completed"] > standings["open"] > standings["exempt"] > 0
    assert 0 < standings["late"] < standings["completed"] / 3
    assert number("SELECT count(*) FROM obligation WHERE own_shifts > 0 AND due_on > first_due_on") > 0
    assert number(f"SELECT count(*) FROM obligation WHERE completed_on >= '{TODAY}'") == 0


def test_the_same_seed_gives_the_same_rows_and_another_one_others(
    app: Flask, settings: Settings, publish_files: Callable[..., Any]
) -> None:
    found = []
    for seed in (1, 1, 2):
        actions.build(settings, people=150, seed=seed, today=TODAY)
        found.append(fingerprint())
        actions.remove(settings)
    assert found[0] == found[1] != found[2]


def test_removing_an_agency_leaves_real_people_and_their_obligations(
    agency: actions.Built, settings: Settings, make_person: Callable[..., Any]
) -> None:
    unit_id = number("SELECT max(id) FROM unit")
    real = make_person(name="Orang Sungguhan", unit_id=unit_id)

    assert actions.remove(settings) == PEOPLE

    assert rows("SELECT id FROM person") == [(real.id,)]
    for table in ("obligation", "ledger_entry", "assignment", "obligation_count", "look", "jp_year"):
        assert number(f"SELECT count(*) FROM {table}") == 0, table
    # The unit of the real person stays with those above it.
    assert unit_id in {row[0] for row in rows("SELECT id FROM unit")}
    assert rows("PRAGMA foreign_key_check") == []
    assert actions.remove(settings) == 0


def test_an_agency_is_not_built_among_real_people(
    app: Flask, settings: Settings, make_person: Callable[..., Any]
) -> None:
    make_person(name="Orang Sungguhan")
    with pytest.raises(demo.DemoRefused):
        demo.grow(settings, people=10, seed=1, today=TODAY, tell=lambda _: None)
    assert number("SELECT count(*) FROM person") == 1


def test_a_size_out_of_range_is_refused(app: Flask, settings: Settings) -> None:
    for people in (0, actions.MOST_PEOPLE + 1):
        with pytest.raises(actions.AgencyRefused):
            actions.build(settings, people=people, seed=1, today=TODAY)


def test_the_command_fills_an_empty_folder_and_fills_it_anew(tmp_path: Path) -> None:
    for people in ("30", "20"):
        arguments = ["--instance", str(tmp_path / "instance"), "--people", people]
        answer = CliRunner().invoke(command, arguments)
        assert answer.exit_code == 0, answer.output
        assert f"{people} orang dalam 1 unit" in answer.output
    answer = CliRunner().invoke(command, ["--instance", str(tmp_path / "instance"), "--clear"])
    assert "60 orang contoh dihapus" in answer.output


@given(st.integers(1, 700), st.integers(0, 50))
def test_in_a_unit_of_any_size_nobody_leads_too_many(seats: int, seed: int) -> None:
    led = Counter(leader for leader, _, _ in staff.lines(seats, random.Random(seed)) if leader is not None)
    assert sum(led.values()) == seats - 1
    assert all(span <= staff.MOST_SPAN for span in led.values())
    if seats > staff.LEAST_SPAN:
        assert all(span >= staff.LEAST_SPAN for span in led.values())


@given(st.integers(1, 60_000), st.integers(0, 9))
def test_planned_units_hold_everybody_once_and_parents_come_first(people: int, seed: int) -> None:
    planned = units.planned_units(people, seed)
    assert sum(unit.seats for unit in planned) == people
    reached = 0
    for place, unit in enumerate(planned):
        assert unit.number == place
        assert unit.first_number == reached
        assert unit.parent is None or unit.parent < place
        reached += unit.seats
    assert len({unit.code for unit in planned}) == len(planned)
    assert all(re.fullmatch(r"contoh-\d{4}(-\d{3})?", unit.code) for unit in planned)


@given(st.integers(0, 4_999_999), st.integers(0, 4_999_999))
def test_two_people_of_a_nation_never_share_a_number(one: int, other: int) -> None:
    def nip(place: int) -> str:
        service = numbers.service_of(
            random.Random(place % 3), place, 5_000_000, ages=(1970, 1999), begun=(2000, 2020), status="pns"
        )
        return numbers.nip_of(service, place, is_female=bool(place % 2))

    assert (nip(one) == nip(other)) == (one == other)


def test_the_rows_of_one_chunk_are_all_that_is_held_in_memory(
    app: Flask, settings: Settings, publish_files: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PEOPLE_AT_ONCE", 100)
    written: list[int] = []
    write = store.write
    monkeypatch.setattr(store, "write", lambda found: written.append(len(found["person"])) or write(found))
    stands: list[int] = []
    actions.build(settings, people=PEOPLE, seed=1, today=TODAY, tell=stands.append)
    assert sum(written) == PEOPLE
    assert max(written) < PEOPLE / 2
    assert stands == sorted(stands) and stands[-1] == PEOPLE
