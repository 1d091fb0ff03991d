"""Who sees which activity, what the forms take, and how often the database is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, text

from elearn.accounts.actions import Actor
from elearn.activities import actions, store
from elearn.activities.rules import Deed, State
from elearn.database import db
from elearn.evidence import rules as evidence_rules
from elearn.ledger import store as ledger
from tests.activities.conftest import NOW, PDF, PLAN, SEMINAR, House, handed_in, send, typed, upload
from tests.conftest import TestPerson, csrf_of
from tests.evidence.test_rules import picture

Browse = Callable[[TestPerson], FlaskClient]
EVERYBODY = ("siti", "budi", "hendra", "rina", "tono", "operator_a", "operator_b", "hr")


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def file_of(activity_id: int) -> int:
    return store.files_of([activity_id])[activity_id][0]


def who(house: House, answer: Callable[[TestPerson], bool]) -> set[str]:
    return {name for name in EVERYBODY if answer(getattr(house, name))}


def test_one_activity_is_opened_by_its_owner_and_by_the_verifiers_of_his_unit_alone(
    house: House, browse: Browse
) -> None:
    activity_id = handed_in(house.siti)
    mine, desk = f"/activities/{activity_id}", f"/activities/desk/{activity_id}"
    file = f"/activities/{activity_id}/evidence/{file_of(activity_id)}"
    assert who(house, lambda one: browse(one).get(mine).status_code == 200) == {"siti"}
    assert who(house, lambda one: browse(one).get(desk).status_code == 200) == {"operator_a", "hr"}
    assert who(house, lambda one: browse(one).get(file).status_code == 200) == {"siti", "operator_a", "hr"}
    statuses = {browse(getattr(house, name)).get(desk).status_code for name in EVERYBODY}
    assert statuses == {200, 403, 404}


def test_a_file_is_fetched_only_through_the_activity_it_proves(house: House, browse: Browse) -> None:
    hers, his = handed_in(house.siti), handed_in(house.tono)
    assert browse(house.siti).get(f"/activities/{hers}/evidence/{file_of(his)}").status_code == 404
    assert browse(house.hr).get(f"/activities/{hers}/evidence/{file_of(his)}").status_code == 404


def test_evidence_leaves_as_a_download(house: House, browse: Browse) -> None:
    activity_id = handed_in(house.siti, body=picture("PNG"))
    answer = browse(house.operator_a).get(f"/activities/{activity_id}/evidence/{file_of(activity_id)}")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=bukti-")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "image/png"
    assert answer.data == picture("PNG")


def test_what_is_asked_is_decided_by_the_supervisor_alone(house: House, browse: Browse) -> None:
    activity_id = actions.ask(house.siti.id, PLAN, now=NOW)
    path = f"/activities/requests/{activity_id}"
    for name in EVERYBODY:
        if name != "hendra":
            assert send(browse(getattr(house, name)), path, deed="allow").status_code in (403, 404), name
    seen = who(house, lambda one: PLAN.title in browse(one).get("/activities/requests").text)
    assert seen == {"hendra"}
    refused = send(browse(house.hendra), path, deed="refuse", words="  ")
    assert refused.status_code == 422
    assert "Tulis mengapa tidak diizinkan." in refused.text
    assert send(browse(house.hendra), path, deed="allow", words="Silakan.").status_code == 303
    assert [one.state for one in store.of_person(house.siti.id)] == [State.ALLOWED]
    assert send(browse(house.hendra), path, deed="refuse", words="Ternyata tidak.").status_code == 303
    assert [one.state for one in store.of_person(house.siti.id)] == [State.ALLOWED]


def test_a_supervisor_sees_no_evidence_and_nothing_that_was_never_asked(house: House, browse: Browse) -> None:
    activity_id = handed_in(house.siti)
    browser = browse(house.hendra)
    assert SEMINAR.title not in browser.get("/activities/requests").text
    assert browser.get(f"/activities/{activity_id}/evidence/{file_of(activity_id)}").status_code == 404


@pytest.mark.both_databases
def test_the_queue_holds_the_units_one_looks_after_and_never_ones_own(house: House, browse: Browse) -> None:
    handed_in(house.siti)
    handed_in(house.tono, replace(SEMINAR, title="Seminar Pajak Daerah"))
    own = handed_in(house.operator_a, replace(SEMINAR, title="Seminar Operator"))
    actions.ask(house.budi.id, PLAN, now=NOW)
    page = browse(house.operator_a).get("/activities/desk").text
    assert SEMINAR.title in page
    for other in ("Seminar Pajak Daerah", "Seminar Operator", PLAN.title):
        assert other not in page
    assert browse(house.operator_a).get(f"/activities/desk/{own}").status_code == 404
    every = browse(house.hr).get("/activities/desk").text
    assert all(title in every for title in (SEMINAR.title, "Seminar Pajak Daerah", "Seminar Operator"))


def test_who_looked_is_told_on_the_owners_mirror(house: House, browse: Browse) -> None:
    activity_id = handed_in(house.siti)
    browse(house.operator_a).get(f"/activities/desk/{activity_id}")
    mirror = browse(house.siti).get("/team/mirror").text
    assert "bukti kegiatan di luar" in mirror
    assert "Oki Setiana" in mirror


def test_a_request_is_asked_and_what_is_missing_is_said(house: House, browse: Browse) -> None:
    browser = browse(house.siti)
    empty = send(browser, "/activities/ask")
    assert empty.status_code == 422
    for words in ("Pilih bentuk kegiatannya.", "Tulis nama kegiatannya.", "Isi tanggal yang benar."):
        assert words in empty.text
    past = typed(replace(PLAN, starts_on=date(2026, 6, 14))) | {"reason": PLAN.reason}
    answer = send(browser, "/activities/ask", **past)
    assert answer.status_code == 422
    assert "Izin diminta sebelum kegiatan mulai." in answer.text
    assert PLAN.title in answer.text
    answer = send(browser, "/activities/ask", **typed(PLAN) | {"reason": PLAN.reason})
    assert answer.status_code == 303
    assert [one.facts for one in store.of_person(house.siti.id)] == [PLAN]


def test_without_a_supervisor_the_page_says_where_to_turn(house: House, browse: Browse) -> None:
    browser = browse(house.hendra)
    assert "Atasan Anda belum tercatat" in browser.get("/activities/ask").text
    answer = send(browser, "/activities/ask", **typed(PLAN) | {"reason": PLAN.reason})
    assert answer.status_code == 422
    assert store.of_person(house.hendra.id) == []


def test_an_activity_is_handed_in_directly_and_the_dates_say_how_many_days(
    house: House, browse: Browse
) -> None:
    browser = browse(house.siti)
    answer = send(browser, "/activities/report", **typed(SEMINAR), files=upload())
    assert answer.status_code == 303
    row = store.of_person(house.siti.id)[0]
    assert (row.facts, row.state) == (SEMINAR, State.SUBMITTED)
    page = browser.get(answer.location).text
    assert "Menunggu verifikasi" in page
    assert "sertifikat.pdf" in page
    assert "8 JP" in page


def test_what_was_typed_and_sent_survives_a_fault(house: House, browse: Browse) -> None:
    browser = browse(house.siti)
    wrong = typed(SEMINAR) | {"amount": "tiga", "certificate_number": "12/AB"}
    refused = send(browser, "/activities/report", **wrong, files=upload())
    assert refused.status_code == 422
    assert "Tulis angka" in refused.text
    for kept in (SEMINAR.title, "12/AB", 'value="tiga"', "sertifikat.pdf sudah diterima"):
        assert kept in refused.text
    token = refused.text.split('name="waiting" value="')[1].split('"')[0]
    stolen = send(browse(house.budi), "/activities/report", **typed(SEMINAR), waiting=token)
    assert stolen.status_code == 422
    answer = send(browser, "/activities/report", **wrong | {"amount": "2"}, waiting=token)
    assert answer.status_code == 303
    row = store.of_person(house.siti.id)[0]
    assert row.facts.certificate_number == "12/AB"
    assert store.files_of([row.id])
    assert db.session.execute(text("select count(*) from waiting_file")).scalar_one() == 0


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("sertifikat.pdf", b"MZ\x90\x00 a program", "bukan PDF, JPG, atau PNG"),
        ("gambar.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF, JPG, atau PNG"),
        ("halaman.pdf", b"%PDF-1.4\n<html><script>1</script></html>", "PDF ini tidak utuh"),
        ("kosong.pdf", b"", "Berkas ini kosong"),
        ("besar.pdf", PDF + b"\n" * 2_000, "lebih besar dari 5 MB"),
        ("bom.png", picture("PNG")[:16] + b"\x00\x01\x00\x00" * 2 + picture("PNG")[24:], "64 juta titik"),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_by_name_in_a_sentence(
    house: House, browse: Browse, monkeypatch: pytest.MonkeyPatch, name: str, body: bytes, words: str
) -> None:
    monkeypatch.setattr(evidence_rules, "LARGEST_BYTES", 2_000)
    answer = send(browse(house.siti), "/activities/report", **typed(SEMINAR), files=upload(name, body))
    assert answer.status_code == 422
    assert f"{name}: " in answer.text
    assert words in answer.text
    assert store.of_person(house.siti.id) == []


def test_a_file_larger_than_other_pages_take_arrives_whole(house: House, browse: Browse) -> None:
    browser, body = browse(house.siti), PDF[:9] + b"%" + b"x" * 3_000_000 + b"\n" + PDF[9:]
    fields = typed(SEMINAR) | {"csrf_token": csrf_of(browser.get("/profile/"))}
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="files"; filename="pindai.pdf"\r\n\r\n' + body)
    sent = (
        b"".join(b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--b--\r\n"
    )
    answer = browser.post("/activities/report", data=sent, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 303
    activity_id = store.of_person(house.siti.id)[0].id
    path = f"/activities/{activity_id}/evidence/{file_of(activity_id)}"
    assert browser.get(path).data == body


def test_without_a_file_and_before_its_end_nothing_is_handed_in(house: House, browse: Browse) -> None:
    browser = browse(house.siti)
    none = send(browser, "/activities/report", **typed(SEMINAR))
    assert "Lampirkan paling sedikit satu berkas." in none.text
    early = typed(replace(SEMINAR, ends_on=date(2026, 6, 20)))
    answer = send(browser, "/activities/report", **early, files=upload())
    assert answer.status_code == 422
    assert "Kegiatan belum selesai." in answer.text


def test_what_was_allowed_keeps_its_name_when_the_proof_comes(house: House, browse: Browse) -> None:
    began = replace(PLAN, starts_on=date(2026, 6, 15), ends_on=date(2026, 6, 15))
    activity_id = actions.ask(house.siti.id, began, now=NOW)
    boss = Actor(name=house.hendra.name, person_id=house.hendra.id)
    actions.decide(activity_id, Deed.ALLOW, words="", actor=boss, now=NOW)
    data = typed(replace(began, title="Liburan")) | {"amount": "1"}
    answer = send(browse(house.siti), f"/activities/{activity_id}/hand-in", **data, files=upload())
    assert answer.status_code == 303
    row = store.find(activity_id)
    assert row is not None
    assert row.facts == replace(began, amount=Decimal(1))


def test_the_operator_verifies_with_other_jp_only_with_a_reason(house: House, browse: Browse) -> None:
    activity_id = handed_in(house.siti)
    browser, path = browse(house.operator_a), f"/activities/desk/{activity_id}"
    page = browser.get(path).text
    assert 'value="8"' in page
    no_reason = send(browser, path, deed="verify", jp="6")
    assert no_reason.status_code == 422
    assert "JP berbeda dari usulan. Tulis alasannya." in no_reason.text
    assert send(browser, path, deed="reject", jp="8").status_code == 422
    assert send(browser, path, deed="send_back").status_code == 422
    assert send(browser, path, deed="allow", jp="8").status_code == 422
    assert send(browser, path, deed="verify", jp="0", note="x").status_code == 422
    assert send(browser, path, deed="verify", jp="6,5", note="Setengah hari.").status_code == 303
    assert [one.jp for one in ledger.entries_of(house.siti.id, 2026)] == [Decimal("6.5")]
    page = browse(house.siti).get(f"/activities/{activity_id}").text
    for words in ("Terverifikasi", "6,5 JP", "Setengah hari.", "oleh Oki Setiana"):
        assert words in page
    assert "6,5" in browse(house.siti).get("/record/?year=2026").text


def test_the_same_seminar_twice_is_pointed_out_to_both(house: House, browse: Browse) -> None:
    handed_in(house.siti)
    again = handed_in(house.siti, replace(SEMINAR, title="Arsip Digital"), PDF + b"\n")
    for page in (
        browse(house.siti).get(f"/activities/{again}").text,
        browse(house.operator_a).get(f"/activities/desk/{again}").text,
    ):
        assert "Mungkin tercatat dua kali" in page
        assert "tanggalnya beririsan dan judulnya mirip" in page


def test_withdrawing_is_possible_until_it_is_verified(house: House, browse: Browse) -> None:
    activity_id, browser = handed_in(house.siti), browse(house.siti)
    assert send(browse(house.budi), f"/activities/{activity_id}").status_code == 404
    assert send(browser, f"/activities/{activity_id}").status_code == 303
    assert "Ditarik" in browser.get("/activities/").text
    assert browse(house.operator_a).get(f"/activities/desk/{activity_id}").status_code == 404


def test_the_lists_ask_the_database_the_same_number_of_times_however_long_they_are(
    house: House, browse: Browse
) -> None:
    def fill(number: int) -> None:
        for day in range(1, number + 1):
            on = date(2026, 5, day)
            facts = replace(SEMINAR, title=f"Seminar {day}", starts_on=on, ends_on=on, amount=Decimal(1))
            handed_in(house.siti, facts, PDF + b"\n" * day)
            plan = replace(PLAN, starts_on=PLAN.starts_on + timedelta(days=day), ends_on=date(2026, 8, 30))
            actions.ask(house.budi.id, plan, now=NOW)

    def queries() -> list[int]:
        found = []
        for person, path in (
            (house.siti, "/activities/"),
            (house.hendra, "/activities/requests"),
            (house.operator_a, "/activities/desk"),
        ):
            browser = browse(person)
            browser.get(path)
            with counted_queries() as seen:
                assert browser.get(path).status_code == 200
            found.append(len(seen))
        return found

    fill(1)
    few = queries()
    fill(12)
    assert queries() == few
