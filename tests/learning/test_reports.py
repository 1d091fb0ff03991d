"""A reader tells what is wrong in a section, and hears what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn import clock
from elearn.errata import actions, store
from elearn.errata.paragraphs import choices_of
from elearn.errata.rules import Answer, Kind, NewReport, State
from elearn.releases.published import PublishedCourse
from tests.conftest import csrf_of
from tests.learning.conftest import dump, statements
from tests.sample_courses import make_course, make_module, make_section, shelve, store_body

URL = "/learning/adminduk/hukum/dasar"
MESSAGE = "Seharusnya Pasal 6.\nLihat <script>alert(1)</script>"
DASAR = choices_of("<p>Teks dasar.</p>")[0].id


@pytest.fixture(autouse=True)
def bystander(course: PublishedCourse, charlie: Any) -> None:
    """Charlie reported something at the same section, and it was answered."""
    new = NewReport(
        course="adminduk",
        module="hukum",
        section="dasar",
        version="v1",
        kind=Kind.WRONG,
        excerpt="Teks dasar.",
        message="rahasia charlie",
    )
    actions.send_report(charlie.id, new, clock.now())
    (one,) = store.own_reports(charlie.id, 5)
    actions.answer_report(one.id, Answer(state=State.MENDED, reply=""), charlie.id, clock.now())


def send(reader: FlaskClient, token: str, **fields: str) -> Any:
    data = {"csrf_token": token, "paragraph": DASAR, "kind": "outdated", "message": MESSAGE}
    return reader.post(f"{URL}/report", data=data | fields)


def answer(person: Any, state: State, reply: str) -> None:
    (one,) = store.own_reports(person.id, 5)
    actions.answer_report(one.id, Answer(state=state, reply=reply), person.id, clock.now())


def test_the_section_leads_to_the_form_and_the_form_names_its_paragraphs(reader: FlaskClient) -> None:
    assert f'href="{URL}/report"' in reader.get(URL).text
    page = reader.get(f"{URL}/report").text
    assert "Seluruh bagian" in page
    assert f'<option value="{DASAR}">Teks dasar.</option>' in page
    assert "Teks penutup." in page


@pytest.mark.both_databases
def test_a_report_is_kept_thanked_for_and_listed(reader: FlaskClient, token: str, siti: Any) -> None:
    sent = send(reader, token)
    assert (sent.status_code, sent.location) == (303, URL)
    thanks = reader.get(URL).text
    assert "Terima kasih." in thanks
    assert '<a href="/learning/reports">Laporan Anda</a>' in thanks

    (one,) = store.own_reports(siti.id, 5)
    assert (one.kind, one.excerpt, one.version) == (Kind.OUTDATED, "Teks dasar.", "v1")
    page = reader.get("/learning/reports").text
    assert "Menunggu jawaban" in page
    assert "Seharusnya Pasal 6.\nLihat &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_nobody_sees_what_another_reported(reader: FlaskClient, token: str) -> None:
    send(reader, token)
    page = reader.get("/learning/reports").text
    assert "rahasia charlie" not in page
    assert "Seharusnya Pasal 6." in page


def test_the_whole_section_may_be_meant(reader: FlaskClient, token: str, siti: Any) -> None:
    assert send(reader, token, paragraph="").status_code == 303
    assert store.own_reports(siti.id, 5)[0].excerpt == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"message": "salah"}, "paling sedikit 10 huruf"),
        ({"message": "  \r\n salah   "}, "paling sedikit 10 huruf"),
        ({"message": "a" * 1_001}, "Paling banyak 1.000 huruf"),
        ({"message": "awal\0 dan akhirnya"}, "tidak dapat disimpan"),
        ({"kind": "spam"}, "Pilih salah satu"),
        ({"paragraph": "<b>"}, "Pilih lagi paragrafnya"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    reader: FlaskClient, token: str, fields: dict[str, str], words: str
) -> None:
    before = dump()
    refused = send(reader, token, **{"message": "Tulisan yang panjang"} | fields)
    assert refused.status_code == 422
    assert words in refused.text
    assert fields.get("message", "Tulisan yang panjang").strip() in refused.text
    assert dump() == before


def test_the_eleventh_of_a_day_is_refused_and_its_text_stays(reader: FlaskClient, token: str) -> None:
    for number in range(10):
        assert send(reader, token, message=f"Laporan nomor {number}").status_code == 303
    before = dump()
    refused = send(reader, token, message="Laporan kesebelas")
    assert refused.status_code == 422
    assert "10 laporan Anda" in refused.text and "Laporan kesebelas" in refused.text
    assert dump() == before


def test_without_the_token_nothing_is_kept(reader: FlaskClient) -> None:
    before = dump()
    assert reader.post(f"{URL}/report", data={"message": MESSAGE, "kind": "wrong"}).status_code == 400
    assert dump() == before


def test_a_section_that_is_not_there_cannot_be_reported(reader: FlaskClient) -> None:
    assert reader.get("/learning/adminduk/hukum/tiada/report").status_code == 404
    assert reader.get("/learning/tiada/hukum/dasar/report").status_code == 404


def test_a_locked_module_shows_nothing_of_its_text(app: Flask, reader: FlaskClient) -> None:
    body = store_body(app, "<p>Belum boleh dibaca.</p>")
    first = make_module("satu", "awal")
    second = make_module("dua", make_section("akhir", body=body))
    shelve(app, make_course(first, second, locked=True))
    page = reader.get("/learning/adminduk/dua/akhir/report")
    assert page.status_code == 403
    assert "Belum boleh dibaca" not in page.text


def test_the_reader_hears_why_nothing_was_changed(reader: FlaskClient, token: str, siti: Any) -> None:
    send(reader, token)
    answer(siti, State.DECLINED, "Pasal 5 <b>benar</b>.")
    page = reader.get("/learning/reports").text
    assert "Tidak diubah" in page
    assert "Pasal 5 &lt;b&gt;benar&lt;/b&gt;." in page


@pytest.mark.parametrize("address", ["/learning/", "/learning/adminduk/"])
def test_an_answer_is_told_of_until_it_was_looked_at(
    reader: FlaskClient, token: str, siti: Any, address: str
) -> None:
    news = "Penyusun menjawab laporan Anda"
    send(reader, token)
    assert news not in reader.get(address).text
    answer(siti, State.MENDED, "")
    assert news in reader.get(address).text
    with clock.fixed_at(clock.now() + timedelta(seconds=2)):
        assert "Sudah diperbaiki" in reader.get("/learning/reports").text
    assert news not in reader.get(address).text


def test_reporting_again_does_not_hide_an_answer(reader: FlaskClient, token: str, siti: Any) -> None:
    send(reader, token)
    answer(siti, State.MENDED, "")
    with clock.fixed_at(clock.now() + timedelta(seconds=2)):
        send(reader, token, message="Sesuatu yang lain lagi")
        assert "Penyusun menjawab laporan Anda" in reader.get("/learning/").text


def test_beranda_asks_about_reports_only_where_somebody_reported(
    app: Flask, reader: FlaskClient, token: str, siti: Any
) -> None:
    with statements(app) as before:
        reader.get("/learning/")
    assert not [one for one in before if "errata_report" in one]
    send(reader, token)
    with statements(app) as after:
        reader.get("/learning/")
    assert len([one for one in after if "errata_report" in one]) == 1


def test_another_persons_browser_is_told_nothing(
    app: Flask, reader: FlaskClient, token: str, siti: Any, sign_in: Callable[..., FlaskClient], charlie: Any
) -> None:
    send(reader, token)
    answer(siti, State.MENDED, "untuk siti saja")
    other = sign_in(app.test_client(), charlie)
    assert "untuk siti saja" not in other.get("/learning/reports").text
    assert "Penyusun menjawab" not in sign_in(reader, charlie).get("/learning/").text


def test_the_section_page_costs_no_statement_more_for_somebody_who_reported(
    app: Flask, reader: FlaskClient, token: str
) -> None:
    reader.get(URL)
    with statements(app) as before:
        reader.get(URL)
    send(reader, token)
    reader.get(URL)  # takes the thanks away
    with statements(app) as after:
        reader.get(URL)
    assert len(after) == len(before)


def test_the_profile_leads_to_ones_reports(reader: FlaskClient) -> None:
    assert 'href="/learning/reports"' in reader.get("/profile/").text
    assert csrf_of(reader.get(f"{URL}/report"))


def test_a_report_on_a_section_that_is_gone_keeps_its_words(
    app: Flask, reader: FlaskClient, token: str
) -> None:
    send(reader, token)
    shelve(app)
    page = reader.get("/learning/reports").text
    assert "Seharusnya Pasal 6." in page
    assert "tidak terbit lagi" in page
