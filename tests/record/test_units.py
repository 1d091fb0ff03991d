"""The record by unit: only one's own units, each look noted, and the files say the same as the page."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text

from elearn.accounts import actions as accounts
from elearn.accounts.roles import Role
from elearn.database import db
from elearn.messages.tables import Message
from elearn.visibility.tables import Look
from tests.record.conftest import City, counted_queries, give, send, words


def looks() -> list[tuple[int, str, str, int | None, int | None]]:
    query = select(Look.viewer_id, Look.page, Look.scope, Look.subject_id, Look.unit_id).order_by(Look.id)
    return [tuple(row) for row in db.session.execute(query)]


def test_people_of_a_unit_and_all_below_are_listed_with_their_jp_and_forms(city: City, browse: Any) -> None:
    page = words(browse(city.slamet).get("/record/units/").text)
    assert "Siti Rahmawati" in page
    assert "6,75 dari 20 JP, kurang 13,25" in page
    assert "Seminar 4; E-learning 2,75" in page
    assert "26 JP tercatat, 24 JP diakui" in page
    assert "Budi Santoso" not in page
    assert "Bidang Arsip 2 1" in page  # one of two lacks JP: to a PPPK no minimum applies
    assert looks() == [(city.slamet.id, "record", "unit", None, city.first)]


def test_another_unit_a_status_and_who_lacks_jp_can_be_asked_for(city: City, browse: Any) -> None:
    dewi = browse(city.dewi)
    everyone = words(dewi.get("/record/units/").text)
    assert "5 pegawai" in everyone
    lacking = words(dewi.get("/record/units/?lacking=1").text)
    assert "3 pegawai" in lacking  # Siti, Dewi, Slamet
    assert "Budi Santoso" not in lacking
    assert "Fransiskus Ndolu" not in lacking
    assert "1 pegawai" in words(dewi.get("/record/units/?status=pppk").text)
    assert "Budi Santoso" in dewi.get(f"/record/units/?unit={city.second}").text
    assert "9 dari 20 JP" in words(dewi.get(f"/record/units/?unit={city.division}&year=2025").text)
    for wrong in ("unit=x", "status=x", "page=0", "page=99999999999999999999", "year=abc", "lacking=7"):
        assert dewi.get(f"/record/units/?{wrong}").status_code == 200


def test_of_units_that_are_not_ones_own_nothing_comes_out(city: City, browse: Any) -> None:
    slamet = browse(city.slamet)
    for path in (
        f"/record/units/?unit={city.second}",
        f"/record/units/?unit={city.root}",
        "/record/units/?unit=99999",
        f"/record/units/print?unit={city.second}",
        f"/record/units/export/xlsx?unit={city.second}",
        f"/record/people/{city.budi.id}",
        f"/record/people/{city.slamet.id}",
        "/record/people/99999",
    ):
        assert slamet.get(path).status_code == 404, path
    assert looks() == []
    for path in ("/record/units/", f"/record/people/{city.budi.id}", "/record/years"):
        assert browse(city.siti).get(path).status_code == 403


def test_an_operator_of_two_offices_chooses_one_and_sees_no_names_before(city: City, browse: Any) -> None:
    accounts.grant_role(city.slamet.id, Role.UNIT_OPERATOR, unit_id=city.second, granted_by="uji")
    slamet = browse(city.slamet)
    page = words(slamet.get("/record/units/").text)
    assert "Dinas Dua 1 0" in page
    assert "Siti Rahmawati" not in page
    assert looks() == []
    assert "Budi Santoso" in slamet.get(f"/record/units/?unit={city.second}").text


def test_who_left_is_not_in_the_list_and_read_by_administration_alone(city: City, browse: Any) -> None:
    db.session.execute(text("UPDATE person SET left_on = '2026-01-01' WHERE id = :id"), {"id": city.siti.id})
    db.session.commit()
    assert "Siti Rahmawati" not in browse(city.slamet).get("/record/units/").text
    assert browse(city.slamet).get(f"/record/people/{city.siti.id}").status_code == 404
    assert browse(city.dewi).get(f"/record/people/{city.siti.id}").status_code == 200


def test_the_workbook_has_everybody_with_nip_as_text_and_no_formula(city: City, browse: Any) -> None:
    db.session.execute(
        text("UPDATE person SET position = '=1+1', name = '+Siti' WHERE id = :id"), {"id": city.siti.id}
    )
    db.session.commit()
    body = browse(city.slamet).get("/record/units/export/xlsx").data
    sheet = load_workbook(io.BytesIO(body)).active
    head, *rows = sheet.iter_rows(values_only=True)
    named = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(named) == {city.siti.nip, city.ndolu.nip, city.slamet.nip}
    siti = named[city.siti.nip]
    assert (siti["JP tahun 2026"], siti["Kurang"], siti["E-learning"], siti["Seminar"]) == (
        6.75,
        13.25,
        2.75,
        4,
    )
    assert (siti["Nama"], siti["Jabatan"]) == ("+Siti", "=1+1")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert named[city.ndolu.nip]["Kurang"] is None
    assert looks() == [(city.slamet.id, "export", "unit", None, city.first)]
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_the_csv_says_the_same_and_runs_nothing(city: City, browse: Any) -> None:
    db.session.execute(text("UPDATE person SET position = '=1+1' WHERE id = :id"), {"id": city.siti.id})
    db.session.commit()
    body = browse(city.slamet).get("/record/units/export/csv?lacking=1").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body), delimiter=";"))
    assert [(row["Nama"], row["JP tahun 2026"], row["Keterangan"]) for row in rows] == [
        ("Siti Rahmawati", "6,75", "6,75 dari 20 JP, kurang 13,25"),
        ("Slamet Riyadi", "0", "0 dari 20 JP, kurang 20"),
    ]
    assert rows[0]["Jabatan"] == "'=1+1"


def test_the_page_for_paper_has_everybody_and_is_noted_as_one(city: City, browse: Any) -> None:
    page = browse(city.dewi).get("/record/units/print?status=pppk").text
    assert "Fransiskus Ndolu" in page
    assert "Status: PPPK." in words(page)
    assert "Siti Rahmawati" not in page
    assert looks() == [(city.dewi.id, "export", "unit", None, city.root)]


def test_more_people_take_no_more_queries(city: City, browse: Any, make_person: Any) -> None:
    slamet = browse(city.slamet)
    paths = ("/record/units/", "/record/units/print", "/record/units/export/xlsx")
    counts = []
    for _round in range(2):
        for path in paths:
            slamet.get(path)  # the look of this minute is noted
        with counted_queries() as few:
            for path in paths:
                assert slamet.get(path).status_code == 200
        counts.append(len(few))
        for number in range(12):
            give(make_person(f"Pegawai {number}", unit_id=city.division), "1")
    assert counts[0] == counts[1]


def test_a_person_is_read_with_everything_of_the_year_and_the_look_is_noted(city: City, browse: Any) -> None:
    page = words(browse(city.slamet).get(f"/record/people/{city.siti.id}").text)
    assert "6,75 dari 20 JP, kurang 13,25" in page
    assert "Dibuka 0 bagian Dibaca 0 bagian Diuji 0 kuis lulus Diterapkan 0 tugas praktik" in page
    assert "Koreksi" not in page  # an operator keeps records, administration corrects
    assert looks() == [(city.slamet.id, "record", "person", city.siti.id, None)]
    assert "9 dari 20 JP" in words(browse(city.slamet).get(f"/record/people/{city.siti.id}?year=2025").text)


def test_administration_corrects_with_its_name_and_the_person_is_told(city: City, browse: Any) -> None:
    dewi = browse(city.dewi)
    entry_id = give(city.siti, "5", date(2026, 2, 3), key="a/e/1")
    path = f"/record/people/{city.siti.id}/entries/{entry_id}"
    assert path in dewi.get(f"/record/people/{city.siti.id}").text
    assert "Dihitung sekarang 5 JP" in words(dewi.get(path).text)
    done = send(dewi, path, jp="1,5", reason="salah modul")
    assert done.status_code == 303
    page = words(dewi.get(done.location).text)
    assert "Koreksi: =Dasar kearsipan 3 Februari 2026 · E-learning · salah modul" in page
    assert "dicatat oleh Dewi Lestari, 5 Maret 2026" in page
    assert "-3,5 JP" in page
    assert "8,25 dari 20 JP" in page
    told = db.session.execute(select(Message.person_id, Message.title, Message.text)).all()
    assert told == [(city.siti.id, "JP untuk =Dasar kearsipan dikoreksi menjadi 1,5 JP", "salah modul")]
    own = words(browse(city.siti).get("/record/").text)
    assert "dicatat oleh Dewi Lestari" in own


@pytest.mark.parametrize(
    ("jp", "reason", "said"),
    [
        ("lima", "x", "Tulis angka"),
        ("", "x", "Isian ini belum diisi."),
        ("1,555", "x", "Tulis angka"),
        ("-1", "x", "JP tidak dapat kurang dari nol."),
        ("5000", "x", "Paling banyak 999 JP."),
        ("5", "x", "Tidak ada yang berubah."),
        ("1", "", "Tulis alasannya."),
    ],
)
def test_a_correction_that_cannot_be_says_why_and_loses_nothing(
    city: City, browse: Any, jp: str, reason: str, said: str
) -> None:
    entry_id = give(city.siti, "5", date(2026, 2, 3), key="a/e/1")
    answer = send(
        browse(city.dewi), f"/record/people/{city.siti.id}/entries/{entry_id}", jp=jp, reason=reason
    )
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{jp}"' in answer.text
    assert db.session.execute(select(Message.id)).first() is None


def test_nobody_corrects_his_own_jp_or_an_entry_of_somebody_else_by_this_address(
    city: City, browse: Any
) -> None:
    dewi, his = browse(city.dewi), give(city.dewi, "1")
    sitis = give(city.siti, "5", date(2026, 2, 3), key="a/e/1")
    for path in (
        f"/record/people/{city.dewi.id}/entries/{his}",
        f"/record/people/{city.budi.id}/entries/{sitis}",
        f"/record/people/{city.siti.id}/entries/99999",
    ):
        assert dewi.get(path).status_code == 404
        assert send(dewi, path, jp="1", reason="x").status_code == 404
    path = f"/record/people/{city.siti.id}/entries/{sitis}"
    assert send(browse(city.slamet), path, jp="1", reason="x").status_code == 403
