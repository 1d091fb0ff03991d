"""Two records of one person become one: every row of every table is still there, and nobody gains a right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from elearn.accounts import actions as accounts
from elearn.accounts import store as account_store
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.audit.tables import AuditEntry
from elearn.database import db, transaction
from elearn.learning.tables import Bookmark
from elearn.ledger import store as ledger
from elearn.ledger.tables import LedgerEntry
from elearn.people import store as people_store
from elearn.people.merging_store import LeftBehind
from elearn.people.tables import Person
from elearn.progress.tables import Completion, Enrolment, ProgressEvent, SectionState
from elearn.staffing.merging import merge
from tests.conftest import TestPerson, csrf_of
from tests.staffing.conftest import NOW, TODAY, City, person

pytestmark = pytest.mark.both_databases
MakePerson = Callable[..., TestPerson]
EARLY, LATE = datetime(2025, 1, 5, tzinfo=UTC), datetime(2025, 6, 5, tzinfo=UTC)


@pytest.fixture
def twin(town: City, make_person: MakePerson) -> TestPerson:
    """The second record of Siti."""
    return make_person("Siti Rahmawati", unit_id=town.section, password="laut biru di timur 7")


def write(table: Any, **values: Any) -> None:
    with transaction():
        db.session.execute(insert(table).values(**values))


def complete(who: TestPerson, course: str, at: datetime, jp: int = 2) -> None:
    write(
        Completion, person_id=who.id, scope="course", course=course, version="v" * 64, completed_at=at, jp=jp
    )
    write(
        LedgerEntry,
        person_id=who.id,
        on_date=at.date(),
        form=1,
        jp=jp,
        source="module",
        source_key=f"{course}/1",
        title=course,
        recorded_at=at,
    )


def merged(duplicate: TestPerson, kept: TestPerson) -> list[LeftBehind]:
    return merge(duplicate.id, kept.id, actor=Actor(name="tes"), now=NOW, today=TODAY)


def test_what_was_learned_under_both_numbers_is_one_record(town: City, twin: TestPerson) -> None:
    complete(town.siti, "kearsipan", LATE)
    complete(twin, "kearsipan", EARLY)
    complete(twin, "pelayanan", LATE, jp=3)
    write(ProgressEvent, person_id=twin.id, at=LATE, kind="read", course="pelayanan", version="v" * 64)

    left = merged(twin, town.siti)

    done = select(Completion.course, Completion.completed_at).where(Completion.person_id == town.siti.id)
    assert sorted(tuple(row) for row in db.session.execute(done)) == [
        ("kearsipan", EARLY),
        ("pelayanan", LATE),
    ]
    assert ledger.jp_of([town.siti.id], 2025) == {town.siti.id: Decimal(5)}
    assert {one.table for one in left} == {"completion", "ledger_entry"}
    # The other of the two is not lost: it stands with the duplicate.
    other = select(Completion.completed_at).where(Completion.person_id == twin.id)
    assert list(db.session.scalars(other)) == [LATE]


def test_the_section_that_was_read_and_the_place_where_one_was_are_kept(town: City, twin: TestPerson) -> None:
    place = {"course": "kearsipan", "module": "dasar", "section": "satu", "version": "v" * 64}
    write(SectionState, person_id=town.siti.id, opened_at=EARLY, read_at=None, **place)
    write(SectionState, person_id=twin.id, opened_at=LATE, read_at=LATE, **place)
    for who, at, section in ((town.siti, EARLY, "satu"), (twin, LATE, "dua")):
        write(
            Enrolment,
            person_id=who.id,
            course="kearsipan",
            started_at=at,
            last_module="dasar",
            last_section=section,
            last_opened_at=at,
        )

    merged(twin, town.siti)

    read = select(SectionState.read_at).where(SectionState.person_id == town.siti.id)
    assert db.session.scalar(read) == LATE
    last = select(Enrolment.last_section).where(Enrolment.person_id == town.siti.id)
    assert db.session.scalar(last) == "dua"


def test_nobody_gains_a_role_or_a_password_by_a_merge(town: City, twin: TestPerson) -> None:
    accounts.grant_role(twin.id, Role.SYSADMIN, granted_by="tes")
    accounts.open_session(twin.id)

    merged(twin, town.siti)

    assert account_store.held_roles([town.siti.id, twin.id]) == {town.siti.id: [], twin.id: []}
    account = account_store.find_account(twin.id)
    assert account is not None and account.disabled_at is not None
    kept = account_store.find_account(town.siti.id)
    assert kept is not None and not kept.has_password and kept.disabled_at is None


def test_the_second_number_belongs_to_the_kept_person_as_an_old_one(town: City, twin: TestPerson) -> None:
    merged(twin, town.siti)

    assert people_store.find_person_by_nip(twin.nip) is None
    assert people_store.number_exists(twin.nip)
    assert person(town.siti.nip).id == town.siti.id
    row = db.session.get(Person, twin.id)
    assert row is not None
    assert (row.left_on, row.left_reason, row.merged_into_id) == (TODAY, "merged", town.siti.id)


def test_teams_of_both_come_together_and_nobody_leads_himself(
    town: City, twin: TestPerson, make_person: MakePerson
) -> None:
    led_by_twin = make_person("Eko", unit_id=town.first, supervisor_id=twin.id)
    led_by_both = make_person("Fitri", unit_id=town.first, supervisor_id=twin.id)
    yesterday = TODAY - timedelta(days=1)
    with transaction():
        people_store.insert_reporting_line(
            person_id=led_by_both.id, supervisor_id=town.siti.id, valid_from=date(2024, 1, 1)
        )
        people_store.insert_reporting_line(
            person_id=twin.id, supervisor_id=town.siti.id, valid_from=date(2024, 1, 1)
        )

    merged(twin, town.siti)

    assert people_store.team_of(town.siti.id, TODAY) == [led_by_twin.id, led_by_both.id]
    assert people_store.led_by([led_by_both.id], TODAY) == {led_by_both.id: [town.siti.id]}
    assert people_store.led_by([town.siti.id], TODAY) == {town.siti.id: [town.head.id]}
    assert people_store.team_of(twin.id, TODAY) == []
    assert led_by_twin.id in people_store.team_of(town.siti.id, yesterday)


def test_a_merge_is_written_down(town: City, twin: TestPerson) -> None:
    write(Bookmark, person_id=twin.id, course="a", module="b", section="c", created_at=LATE)
    write(Bookmark, person_id=town.siti.id, course="a", module="b", section="c", created_at=EARLY)

    merged(twin, town.siti)

    entry = db.session.execute(select(AuditEntry).where(AuditEntry.action == "person.merged")).scalar_one()
    assert entry.subject == f"person:{town.siti.id}"
    assert entry.details["duplicate"] == twin.id
    assert entry.details["stayed"].startswith("bookmark:")


def test_a_role_that_ends_by_a_merge_is_written_down(town: City, twin: TestPerson) -> None:
    accounts.grant_role(twin.id, Role.AUTHOR, granted_by="tests")

    merged(twin, town.siti)

    lost = db.session.execute(select(AuditEntry).where(AuditEntry.action == "role.revoked")).scalar_one()
    assert (lost.subject, lost.details["role"]) == (f"person:{twin.id}", "author")


def test_the_page_shows_both_before_it_merges(app: Flask, sign_in: Any, town: City, twin: TestPerson) -> None:
    desk: FlaskClient = sign_in(app.test_client(), town.operator)
    path = f"/staffing/people/{town.siti.id}/merge"
    token = csrf_of(desk.get(path))

    shown = desk.post(path, data={"csrf_token": token, "nip": twin.nip})
    assert shown.status_code == 200
    assert "Gabungkan sekarang" in shown.text
    assert person(twin.nip).id == twin.id

    done = desk.post(path, data={"csrf_token": token, "nip": twin.nip, "sure": "yes"})
    assert done.status_code == 303
    assert people_store.find_person_by_nip(twin.nip) is None


@pytest.mark.parametrize("who", ["elsewhere", "heavier", "self"])
def test_the_record_of_somebody_else_is_not_swallowed(
    app: Flask, sign_in: Any, town: City, make_person: MakePerson, who: str
) -> None:
    others = {
        "elsewhere": make_person("Siti Lain", unit_id=town.second),
        "heavier": make_person("Kepala", unit_id=town.first, roles=(Role.UNIT_HEAD,)),
        "self": town.operator,
    }
    desk: FlaskClient = sign_in(app.test_client(), town.operator)
    path = f"/staffing/people/{town.siti.id}/merge"

    answer = desk.post(
        path, data={"csrf_token": csrf_of(desk.get(path)), "nip": others[who].nip, "sure": "yes"}
    )

    assert answer.status_code == 422
    assert person(others[who].nip).id == others[who].id
