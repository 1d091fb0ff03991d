"""A person moves to another agency: the record comes along whole, once, and unchanged."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from elearn.accounts import store as account_store
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.database import db, transaction
from elearn.ledger import store as ledger
from elearn.ledger.tables import LedgerEntry
from elearn.people import store as people_store
from elearn.people.tables import EmployeeNumber
from elearn.progress.tables import Completion, SectionState
from elearn.staffing import taking_along
from elearn.staffing.record_file import RecordRefused
from elearn.staffing.taking_along import TakenIn
from tests.conftest import TestPerson
from tests.staffing.conftest import NIP, NOW, TODAY, City, person

pytestmark = pytest.mark.both_databases
AT = datetime(2025, 6, 5, 3, 4, 5, tzinfo=UTC)


def write(table: Any, **values: Any) -> None:
    with transaction():
        db.session.execute(insert(table).values(**values))


def learn(who: TestPerson) -> None:
    """A finished course of 2,5 JP, one JP of it taken back, and a section that was read."""
    write(
        Completion,
        person_id=who.id,
        scope="course",
        course="arsip",
        version="v",
        completed_at=AT,
        jp=Decimal("2.5"),
    )
    write(
        SectionState,
        person_id=who.id,
        course="arsip",
        module="a",
        section="b",
        opened_at=AT,
        read_at=AT,
        version="v",
    )
    entry = {"person_id": who.id, "on_date": AT.date(), "form": 1, "recorded_at": AT, "title": "Arsip"}
    write(LedgerEntry, **entry, jp=Decimal("2.5"), source="module", source_key="arsip/1")
    first = db.session.scalar(select(LedgerEntry.id).where(LedgerEntry.person_id == who.id))
    write(
        LedgerEntry, **entry, jp=Decimal(-1), source="correction", source_key="arsip/1/1", corrects_id=first
    )


def taken_in(body: bytes, unit_id: int) -> TakenIn:
    return taking_along.take_in(body, unit_id=unit_id, actor=Actor(name="tes"), now=NOW, today=TODAY)


def as_of_another_agency(who: TestPerson) -> bytes:
    """The file of a person who is unknown here: his number here becomes another one."""
    body = taking_along.written(person(who.nip), now=NOW)
    with transaction():
        db.session.execute(update(EmployeeNumber).where(EmployeeNumber.nip == who.nip).values(nip=NIP[6]))
    return body


def test_what_was_learned_comes_along(town: City) -> None:
    learn(town.siti)
    body = as_of_another_agency(town.siti)

    done = taken_in(body, town.second)

    assert done.is_new
    assert person(town.siti.nip).unit_id == town.second
    read = select(SectionState.read_at).where(SectionState.person_id == done.person_id)
    assert db.session.scalar(read) == AT
    finished = select(Completion.course, Completion.completed_at, Completion.jp)
    assert [
        tuple(row) for row in db.session.execute(finished.where(Completion.person_id == done.person_id))
    ] == [("arsip", AT, Decimal("2.50"))]
    assert ledger.jp_of([done.person_id], 2025) == {done.person_id: Decimal("1.50")}


def test_taken_in_twice_is_once(town: City) -> None:
    learn(town.siti)
    body = as_of_another_agency(town.siti)
    first = taken_in(body, town.second)

    again = taken_in(body, town.second)

    assert again.person_id == first.person_id
    assert not again.is_new
    assert set(again.rows.values()) == {0}
    assert ledger.jp_of([first.person_id], 2025)[first.person_id] == Decimal("1.50")


def test_no_right_and_no_way_to_sign_in_travels(town: City) -> None:
    body = taking_along.written(person(town.hr_admin.nip), now=NOW)

    assert Role.HR_ADMIN.value not in body.decode()
    assert "password" not in body.decode()
    done = taken_in(as_of_another_agency(town.hr_admin), town.second)
    account = account_store.find_account(done.person_id)
    assert account is not None and not account.has_password
    assert account_store.held_roles([done.person_id]) == {done.person_id: []}


def test_a_file_that_was_changed_is_refused(town: City) -> None:
    learn(town.siti)
    whole = json.loads(taking_along.written(person(town.siti.nip), now=NOW))
    whole["content"]["ledger_entry"][0]["jp"] = "20.00"

    with pytest.raises(RecordRefused):
        taken_in(json.dumps(whole).encode(), town.second)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"format": "elearn-person", "version": 9}', b"\xff\xfe"]
)
def test_another_file_is_refused(town: City, body: bytes) -> None:
    before = len(people_store.persons_below([town.city], on=date(2026, 1, 1)))

    with pytest.raises(RecordRefused):
        taken_in(body, town.second)

    assert len(people_store.persons_below([town.city], on=date(2026, 1, 1))) == before
