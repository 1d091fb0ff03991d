"""Previews of drafts: as a learner would see them, kept by nobody, shared only by links that end."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from elearn.audit.tables import AuditEntry
from elearn.authoring import access, store
from elearn.authoring.tables import PreviewLink
from elearn.config import Settings
from elearn.database import db
from elearn.progress.tables import SectionState
from elearn.publishing import draft as drafts
from tests.conftest import csrf_of
from tests.publishing.samples import SVG, course_files

Write = Callable[[dict[str, str]], None]
ROOT = "/authoring/loket-ramah/"
HOME = f"{ROOT}preview/"
SECTION = f"{HOME}loket/menyapa"
QUIZ = f"{ROOT}quiz-preview/kuis-loket"
MODULE_FILE = "modules/loket-ramah/01-loket.md"
QUIZ_FILE = "quizzes/loket-ramah/kuis-loket.md"


@pytest.fixture
def written(write: Write) -> None:
    """A course that is a draft, with a bystander."""
    write(course_files(status="draf"))
    write(course_files("lain", status="draf"))


@pytest.fixture
def link(author: FlaskClient, written: None) -> str:
    """The path of a link to the draft."""
    answer = author.post(f"{HOME}links", data={"csrf_token": csrf_of(author.get(HOME))})
    assert (answer.status_code, answer.location) == (303, HOME)
    found = re.search(r'readonly value="https?://[^/]+([^"]+)"', author.get(HOME).text)
    assert found
    return found[1]


def test_a_section_looks_as_a_learner_would_see_it(author: FlaskClient, written: None) -> None:
    page = author.get(SECTION)
    assert page.status_code == 200
    assert "Pratinjau, belum terbit" in page.text
    assert "Pelayanan dimulai dengan salam." in page.text
    assert "Siapa yang disapa?" in page.text, "the check on the spot"
    assert f'href="{HOME}loket/antrean' in page.text, "links stay inside the draft"
    assert "/learning/loket-ramah/" not in page.text
    assert " style=" not in page.text


def test_pictures_of_the_draft_are_shown_although_no_release_has_them(
    author: FlaskClient, written: None
) -> None:
    found = re.search(rf'src="({ROOT}draft-media/[^"]+)"', author.get(SECTION).text)
    assert found
    picture = author.get(found[1])
    assert picture.status_code == 200
    assert picture.text == SVG
    assert "sandbox" in picture.headers["Content-Security-Policy"]


def test_other_objects_of_the_draft_never_come_out_as_media(
    author: FlaskClient, written: None, settings: Settings
) -> None:
    draft = drafts.draft(settings, "loket-ramah", access.today())
    assert draft is not None
    for name in draft.objects:  # quizzes hold keys
        for extension in ("json", "html", "pdf", "png"):
            assert author.get(f"{ROOT}draft-media/{name}.{extension}").status_code == 404
    assert author.get(f"{ROOT}draft-media/{'0' * 64}.svg").status_code == 404


def test_looking_keeps_no_progress(author: FlaskClient, written: None) -> None:
    for path in (HOME, SECTION, QUIZ):
        assert author.get(path).status_code == 200
    assert db.session.scalar(select(func.count()).select_from(SectionState)) == 0


def test_the_preview_follows_the_file(author: FlaskClient, written: None, write: Write) -> None:
    author.get(SECTION)
    write({MODULE_FILE: course_files()[MODULE_FILE].replace("Pelayanan dimulai", "Layanan dimulai")})
    assert "Layanan dimulai" in author.get(SECTION).text


def test_a_course_with_errors_is_shown_with_its_problems_where_they_are(
    author: FlaskClient, written: None, write: Write
) -> None:
    text = course_files()[MODULE_FILE].replace(
        "Warga mengambil nomor antrean.", "Warga mengambil [nomor](tidak-ada.md)."
    )
    write({MODULE_FILE: text})
    assert "tidak-ada.md" in author.get(f"{HOME}loket/antrean").text
    assert "1 masalah di sini" in author.get(f"{HOME}loket/antrean").text
    assert "masalah di sini" not in author.get(SECTION).text


def test_a_draft_quiz_is_shown_with_its_key_to_those_who_write_it(
    author: FlaskClient, written: None, write: Write
) -> None:
    write(
        {QUIZ_FILE: course_files()[QUIZ_FILE].replace("judul: Kuis loket", "judul: Kuis loket\nstatus: draf")}
    )
    page = author.get(QUIZ).text
    assert "Apa yang diambil warga?" in page
    assert "Nomor antrean." in page, "the explanation"
    assert "checked" in page


@pytest.mark.parametrize(
    "path", [f"{HOME}loket/tidak-ada", f"{HOME}tidak/menyapa", f"{ROOT}quiz-preview/tidak"]
)
def test_what_the_draft_does_not_have_is_a_404(author: FlaskClient, written: None, path: str) -> None:
    assert author.get(path).status_code == 404


@pytest.mark.parametrize("path", [HOME, SECTION, QUIZ, f"{ROOT}draft-media/{'0' * 64}.svg"])
def test_a_learner_sees_no_draft(browse: Callable[..., FlaskClient], written: None, path: str) -> None:
    answer = browse("Budi").get(path)
    assert answer.status_code == 403
    assert "Pelayanan dimulai" not in answer.text


def test_a_link_shows_the_draft_to_anyone_signed_in_without_keys(
    link: str, browse: Callable[..., FlaskClient]
) -> None:
    reader = browse("Budi")
    assert "Pelayanan loket-ramah" in reader.get(link).text
    section = reader.get(f"{link}loket/menyapa").text
    assert "Pelayanan dimulai dengan salam." in section
    assert f"{link}loket/antrean" in section
    quiz = reader.get(link.replace("/preview/", "/quiz-preview/") + "kuis-loket").text
    assert "Apa yang diambil warga?" in quiz
    assert "Pembahasan" not in quiz
    assert " checked" not in quiz
    assert "verdict" not in quiz.split("<main")[1]
    picture = re.search(r'src="(/authoring/shared/[^"]+draft-media/[^"]+)"', section)
    assert picture
    assert reader.get(picture[1]).status_code == 200


def test_a_problem_of_a_quiz_is_hidden_behind_a_link_for_its_line_tells_the_key(
    link: str, browse: Callable[..., FlaskClient], write: Write, author: FlaskClient
) -> None:
    write({QUIZ_FILE: course_files()[QUIZ_FILE].replace("> **Pembahasan:** Nomor antrean.\n", "")})
    assert "K-153" in author.get(QUIZ).text
    shared = link.replace("/preview/", "/quiz-preview/") + "kuis-loket"
    assert "K-153" not in browse("Budi").get(shared).text


def test_nobody_reads_it_without_signing_in(link: str, app: Any) -> None:
    assert app.test_client().get(link).status_code == 303


def test_a_wrong_token_is_a_404(link: str, browse: Callable[..., FlaskClient]) -> None:
    wrong = link.replace(link.split("/")[3], "x" * 43)
    assert browse("Budi").get(wrong).status_code == 404


def test_a_link_ends_after_fourteen_days(
    link: str, browse: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = db.session.scalars(select(PreviewLink)).one()
    assert made.expires_at - made.made_at == timedelta(days=14)
    now = made.expires_at
    assert store.find_link(made.token_sha256, now - timedelta(seconds=1)) is not None
    assert store.find_link(made.token_sha256, now) is None


def test_a_link_can_be_ended(link: str, author: FlaskClient, browse: Callable[..., FlaskClient]) -> None:
    page = author.get(HOME)
    found = re.search(r'name="link" value="([^"]+)"', page.text)
    assert found
    form = {"csrf_token": csrf_of(page), "link": found[1]}
    assert author.post("/authoring/lain/preview/links/end", data=form).status_code == 404, (
        "not of that course"
    )
    assert browse("Budi").get(link).status_code == 200
    assert author.post(f"{HOME}links/end", data=form).status_code == 303
    assert browse("Ani").get(link).status_code == 404
    assert author.post(f"{HOME}links/end", data=form).status_code == 404


def test_the_token_is_kept_nowhere_and_shown_once(link: str, author: FlaskClient) -> None:
    token = link.split("/")[3]
    (made,) = db.session.scalars(select(PreviewLink))
    assert token not in (made.token_sha256, made.course)
    assert token not in author.get(HOME).text
    noted = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "preview.shared")).one()
    assert token not in str(noted.details)


def test_a_learner_makes_no_links(browse: Callable[..., FlaskClient], written: None) -> None:
    reader = browse("Budi")
    token = csrf_of(reader.get("/profile/"))
    assert reader.post(f"{HOME}links", data={"csrf_token": token}).status_code == 403
    assert reader.post(f"{HOME}links/end", data={"csrf_token": token}).status_code == 403


def test_without_the_folder_a_link_asks_to_come_again_and_an_author_is_told(
    link: str, author: FlaskClient, browse: Callable[..., FlaskClient], settings: Settings
) -> None:
    shutil.rmtree(settings.modules_dir)
    assert browse("Budi").get(link).status_code == 503
    assert author.get(HOME).location == "/authoring/"
