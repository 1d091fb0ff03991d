"""Who leads whom on a day: lines, deputies, leavers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from elearn.database import db, transaction
from elearn.people import store
from elearn.people.tables import Delegation, Person, ReportingLine
from tests.conftest import TestPerson

pytestmark = pytest.mark.both_databases
MakePerson = Callable[..., TestPerson]
TODAY = date(2026, 11, 22)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def bystanders(make_person: MakePerson) -> None:
    """Another leader with a member and a deputy: a query that forgets its filter finds them."""
    leader = make_person("Rudi Lain", nip="197001011995011901")
    make_person("Siti Lain", nip="197001011995011902", supervisor_id=leader.id)
    deputy = make_person("Wakil Lain", nip="197001011995011903")
    delegate(leader, deputy)


def delegate(
    leader: TestPerson,
    deputy: TestPerson,
    first: date = YESTERDAY,
    last: date = TOMORROW,
    *,
    ended_at: datetime | None = None,
) -> None:
    with transaction():
        db.session.add(
            Delegation(
                supervisor_id=leader.id,
                deputy_id=deputy.id,
                valid_from=first,
                valid_to=last,
                made_at=datetime(2026, 11, 1, tzinfo=UTC),
                ended_at=ended_at,
            )
        )


def leave(person: TestPerson, on: date) -> None:
    with transaction():
        row = db.session.get(Person, person.id)
        assert row is not None
        row.left_on = on


def test_a_team_is_the_direct_reports_of_the_day(make_person: MakePerson) -> None:
    budi = make_person("Budi")
    siti = make_person("Siti", supervisor_id=budi.id)
    dewi = make_person("Dewi", supervisor_id=siti.id)
    with transaction():
        store.insert_reporting_line(person_id=dewi.id, supervisor_id=budi.id, valid_from=TOMORROW)

    assert store.team_of(budi.id, TODAY) == [siti.id]
    assert store.team_of(budi.id, TOMORROW) == [siti.id, dewi.id]


def test_a_line_that_ended_leads_nobody(make_person: MakePerson) -> None:
    budi, siti = make_person("Budi"), make_person("Siti")
    with transaction():
        db.session.add(
            ReportingLine(
                person_id=siti.id, supervisor_id=budi.id, valid_from=date(2020, 1, 1), valid_to=YESTERDAY
            )
        )

    assert store.team_of(budi.id, YESTERDAY) == [siti.id]
    assert store.team_of(budi.id, TODAY) == []


def test_who_left_is_in_no_team_and_leads_none(make_person: MakePerson) -> None:
    budi = make_person("Budi")
    siti = make_person("Siti", supervisor_id=budi.id)
    dewi = make_person("Dewi", supervisor_id=siti.id)
    leave(siti, TODAY)

    assert store.team_of(budi.id, YESTERDAY) == [siti.id]
    assert store.team_of(budi.id, TODAY) == []
    assert store.direct_report_ids(budi.id, TODAY) == []
    assert store.led_by([dewi.id], TODAY) == {dewi.id: []}
    assert store.supervisor_of(dewi.id, TODAY) is None
    assert [person.id for person in store.persons_like("Siti", below=[siti.unit_id], on=YESTERDAY, limit=9)][
        :1
    ]
    assert siti.id not in {one.id for one in store.persons_like("Siti", below=None, on=TODAY, limit=9)}
    assert siti.id not in {one.id for one in store.persons_below([siti.unit_id], on=TODAY)}
    assert siti.id in {one.id for one in store.persons_below([siti.unit_id], on=YESTERDAY)}
    assert siti.id in store.persons([siti.id])


def test_a_deputy_sees_the_team_in_the_days_of_the_delegation_but_not_himself(
    make_person: MakePerson,
) -> None:
    budi = make_person("Budi")
    siti = make_person("Siti", supervisor_id=budi.id)
    dewi = make_person("Dewi", supervisor_id=budi.id)
    delegate(budi, siti)

    assert store.team_of(siti.id, TODAY) == [dewi.id]
    assert store.team_of(siti.id, TOMORROW + timedelta(days=1)) == []
    assert store.team_of(siti.id, YESTERDAY - timedelta(days=1)) == []
    assert store.led_by([dewi.id, siti.id], TODAY) == {dewi.id: [budi.id, siti.id], siti.id: [budi.id]}


def test_a_delegation_that_was_ended_gives_nothing(make_person: MakePerson) -> None:
    budi, siti = make_person("Budi"), make_person("Siti")
    make_person("Dewi", supervisor_id=budi.id)
    delegate(budi, siti, ended_at=datetime(2026, 11, 2, tzinfo=UTC))

    assert store.team_of(siti.id, TODAY) == []
    assert store.deputies_of([budi.id], TODAY) == {budi.id: []}


def test_a_delegation_is_not_passed_on(make_person: MakePerson) -> None:
    budi, siti, andi = make_person("Budi"), make_person("Siti"), make_person("Andi")
    make_person("Dewi", supervisor_id=budi.id)
    delegate(budi, siti)
    delegate(siti, andi)

    assert store.team_of(andi.id, TODAY) == []
