"""Readers' reports on the author's desk: file and line, no names, an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn import clock
from elearn.accounts.roles import Role
from elearn.config import Settings
from elearn.errata import actions, store
from elearn.errata.rules import Kind, NewReport, State
from elearn.releases.library import library
from tests.conftest import csrf_of
from tests.learning.conftest import dump
from tests.publishing.samples import course_files

PublishFiles = Callable[[dict[str, str]], Any]
REPORT = NewReport(
    course="loket-ramah",
    module="loket",
    section="menyapa",
    version="",
    kind=Kind.WRONG,
    excerpt="Pelayanan dimulai dengan salam. Lihat bagian berikutnya dan sub.",
    message="Salamnya <script>alert(1)</script> keliru.",
)


@pytest.fixture
def siti(make_person: Callable[..., Any]) -> Any:
    """Somebody who reads."""
    return make_person("Siti Rahmawati")


@pytest.fixture
def author(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of a signed-in author."""
    browser: FlaskClient = sign_in(client, make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    return browser


@pytest.fixture
def report_id(siti: Any, publish_files: PublishFiles) -> int:
    """Siti's report on a published course."""
    publish_files(course_files())
    version = library().courses["loket-ramah"].version
    actions.send_report(siti.id, replace(REPORT, version=version), clock.now())
    return store.own_reports(siti.id, 5)[0].id


def post(author: FlaskClient, report_id: int, **fields: str) -> Any:
    token = csrf_of(author.get("/authoring/reports"))
    return author.post(f"/authoring/reports/{report_id}", data={"csrf_token": token} | fields)


def test_a_report_comes_with_file_and_line_and_without_a_name(
    author: FlaskClient, report_id: int, settings: Settings
) -> None:
    page = author.get("/authoring/reports").text
    path = "modules/loket-ramah/01-loket.md"
    lines = (settings.instance.parent / path).read_text().split("\n")
    line = 1 + next(at for at, text in enumerate(lines) if text.startswith("Pelayanan dimulai"))
    assert f"<code>{path}:{line}</code>" in page
    assert "Salamnya &lt;script&gt;alert(1)&lt;/script&gt; keliru." in page
    assert "<script>alert" not in page
    assert "Siti" not in page and "Rahmawati" not in page
    assert "sudah diterbitkan lagi" not in page


def test_the_desk_says_how_many_wait(author: FlaskClient, report_id: int) -> None:
    page = author.get("/authoring/").text
    assert 'href="/authoring/reports"' in page
    assert "1 menunggu" in page


def test_a_paragraph_that_was_rewritten_is_not_pointed_at(
    author: FlaskClient, report_id: int, publish_files: PublishFiles
) -> None:
    files = {
        name: text.replace("Pelayanan dimulai", "Semua dimulai") for name, text in course_files().items()
    }
    publish_files(files)
    page = author.get("/authoring/reports").text
    assert "baris paragrafnya tidak ditemukan lagi" in page
    assert "sudah diterbitkan lagi" in page


def test_a_report_on_what_is_gone_stays_readable(author: FlaskClient, siti: Any, report_id: int) -> None:
    actions.send_report(siti.id, replace(REPORT, course="tiada"), clock.now())
    page = author.get("/authoring/reports").text
    assert "baris tidak ditemukan lagi" in page
    assert "bagian ini tidak terbit lagi" in page


def test_a_lost_object_takes_the_lines_and_not_the_page(
    author: FlaskClient, report_id: int, settings: Settings
) -> None:
    library()  # the index is in memory
    for path in (settings.published_folder / "objects").rglob("*"):
        if path.is_file():
            path.write_bytes(b"rusak")
    page = author.get("/authoring/reports")
    assert page.status_code == 200
    assert "baris tidak ditemukan lagi" in page.text


@pytest.mark.both_databases
def test_mended_needs_no_words(author: FlaskClient, report_id: int, siti: Any) -> None:
    answered = post(author, report_id, state="mended", reply="")
    assert (answered.status_code, answered.location) == (303, "/authoring/reports")
    page = author.get("/authoring/reports").text
    assert "Tidak ada laporan yang menunggu" in page
    assert "Sudah dijawab" in page
    assert store.own_reports(siti.id, 5)[0].state is State.MENDED


def test_who_changes_nothing_must_say_why(author: FlaskClient, report_id: int) -> None:
    before = dump()
    refused = post(author, report_id, state="declined", reply="tidak <b>")
    assert refused.status_code == 422
    assert "Tulis alasannya bagi pembaca" in refused.text
    assert "tidak &lt;b&gt;" in refused.text
    assert dump() == before
    assert post(author, report_id, state="declined", reply="Salam itu sudah benar.").status_code == 303


def test_a_second_answer_is_told_that_it_came_late(author: FlaskClient, report_id: int, siti: Any) -> None:
    token = csrf_of(author.get("/authoring/reports"))
    for state, reply in (("declined", "Salam itu sudah benar."), ("mended", "")):
        data = {"csrf_token": token, "state": state, "reply": reply}
        assert author.post(f"/authoring/reports/{report_id}", data=data).status_code == 303
    assert "sudah dijawab lebih dahulu" in author.get("/authoring/reports").text
    assert store.own_reports(siti.id, 5)[0].state is State.DECLINED


def test_nothing_else_can_be_answered(author: FlaskClient, report_id: int) -> None:
    before = dump()
    assert post(author, report_id, state="open", reply="dibuka lagi ya").status_code == 400
    assert post(author, report_id, reply="dibuka lagi ya").status_code == 400
    assert post(author, report_id + 1, state="mended").status_code == 404
    assert author.post(f"/authoring/reports/{report_id}", data={"state": "mended"}).status_code == 400
    assert author.get(f"/authoring/reports/{report_id}").location == "/authoring/reports"
    assert dump() == before


def test_a_learner_sees_and_answers_nothing(
    app: Flask, report_id: int, siti: Any, sign_in: Callable[..., Any]
) -> None:
    browser = sign_in(app.test_client(), siti)
    before = dump()
    assert browser.get("/authoring/reports").status_code == 403
    data = {"csrf_token": csrf_of(browser.get("/profile/")), "state": "mended"}
    assert browser.post(f"/authoring/reports/{report_id}", data=data).status_code == 403
    assert dump() == before


def test_reports_are_the_owners_affair(
    app: Flask,
    siti: Any,
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
    publish_files: PublishFiles,
) -> None:
    owner = make_person(name="Rina", roles=(Role.AUTHOR,))
    path = "modules/loket-ramah/course.md"
    files = course_files()
    publish_files(
        files | {path: files[path].replace("status: terbit", f"status: terbit\npemilik: {owner.nip}")}
    )
    publish_files(course_files("lain"))
    actions.send_report(siti.id, REPORT, clock.now())
    other = "Ini tentang yang lain."
    actions.send_report(siti.id, replace(REPORT, course="lain", message=other), clock.now())
    mine = store.own_reports(siti.id, 5)[1].id

    def browser_of(person: Any) -> FlaskClient:
        browser: FlaskClient = sign_in(app.test_client(), person)
        return browser

    stranger = browser_of(make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    page = stranger.get("/authoring/reports").text
    assert other in page
    assert "Salamnya" not in page
    assert "1 menunggu" in stranger.get("/authoring/").text
    assert post(stranger, mine, state="mended", reply="").status_code == 404
    assert store.find_report(mine).state is State.OPEN  # type: ignore[union-attr]
    for entitled in (owner, make_person(name="Ratna", roles=(Role.HR_ADMIN,))):
        page = browser_of(entitled).get("/authoring/reports").text
        assert "Salamnya" in page
        assert other in page
    assert post(browser_of(owner), mine, state="mended", reply="").status_code == 303
    reviewer = browser_of(make_person(name="Ningsih", roles=(Role.REVIEWER,)))
    assert other not in reviewer.get("/authoring/reports").text, "a reviewer owns no course"
