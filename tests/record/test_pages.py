"""Rekam belajar: what a year holds; and the lists for SIASN, read back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import text

from elearn import clock
from elearn.accounts import actions as accounts
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.certificates import actions as certificates
from elearn.certificates import store
from elearn.database import db
from elearn.ledger.rows import Entry
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionOpened, SectionRead
from elearn.people import actions as people
from elearn.record import rules, siasn
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
LAST_YEAR = datetime(2025, 11, 3, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(app: Flask) -> Any:
    """Two courses, and a day in 2026."""
    formula = make_course(make_module("dasar", "a", jp="2.75"), code="arsip", title="=SUM(A1:A9) Kearsipan")
    older = make_course(make_module("awal", "a", jp="1"), code="lama", title="Kursus lama")
    shelve(app, formula, older)
    with clock.fixed_at(datetime(2026, 3, 5, 5, tzinfo=UTC)):
        yield


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """Someone with a course in each of two years."""
    person = make_person("Siti Rahmawati")
    record(person.id, SectionRead(course="lama", module="awal", section="a"), LAST_YEAR)
    record(person.id, SectionOpened(course="arsip", module="dasar", section="a"), MONDAY)
    record(person.id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
    return person


@pytest.fixture
def browse(app: Flask, sign_in: Callable[..., Any]) -> Callable[[Any], Any]:
    """browse(person): a browser in which this person is signed in."""
    return lambda person: sign_in(app.test_client(), person)


@pytest.fixture
def admin(make_person: Callable[..., Any], browse: Callable[[Any], Any]) -> Any:
    """The browser of somebody from human resources."""
    person = make_person("Dewi Lestari")
    accounts.grant_role(person.id, Role.HR_ADMIN, unit_id=None, granted_by="uji")
    return browse(person)


def send(browser: Any, path: str, **data: Any) -> Any:
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/profile/").text)
    assert token
    return browser.post(path, data=data | {"csrf_token": token[1]})


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_year_shows_its_sum_its_forms_and_four_kinds_of_evidence(siti, browse, make_person):
    bystander = make_person("Budi Santoso")
    record(bystander.id, SectionRead(course="lama", module="awal", section="a"), MONDAY)
    page = words(browse(siti).get("/record/").text)
    assert "2,75 dari 20 JP, kurang 17,25" in page
    assert "E-learning 1 2,75" in page
    assert "Dibuka 1 bagian Dibaca 1 bagian Diuji 0 kuis lulus Diterapkan 0 tugas praktik" in page
    assert "Kursus lama" not in page


def test_another_year_is_one_press_away_and_a_wrong_one_is_the_present(siti, browse):
    browser = browse(siti)
    page = browser.get("/record/?year=2025").text
    assert "1 dari 20 JP, kurang 19" in words(page)
    assert 'href="/record/?year=2026"' in page
    for wrong in ("", "abc", "2027", "1", "99999999999", "\u0662\u0660\u0662\u0665"):
        assert "Rekam belajar 2026" in browser.get("/record/", query_string={"year": wrong}).text


def test_a_pppk_reads_what_is_recognised_and_that_it_is_no_target(make_person, browse):
    ndolu = make_person("Fransiskus Ndolu")
    db.session.execute(text("UPDATE person SET employment_status = 'pppk' WHERE id = :id"), {"id": ndolu.id})
    db.session.commit()
    record(ndolu.id, SectionRead(course="arsip", module="dasar", section="a"), MONDAY)
    page = words(browse(ndolu).get("/record/").text)
    assert "2,75 JP tercatat, 2,75 JP diakui" in page
    assert "bukan target" in page


def test_the_workbook_holds_the_same_entries_and_no_formula(siti, browse):
    answer = browse(siti).get("/record/xlsx?year=2026")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[0].date(), row[2], row[3]) for row in rows] == [(date(2026, 3, 2), "E-learning", 2.75)]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_forms_are_summed_each_by_itself_the_largest_first():
    def entry(form: int, jp: str) -> Entry:
        return Entry(
            person_id=1, on_date=date(2026, 1, 1), form=form, jp=Decimal(jp), source="module",
            source_key="k", title="t", recorded_at=MONDAY,
        )  # fmt: skip

    sums = rules.by_form([entry(16, "1.5"), entry(9, "4"), entry(16, "1")])
    assert [(one.name, one.entries, one.jp) for one in sums] == [
        ("Seminar", 1, 4),
        ("E-learning", 2, Decimal("2.5")),
    ]


def test_jp_for_siasn_are_whole_and_rounded_down():
    assert [siasn.whole_jp(Decimal(jp)) for jp in ("2.75", "3.00", "0.5")] == [2, 3, 0]


def test_the_workbook_for_siasn_has_its_columns_nip_as_text_and_dates_day_first(siti, admin):
    answer = send(admin, "/record/siasn", year="2026", which="new", kind="xlsx")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == siasn.COLUMNS
    assert len(rows) == 1
    named = dict(zip(head, rows[0], strict=True))
    assert named["nip"] == siti.nip
    assert named["namaKursus"] == "=SUM(A1:A9) Kearsipan"
    assert (named["jenisDiklatId"], named["jumlahJam"], named["tahunKursus"]) == (16, 2, 2026)
    assert named["tanggalSelesaiKursus"] == "02-03-2026"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_what_was_exported_once_is_not_new_any_more(siti, admin):
    assert "1 sertifikat berlaku dari tahun 2026. 1 di antaranya" in words(admin.get("/record/siasn").text)
    send(admin, "/record/siasn", year="2026", which="new", kind="csv")
    assert "1 sertifikat berlaku dari tahun 2026. 0 di antaranya" in words(admin.get("/record/siasn").text)
    again = send(admin, "/record/siasn", year="2026", which="new", kind="csv").data.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(again), delimiter=";"))) == 1
    everything = send(admin, "/record/siasn", year="2026", which="all", kind="csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(everything), delimiter=";"))
    assert [row["namaKursus"] for row in rows] == ["'=SUM(A1:A9) Kearsipan"]  # not run by a spreadsheet


def test_the_pdfs_carry_the_names_of_the_rows(siti, admin):
    body = send(admin, "/record/siasn", year="2026", which="all", kind="zip").data
    (row,) = [one for one in store.of_person(siti.id) if one.course == "arsip"]
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.namelist() == [siasn.file_name(row.facts)]
        said = PdfReader(io.BytesIO(archive.read(archive.namelist()[0]))).pages[0].extract_text()
    assert row.facts.number in said


def test_a_revoked_certificate_does_not_go_to_siasn(siti, admin):
    (row,) = [one for one in store.of_person(siti.id) if one.course == "arsip"]
    certificates.revoke(row.id, actor=Actor(name="Dewi"), reason="keliru", now=MONDAY)
    assert "0 sertifikat berlaku" in words(admin.get("/record/siasn").text)


def test_an_operator_takes_along_only_his_own_unit(siti, make_person, browse):
    other = people.add_unit(code="lain", name="Dinas Lain")
    operator = make_person("Slamet Riyadi", unit_id=other)
    accounts.grant_role(operator.id, Role.UNIT_OPERATOR, unit_id=other, granted_by="uji")
    budi = make_person("Budi Santoso", unit_id=other)
    record(budi.id, SectionRead(course="lama", module="awal", section="a"), MONDAY)
    answer = send(browse(operator), "/record/siasn", year="2026", which="all", kind="csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert [row["nama"] for row in rows] == ["Budi Santoso"]


def test_a_learner_exports_nobody(siti, browse):
    assert browse(siti).get("/record/siasn").status_code == 403
