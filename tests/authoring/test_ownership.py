"""Who may publish a course: its owners, those who answer for everything, and nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.accounts.roles import Role
from elearn.authoring.ownership import Publisher, may_publish

NIP = "199001012015011001"


def person(
    *roles: Role, nip: str = NIP, units: tuple[str, ...] = ("dukcapil", "Dinas Dukcapil")
) -> Publisher:
    return Publisher(roles=frozenset(roles), nip=nip, units=frozenset(units))


def test_a_course_without_owners_belongs_to_every_author() -> None:
    assert may_publish((), person(Role.AUTHOR))
    assert may_publish(("  ",), person(Role.AUTHOR))


@pytest.mark.parametrize("owner", [NIP, "19900101 201501 1 001", "dukcapil", "dinas  DUKCAPIL"])
def test_an_author_is_an_owner_by_his_number_or_his_unit(owner: str) -> None:
    assert may_publish((owner,), person(Role.AUTHOR))
    assert may_publish(("unit-lain", owner), person(Role.AUTHOR))


@pytest.mark.parametrize("owner", ["unit-lain", "199001012015011002", "Dukcapil Kota"])
def test_an_author_who_is_no_owner_may_not(owner: str) -> None:
    assert not may_publish((owner,), person(Role.AUTHOR))


def test_a_reviewer_may_not_even_in_the_unit_of_the_owners() -> None:
    assert not may_publish((), person(Role.REVIEWER))
    assert not may_publish(("dukcapil",), person(Role.REVIEWER))
    assert may_publish((NIP,), person(Role.REVIEWER)), "but he may when he is named himself"


@pytest.mark.parametrize("role", [Role.HR_ADMIN, Role.SYSADMIN])
def test_those_who_answer_for_all_courses_always_may(role: Role) -> None:
    assert may_publish(("unit-lain",), person(role))


@given(st.text(max_size=30))
def test_a_person_without_a_number_or_unit_owns_nothing_by_accident(owner: str) -> None:
    nobody = person(Role.AUTHOR, nip="", units=())
    assert may_publish((owner,), nobody) == (not owner.strip())
