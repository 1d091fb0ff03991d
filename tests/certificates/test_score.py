"""The score on the transcript: which marks it is made of, frozen, and on no page for others."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from sqlalchemy import insert

from elearn.accounts.roles import Role
from elearn.certificates import facts as certificate_facts
from elearn.certificates import page, rules, store
from elearn.certificates.rules import ScoreOf
from elearn.content.course import CompletionRule
from elearn.content.quiz import Purpose
from elearn.database import db
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import QuizPassed, SectionRead
from elearn.quiz.store import best_marks
from elearn.quiz.tables import Attempt
from tests.sample_courses import make_course, make_module, make_quiz_entry, shelve

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
percents = st.decimals(0, 100, places=4)


@given(st.none() | percents, st.lists(percents, max_size=5))
def test_a_score_lies_within_the_marks_it_is_made_of(posttest, quizzes):
    found = rules.score(posttest, quizzes)
    marks = [posttest] if posttest is not None else quizzes
    if not marks:
        assert found is None
        return
    assert found.of is (ScoreOf.POSTTEST if posttest is not None else ScoreOf.QUIZZES)
    assert min(marks) - Decimal("0.005") <= found.value <= max(marks) + Decimal("0.005")
    assert found.value == round(found.value, 2)


def attempt(person_id: int, quiz: str, percent: str, at: datetime = MONDAY, number: int = 1) -> int:
    values = {
        "person_id": person_id, "course": "arsip", "quiz": quiz, "number": number, "state": "graded",
        "version": "q1", "object_sha256": "0" * 64, "course_version": "v1", "seed": 1, "questions": [],
        "started_at": at, "finished_at": at, "points": Decimal(1), "max_points": Decimal(1),
        "score_percent": Decimal(percent), "passed": True,
    }  # fmt: skip
    found = db.session.execute(insert(Attempt).values(values).returning(Attempt.id)).scalar_one()
    db.session.commit()
    return found


def passed(person_id: int, quiz: str, percent: str, number: int = 1) -> None:
    id_ = attempt(person_id, quiz, percent, number=number)
    record(person_id, QuizPassed(course="arsip", quiz=quiz, attempt_id=id_, version="q1"), MONDAY)


def read(person_id: int) -> None:
    for module in ("dasar", "lanjut"):
        record(person_id, SectionRead(course="arsip", module=module, section="a"), MONDAY)


@pytest.fixture
def siti(make_person):
    return make_person("Siti Rahmawati")


def course(app, **more) -> None:
    entries = more.pop("quizzes", (make_quiz_entry("satu"), make_quiz_entry("dua")))
    modules = (make_module("dasar", "a", quiz="satu"), make_module("lanjut", "a", quiz="dua"))
    shelve(app, make_course(*modules, code="arsip", title="Kearsipan", quizzes=entries, **more))


@pytest.mark.both_databases
def test_the_best_mark_of_every_module_quiz_counts_and_nobody_elses(app, siti, make_person):
    course(app)
    budi = make_person("Budi")
    attempt(budi.id, "satu", "100")
    attempt(siti.id, "satu", "60")
    passed(siti.id, "satu", "80.5", number=2)
    read(siti.id)
    passed(siti.id, "dua", "70")
    (row,) = store.of_person(siti.id)
    assert (row.facts.score, row.facts.score_of) == (Decimal("75.25"), "quizzes")
    transcript = PdfReader(io.BytesIO(page_bytes(app, row))).pages
    assert "75,25" not in transcript[0].extract_text()
    assert "Nilai: 75,25 dari 100 (rata-rata kuis modul)" in transcript[1].extract_text()


def page_bytes(app, row) -> bytes:
    with app.test_request_context():
        return page.pdf_of(row)


def test_where_there_is_a_post_test_it_alone_counts(app, siti):
    entries = (make_quiz_entry("satu"), make_quiz_entry("dua"), make_quiz_entry("akhir"))
    course(app, posttest="akhir", rule=(CompletionRule.ALL_MODULES, CompletionRule.POSTTEST), quizzes=entries)
    read(siti.id)
    passed(siti.id, "satu", "20")
    passed(siti.id, "akhir", "91")
    passed(siti.id, "dua", "30")
    (row,) = store.of_person(siti.id)
    assert (row.facts.score, row.facts.score_of) == (Decimal(91), "posttest")


def test_what_its_taker_does_not_see_and_practice_give_no_score(app, siti):
    hidden = replace(make_quiz_entry("satu"), show_score=False)
    practice = replace(make_quiz_entry("dua"), purpose=Purpose.PRACTICE)
    course(app, quizzes=(hidden, practice))
    read(siti.id)
    passed(siti.id, "satu", "80")
    passed(siti.id, "dua", "70")
    (row,) = store.of_person(siti.id)
    assert row.facts.score is None


def test_a_better_mark_afterwards_changes_no_certificate(app, siti):
    course(app)
    read(siti.id)
    passed(siti.id, "satu", "80")
    passed(siti.id, "dua", "80")
    passed(siti.id, "dua", "100", number=2)
    (row,) = store.of_person(siti.id)
    assert row.facts.score == 80


def test_marks_of_an_earlier_cycle_are_not_asked_for(app, siti):
    attempt(siti.id, "satu", "100", at=MONDAY - timedelta(days=400))
    attempt(siti.id, "satu", "70", number=2)
    assert best_marks(siti.id, "arsip", ["satu"], None) == {"satu": 100}
    assert best_marks(siti.id, "arsip", ["satu", "dua"], MONDAY) == {"satu": 70}


def test_older_certificates_without_a_score_still_load(facts):
    values = certificate_facts.to_json(facts)
    del values["score"], values["score_of"]
    assert certificate_facts.from_json(values) == facts
    scored = replace(facts, score=Decimal("87.50"), score_of="posttest")
    assert certificate_facts.from_json(certificate_facts.to_json(scored)) == scored


def test_the_check_page_and_the_desk_do_not_tell_the_score(app, siti, make_person, sign_in):
    course(app)
    read(siti.id)
    passed(siti.id, "satu", "83.33")
    passed(siti.id, "dua", "83.33")
    (row,) = store.of_person(siti.id)
    admin = sign_in(app.test_client(), make_person("Rina", roles=(Role.HR_ADMIN,)))
    assert "83,33" in sign_in(app.test_client(), siti).get(f"/certificates/{row.id}").text
    for shown in (
        app.test_client().get(f"/check/{row.facts.code}"),
        admin.get(f"/certificates/desk/{row.id}"),
    ):
        assert shown.status_code == 200
        assert "83,33" not in shown.text
