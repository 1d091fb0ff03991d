"""The pages about staff: what an operator does there, and what nobody else sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select

from elearn.accounts import acting
from elearn.accounts import store as account_store
from elearn.accounts.roles import Role
from elearn.accounts.tables import OneTimeCode
from elearn.audit.tables import AuditEntry
from elearn.database import db
from elearn.messages.tables import Message
from elearn.people import store as people_store
from elearn.people.tables import Person
from elearn.spreadsheet.reading import read_table, read_tables
from elearn.spreadsheet.table import Table
from tests.conftest import TestPerson, csrf_of
from tests.staffing.conftest import NIP, City, listed, person

SignIn = Callable[[FlaskClient, TestPerson], FlaskClient]


@pytest.fixture
def desk(app: Flask, sign_in: SignIn, town: City) -> FlaskClient:
    """The browser of the operator of the first office."""
    return sign_in(app.test_client(), town.operator)


@pytest.fixture
def elsewhere(town: City) -> people_store.PersonRow:
    """Somebody of the other office."""
    return next(
        one
        for one in people_store.persons_below([town.second], on=date(2026, 1, 1))
        if one.name == "Rudi Lain"
    )


def post(desk: FlaskClient, path: str, page: str = "", **fields: object) -> object:
    token = csrf_of(desk.get(page or path))
    return desk.post(path, data={"csrf_token": token, **fields}, content_type="multipart/form-data")


def sent(desk: FlaskClient, body: bytes, name: str = "pegawai.csv") -> str:
    """The address of the preview of a file."""
    answer = post(desk, "/staffing/import", file=(io.BytesIO(body), name))
    assert answer.status_code == 303, answer.text
    return answer.location


def told_deputies() -> list[str]:
    query = select(Message.title).where(Message.kind == "delegation").order_by(Message.id)
    return list(db.session.scalars(query))


def test_a_list_is_shown_before_it_is_written(desk: FlaskClient, town: City) -> None:
    preview = sent(desk, listed((NIP[0], "Andi Pratama", "", "", "unit-2", town.head.nip)))

    page = desk.get(preview)
    assert "Andi Pratama" in page.text
    assert "Baru" in page.text
    assert people_store.find_person_by_nip(NIP[0]) is None

    answer = post(desk, preview)
    assert answer.status_code == 303
    assert person(NIP[0]).unit_id == town.first
    assert desk.get(preview).status_code == 404


def test_a_refused_row_writes_nothing_until_good_rows_are_chosen(desk: FlaskClient) -> None:
    preview = sent(desk, listed((NIP[0], "Andi", "", "", "unit-2"), ("1.98E+17", "Budi", "", "", "unit-2")))

    refused = post(desk, preview, rows="all")
    assert refused.status_code == 422
    assert "Format selnya sebagai teks" in refused.text
    assert people_store.find_person_by_nip(NIP[0]) is None

    assert post(desk, preview, rows="good").status_code == 303
    assert person(NIP[0]).name == "Andi"


def test_all_verdicts_can_be_taken_along(desk: FlaskClient) -> None:
    preview = sent(desk, listed(("12", "=Budi", "", "", "unit-2")))

    table = read_table("x", desk.get(f"{preview}/verdicts.csv").data)

    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0].cells][1:4] == ["2", "=Budi", "Ditolak"]


@pytest.mark.parametrize("body", [b"", b"nama;umur\nSiti;3\n", b"nip;nip\n1;2\n", b"PK\x03\x04x"])
def test_a_file_that_is_no_list_is_answered_with_a_sentence(desk: FlaskClient, body: bytes) -> None:
    answer = post(desk, "/staffing/import", file=(io.BytesIO(body), "a.csv"))

    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.text


def test_another_operator_cannot_open_my_list(
    app: Flask, sign_in: SignIn, desk: FlaskClient, town: City
) -> None:
    preview = sent(desk, listed((NIP[0], "Andi", "", "", "unit-2")))
    other = sign_in(app.test_client(), town.other_operator)

    assert other.get(preview).status_code == 404
    assert other.get(f"{preview}/verdicts.csv").status_code == 404


@pytest.mark.parametrize(("form", "count"), [("xlsx", 3), ("csv", 1), ("units-csv", 1)])
def test_the_template_is_read_back_by_the_import(desk: FlaskClient, form: str, count: int) -> None:
    tables = read_tables("t", desk.get(f"/staffing/template/{form}").data)

    assert isinstance(tables, tuple)
    assert len(tables) == count
    assert not tables[0].rows[0].cells[0].is_number


def test_an_operator_finds_people_of_his_units_only(
    desk: FlaskClient, town: City, elsewhere: people_store.PersonRow
) -> None:
    own = post(desk, "/staffing/search", "/staffing/", q="siti rahma")
    other = post(desk, "/staffing/search", "/staffing/", q="Rudi Lain")
    by_number = post(desk, "/staffing/search", "/staffing/", q=elsewhere.nip)

    assert "Siti Rahmawati" in own.text
    assert "Tidak ditemukan" in other.text
    assert "Tidak ditemukan" in by_number.text
    assert "Dinas Kesehatan" not in own.text + other.text
    assert desk.get(f"/staffing/?unit={town.first}").status_code == 200
    assert desk.get(f"/staffing/?unit={town.second}").status_code == 404
    assert desk.get(f"/staffing/?unit={town.city}").status_code == 404


ACTIONS = ("", "/number", "/positions", "/merge", "/letter", "/absences", "/absences/1/remove")


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_of_a_person_elsewhere_is_shown_or_changed(
    desk: FlaskClient, town: City, elsewhere: people_store.PersonRow, action: str
) -> None:
    fields = {
        "name": "X",
        "nip": NIP[3],
        "on": "2020-01-01",
        "sure": "yes",
        "basis": "plt",
        "first": "2020-01-01",
        "absence_kind": "leave",
        "first_day": "2026-01-01",
        "last_day": "2026-01-02",
    }

    answer = post(desk, f"/staffing/people/{elsewhere.id}{action}", "/staffing/import", **fields)

    assert answer.status_code == 404
    assert desk.get(f"/staffing/people/{elsewhere.id}").status_code == 404
    assert people_store.persons([elsewhere.id])[elsewhere.id] == elsewhere


def form_of(of: str, **changes: object) -> dict[str, object]:
    known = person(of)
    fields: dict[str, object] = {"name": known.name, "status": known.employment_status, "unit": "unit-2"}
    return fields | changes


def test_a_person_is_corrected_on_his_page(desk: FlaskClient, town: City) -> None:
    path = f"/staffing/people/{town.siti.id}"
    fields = form_of(town.siti.nip, title_after="S.Sos.", position="Analis", supervisor=town.head.nip)

    answer = post(desk, path, **fields)

    assert answer.status_code == 303
    assert person(town.siti.nip).full_name == "Siti Rahmawati, S.Sos."
    assert people_store.team_of(town.head.id, date(2027, 1, 1)) == [town.siti.id]
    assert "Analis" in desk.get(path).text


def test_fields_that_the_form_does_not_have_are_not_read(desk: FlaskClient, town: City) -> None:
    extra = {
        "role": "sysadmin",
        "id": "1",
        "left_on": "2020-01-01",
        "merged_into_id": "1",
        "nip": NIP[4],
        "is_admin": "1",
    }

    post(
        desk,
        f"/staffing/people/{town.siti.id}",
        **form_of(town.siti.nip, supervisor=town.head.nip, **extra),
    )

    row = db.session.get(Person, town.siti.id)
    assert row is not None
    assert (row.left_on, row.merged_into_id, person(town.siti.nip).id) == (None, None, town.siti.id)
    assert account_store.held_roles([town.siti.id]) == {town.siti.id: []}


def test_a_slip_in_the_form_is_shown_at_its_field(desk: FlaskClient, town: City) -> None:
    fields = form_of(town.siti.nip, supervisor=town.siti.nip, email="bukan alamat")

    answer = post(desk, f"/staffing/people/{town.siti.id}", **fields)

    assert answer.status_code == 422
    assert "Atasan tidak mungkin diri sendiri" in answer.text
    assert "tidak lengkap" in answer.text
    assert "bukan alamat" in answer.text


def test_an_operator_lets_nobody_leave_who_weighs_more(
    desk: FlaskClient, town: City, make_person: Callable[..., TestPerson]
) -> None:
    head = make_person("Kepala Dinas", unit_id=town.first, roles=(Role.UNIT_HEAD,))

    answer = post(
        desk, f"/staffing/people/{head.id}", **form_of(head.nip, left="2026-01-01", left_reason="pensiun")
    )

    assert answer.status_code == 422
    assert people_store.persons_below([town.first], on=date(2027, 1, 1))
    assert (
        post(
            desk,
            f"/staffing/people/{head.id}/number",
            f"/staffing/people/{head.id}",
            nip=NIP[0],
            on="2026-01-01",
        ).status_code
        == 404
    )


def test_a_number_changes_and_the_old_one_stays_taken(desk: FlaskClient, town: City) -> None:
    path = f"/staffing/people/{town.siti.id}"

    answer = post(desk, f"{path}/number", path, nip=NIP[0], on="2026-03-01")

    assert answer.status_code == 303
    assert person(NIP[0]).id == town.siti.id
    assert people_store.find_person_by_nip(town.siti.nip) is None
    assert people_store.number_exists(town.siti.nip)
    again = post(desk, f"{path}/number", path, nip=town.siti.nip, on="2026-03-02")
    assert again.status_code == 422
    assert "sudah dipakai" in again.text


def test_letters_go_to_those_who_never_signed_in_and_only_once(desk: FlaskClient, town: City) -> None:
    page = f"/staffing/letters?unit={town.first}"

    pdf = post(desk, "/staffing/letters", page, unit=town.first, below="yes", form="pdf")

    pages = PdfReader(io.BytesIO(pdf.data)).pages
    words = [one.extract_text() for one in pages]
    assert pdf.headers["Cache-Control"] == "private, no-store"
    # Not himself: he cannot give himself a code.
    assert sorted(
        name
        for name in ("Budi Kepala", "Siti Rahmawati", "Operator Satu")
        if any(name in one for one in words)
    ) == ["Budi Kepala", "Siti Rahmawati"]
    codes = list(db.session.scalars(select(OneTimeCode.person_id)))
    assert sorted(codes) == sorted([town.head.id, town.siti.id])
    assert not any(
        "code" in str(entry.details).replace("letter", "") for entry in db.session.scalars(select(AuditEntry))
    )


def test_the_code_of_a_letter_signs_in_and_must_be_changed(app: Flask, desk: FlaskClient, town: City) -> None:
    page = f"/staffing/letters?unit={town.first}"
    answer = post(desk, "/staffing/letters", page, unit=town.first, below="no", form="csv")
    table = read_table("x", answer.data)
    assert isinstance(table, Table)
    code = {row.cells[1].text: row.cells[3].text for row in table.rows}["Siti Rahmawati"]
    visitor = app.test_client()

    signed_in = post(visitor, "/accounts/sign-in", nip=town.siti.nip, password=code)

    assert signed_in.status_code == 303
    assert visitor.get("/learning/").location == "/accounts/password"


def test_letters_of_another_unit_are_nobodys(desk: FlaskClient, town: City) -> None:
    assert desk.get(f"/staffing/letters?unit={town.second}").status_code == 404
    answer = post(
        desk, "/staffing/letters", f"/staffing/letters?unit={town.first}", unit=town.second, below="yes"
    )
    assert answer.status_code == 404
    assert list(db.session.scalars(select(OneTimeCode.person_id))) == []


def test_a_team_is_handed_over_on_a_day(
    app: Flask, desk: FlaskClient, town: City, make_person: Callable[..., TestPerson]
) -> None:
    successor = make_person("Kepala Baru", unit_id=town.first)
    with app.test_request_context():
        today = acting.today()

    answer = post(
        desk, "/staffing/handover", from_nip=town.head.nip, to_nip=successor.nip, on=today.isoformat()
    )

    assert answer.status_code == 303
    assert people_store.team_of(successor.id, today) == [town.siti.id]
    assert people_store.team_of(town.head.id, today) == []
    assert people_store.team_of(town.head.id, today - timedelta(days=1)) == [town.siti.id]


def test_a_team_does_not_come_to_lead_itself(
    app: Flask, desk: FlaskClient, town: City, make_person: Callable[..., TestPerson]
) -> None:
    below = make_person("Bawahan Siti", unit_id=town.first, supervisor_id=town.siti.id)
    with app.test_request_context():
        today = acting.today()

    answer = post(desk, "/staffing/handover", from_nip=town.head.nip, to_nip=below.nip, on=today.isoformat())

    assert answer.status_code == 422
    assert people_store.team_of(town.head.id, today) == [town.siti.id]


def test_the_team_of_another_office_is_not_handed_over(
    app: Flask, desk: FlaskClient, town: City, elsewhere: people_store.PersonRow
) -> None:
    with app.test_request_context():
        today = acting.today()
    leader = people_store.supervisor_of(elsewhere.id, today)
    assert leader is not None

    answer = post(desk, "/staffing/handover", from_nip=leader.nip, to_nip=town.head.nip, on=today.isoformat())

    assert answer.status_code == 422
    assert people_store.team_of(leader.id, today) == [elsewhere.id]


def test_a_supervisor_names_a_deputy_who_then_sees_the_team(app: Flask, sign_in: SignIn, town: City) -> None:
    browser = sign_in(app.test_client(), town.head)
    with app.test_request_context():
        today = acting.today()
    fields = {
        "deputy_nip": town.operator.nip,
        "first": today.isoformat(),
        "last": today.isoformat(),
        "reason": "Cuti",
    }

    answer = post(browser, "/staffing/delegation", **fields)

    assert answer.status_code == 303
    assert people_store.team_of(town.operator.id, today) == [town.siti.id]
    deputy = sign_in(app.test_client(), town.operator)
    assert deputy.get("/staffing/why").status_code == 200
    assert told_deputies() == ["Anda menggantikan Budi Kepala memimpin timnya"]
    assert post(browser, "/staffing/delegation/1/end", "/staffing/delegation").status_code == 303
    assert told_deputies()[1:] == ["Budi Kepala memimpin timnya sendiri lagi"]
    assert people_store.team_of(town.operator.id, today) == []
    assert deputy.get("/staffing/why").status_code == 403


def test_a_delegation_of_somebody_else_cannot_be_ended(
    app: Flask, sign_in: SignIn, town: City, elsewhere: people_store.PersonRow
) -> None:
    browser = sign_in(app.test_client(), town.head)
    with app.test_request_context():
        today = acting.today()
    fields = {
        "deputy_nip": town.operator.nip,
        "first": today.isoformat(),
        "last": today.isoformat(),
        "reason": "Cuti",
    }
    post(browser, "/staffing/delegation", **fields)
    leader = people_store.supervisor_of(elsewhere.id, today)
    assert leader is not None
    other = sign_in(app.test_client(), TestPerson(leader.id, leader.nip, leader.name, leader.unit_id, ""))

    assert post(other, "/staffing/delegation/1/end", "/staffing/delegation").status_code == 404


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"deputy_nip": "1"}, "Tidak ada pegawai aktif"),
        ({"first": "2030-01-02", "last": "2030-01-01"}, "sebelum tanggal mulainya"),
        ({"first": "2020-01-01", "last": "2020-01-02"}, "sudah lewat"),
        ({"first": "2030-01-01", "last": "2031-01-01"}, "Paling lama"),
        ({"first": "kemarin"}, "tidak terbaca"),
        ({"reason": ""}, "belum diisi"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_sent_back(
    app: Flask, sign_in: SignIn, town: City, changes: dict[str, str], word: str
) -> None:
    browser = sign_in(app.test_client(), town.head)
    fields = {"deputy_nip": town.operator.nip, "first": "2030-01-01", "last": "2030-01-05", "reason": "Cuti"}

    answer = post(browser, "/staffing/delegation", **(fields | changes))

    assert answer.status_code == 422
    assert word in answer.text


def test_why_somebody_is_missing_is_told_as_far_as_one_may_know(
    app: Flask,
    sign_in: SignIn,
    town: City,
    elsewhere: people_store.PersonRow,
    make_person: Callable[..., TestPerson],
) -> None:
    colleague = make_person("Dewi Rekan", unit_id=town.section, supervisor_id=town.siti.id)
    browser = sign_in(app.test_client(), town.head)

    def asked(words: str) -> str:
        return str(post(browser, "/staffing/why", q=words).text)

    assert "Ada di daftar Anda" in asked("Siti Rahmawati")
    assert "dipimpin Siti Rahmawati" in asked("dewi")
    assert "dipimpin Siti Rahmawati" in asked(colleague.nip)
    nobody = asked("Zainal Entah")
    assert "Tidak ada orang dengan nama atau NIP itu" in nobody
    for hidden in ("Rudi Lain", elsewhere.nip):
        assert asked(hidden).replace(hidden, "") == nobody.replace("Zainal Entah", "")
