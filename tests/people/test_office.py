"""Units, people and reporting lines, asked among bystanders."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from elearn.people import actions, store
from tests.conftest import TestPerson

MakeUnit = Callable[..., int]
MakePerson = Callable[..., TestPerson]
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def bystanders(make_unit: MakeUnit, make_person: MakePerson) -> None:
    """Another agency with a leader and a member: a query that forgets its filter finds them."""
    elsewhere = make_unit("Kabupaten Lain")
    leader = make_person("Rudi Lain", unit_id=elsewhere, nip="197001011995011901")
    make_person("Siti Lain", unit_id=elsewhere, nip="197001011995011902", supervisor_id=leader.id)


@pytest.mark.both_databases
def test_a_subtree_is_the_unit_and_all_below_it(make_unit: MakeUnit) -> None:
    city = make_unit("Kota")
    office = make_unit("Dinas", parent_id=city)
    section = make_unit("Seksi", parent_id=office)
    neighbour = make_unit("Dinas X", parent_id=city)

    assert store.unit_subtree_ids(office) == {office, section}
    assert store.unit_subtree_ids(city) == {city, office, section, neighbour}
    assert store.units_above([section, neighbour]) == {
        section: {section, office, city},
        neighbour: {neighbour, city},
    }


def test_a_person_is_found_by_the_present_number_only(make_person: MakePerson) -> None:
    siti = make_person("Siti Rahmawati")

    found = store.find_person_by_nip(siti.nip)

    assert found is not None
    assert (found.id, found.full_name, found.nip) == (siti.id, "Siti Rahmawati", siti.nip)
    assert store.find_person_by_nip("199912312020121001") is None


def test_a_number_is_given_once(make_person: MakePerson, make_unit: MakeUnit) -> None:
    siti = make_person("Siti Rahmawati")

    with pytest.raises(actions.NumberRefused):
        actions.add_person(nip=siti.nip, name="Budi", unit_id=siti.unit_id, valid_from=TODAY)
    assert store.persons_like("Budi", below=None, on=TODAY, limit=5) == []


def test_a_malformed_number_makes_nobody(make_unit: MakeUnit) -> None:
    with pytest.raises(actions.NumberRefused):
        actions.add_person(nip="123", name="Budi", unit_id=make_unit(), valid_from=TODAY)


def test_a_unit_code_is_given_once() -> None:
    actions.add_unit(code="dukcapil", name="Dinas")

    with pytest.raises(actions.UnitRefused):
        actions.add_unit(code="dukcapil", name="Dinas lain")


def test_reports_and_supervisor_are_those_of_the_day(make_person: MakePerson) -> None:
    head = make_person("Hendra Wijaya")
    first = make_person("Siti Rahmawati", supervisor_id=head.id)
    second = make_person("Budi Santoso", supervisor_id=head.id)

    assert store.direct_report_ids(head.id, TODAY) == sorted([first.id, second.id])
    assert store.direct_report_ids(head.id, date(2014, 12, 31)) == []
    supervisor = store.supervisor_of(first.id, TODAY)
    assert supervisor is not None and supervisor.id == head.id
    assert store.supervisor_of(head.id, TODAY) is None


def test_persons_are_given_by_id_and_unknown_ids_left_out(make_person: MakePerson) -> None:
    siti, budi = make_person("Siti Rahmawati"), make_person("Budi Santoso")

    found = store.persons([siti.id, budi.id, 987_654])

    assert {person_id: row.name for person_id, row in found.items()} == {
        siti.id: "Siti Rahmawati",
        budi.id: "Budi Santoso",
    }


@pytest.mark.both_databases
def test_the_best_matching_name_comes_first_and_only_from_below(make_person: MakePerson) -> None:
    siti = make_person("Siti Rahmawati")
    other = make_person("Siti Aminah", unit_id=siti.unit_id)

    found = store.persons_like("rahmawati siti", below=[siti.unit_id], on=TODAY, limit=5)

    assert [person.id for person in found] == [siti.id, other.id]


@pytest.mark.parametrize("words", ["", "%", "_", "' OR 1=1 --", "..."])
def test_signs_of_the_query_language_find_nobody(words: str) -> None:
    assert store.persons_like(words, below=None, on=TODAY, limit=5) == []
