"""Every look is written once and told to the person it took in, as a day and never as a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from elearn.database import db
from elearn.people.tables import Delegation, HeldPosition, ReportingLine
from elearn.visibility import actions, store
from elearn.visibility.looks import SeenOn
from elearn.visibility.tables import Look

WIB = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
LONG_AGO = NOON - timedelta(days=365)


@pytest.fixture
def boss(make_person: Callable[..., Any]) -> Any:
    return make_person("Hendra Wijaya")


@pytest.fixture
def siti(make_person: Callable[..., Any], boss: Any) -> Any:
    return make_person("Siti Rahmawati", supervisor_id=boss.id)


@pytest.fixture(autouse=True)
def charlie(make_person: Callable[..., Any]) -> Any:
    """A bystander whom nobody looks at."""
    return make_person("Charlie Nasution")


def seen(person: Any) -> list[SeenOn]:
    db.session.rollback()
    return actions.looks_at(person.id, since=LONG_AGO, zone=WIB)


def rows() -> int:
    db.session.rollback()
    return db.session.query(Look).count()


def test_a_look_at_the_team_is_told_to_each_of_the_team(boss: Any, siti: Any, charlie: Any) -> None:
    actions.note_look(boss.id, "team", "direct", now=NOON)
    assert seen(siti) == [SeenOn(day=MONDAY, viewer_id=boss.id, page="team")]
    assert seen(charlie) == []
    assert seen(boss) == []


def test_a_look_at_one_person_is_told_to_him_alone(
    boss: Any, siti: Any, charlie: Any, make_person: Callable[..., Any]
) -> None:
    beside = make_person("Budi", supervisor_id=boss.id)
    actions.note_look(boss.id, "person", "person", subject_id=siti.id, now=NOON)
    assert [one.page for one in seen(siti)] == ["person"]
    assert seen(beside) == seen(charlie) == []


def test_looking_again_within_a_minute_writes_nothing_but_another_page_does(boss: Any, siti: Any) -> None:
    actions.note_look(boss.id, "team", "direct", now=NOON)
    actions.note_look(boss.id, "team", "direct", now=NOON + timedelta(seconds=59))
    assert rows() == 1
    actions.note_look(boss.id, "export", "direct", now=NOON + timedelta(seconds=59))
    actions.note_look(boss.id, "person", "person", subject_id=siti.id, now=NOON + timedelta(seconds=59))
    actions.note_look(boss.id, "team", "direct", now=NOON + timedelta(seconds=61))
    assert rows() == 4


def test_who_looks_at_himself_is_not_written_down(siti: Any) -> None:
    actions.note_look(siti.id, "person", "person", subject_id=siti.id, now=NOON)
    assert rows() == 0


def test_two_looks_on_one_day_are_told_once_and_without_a_time(boss: Any, siti: Any) -> None:
    for hours in (0, 2):
        actions.note_look(boss.id, "team", "direct", now=NOON + timedelta(hours=hours))
    assert rows() == 2
    assert len(seen(siti)) == 1


def test_the_day_is_that_of_the_zone(boss: Any, siti: Any) -> None:
    actions.note_look(boss.id, "team", "direct", now=datetime(2026, 3, 2, 23, 0, tzinfo=UTC))
    assert seen(siti)[0].day == date(2026, 3, 3)


def test_looks_of_a_former_supervisor_after_he_handed_over_are_not_mine(boss: Any, siti: Any) -> None:
    line = db.session.query(ReportingLine).filter_by(person_id=siti.id).one()
    line.valid_to = MONDAY
    db.session.commit()
    actions.note_look(boss.id, "team", "direct", now=NOON)
    actions.note_look(boss.id, "team", "direct", now=NOON + timedelta(days=1))
    assert [one.day for one in seen(siti)] == [MONDAY]


def test_a_delegate_looks_for_me_only_during_the_delegation(boss: Any, siti: Any, charlie: Any) -> None:
    db.session.add(
        Delegation(
            supervisor_id=boss.id,
            deputy_id=charlie.id,
            valid_from=MONDAY,
            valid_to=MONDAY + timedelta(days=1),
            made_at=NOON,
        )
    )
    db.session.commit()
    for days in (-1, 0, 1, 2):
        actions.note_look(charlie.id, "team", "direct", now=NOON + timedelta(days=days))
    assert [one.day for one in seen(siti)] == [MONDAY + timedelta(days=1), MONDAY]


def test_a_look_at_a_unit_reaches_who_was_in_it_or_below_on_that_day(
    boss: Any, make_unit: Callable[..., int], make_person: Callable[..., Any]
) -> None:
    office = make_unit("Dinas")
    division = make_unit("Bidang", parent_id=office)
    elsewhere = make_unit("Dinas Lain")
    inside, moved, outside = (
        make_person("A", unit_id=division),
        make_person("B", unit_id=elsewhere),
        make_person("C", unit_id=elsewhere),
    )
    db.session.add(
        HeldPosition(
            person_id=moved.id, unit_id=division, name="x", valid_from=date(2020, 1, 1), valid_to=MONDAY
        )
    )
    db.session.commit()
    actions.note_look(boss.id, "unit", "unit", unit_id=office, now=NOON)
    actions.note_look(boss.id, "unit", "unit", unit_id=office, now=NOON + timedelta(days=1))
    assert [one.day for one in seen(inside)] == [MONDAY + timedelta(days=1), MONDAY]
    assert [one.day for one in seen(moved)] == [MONDAY]
    assert seen(outside) == []


def test_a_consent_holds_from_when_it_is_given_until_it_is_withdrawn(siti: Any, charlie: Any) -> None:
    actions.give_consent(siti.id, "unit-page", NOON)
    actions.give_consent(siti.id, "unit-page", NOON)
    assert store.consents_of([siti.id, charlie.id]) == {
        siti.id: frozenset({"unit-page"}),
        charlie.id: frozenset(),
    }
    actions.withdraw_consent(siti.id, "unit-page", NOON)
    assert store.consents_of([siti.id])[siti.id] == frozenset()
    actions.give_consent(siti.id, "unit-page", NOON)
    assert store.consents_of([siti.id])[siti.id] == {"unit-page"}
