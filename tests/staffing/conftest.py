"""A city with two offices, people in both, and lists that are brought in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.people import store as people_store
from elearn.spreadsheet.csv_writing import write_csv
from elearn.staffing.importing.actions import Outcome, bring_in
from elearn.staffing.importing.files import tables_of
from elearn.staffing.reach import Reach
from tests.conftest import TestPerson

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
WHOLE = Reach(is_whole=True)
HEADERS = ("nip", "nama", "status", "jabatan", "unit", "atasan_nip", "tmt", "keluar")

# Numbers of people who come by a list; those of make_person begin with 19900101.
NIP = [f"19850203201001{sex}{serial:03d}" for serial in range(1, 9) for sex in (1,)]


@dataclass(frozen=True)
class City:
    """Two offices under one agency, each with an operator; a head leads Siti in the first."""

    city: int
    first: int
    section: int
    second: int
    head: TestPerson
    siti: TestPerson
    operator: TestPerson
    other_operator: TestPerson
    hr_admin: TestPerson

    @property
    def reach(self) -> Reach:
        """What the operator of the first office reaches."""
        return Reach(unit_ids=frozenset({self.first, self.section}))


@pytest.fixture
def town(app: Flask, make_unit: Callable[..., int], make_person: Callable[..., TestPerson]) -> City:
    """The city, with bystanders in the second office."""
    city = make_unit("Kota Contoh", kind="instansi")  # unit-1
    first = make_unit("Dinas Sosial", parent_id=city)  # unit-2
    section = make_unit("Bidang Umum", parent_id=first)  # unit-3
    second = make_unit("Dinas Kesehatan", parent_id=city)  # unit-4
    head = make_person("Budi Kepala", unit_id=first)
    siti = make_person("Siti Rahmawati", unit_id=first, supervisor_id=head.id)
    make_person("Rudi Lain", unit_id=second, supervisor_id=make_person("Kepala Lain", unit_id=second).id)
    return City(
        city=city,
        first=first,
        section=section,
        second=second,
        head=head,
        siti=siti,
        operator=make_person("Operator Satu", unit_id=first, roles=(Role.UNIT_OPERATOR,)),
        other_operator=make_person("Operator Dua", unit_id=second, roles=(Role.UNIT_OPERATOR,)),
        hr_admin=make_person("Admin Kota", unit_id=city, roles=(Role.HR_ADMIN,)),
    )


def listed(*rows: Sequence[str], headers: Sequence[str] = HEADERS) -> bytes:
    """A CSV file of these rows; short rows are filled."""
    out = io.BytesIO()
    write_csv([headers, *([*row, *[""] * (len(headers) - len(row))] for row in rows)], out)
    return out.getvalue()


def brought(body: bytes, reach: Reach = WHOLE, *, good_rows: bool = False, today: date = TODAY) -> Outcome:
    """The outcome of importing a file."""
    tables = tables_of("pegawai.csv", body)
    assert not isinstance(tables, str), tables
    return bring_in(
        tables,
        reach=reach,
        good_rows_only=good_rows,
        source="pegawai.csv",
        actor=Actor(name="tes"),
        now=NOW,
        today=today,
    )


def person(nip: str) -> people_store.PersonRow:
    """The person who holds a number now."""
    found = people_store.find_person_by_nip(nip)
    assert found is not None, nip
    return found
