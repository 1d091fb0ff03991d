"""Files and paper say what the screen says: the same people, courses, words and dates, as text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient

from elearn.database import db
from elearn.people.tables import Person
from tests.conftest import TestPerson
from tests.team.conftest import ARCHIVE, ETHICS, TITLES, TODAY, House, oblige

Browse = Callable[[TestPerson], FlaskClient]
WIDTH = 5


def sheet_of(answer: Any, name: str = "Tim saya") -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return [[cell.value for cell in row] for row in book[name].iter_rows()]


def table_of(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def hendra(late_house: House, browse: Browse) -> FlaskClient:
    """The browser of the supervisor."""
    return browse(late_house.hendra)


def test_the_file_holds_the_rows_of_the_screen_with_ones_own_first(
    late_house: House, hendra: FlaskClient
) -> None:
    head, own, siti, wati = sheet_of(hendra.get("/team/export/xlsx"))
    # The course with which most are late comes first.
    assert head == ["Nama", "NIP", "Jabatan", "Unit kerja", "JP", TITLES[ETHICS], TITLES[ARCHIVE]]
    assert own[0] == "Hendra Wijaya" and siti[0] == "Siti Rahmawati" and wati[0] == "Wati Lestari"
    assert siti[WIDTH:] == ["Lewat tenggat, 5 Juni 2026", "Belum mulai, 14 Agustus 2026"]
    assert wati[WIDTH:] == [None, "Belum mulai, 14 Agustus 2026"]


def test_csv_and_xlsx_say_the_same(late_house: House, hendra: FlaskClient) -> None:
    for query in ("", "?show=everyone&sort=name", "?show=overdue", "?show=everyone&on=2026-05-27"):
        xlsx = sheet_of(hendra.get(f"/team/export/xlsx{query}"))
        as_text = [["" if cell is None else str(cell) for cell in row] for row in xlsx]
        assert table_of(hendra.get(f"/team/export/csv{query}")) == as_text, query


def test_paper_and_screen_say_the_same(late_house: House, hendra: FlaskClient) -> None:
    for query in ("", "?show=everyone&sort=name", "?show=overdue"):
        page, paper = hendra.get(f"/team/{query}").text, hendra.get(f"/team/export/print{query}").text
        bodies = [
            plain(text.split("team-table")[1].split("<tbody")[1].split("</table>")[0])
            for text in (page, paper)
        ]
        assert bodies[0] == bodies[1], query
        assert plain(page.split('"team-numbers">')[1].split("</ul>")[0]) in plain(paper)


def test_a_file_keeps_every_page_of_the_list_and_its_filter(late_house: House, hendra: FlaskClient) -> None:
    assert [row[0] for row in sheet_of(hendra.get("/team/export/xlsx?show=overdue"))[2:]] == [
        "Siti Rahmawati"
    ]
    about = dict(row[:2] for row in sheet_of(hendra.get("/team/export/xlsx?show=overdue"), "Keterangan"))
    assert about["Keadaan per tanggal"] == "15 Juni 2026"
    assert about["Saringan"] == "Lewat tenggat" and about["Orang di daftar"] == 1
    assert about["Orang seluruhnya"] == 3 and about["Wajib selesai tepat waktu"] == "1 dari 2"


def test_a_nip_is_text_and_a_name_is_never_a_formula(late_house: House, hendra: FlaskClient) -> None:
    db.session.query(Person).filter_by(id=late_house.siti.id).update({"name": '=HYPERLINK("x")'})
    db.session.commit()
    book = openpyxl.load_workbook(io.BytesIO(hendra.get("/team/export/xlsx").data))
    cells = {str(cell.value): cell for row in book["Tim saya"].iter_rows() for cell in row}
    nip = cells[late_house.siti.nip]
    assert nip.data_type == "s" and nip.number_format == "@"
    assert cells['=HYPERLINK("x")'].data_type == "s"
    text = hendra.get("/team/export/csv").data.decode("utf-8-sig")
    assert "'=HYPERLINK" in text and late_house.siti.nip in text


def test_a_file_is_named_after_its_day_and_never_after_a_person(
    late_house: House, hendra: FlaskClient
) -> None:
    for kind in ("xlsx", "csv"):
        answer = hendra.get(f"/team/export/{kind}?on=2026-06-01")
        assert answer.headers["Content-Disposition"] == f"attachment; filename=tim-saya-2026-06-01.{kind}"
        assert "no-store" in answer.headers["Cache-Control"]
    assert hendra.get("/team/export/pdf").status_code == 404


def test_a_recommended_course_is_marked_as_one(late_house: House, hendra: FlaskClient) -> None:
    oblige([late_house.siti], "keselamatan", TODAY + timedelta(days=3), level="recommended")
    siti = sheet_of(hendra.get("/team/export/xlsx"))[2]
    assert "Hampir habis, 18 Juni 2026 (dianjurkan)" in siti
