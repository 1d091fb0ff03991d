"""Publishing from the page: what it does to people is shown first, and only owners do it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn import clock
from elearn.accounts.roles import Role
from elearn.content.questions.choices import ChoiceQuestion
from elearn.database import db
from elearn.quiz import actions as quizzes
from elearn.quiz import offers
from elearn.quiz import store as quiz_store
from elearn.quiz.saving import NewAnswer
from elearn.releases import store
from elearn.releases.library import find_course, library
from elearn.releases.tables import Release, ReleaseChange
from tests.conftest import csrf_of
from tests.publishing.samples import course_files

Publish = Callable[[dict[str, str]], Any]
Write = Callable[[dict[str, str]], None]
PAGE = "/authoring/loket-ramah/publish"
HISTORY = "/authoring/loket-ramah/history"
COURSE = "modules/loket-ramah/course.md"
MODULE = "modules/loket-ramah/01-loket.md"
QUIZ = "quizzes/loket-ramah/kuis-loket.md"


@pytest.fixture
def changed(publish_files: Publish, write: Write) -> None:
    """A published course whose file says something else now, and a bystander that changed too."""
    publish_files(course_files())
    publish_files(course_files("lain"))
    write({MODULE: course_files()[MODULE].replace("Pelayanan dimulai", "Layanan yang baik dimulai")})
    write(
        {
            MODULE.replace("loket-ramah", "lain"): course_files("lain")[MODULE.replace("loket-ramah", "lain")]
            + "\nBaru.\n"
        }
    )


@pytest.fixture
def correct_key(publish_files: Publish, write: Write, make_person: Callable[..., Any]) -> None:
    """Somebody failed by a key that the file has corrected since."""
    publish_files(course_files())
    person, now = make_person(name="Peserta"), clock.now()
    started = quizzes.start_attempt(person.id, "loket-ramah", "kuis-loket", now)
    assert isinstance(started, quizzes.Started)
    attempt = quiz_store.find_own_attempt(started.attempt_id, person.id)
    assert attempt is not None
    (question,) = offers.offer("loket-ramah", "kuis-loket").released.quiz.questions
    assert isinstance(question, ChoiceQuestion)
    wrong = next(one.id for one in question.choices if one.id not in str(question.right_answer()))
    answer = NewAnswer(question=question.code, sequence=1, value=wrong, is_flagged=False)
    quizzes.save_answers(attempt, [answer], secret=b"secret", now=now)
    quizzes.submit(attempt, now)
    swapped = course_files()[QUIZ].replace("[x] Nomor", "[ ] Nomor").replace("[ ] Kursi", "[x] Kursi")
    write({QUIZ: swapped})


def form_of(browser: FlaskClient, **more: str) -> dict[str, str]:
    """The form of the page as a browser would send it."""
    page = browser.get(PAGE)
    version = re.search(r'name="version" value="([^"]*)"', page.text)
    assert version
    return {"csrf_token": csrf_of(page), "version": version[1], "kind": "", "note": ""} | more


def version() -> str:
    course = find_course("loket-ramah")
    assert course is not None
    return course.version


def test_the_page_shows_what_changes_and_for_whom(author: FlaskClient, changed: None) -> None:
    page = author.get(PAGE)
    assert page.status_code == 200
    assert "Menyapa" in page.text
    assert "diubah isinya" in page.text
    assert "Sedang belajar" in page.text
    assert "0 naik, 0 turun" in page.text
    assert " style=" not in page.text
    assert len(list(db.session.scalars(select(Release)))) == 2, "looking publishes nothing"


def test_publishing_publishes_this_course_alone_and_says_who_did_it(
    author: FlaskClient, changed: None
) -> None:
    before = {code: course.version for code, course in library().courses.items()}
    answer = author.post(PAGE, data=form_of(author, note="Kalimat pembuka."))
    assert (answer.status_code, answer.location) == (303, HISTORY)
    after = {code: course.version for code, course in library().courses.items()}
    assert after["loket-ramah"] != before["loket-ramah"]
    assert after["lain"] == before["lain"]
    (newest, *_) = store.releases()
    assert newest.note == "Kalimat pembuka."
    assert newest.published_by.startswith("Wahyuni (")
    assert "199001012015011001" not in newest.published_by
    assert "Terbit. Rilis 3 berlaku" in author.get(HISTORY).text


def test_the_kind_of_change_is_the_authors_word(author: FlaskClient, changed: None) -> None:
    author.post(PAGE, data=form_of(author, kind="relearn"))
    kind = db.session.scalars(select(ReleaseChange.kind).where(ReleaseChange.release_number == 3)).one()
    assert kind == "relearn"
    assert "Wajib ulang" in author.get(HISTORY).text


def test_a_file_that_changed_meanwhile_is_not_published_unseen(
    author: FlaskClient, changed: None, write: Write
) -> None:
    form = form_of(author)
    before = version()
    write({MODULE: course_files()[MODULE].replace("Pelayanan dimulai", "Bukan itu")})
    answer = author.post(PAGE, data=form)
    assert answer.status_code == 422
    assert "Berkas berubah sejak halaman ini dibuka" in answer.text
    assert version() == before


def test_what_is_wrong_keeps_the_course_back_and_is_shown(
    author: FlaskClient, changed: None, write: Write
) -> None:
    form = form_of(author)
    write({QUIZ: course_files()[QUIZ].replace("[ ] Kursi", "[ ] Kursi (salah)")})
    page = author.get(PAGE).text
    assert "Yang menahan terbitan" in page
    assert "K-104" in page
    assert 'name="version"' not in page
    assert author.post(PAGE, data=form).status_code == 422


def test_changed_marks_ask_for_a_signature(author: FlaskClient, correct_key: None) -> None:
    page = author.get(PAGE).text
    assert "1 naik, 0 turun" in page
    assert "kunci berubah" in page
    assert "Wajib, karena nilai yang sudah ada berubah." in page
    before = version()
    assert author.post(PAGE, data=form_of(author)).status_code == 422
    assert version() == before
    answer = author.post(PAGE, data=form_of(author, note="Kunci keliru."))
    assert answer.status_code == 303
    assert version() != before


def test_another_rule_for_a_key_is_counted_before_it_is_published(
    author: FlaskClient, correct_key: None
) -> None:
    rules = {"key:loket-ramah/kuis-loket/loket-01": "none"}
    before = version()
    page = author.post(PAGE, data=form_of(author, look="1", **rules))
    assert page.status_code == 200
    assert "0 naik, 0 turun" in page.text
    assert version() == before
    unknown = author.post(PAGE, data=form_of(author, note="x", **{"key:loket-ramah/kuis-loket/tidak": "new"}))
    assert unknown.status_code == 422
    assert version() == before


def test_a_draft_is_told_how_to_go_live(author: FlaskClient, write: Write) -> None:
    write(course_files(status="draf"))
    page = author.get(PAGE).text
    assert "Masih draf" in page
    assert 'name="version"' not in page


def test_a_first_publication(author: FlaskClient, write: Write) -> None:
    write(course_files())
    assert author.post(PAGE, data=form_of(author)).status_code == 303
    assert find_course("loket-ramah") is not None


def test_who_is_no_owner_sees_everything_but_the_button(
    author: FlaskClient, browse: Callable[..., FlaskClient], write: Write
) -> None:
    files = course_files()
    write(files | {COURSE: files[COURSE].replace("status: terbit", "status: terbit\npemilik: dinas-lain")})
    page = author.get(PAGE)
    assert "dinas-lain" in page.text
    assert 'name="version"' not in page.text
    token = csrf_of(author.get("/profile/"))
    assert author.post(PAGE, data={"csrf_token": token}).status_code == 403
    assert find_course("loket-ramah") is None
    admin = browse("Rina", roles=(Role.HR_ADMIN,))
    assert admin.post(PAGE, data=form_of(admin)).status_code == 303


def test_a_reviewer_may_look_and_not_publish(browse: Callable[..., FlaskClient], changed: None) -> None:
    reviewer = browse("Sri", roles=(Role.REVIEWER,))
    assert "Peran Anda hanya dapat melihat" in reviewer.get(PAGE).text
    token = csrf_of(reviewer.get("/profile/"))
    assert reviewer.post(PAGE, data={"csrf_token": token}).status_code == 403


def test_a_learner_sees_nothing_and_publishes_nothing(
    browse: Callable[..., FlaskClient], changed: None
) -> None:
    learner = browse("Budi")
    assert learner.get(PAGE).status_code == 403
    token = csrf_of(learner.get("/profile/"))
    assert learner.post(PAGE, data={"csrf_token": token}).status_code == 403
