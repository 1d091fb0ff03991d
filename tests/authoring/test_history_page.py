"""The history of a course: what each release changed, and the way back for its owners alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from elearn.accounts.roles import Role
from elearn.authoring.history.line_rows import LineRow, file_rows
from elearn.authoring.history.page import history_rows
from elearn.config import Settings
from elearn.releases.history import FileDifference
from elearn.releases.library import body, find_course, library
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

Publish = Callable[[dict[str, str]], Any]
MODULE = "modules/loket-ramah/01-loket.md"
COURSE = "modules/loket-ramah/course.md"
PAGE = "/authoring/loket-ramah/history"
RESTORE = f"{PAGE}/1/restore"


@pytest.fixture
def two_versions(publish_files: Publish) -> None:
    """Release 1 has the course, 2 a bystander too, 3 other words in the course."""
    publish_files(course_files())
    publish_files(course_files("lain"))
    text = course_files()[MODULE].replace("Pelayanan dimulai", "<b>Layanan</b> dimulai")
    publish_files({MODULE: text})


def section() -> str:
    course = find_course("loket-ramah")
    assert course is not None
    return str(body(course.modules[0].sections[0].body_sha256))


def test_only_releases_that_changed_the_course_are_told(author: FlaskClient, two_versions: None) -> None:
    rows = history_rows("loket-ramah")
    assert [(one.number, one.before, one.is_in_force) for one in rows] == [(3, 1, True), (1, 0, False)]
    page = author.get(PAGE).text
    assert "Rilis 3" in page
    assert "Rilis 1" in page
    assert "Rilis 2" not in page
    assert "Berlaku sekarang" in page
    assert f'href="{RESTORE}"' in page


def test_a_course_is_in_force_although_others_were_published_since(
    two_versions: None, publish_files: Publish
) -> None:
    publish_files(course_files("ketiga"))
    assert [one.number for one in history_rows("loket-ramah") if one.is_in_force] == [3]


def test_changed_lines_have_numbers_and_marks_and_cannot_write_into_the_page(
    author: FlaskClient, two_versions: None
) -> None:
    page = author.get(f"{PAGE}/differences?old=1&new=3")
    assert page.status_code == 200
    assert "<del>- Pelayanan dimulai" in page.text
    assert "<ins>+ &lt;b&gt;Layanan&lt;/b&gt; dimulai" in page.text
    assert "diubah isinya" in page.text
    assert "<b>Layanan</b>" not in page.text


@pytest.mark.parametrize("query", ["", "?old=7&new=9", "?old=x&new=y", "?old=-1&new=0"])
def test_releases_that_are_not_there_are_a_404(author: FlaskClient, two_versions: None, query: str) -> None:
    assert author.get(f"{PAGE}/differences{query}").status_code == 404


def test_an_author_goes_back_after_seeing_what_that_does(author: FlaskClient, two_versions: None) -> None:
    asked = author.get(RESTORE)
    assert "<ins>+ Pelayanan dimulai" in asked.text
    assert "Layanan" in section()
    answer = author.post(RESTORE, data={"csrf_token": csrf_of(asked), "note": "Salah ketik"})
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "Pelayanan dimulai" in section()
    assert "lain" in library().courses, "the other course stays"
    page = author.get(PAGE).text
    assert "Salah ketik" in page
    assert "Rilis 4" in page
    assert "Wahyuni" in page
    assert "199001012015011001" not in page, "a whole NIP is nobody's business here"


def test_who_is_no_owner_sees_the_page_without_its_button_and_is_refused(
    author: FlaskClient, publish_files: Publish
) -> None:
    files = course_files()
    owned = files[COURSE].replace("status: terbit", "status: terbit\npemilik: dinas-lain")
    publish_files(files | {COURSE: owned})
    publish_files({MODULE: files[MODULE].replace("Pelayanan dimulai", "Layanan dimulai")})
    asked = author.get(RESTORE)
    assert asked.status_code == 200
    assert "dinas-lain" in asked.text
    assert 'method="post"' not in asked.text.split("<main")[1].split("</main")[0]
    token = csrf_of(author.get("/profile/"))
    assert author.post(RESTORE, data={"csrf_token": token}).status_code == 403
    assert "Layanan dimulai" in section()


def test_who_writes_himself_into_the_file_is_no_owner_yet(
    author: FlaskClient, publish_files: Publish, write: Callable[..., None]
) -> None:
    files = course_files()
    publish_files(
        files | {COURSE: files[COURSE].replace("status: terbit", "status: terbit\npemilik: dinas-lain")}
    )
    write({COURSE: files[COURSE].replace("status: terbit", "status: terbit\npemilik: unit-1")})
    token = csrf_of(author.get("/profile/"))
    answer = author.post("/authoring/loket-ramah/publish", data={"csrf_token": token, "version": "x"})
    assert answer.status_code == 403


def test_going_back_to_a_release_without_the_course_is_a_404(author: FlaskClient, two_versions: None) -> None:
    page = "/authoring/lain/history/1/restore"
    assert author.get(page).status_code == 404
    token = csrf_of(author.get("/profile/"))
    assert author.post(page, data={"csrf_token": token}).status_code == 404


@pytest.mark.parametrize("path", [PAGE, RESTORE, f"{PAGE}/differences?old=1&new=3"])
def test_a_learner_sees_no_history(browse: Callable[..., FlaskClient], two_versions: None, path: str) -> None:
    assert browse("Budi").get(path).status_code == 403


def test_admins_go_back_whoever_owns_the_course(
    browse: Callable[..., FlaskClient], two_versions: None, settings: Settings
) -> None:
    admin = browse("Rina", roles=(Role.HR_ADMIN,))
    answer = admin.post(RESTORE, data={"csrf_token": csrf_of(admin.get(RESTORE))})
    assert answer.status_code == 303


def test_lines_carry_the_numbers_of_both_files() -> None:
    lines = ("--- a.md", "+++ a.md", "@@ -3,3 +3,3 @@", " tiga", "-empat", "+EMPAT", " lima")
    (file,) = file_rows([FileDifference(path="a.md", lines=lines)])
    assert file.lines == (
        LineRow("gap", 0, 0, ""),
        LineRow("same", 3, 3, "tiga"),
        LineRow("removed", 4, 0, "empat"),
        LineRow("added", 0, 4, "EMPAT"),
        LineRow("same", 5, 5, "lima"),
    )


def test_a_line_that_looks_like_the_head_of_a_file_is_a_line() -> None:
    lines = ("--- a.md", "+++ a.md", "@@ -1 +1 @@", "--- lama", "+++ baru")
    (file,) = file_rows([FileDifference(path="a.md", lines=lines)])
    assert [(one.kind, one.text) for one in file.lines] == [("removed", "-- lama"), ("added", "++ baru")]
