"""The pages of a practice task: who sees what, and what bad input gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from elearn import clock
from elearn.content.course import CompletionRule
from elearn.database import db
from elearn.evidence import store as evidence
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionOpened, SectionRead
from elearn.practice import actions, store
from elearn.practice.actions import NewFile
from elearn.practice.rules import ReportState
from tests.conftest import csrf_of
from tests.practice.conftest import NOON, PDF, TODAY, House, draft, task
from tests.sample_courses import make_course, make_module, make_task, shelve

URL = "/practice/adminduk/loket"


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def visit(app: Flask, sign_in: Callable[..., FlaskClient]) -> Callable[[Any], FlaskClient]:
    return lambda person: sign_in(app.test_client(), person)


@pytest.fixture
def waiting(house: House) -> int:
    """Siti's report with a file."""
    return actions.report(
        house.siti.id, task(), draft(files=(NewFile(name="bukti.pdf", body=PDF),)), now=NOON
    )


def sent(client: FlaskClient, url: str, /, *, shown: str = "", **values: Any) -> Any:
    token = csrf_of(client.get(shown or url))
    return client.post(url, data={"csrf_token": token, **values}, content_type="multipart/form-data")


def test_a_learner_reports_with_a_file_and_reads_that_it_waits(house: House, visit: Any) -> None:
    siti = visit(house.siti)
    page = siti.get(URL).text
    assert "Ukur waktu tunggu." in page and "Sekarang: Hendra Wijaya" in page and "foto papan" in page
    answer = sent(
        siti, URL, done_on="2026-03-02", text="Dari 45 ke 20 menit.", files=(BytesIO(PDF), "papan.pdf")
    )

    assert answer.status_code == 303
    page = siti.get(URL).text
    assert "Menunggu konfirmasi" in page and "Dari 45 ke 20 menit." in page and "papan.pdf" in page
    assert "Kirim laporan" not in page and "Charlie mengukur" not in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"done_on": "2026-03-05"}, "Tanggal ini belum tiba."),
        ({"done_on": "kemarin"}, "Isi tanggal yang benar."),
        ({"text": " \n "}, "Tulis apa yang Anda kerjakan dan hasilnya."),
        ({"files": (BytesIO(b"MZ"), "a.pdf")}, "bukan PDF, JPG, atau PNG"),
    ],
)
def test_bad_input_is_answered_in_words_and_keeps_what_was_typed(
    house: House, visit: Any, values: dict[str, Any], words: str
) -> None:
    typed = {"done_on": "2026-03-02", "text": "Dari 45 ke 20 menit."} | values
    answer = sent(visit(house.siti), URL, **typed)

    assert answer.status_code == 422 and words in answer.text
    assert str(typed["text"]).strip() in answer.text
    assert store.of_task(house.siti.id, "adminduk", "loket") == []


def test_the_form_comes_back_filled_when_something_is_to_be_mended(
    house: House, visit: Any, waiting: int
) -> None:
    hendra = visit(house.hendra)
    page = f"/practice/confirm/{waiting}"
    assert sent(hendra, f"{page}/mend", shown=page, missing="Angka sesudahnya.").status_code == 303

    text = visit(house.siti).get(URL).text
    assert "Yang masih kurang, menurut Hendra Wijaya:" in text and "Angka sesudahnya." in text
    assert 'value="2026-03-02"' in text and "bukti.pdf" in text and "checked" in text


def test_a_leader_confirms_from_his_queue_with_facts(house: House, visit: Any, waiting: int) -> None:
    hendra = visit(house.hendra)
    queue = hendra.get("/practice/queue").text
    assert "Siti Rahmawati" in queue and "Charlie" not in queue
    assert "1 hasil tugas praktik menunggu konfirmasi Anda" in hendra.get("/team/").text
    page = f"/practice/confirm/{waiting}"
    answer = sent(hendra, page, seen_on=TODAY.isoformat(), facts="Papan terpasang.")

    assert answer.status_code == 303
    assert "Hendra Wijaya melihat hasilnya pada 4 Maret 2026:" in visit(house.siti).get(URL).text
    assert "Siti Rahmawati" not in hendra.get("/practice/queue").text
    assert "Papan terpasang." in hendra.get(page).text


def test_an_empty_confirmation_is_refused(house: House, visit: Any, waiting: int) -> None:
    hendra, page = visit(house.hendra), f"/practice/confirm/{waiting}"
    assert sent(hendra, page, seen_on="2026-03-01", facts="Ada.").status_code == 422
    assert sent(hendra, page, seen_on="2026-03-04", facts="").status_code == 422
    assert sent(hendra, f"{page}/mend", shown=page, missing="").status_code == 422
    row = store.find(waiting)
    assert row is not None and row.state is ReportState.WAITING


def test_a_second_answer_comes_too_late_and_says_so(house: House, visit: Any, waiting: int) -> None:
    hendra, page = visit(house.hendra), f"/practice/confirm/{waiting}"
    token = csrf_of(hendra.get(page))
    actions.withdraw(waiting, house.siti.id, now=NOON)
    data = {"csrf_token": token, "seen_on": "2026-03-04", "facts": "Ada."}

    assert "sudah dijawab atau ditarik" in hendra.post(page, data=data, follow_redirects=True).text


