"""Two offices with their people; what belongs to the one never shows to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from elearn import clock
from elearn.accounts.roles import Role
from elearn.activities import actions
from elearn.activities.actions import NewFile
from elearn.activities.rules import Facts
from tests.conftest import TestPerson, csrf_of

NOW = datetime(2026, 6, 15, 3, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
SEMINAR = Facts(
    form=9,
    title="Seminar Arsip Digital",
    organiser="ANRI",
    place="Jakarta",
    starts_on=date(2026, 6, 1),
    ends_on=date(2026, 6, 2),
    amount=Decimal(2),
)
PLAN = Facts(
    form=4,
    title="Workshop Layanan Cepat",
    organiser="Kementerian PANRB",
    starts_on=date(2026, 7, 1),
    ends_on=date(2026, 7, 3),
    reason="Antrean loket panjang.",
)


@dataclass(frozen=True, kw_only=True)
class House:
    """Hendra leads Siti and Budi of office A, Rina leads Tono of office B; each office has its operator."""

    hendra: TestPerson
    siti: TestPerson
    budi: TestPerson
    rina: TestPerson
    tono: TestPerson
    operator_a: TestPerson
    operator_b: TestPerson
    hr: TestPerson


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    """Every test happens on one Monday."""
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def house(make_unit: Callable[..., int], make_person: Callable[..., TestPerson]) -> House:
    """The two offices."""
    agency = make_unit("Kota")
    a, b = make_unit("Dinas A", parent_id=agency), make_unit("Dinas B", parent_id=agency)
    below = make_unit("Bidang A1", parent_id=a)
    hendra, rina = make_person("Hendra Wijaya", unit_id=a), make_person("Rina Kusuma", unit_id=b)
    return House(
        hendra=hendra,
        siti=make_person("Siti Rahmawati", unit_id=below, supervisor_id=hendra.id),
        budi=make_person("Budi Santoso", unit_id=below, supervisor_id=hendra.id),
        rina=rina,
        tono=make_person("Tono Prakoso", unit_id=b, supervisor_id=rina.id),
        operator_a=make_person("Oki Setiana", unit_id=a, roles=(Role.UNIT_OPERATOR,)),
        operator_b=make_person("Beni Oktaviano", unit_id=b, roles=(Role.UNIT_OPERATOR,)),
        hr=make_person("Dewi Lestari", unit_id=agency, roles=(Role.HR_ADMIN,)),
    )


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[[TestPerson], FlaskClient]:
    """browse(person): a browser in which this person is signed in."""
    return lambda person: sign_in(app.test_client(), person)


def handed_in(person: TestPerson, facts: Facts = SEMINAR, body: bytes = PDF, now: datetime = NOW) -> int:
    """An activity of a person that waits for verification."""
    return actions.hand_in(person.id, facts, [NewFile(name="sertifikat.pdf", body=body)], now=now)


def send(browser: FlaskClient, path: str, **data: Any) -> TestResponse:
    """Send a form as its page does, with the token of the browser."""
    token = csrf_of(browser.get("/profile/"))
    return browser.post(path, data=data | {"csrf_token": token})


def upload(name: str = "sertifikat.pdf", body: bytes = PDF) -> tuple[BytesIO, str]:
    """A file of a form."""
    return BytesIO(body), name


def typed(facts: Facts) -> dict[str, str]:
    """Facts as a person types them."""
    return {
        "form": str(facts.form),
        "title": facts.title,
        "organiser": facts.organiser,
        "place": facts.place,
        "starts_on": facts.starts_on.isoformat(),
        "ends_on": facts.ends_on.isoformat(),
    }
