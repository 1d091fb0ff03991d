"""Published courses made in memory, without files and without a publication."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from flask import Flask

from elearn.content.course import CompletionRule, Confirmer, Mode, Objective, PracticeTask
from elearn.content.questions.contract import Question
from elearn.content.quiz import Purpose, Quiz, quiz_from_data
from elearn.releases import objects
from elearn.releases.library import Library, _Shelf
from elearn.releases.published import (
    CheckRef,
    PublishedCourse,
    PublishedModule,
    PublishedSection,
    QuizEntry,
    check_marker,
    quiz_to_bytes,
)

NO_OBJECT = "0" * 64


def make_section(
    code: str,
    *,
    minutes: int = 5,
    body: str = NO_OBJECT,
    checks: tuple[CheckRef, ...] = (),
    task: PracticeTask | None = None,
) -> PublishedSection:
    """A section of a module."""
    return PublishedSection(
        code=code, title=code.title(), minutes=minutes, words=100, body_sha256=body, checks=checks, task=task
    )


def make_task(confirmer: Confirmer = Confirmer.SUPERVISOR, code: str = "tugas") -> PublishedSection:
    """The section of a practice task."""
    return make_section(code, task=PracticeTask(evidence="foto papan antrean", confirmer=confirmer))


def make_module(
    code: str, *sections: PublishedSection | str, quiz: str | None = None, jp: str = "1"
) -> PublishedModule:
    """A module of these sections; a bare word is a section of five minutes."""
    parts = tuple(make_section(one) if isinstance(one, str) else one for one in sections)
    return PublishedModule(
        code=code,
        title=code.title(),
        jp=Decimal(jp),
        minutes=sum(one.minutes for one in parts),
        objectives=(),
        quiz=quiz,
        sections=parts,
    )


def make_course(
    *modules: PublishedModule,
    code: str = "adminduk",
    title: str = "",
    category: str = "Pelayanan Publik",
    mode: Mode = Mode.SELF_PACED,
    rule: tuple[CompletionRule, ...] = (CompletionRule.ALL_MODULES,),
    locked: bool = False,
    posttest: str | None = None,
    quizzes: tuple[QuizEntry, ...] = (),
    introduction: str = "",
    state: str = "published",
    version: str = "v1",
) -> PublishedCourse:
    """A course of these modules."""
    return PublishedCourse(
        code=code,
        version=version,
        state=state,
        title=title or code.title(),
        summary="Satu kalimat tentang gunanya.",
        category=category,
        competence_kind=None,
        competencies=(),
        values=(),
        provider="BKPSDM Kota Contoh",
        instructors=("Sri Wahyuni (widyaiswara)",),
        audience="Petugas loket",
        mode=mode,
        prerequisites=(),
        pretest=None,
        posttest=posttest,
        completion_rule=rule,
        validity_months=None,
        legal_basis=("UU 23/2006",),
        valid_until=None,
        reviewed_on=None,
        reviewed_by="",
        owners=(),
        licence="",
        contact="",
        locked=locked,
        introduction_sha=introduction,
        objectives=(Objective(text="membaca NIK", domain="K"),),
        modules=modules,
        quiz_entries=quizzes,
        minutes=sum(one.minutes for one in modules),
        jp=sum((one.jp for one in modules), Decimal(0)),
    )


def make_quiz_entry(code: str, object_sha256: str = NO_OBJECT) -> QuizEntry:
    """A quiz as the index of a course names it."""
    return QuizEntry(
        code=code,
        title=f"Kuis {code}",
        purpose=Purpose.QUIZ,
        version="q1",
        object_sha256=object_sha256,
        question_count=3,
        total_points=Decimal(3),
        minutes=3,
    )


def make_practice(code: str, *questions: Question) -> Quiz:
    """A practice quiz of these questions."""
    return quiz_from_data(
        {
            "code": code,
            "title": "Latihan",
            "purpose": "practice",
            "status": "published",
            "pass_percent": "70",
            "max_attempts": None,
            "wait_between_attempts": 0,
            "time_limit": None,
            "draw": None,
            "shuffle_questions": False,
            "shuffle_options": False,
            "grade_rule": "highest",
            "show_explanation": "immediately",
            "show_score": True,
            "partial_credit": False,
            "remedial_after": 0,
            "banks": [],
            "parallel_form": None,
            "introduction": "",
            "sections": [
                {
                    "title": "",
                    "draw": None,
                    "shuffle": False,
                    "questions": [one.to_data() for one in questions],
                }
            ],
            "path": "quizzes/x/latihan.md",
        }
    )


def store_body(app: Flask, html: str) -> str:
    """Keep the HTML of a section; gives its SHA-256."""
    return objects.put(app.extensions["elearn.settings"].published_folder, html.encode())


def store_quiz(app: Flask, quiz: Quiz) -> str:
    """Keep a quiz with its texts as HTML; gives its SHA-256."""
    html = {text: f"<p>{text}</p>" for question in quiz.questions for text in question.texts()}
    return objects.put(app.extensions["elearn.settings"].published_folder, quiz_to_bytes(quiz, html))


def make_check(quiz: str, question: str) -> CheckRef:
    """A question on the spot."""
    return CheckRef(quiz=quiz, question=question, marker=check_marker(quiz, question))


def shelve(app: Flask, *courses: PublishedCourse) -> None:
    """Let the application find these courses and no others, as if they had been published."""
    shelf = _Shelf()
    shelf.library = Library(number=1, courses=MappingProxyType({one.code: one for one in courses}))
    shelf.looked_at_s = float("inf")
    app.extensions["elearn.library"] = shelf