def test_reports_and_files_are_not_there_for_others(house: House, visit: Any, waiting: int) -> None:
    (file_id,) = store.files_of([waiting])[waiting]
    theirs = store.of_task(house.charlie.id, "adminduk", "loket")[0].id
    file = f"/practice/evidence/{waiting}/{file_id}"
    for person in (house.dewi, house.charlie):
        assert visit(person).get(f"/practice/confirm/{waiting}").status_code == 404
        assert visit(person).get(file).status_code == 404
    assert visit(house.siti).get(f"/practice/confirm/{waiting}").status_code == 404
    assert visit(house.dewi).get(f"/practice/evidence/{theirs}/{file_id}").status_code == 404
    for person in (house.siti, house.hendra):
        answer = visit(person).get(file)
        assert answer.data == PDF and answer.headers["Content-Disposition"].startswith("attachment")
    assert evidence.names_of([file_id]) == {file_id: "bukti.pdf"}


def test_a_module_without_a_task_has_no_such_page(house: House, visit: Any) -> None:
    siti = visit(house.siti)
    for path in ("adminduk/bacaan", "adminduk/tidak-ada", "tidak-ada/loket"):
        assert siti.get(f"/practice/{path}").status_code == 404


def test_a_task_for_a_mentor_asks_for_a_pair_first(house: House, visit: Any) -> None:
    page = visit(house.siti).get("/practice/adminduk/arsip").text
    assert "Anda belum punya pasangan" in page and "Kirim laporan" not in page


def test_a_task_that_nobody_confirms_is_settled_at_once(house: House, visit: Any) -> None:
    siti = visit(house.siti)
    answer = sent(siti, "/practice/adminduk/rapat", done_on="2026-03-02", text="Rapat selesai 30 menit.")
    assert "Hasil tugas tercatat." in siti.get(answer.location).text


def test_the_section_and_the_course_lead_to_the_report(house: House, visit: Any, waiting: int) -> None:
    siti = visit(house.siti)
    section = siti.get("/learning/adminduk/loket/tugas").text
    assert f'href="{URL}"' in section and "Menunggu konfirmasi" in section
    assert URL not in siti.get("/learning/adminduk/loket/antre").text
    course = siti.get("/learning/adminduk/").text
    assert "Laporkan hasil tugas praktik: Arsip." in course and f'href="{URL}"' in course


def test_when_all_is_read_the_task_is_the_next_thing_to_do(house: House, visit: Any) -> None:
    read = {"loket": ("antre", "tugas"), "arsip": ("tugas",), "rapat": ("tugas",), "bacaan": ("isi",)}
    for module, sections in read.items():
        for section in sections:
            record(house.siti.id, SectionRead(course="adminduk", module=module, section=section), NOON)
    siti = visit(house.siti)

    assert f'class="btn" href="{URL}"' in siti.get("/learning/").text
    assert f'class="btn primary" href="{URL}"' in siti.get("/learning/adminduk/").text


def test_a_course_that_only_waits_for_its_task_does_not_hide_what_there_is_to_read(
    app: Flask, house: House, visit: Any
) -> None:
    last = make_course(make_module("loket", make_task()), rule=(CompletionRule.PRACTICE_TASK,))
    shelve(app, last, make_course(make_module("arsip", "satu", "dua"), code="arsip", title="Arsip Rapi"))
    earlier = NOON - timedelta(days=1)
    record(house.siti.id, SectionRead(course="arsip", module="arsip", section="satu"), earlier)
    record(house.siti.id, SectionOpened(course="adminduk", module="loket", section="tugas"), NOON)
    record(house.siti.id, SectionRead(course="adminduk", module="loket", section="tugas"), NOON)

    page = visit(house.siti).get("/learning/").text
    assert 'class="btn" href="/learning/arsip/arsip/dua"' in page


def test_a_report_is_taken_back_by_its_writer(house: House, visit: Any, waiting: int) -> None:
    siti = visit(house.siti)
    answer = sent(siti, f"{URL}/withdraw", shown=URL, report=waiting)
    assert answer.status_code == 303 and "Ditarik kembali" in siti.get(URL).text
    assert siti.get(f"{URL}/withdraw").status_code == 302


def test_the_queue_asks_as_often_for_ten_reports_as_for_one(
    house: House, visit: Any, make_person: Callable[..., Any], waiting: int, app: Flask
) -> None:
    hendra, seen = visit(house.hendra), []
    event.listen(db.engine, "after_cursor_execute", lambda *args: seen.append(args[2]))

    def asked() -> int:
        seen.clear()
        assert hendra.get("/practice/queue").status_code == 200
        return len(seen)

    few = asked()
    for number in range(9):
        person = make_person(f"Anggota {number}", supervisor_id=house.hendra.id)
        actions.report(person.id, task(), draft(), now=NOON)
    assert asked() == few
