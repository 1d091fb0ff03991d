"""Whoever finished a course is shown what changed since, once, and keeps the completion."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn import clock
from elearn.config import Settings
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.progress import store as progress_store
from elearn.publishing import actions as publishing
from elearn.publishing.actions import PublishReport
from elearn.releases import objects
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.library import find_course, look_again
from tests.conftest import csrf_of
from tests.learning.conftest import dump, statements
from tests.publishing.samples import MODULE, QUIZ, course_files

COURSE = "loket-ramah"
URL = f"/learning/{COURSE}/"
CHANGES = f"{URL}changes"
MODULE_PATH = f"modules/{COURSE}/01-loket.md"
MODULE_TEXT = MODULE.replace("CODE", COURSE)
NOTICE = "Materi berubah sejak Anda selesai"
_ATTEMPTS = count(1)
Publish = Callable[..., PublishReport]


@pytest.fixture
def publish(app: Flask, settings: Settings, publish_files: Callable[[dict[str, str]], Any]) -> Publish:
    """publish(files, **options): the author saves and publishes."""

    def run(files: dict[str, str], **options: Any) -> PublishReport:
        for name, text in files.items():
            path = settings.instance.parent / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        report = publishing.publish(settings, actor="tests", note="Diperbaiki.", **options)
        look_again()
        return report

    return run


@pytest.fixture
def finished(publish: Publish, siti: Any, charlie: Any) -> None:
    """Siti finished the course; Charlie, a bystander, is in the middle of it and finished another one."""
    publish(course_files() | course_files("arsip-rapi"))
    finish(siti, COURSE)
    finish(charlie, "arsip-rapi")
    record(charlie.id, SectionRead(course=COURSE, module="loket", section="menyapa"), clock.now())


def finish(person: Any, course: str) -> None:
    now = clock.now()
    for section in ("menyapa", "antrean"):
        record(person.id, SectionRead(course=course, module="loket", section=section), now)
    record(
        person.id, QuizPassed(course=course, quiz="kuis-loket", attempt_id=next(_ATTEMPTS), version="q"), now
    )


def changed(old: str = "mengambil nomor antrean", new: str = "mengambil karcis di mesin") -> dict[str, str]:
    assert old in MODULE_TEXT
    return {MODULE_PATH: MODULE_TEXT.replace(old, new)}


@pytest.mark.both_databases
def test_a_change_of_content_is_told_once_and_reading_it_ends_that(
    finished: None, publish: Publish, reader: FlaskClient, siti: Any
) -> None:
    assert NOTICE not in reader.get(URL).text
    publish(changed())
    page = reader.get(URL)
    assert page.text.count(NOTICE) == 1
    assert f'href="{CHANGES}"' in page.text
    before = progress_store.completions(siti.id, COURSE)

    shown = reader.get(CHANGES)
    version = find_course(COURSE).version  # type: ignore[union-attr]
    answer = reader.post(CHANGES, data={"csrf_token": csrf_of(shown), "version": version})
    assert (answer.status_code, answer.location) == (303, URL)
    assert NOTICE not in reader.get(URL).text
    assert "Sudah saya baca" not in reader.get(CHANGES).text
    assert progress_store.completions(siti.id, COURSE) == before

    publish(changed(new="mengambil karcis dari petugas"))
    assert NOTICE in reader.get(URL).text


def test_spelling_is_not_told(finished: None, publish: Publish, reader: FlaskClient) -> None:
    publish(changed("Pelayanan dimulai", "Pelayanan di mulai"))
    assert NOTICE not in reader.get(URL).text


def test_whoever_has_not_finished_sees_nothing_of_it(
    finished: None, publish: Publish, client: FlaskClient, sign_in: Callable[..., FlaskClient], charlie: Any
) -> None:
    publish(changed())
    browser = sign_in(client, charlie)
    assert NOTICE not in browser.get(URL).text
    assert browser.get(CHANGES).location == URL
    assert NOTICE not in browser.get("/learning/arsip-rapi/").text


def test_what_one_person_has_read_stays_news_to_another(
    finished: None,
    publish: Publish,
    app: Flask,
    reader: FlaskClient,
    sign_in: Callable[..., FlaskClient],
    charlie: Any,
) -> None:
    finish(charlie, COURSE)
    publish(changed())
    version = find_course(COURSE).version  # type: ignore[union-attr]
    reader.post(CHANGES, data={"csrf_token": csrf_of(reader.get(CHANGES)), "version": version})
    assert NOTICE in sign_in(app.test_client(), charlie).get(URL).text


def test_the_page_shows_old_and_new_words_section_by_section(
    finished: None, publish: Publish, reader: FlaskClient
) -> None:
    text = (
        changed()[MODULE_PATH]
        .replace("## Antrean", "## Karcis")
        .replace("### Senyum", "Paragraf baru.\n\n### Senyum")
    )
    publish({MODULE_PATH: text})
    page = reader.get(CHANGES).text

    assert '<del><span class="vh">dihapus: </span>nomor antrean.</del>' in page
    assert '<ins><span class="vh">ditambah: </span>karcis di mesin.</ins>' in page
    assert "Paragraf baru." in page
    assert f'href="{URL}loket/antrean"' in page
    assert '<ins><span class="vh">ditambah: </span>Karcis</ins>' in page
    assert "Pelayanan dimulai dengan salam" not in page


def test_new_and_removed_sections_and_quizzes_are_named(
    finished: None, publish: Publish, reader: FlaskClient
) -> None:
    added = MODULE_TEXT.replace("## Antrean", "## Berpamitan {#pamit}\n\nSampai jumpa.\n\n## Antrean")
    publish({MODULE_PATH: added, f"quizzes/{COURSE}/kuis-loket.md": QUIZ.replace("Kursi", "Bangku")})
    page = reader.get(CHANGES).text
    assert "Bagian baru" in page
    assert f'href="{URL}loket/pamit"' in page
    assert "1 soal berubah" in page
    assert "Bangku" not in page, "a changed question would tell its answer"


def test_what_an_author_wrote_is_text_and_no_markup(
    finished: None, publish: Publish, reader: FlaskClient
) -> None:
    publish(changed(new="mengambil `<script>alert(1)</script>`"))
    page = reader.get(CHANGES).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_version_that_is_gone_is_said_to_be_gone(
    finished: None, publish: Publish, reader: FlaskClient, settings: Settings
) -> None:
    course = find_course(COURSE)
    assert course is not None
    publish(changed())
    for section in course.modules[0].sections:
        objects.path_of(settings.published_folder, section.body_sha256).unlink()
    page = reader.get(CHANGES)
    assert page.status_code == 200
    assert "sudah tidak tersimpan" in page.text
    assert "Sudah saya baca" in page.text


def test_learning_again_is_asked_with_its_date_and_the_completion_stays(
    finished: None, publish: Publish, reader: FlaskClient, siti: Any
) -> None:
    before = progress_store.completions(siti.id, COURSE)
    publish(changed(), kinds={COURSE: CourseChangeKind.RELEARN})
    page = reader.get(URL).text
    assert "Materi ini wajib dipelajari ulang sejak" in page
    assert "Anda menyelesaikan kursus ini pada" in page
    assert NOTICE not in page
    assert progress_store.completions(siti.id, COURSE) == before


@pytest.mark.parametrize("version", ["", "x", "0" * 64, "v'; drop table change_seen"])
def test_a_version_nobody_published_is_not_written_down(
    finished: None, publish: Publish, reader: FlaskClient, version: str
) -> None:
    publish(changed())
    token = csrf_of(reader.get(CHANGES))
    before = dump()
    assert reader.post(CHANGES, data={"csrf_token": token, "version": version}).status_code == 303
    assert dump() == before


def test_what_was_published_after_the_page_was_shown_stays_news(
    finished: None, publish: Publish, reader: FlaskClient
) -> None:
    publish(changed())
    token, shown = csrf_of(reader.get(CHANGES)), find_course(COURSE).version  # type: ignore[union-attr]
    publish(changed(new="tidak mengambil apa pun"))
    reader.post(CHANGES, data={"csrf_token": token, "version": shown})
    assert NOTICE in reader.get(URL).text


def test_only_a_finished_person_costs_one_statement_more_and_only_after_a_change(
    finished: None,
    publish: Publish,
    app: Flask,
    reader: FlaskClient,
    sign_in: Callable[..., FlaskClient],
    charlie: Any,
) -> None:
    other = sign_in(app.test_client(), charlie)

    def counted(browser: FlaskClient) -> int:
        with statements(app) as seen:
            assert browser.get(URL).status_code == 200
        return sum("release_pointer" not in one for one in seen)  # the look for a new release comes by time

    before = counted(reader), counted(other)
    publish(changed())
    assert (counted(reader), counted(other)) == (before[0] + 1, before[1])


def test_readers_need_no_files_of_authors_for_it(
    finished: None, publish: Publish, reader: FlaskClient, settings: Settings
) -> None:
    publish(changed())
    shutil.rmtree(settings.modules_dir)
    assert "karcis di mesin" in reader.get(CHANGES).text
