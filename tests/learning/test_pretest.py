"""Show what you know and skip it: the pre-test on the course page, and what skipping a module means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from elearn.content.course import CompletionRule
from elearn.content.questions.contract import Reference
from elearn.content.quiz import Purpose
from elearn.database import db
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionRead
from elearn.progress import store as progress_store
from elearn.progress.tables import ProgressEvent
from elearn.quiz import actions, store
from elearn.quiz.actions import Started
from elearn.quiz.saving import NewAnswer
from elearn.releases.published import PublishedCourse
from tests.learning.conftest import MONDAY, statements
from tests.quiz.samples import make_quiz, single
from tests.sample_courses import (
    make_course,
    make_module,
    make_quiz_entry,
    make_section,
    shelve,
    store_body,
    store_quiz,
)

URL = "/learning/adminduk/"
OFFER = "Anda sudah menguasai modul ini. Lewati"
CODES = {"hukum": ("h-1", "h-2"), "layanan": ("l-1", "l-2")}


def about(module: str, code: str) -> Any:
    return single(code, reference=Reference(course=None, module=module, section="s"))


@pytest.fixture
def course(app: Flask) -> PublishedCourse:
    """Two modules, each asked about twice in the pre-test; after it a course that should come later."""
    questions = [about(module, code) for module, codes in CODES.items() for code in codes]
    pretest = make_quiz(*questions, code="prates", purpose=Purpose.PRETEST, pass_percent=Decimal(70))
    entry = replace(make_quiz_entry("prates", store_quiz(app, pretest)), purpose=Purpose.PRETEST)
    made = make_course(
        make_module("hukum", "s", jp="2"), make_module("layanan", "s", "t", jp="1"), quizzes=(entry,)
    )
    made = replace(made, pretest="prates")
    later = replace(make_course(make_module("m", "a"), code="lanjut"), prerequisites=("adminduk", "hilang"))
    shelve(app, made, later)
    return made


@pytest.fixture
def take(course: PublishedCourse) -> Callable[..., int]:
    """take(person, known=modules): hand in the pre-test with all answers, right for these modules."""

    def take(person: Any, *known: str, leave_out: str = "") -> int:
        started = actions.start_attempt(person.id, "adminduk", "prates", MONDAY)
        assert isinstance(started, Started)
        attempt = store.find_own_attempt(started.attempt_id, person.id)
        assert attempt is not None
        right = {code for module in known for code in CODES[module]}
        answers = [
            NewAnswer(
                question=code,
                sequence=1,
                value=single(code).choices[0 if code in right else 1].id,
                is_flagged=False,
            )
            for code in attempt.questions
            if code != leave_out
        ]
        actions.save_answers(attempt, answers, secret=b"secret", now=MONDAY)
        actions.submit(attempt, MONDAY)
        return attempt.id

    return take


@pytest.fixture(autouse=True)
def bystander(charlie: Any, take: Callable[..., int]) -> None:
    """Charlie knows everything."""
    take(charlie, "hukum", "layanan")


def skip(reader: FlaskClient, token: str, module: str) -> Any:
    return reader.post(f"{URL}skip", data={"csrf_token": token, "module": module})


def events(person: Any) -> list[tuple[str, str, int | None]]:
    columns = (ProgressEvent.kind, ProgressEvent.module, ProgressEvent.attempt_id)
    rows = db.session.execute(select(*columns).where(ProgressEvent.person_id == person.id)).all()
    db.session.rollback()
    return [(kind, module, attempt) for kind, module, attempt in rows]


def test_the_pre_test_stands_before_the_first_module(reader: FlaskClient) -> None:
    page = reader.get(URL).text
    invitation = page.index("Prates: tunjukkan yang sudah Anda kuasai")
    assert invitation < page.index("Hukum</h3>")
    assert 'href="/quiz/adminduk/prates"' in page
    assert OFFER not in page


def test_what_is_known_may_be_skipped_and_nothing_else(
    reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    attempt = take(siti, "hukum")
    page = reader.get(URL).text
    assert page.count(OFFER) == 1
    assert page.index("Hukum</h3>") < page.index(OFFER) < page.index("Layanan</h3>")
    assert "Prates selesai. 1 modul sudah Anda kuasai." in page
    assert "JP-nya tidak dicatat" in page

    for module in ("layanan", "bukan-modul", ""):
        assert skip(reader, token, module).status_code == 303
    assert progress_store.completions(siti.id) == []

    assert skip(reader, token, "hukum").location == URL
    assert skip(reader, token, "hukum").status_code == 303
    (row,) = progress_store.completions(siti.id)
    assert (row.module, row.jp, row.is_skipped) == ("hukum", 0, True)
    assert events(siti) == [("enrolled", "", None), ("skipped", "hukum", attempt)]
    page = reader.get(URL).text
    assert OFFER not in page
    assert "dikuasai menurut prates, tanpa JP" in page
    assert "Baca 2 bagian lagi di Layanan" in page
    assert "bagian lagi di Hukum" not in page
    assert 'href="/learning/adminduk/hukum/s"' in page


def test_the_rail_does_not_call_the_quiz_of_a_skipped_module_passed(
    app: Flask, course: PublishedCourse, reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    hukum, layanan = course.modules
    quizzes = (*course.quiz_entries, make_quiz_entry("kuis"))
    with_quiz = replace(
        hukum, quiz="kuis", sections=(make_section("s", body=store_body(app, "<p>Teks.</p>")),)
    )
    shelve(app, replace(course, modules=(with_quiz, layanan), quiz_entries=quizzes))
    take(siti, "hukum")
    before = reader.get("/learning/adminduk/hukum/s").text.count("is-read")
    skip(reader, token, "hukum")
    assert reader.get("/learning/adminduk/hukum/s").text.count("is-read") == before


def test_reading_a_skipped_module_later_brings_no_jp(
    reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum")
    skip(reader, token, "hukum")
    told = record(siti.id, SectionRead(course="adminduk", module="hukum", section="s"), MONDAY)
    assert (told.module_completed, told.jp) == (False, 0)
    assert [(one.jp, one.is_skipped) for one in progress_store.completions(siti.id)] == [(0, True)]


def test_a_module_that_was_learned_is_not_offered_and_keeps_its_jp(
    reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    record(siti.id, SectionRead(course="adminduk", module="hukum", section="s"), MONDAY)
    take(siti, "hukum")
    assert OFFER not in reader.get(URL).text
    skip(reader, token, "hukum")
    assert [(one.jp, one.is_skipped) for one in progress_store.completions(siti.id)] == [(2, False)]
    assert [kind for kind, *_ in events(siti)] == ["enrolled", "read"]


def test_skipping_all_modules_completes_a_course_that_asks_for_nothing_else(
    reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum", "layanan")
    skip(reader, token, "hukum")
    assert "Kursus selesai." not in reader.get(URL).text.split("<h1")[0]
    skip(reader, token, "layanan")
    assert progress_store.standing(siti.id, "adminduk").is_done
    assert sum(one.jp for one in progress_store.completions(siti.id)) == 0


def test_a_locked_course_goes_on_behind_a_skipped_module(
    app: Flask, course: PublishedCourse, reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    shelve(app, replace(course, locked=True))
    take(siti, "hukum")
    section = "/learning/adminduk/layanan/s"
    assert reader.get(section).status_code == 403
    skip(reader, token, "hukum")
    assert reader.get(section).status_code != 403


def test_a_question_left_empty_keeps_the_module(
    reader: FlaskClient, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum", leave_out="h-2")
    assert OFFER not in reader.get(URL).text


def test_of_two_attempts_the_one_that_counts_decides(
    reader: FlaskClient, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum", "layanan")
    take(siti, "layanan")
    assert reader.get(URL).text.count(OFFER) == 2


def test_a_pre_test_alone_is_no_beginning_of_the_course(
    reader: FlaskClient, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum")
    assert events(siti) == []
    assert "Belum mulai" in reader.get(URL).text


def test_a_quiz_that_is_no_pre_test_lets_nobody_skip(
    app: Flask, course: PublishedCourse, reader: FlaskClient, token: str, siti: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum")
    (entry,) = course.quiz_entries
    shelve(app, replace(course, quiz_entries=(replace(entry, purpose=Purpose.QUIZ),)))
    assert OFFER not in reader.get(URL).text
    skip(reader, token, "hukum")
    assert progress_store.completions(siti.id) == []


def test_the_page_of_a_course_without_pre_test_asks_nothing_about_one(
    app: Flask, reader: FlaskClient
) -> None:
    reader.get("/learning/lanjut/")
    with statements(app) as asked:
        reader.get("/learning/lanjut/")
    assert not any("answer." in one for one in asked)


def test_what_should_come_first_is_advice_with_its_state(
    reader: FlaskClient, token: str, siti: Any, charlie: Any, take: Callable[..., int]
) -> None:
    take(siti, "hukum", "layanan")
    page = reader.get("/learning/lanjut/").text
    assert "Sebaiknya lebih dahulu" in page
    assert f'href="{URL}"' in page
    assert "belum selesai" in page
    assert "hilang" not in page
    for module in CODES:
        skip(reader, token, module)
    assert "belum selesai" not in reader.get("/learning/lanjut/").text
    assert "Sebaiknya lebih dahulu" not in reader.get(URL).text


@pytest.mark.parametrize(("shows", "count"), [(True, 1), (False, 0)])
def test_a_score_that_is_not_to_be_shown_is_not_on_the_course_page(
    app: Flask, reader: FlaskClient, siti: Any, shows: bool, count: int
) -> None:
    quiz = make_quiz(single("k-1"), code="kuis", show_score=shows)
    entry = replace(make_quiz_entry("kuis", store_quiz(app, quiz)), show_score=shows)
    rule = (CompletionRule.ALL_MODULES, CompletionRule.POSTTEST)
    shelve(app, make_course(make_module("hukum", "s"), quizzes=(entry,), posttest="kuis", rule=rule))
    started = actions.start_attempt(siti.id, "adminduk", "kuis", MONDAY)
    assert isinstance(started, Started)
    attempt = store.find_own_attempt(started.attempt_id, siti.id)
    assert attempt is not None
    answer = NewAnswer(question="k-1", sequence=1, value=single("k-1").choices[2].id, is_flagged=False)
    actions.save_answers(attempt, [answer], secret=b"secret", now=MONDAY)
    actions.submit(attempt, MONDAY)
    page = reader.get(URL).text
    assert page.count("nilai terbaik 50%") == count
    assert "Belum lulus" in page


def test_reloading_the_address_of_the_form_leads_to_the_course(reader: FlaskClient) -> None:
    assert reader.get(f"{URL}skip").location == URL
    assert reader.get(f"{URL}leave").location == URL
