"""Certificates of many people at once: who is in it, bit by bit, and nothing twice after a kill."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from sqlalchemy import delete, update

from elearn.accounts import actions as accounts
from elearn.accounts.actions import Actor
from elearn.accounts.roles import Role
from elearn.certificates import batch_files, batch_rules, batch_store, batches, print_store, store
from elearn.certificates.batch_rules import Kind, State, Wanted
from elearn.certificates.tables import Certificate
from elearn.commands import cli
from elearn.database import db
from elearn.outcomes.actions import certify_missing, record
from elearn.outcomes.happenings import SectionRead
from tests.conftest import csrf_of
from tests.sample_courses import make_course, make_module, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
RINA = Actor(name="Rina")
BASE = "https://belajar.contoh.go.id/check"


@pytest.fixture(autouse=True)
def course(app):
    shelve(app, make_course(make_module("dasar", "a"), code="arsip", title="Kearsipan"))


@pytest.fixture
def office(make_unit, make_person):
    """Two units of one agency and five finished people; one more finished a year before."""
    root = make_unit("Kota Contoh")
    zebra, arsip = make_unit("Zebra", parent_id=root), make_unit("Arsip", parent_id=root)
    people = [
        make_person(name, unit_id=unit)
        for name, unit in (("Wati", arsip), ("Ani", arsip), ("Budi", zebra), ("Cici", zebra), ("Dodi", zebra))
    ]
    old = make_person("Lama", unit_id=zebra)
    for person in people:
        finish(person, MONDAY)
    finish(old, MONDAY - timedelta(days=365))
    return root, zebra, arsip, people


def finish(person, at):
    record(person.id, SectionRead(course="arsip", module="dasar", section="a"), at)


def wanted(kind=Kind.ZIP, unit=None, year=2026, course=""):
    return Wanted(unit_id=unit, year=year, course=course, kind=kind)


def run(batch_id, steps=99):
    for _ in range(steps):
        found = batch_store.find(batch_id)
        if found.is_over:
            return found
        batches.step(found, MONDAY, issue=certify_missing)
    return batch_store.find(batch_id)


def asked(kind=Kind.ZIP, **more):
    return batches.ask(wanted(kind, **more), base=BASE, actor=RINA, now=MONDAY)


@pytest.mark.both_databases
def test_a_zip_holds_a_pdf_for_everyone_of_the_unit_and_year_with_a_list(office, monkeypatch):
    monkeypatch.setitem(batch_rules.STEPS, "zip", 2)
    _root, zebra, _arsip, _people = office
    batch_id = asked(unit=zebra)
    found = run(batch_id)
    assert (found.state, found.done, found.total) == (State.DONE, 3, 3)
    with zipfile.ZipFile(batch_files.result_of(batch_id)) as archive:
        names = archive.namelist()
        listed = archive.read("daftar.csv").decode("utf-8-sig")
        first = PdfReader(io.BytesIO(archive.read(names[0])))
    assert len([name for name in names if name.endswith(".pdf")]) == 3
    assert all(name in listed for name in ("Budi", "Cici", "Dodi"))
    assert "Wati" not in listed and "Lama" not in listed
    assert "belajar.contoh.go.id/check" in first.pages[0].extract_text()


def test_paper_comes_in_the_order_of_units_and_names(office):
    batch_id = asked(Kind.PRINT)
    run(batch_id)
    path = batch_files.result_of(batch_id)
    assert path.suffix == ".pdf"
    fronts = [page.extract_text() for page in PdfReader(path).pages][::2]
    order = [
        next(name for name in ("Wati", "Ani", "Budi", "Cici", "Dodi") if name in text) for text in fronts
    ]
    assert order == ["Ani", "Wati", "Budi", "Cici", "Dodi"]


def test_many_for_paper_come_as_parts(office, monkeypatch):
    monkeypatch.setitem(batch_rules.STEPS, "print", 2)
    batch_id = asked(Kind.PRINT)
    run(batch_id)
    with zipfile.ZipFile(batch_files.result_of(batch_id)) as archive:
        assert archive.namelist() == ["cetak-001.pdf", "cetak-002.pdf", "cetak-003.pdf"]


def test_a_batch_goes_on_where_a_killed_process_left_it(office, monkeypatch):
    monkeypatch.setitem(batch_rules.STEPS, "zip", 2)
    batch_id = asked()
    half = run(batch_id, steps=1)
    assert (half.state, half.done) == (State.RUNNING, 2)
    # The next part was made and the process died before it could say so, another draft lies half written.
    batch_files.make_part(half, 2, batch_store.in_order(batch_files.plan(batch_id)[1][2:4]), BASE)
    (batch_files._parts_of(batch_id) / "x.pdf.0a1b").write_bytes(b"%PDF-half")
    assert run(batch_id).state is State.DONE
    with zipfile.ZipFile(batch_files.result_of(batch_id)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5 + 1
        assert len(set(archive.namelist())) == 5 + 1
        assert archive.read("daftar.csv").decode("utf-8-sig").count("Kearsipan") == 5


def test_a_worker_that_is_late_neither_counts_again_nor_calls_a_finished_batch_failed(office):
    batch_id = asked()
    late = batch_store.find(batch_id)
    assert run(batch_id).state is State.DONE
    batches.step(late, MONDAY, issue=certify_missing)
    found = batch_store.find(batch_id)
    assert (found.state, found.done, found.problem) == (State.DONE, 5, "")


def test_who_finishes_meanwhile_is_in_the_next_batch(office, make_person, monkeypatch):
    monkeypatch.setitem(batch_rules.STEPS, "zip", 2)
    batch_id = asked()
    run(batch_id, steps=1)
    finish(make_person("Aan", unit_id=office[2]), MONDAY)
    assert run(batch_id).total == 5
    assert run(asked()).total == 6


@pytest.mark.both_databases
def test_missing_certificates_are_issued_once_with_the_day_and_version_of_their_completion(office, app):
    _root, _zebra, _arsip, people = office
    db.session.execute(delete(Certificate).where(Certificate.person_id.in_([people[0].id, people[1].id])))
    db.session.commit()
    shelve(app, make_course(make_module("dasar", "a"), code="arsip", title="Kearsipan", version="v2"))
    later = MONDAY + timedelta(days=30)
    batch_id = batches.ask(wanted(Kind.ISSUE), base="", actor=RINA, now=later)
    found = batch_store.find(batch_id)
    assert found.total == 2
    for _ in range(3):
        batches.step(batch_store.find(batch_id), later, issue=certify_missing)
    (row,) = store.of_person(people[0].id)
    assert (row.facts.completed_on, row.facts.issued_on) == (MONDAY.date(), later.date())
    assert row.facts.course_version == "v1"
    assert len(store.of_person(people[2].id)) == 1
    with pytest.raises(batches.NothingToDo):
        batches.ask(wanted(Kind.ISSUE), base="", actor=RINA, now=later)


def test_a_file_is_deleted_after_a_week_by_the_job(office):
    batch_id = asked()
    assert batches.work(MONDAY, issue=certify_missing) > 0
    assert batch_files.result_of(batch_id) is not None
    batches.work(MONDAY + timedelta(days=6, hours=23), issue=certify_missing)
    assert batch_files.result_of(batch_id) is not None
    assert batches.work(MONDAY + timedelta(days=7, hours=1), issue=certify_missing) == 1
    assert batch_files.result_of(batch_id) is None


def test_what_fails_ends_with_its_reason_and_lets_the_next_one_go_on(office):
    first, second = asked(), asked()
    batch_files.drop(first)  # its plan is gone
    batches.work(MONDAY, issue=certify_missing)
    assert batch_store.find(first).state is State.FAILED
    assert batch_store.find(first).problem == "FileNotFoundError"
    assert batch_store.find(second).state is State.DONE


def test_the_page_reloads_itself_until_it_is_done_and_then_gives_the_file(app, office, make_person, sign_in):
    root, *_rest = office
    hr = sign_in(app.test_client(), make_person("Rina", unit_id=root, roles=(Role.HR_ADMIN,)))
    form = hr.get("/certificates/batches")
    data = {"csrf_token": csrf_of(form), "unit": str(root), "year": "2026", "course": "", "kind": "zip"}
    wrong = hr.post("/certificates/batches", data=data | {"year": "26"})
    assert wrong.status_code == 422
    nobody = hr.post("/certificates/batches", data=data | {"year": "2020"})
    assert (nobody.status_code, "Tidak ada yang cocok" in nobody.text) == (422, True)
    answer = hr.post("/certificates/batches", data=data)
    assert answer.status_code == 303
    page = hr.get(answer.location)
    assert page.headers["Refresh"] == "5"
    assert "0 dari 5" in page.text
    batches.work(MONDAY, issue=certify_missing)
    done = hr.get(answer.location)
    assert "Refresh" not in done.headers
    body = hr.get(f"{answer.location}/file")
    assert zipfile.is_zipfile(io.BytesIO(body.data))
    assert int(body.headers["Content-Length"]) == len(body.data)


def test_a_batch_of_other_units_is_not_there(app, office, make_unit, make_person, sign_in):
    _root, zebra, arsip, _people = office
    batch_id, own = asked(unit=zebra), asked(unit=arsip)
    batches.work(MONDAY, issue=certify_missing)
    hr = make_person("Rina", unit_id=arsip)
    accounts.grant_role(hr.id, Role.HR_ADMIN, unit_id=arsip, granted_by="tests")
    browser = sign_in(app.test_client(), hr)
    assert browser.get(f"/certificates/batches/{batch_id}").status_code == 404
    assert browser.get(f"/certificates/batches/{batch_id}/file").status_code == 404
    assert browser.get(f"/certificates/batches/{own}").status_code == 200
    assert "Zebra" not in browser.get("/certificates/batches").text
    token = csrf_of(browser.get("/certificates/batches"))
    data = {"csrf_token": token, "unit": str(zebra), "year": "2026", "course": "", "kind": "zip"}
    assert browser.post("/certificates/batches", data=data).status_code == 422


def test_a_holder_asks_for_paper_once_and_it_is_printed_and_marked(app, office, make_person, sign_in):
    root, _zebra, _arsip, people = office
    (row,) = store.of_person(people[0].id)
    holder = sign_in(app.test_client(), people[0])
    token = csrf_of(holder.get(f"/certificates/{row.id}"))
    for _ in range(2):
        assert (
            holder.post(f"/certificates/{row.id}/print-order", data={"csrf_token": token}).status_code == 303
        )
    assert "Anda meminta cetakan" in holder.get(f"/certificates/{row.id}").text
    (other,) = store.of_person(people[1].id)
    assert holder.post(f"/certificates/{other.id}/print-order", data={"csrf_token": token}).status_code == 404
    (order,) = print_store.waiting(None, 10)
    hr = sign_in(app.test_client(), make_person("Rina", unit_id=root, roles=(Role.HR_ADMIN,)))
    queue = hr.get("/certificates/prints")
    assert "Wati" in queue.text and "Ani" not in queue.text
    assert len(PdfReader(io.BytesIO(hr.get("/certificates/prints/file").data)).pages) == 2
    hr.post("/certificates/prints", data={"csrf_token": csrf_of(queue), "order": str(order.id)})
    assert print_store.waiting(None, 10) == []
    assert "Cetakan terakhir selesai" in holder.get(f"/certificates/{row.id}").text


def test_what_was_revoked_is_neither_in_a_batch_nor_in_the_queue(office):
    people = office[3]
    (row,) = store.of_person(people[0].id)
    db.session.execute(
        update(Certificate).where(Certificate.id == row.id).values(revoked_at=MONDAY, revoked_reason="x")
    )
    db.session.commit()
    assert batch_store.find(asked()).total == 4


def test_the_command_writes_the_file_and_says_how_large(settings, office, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("ELEARN_MODULES_DIR", str(settings.modules_dir))
    monkeypatch.setenv("ELEARN_QUIZZES_DIR", str(settings.quizzes_dir))
    monkeypatch.setattr("elearn.operations.preparing.prepare_tables", lambda _settings: None)
    db.session.remove()
    words = ["certificates", "batch", "--year", "2026", "--out", str(tmp_path / "semua.zip")]
    result = CliRunner().invoke(cli, [*words, "--instance", str(settings.instance)])
    assert result.exit_code == 0, (result.output, result.exception)
    assert "semua.zip" in result.output
    assert len(zipfile.ZipFile(tmp_path / "semua.zip").namelist()) == 6
