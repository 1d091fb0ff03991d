"""The author's page: every course with its state, every problem with place, line, reason and mend."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.accounts.roles import Role
from elearn.authoring.rules import ReleasedState, TrafficWord, problem_rows, released_state, traffic_word
from elearn.config import Settings
from elearn.content.course import Status
from elearn.problems import Level, Place, Problem
from tests.publishing.samples import course_files

PublishFiles = Callable[[dict[str, str]], Any]


@pytest.fixture
def author(client: FlaskClient, make_person: Callable[..., Any], sign_in: Callable[..., Any]) -> FlaskClient:
    """The browser of a signed-in author."""
    browser: FlaskClient = sign_in(client, make_person(name="Wahyuni", roles=(Role.AUTHOR,)))
    return browser


def test_an_author_sees_what_is_live(author: FlaskClient, publish_files: PublishFiles) -> None:
    publish_files(course_files())
    page = author.get("/authoring/")
    assert page.status_code == 200
    assert "Pelayanan loket-ramah" in page.text
    assert "Terbit" in page.text
    assert "peserta membaca versi ini" in page.text
    assert "Tidak ada yang perlu diperbaiki." in page.text


def test_a_problem_shows_place_line_caret_reason_and_mend(
    author: FlaskClient, settings: Settings, publish_files: PublishFiles
) -> None:
    publish_files(course_files())
    quiz = settings.quizzes_dir / "loket-ramah" / "kuis-loket.md"
    quiz.write_text(quiz.read_text().replace("[x] Nomor *antrean*", "[x] Nomor <b>antrean</b> (benar)"))
    page = author.get("/authoring/").text
    assert "Ada perbaikan" in page
    assert "quizzes/loket-ramah/kuis-loket.md" in page
    assert "K-104" in page
    assert "Nomor &lt;b&gt;antrean&lt;/b&gt; (benar)" in page
    assert "^^^^^^^" in page
    assert "Perbaiki:" in page
    assert "peserta membaca versi sebelumnya" in page


def test_a_draft_is_called_a_draft(author: FlaskClient, publish_files: PublishFiles) -> None:
    publish_files(course_files("rahasia", status="draf"))
    page = author.get("/authoring/").text
    assert "Draf" in page
    assert "belum pernah terbit" in page
    assert "/learning/rahasia/" not in page


def test_the_page_stands_when_the_folder_is_gone(
    author: FlaskClient, settings: Settings, publish_files: PublishFiles
) -> None:
    publish_files(course_files())
    shutil.rmtree(settings.modules_dir)
    page = author.get("/authoring/")
    assert page.status_code == 200
    assert "Folder materi tidak dapat dibaca" in page.text


def test_an_author_without_a_course_is_told_how_to_begin(author: FlaskClient) -> None:
    assert "Belum ada kursus" in author.get("/authoring/").text


def test_a_learner_does_not_see_it(
    client: FlaskClient,
    make_person: Callable[..., Any],
    sign_in: Callable[..., Any],
    publish_files: PublishFiles,
) -> None:
    publish_files(course_files("rahasia", status="draf"))
    answer = sign_in(client, make_person(name="Budi")).get("/authoring/")
    assert answer.status_code in (403, 404)
    assert "rahasia" not in answer.text


def test_a_file_name_cannot_write_into_the_page(author: FlaskClient, publish_files: PublishFiles) -> None:
    publish_files(
        {"modules/<img src=x onerror=alert(1)>/course.md": "---\njudul: <script>alert(1)</script>\n"}
    )
    page = author.get("/authoring/").text
    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_errors_come_before_every_other_word() -> None:
    assert traffic_word(is_sound=False, status=Status.DRAFT) is TrafficWord.NEEDS_MENDING
    assert traffic_word(is_sound=True, status=Status.DRAFT) is TrafficWord.DRAFT
    assert traffic_word(is_sound=True, status=Status.PUBLISHED) is TrafficWord.PUBLISHED
    assert traffic_word(is_sound=True, status=Status.ARCHIVED) is TrafficWord.ARCHIVED


def test_what_learners_have_is_told_by_the_version() -> None:
    assert released_state(None, "a") is ReleasedState.NOTHING
    assert released_state("a", "a") is ReleasedState.SAME
    assert released_state("a", "b") is ReleasedState.OLDER
    assert released_state("a", None) is ReleasedState.OLDER


def test_the_caret_stands_under_the_spot_of_a_long_line() -> None:
    line = "a" * 500 + "KELIRU" + "b" * 500
    problem = Problem(place=Place("x.md", 1, 501), level=Level.ERROR, rule="K-104", excerpt=line, width=6)
    (row,) = problem_rows([problem], "id")
    at = len(row.before)
    assert row.excerpt[at : at + len(row.carets)] == "KELIRU"
    assert len(row.excerpt) <= 100


def test_errors_come_before_warnings() -> None:
    places = [
        Problem(place=Place("x.md", n), level=level, rule="K-101") for n, level in enumerate(Level, start=1)
    ]
    assert [row.is_error for row in problem_rows(reversed(places), "id")] == [True, False]
