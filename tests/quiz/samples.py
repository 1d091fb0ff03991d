"""Quizzes made by hand, as publishing would release them, and what a learner posts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from elearn.content.course import CompletionRule, Mode, Status
from elearn.content.questions.choices import Choice
from elearn.content.questions.contract import Question, Reference
from elearn.content.questions.essay import Criterion, Essay, Level
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.number import Number
from elearn.content.questions.number_key import read_key
from elearn.content.questions.short_text import KnownAnswer, ShortText
from elearn.content.questions.single_choice import SingleChoice
from elearn.content.questions.true_false import TrueFalse
from elearn.content.quiz import GradeRule, Purpose, Quiz, QuizSection, ShowExplanation
from elearn.quiz.rules import PastAttempt
from elearn.releases.published import PublishedCourse, PublishedModule, PublishedSection, QuizEntry

MONDAY_NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)

# Words that stand only in keys, feedback and explanations: none may reach a page early.
SECRETS = ("rahasia-umpan-balik", "rahasia-penutup", "rahasia-pembahasan")


def single(code: str = "q-single", **values: Any) -> SingleChoice:
    """One right option, one that pays half, two wrong ones; every option has feedback."""
    choices = tuple(
        Choice(text=f"{code} pilihan {name}", credit=credit, feedback=f"rahasia-umpan-balik {code} {name}")
        for name, credit in (
            ("benar", Fraction(1)),
            ("salah satu", Fraction(0)),
            ("separuh", Fraction(1, 2)),
            ("salah dua", Fraction(0)),
        )
    )
    return SingleChoice(**{**_common(code), "choices": choices, **values})


def multiple(code: str = "q-multiple", **values: Any) -> MultipleChoice:
    """Two right options of four."""
    choices = tuple(
        Choice(text=f"{code} butir {n}", credit=Fraction(n <= 2), feedback=f"rahasia-umpan-balik {code} {n}")
        for n in (1, 2, 3, 4)
    )
    return MultipleChoice(**{**_common(code), "choices": choices, **values})


def true_false(code: str = "q-true") -> TrueFalse:
    """The statement is right."""
    choices = (Choice(text="Benar", credit=Fraction(1)), Choice(text="Salah", feedback="rahasia-umpan-balik"))
    return TrueFalse(**_common(code), choices=choices)


def short_text(code: str = "q-text") -> ShortText:
    """BerAKHLAK."""
    known = KnownAnswer(alternatives=("BerAKHLAK", "ber akhlak"), feedback="rahasia-umpan-balik teks")
    return ShortText(**_common(code), answers=(known,))


def number(code: str = "q-number") -> Number:
    """64 ± 0,5 persen."""
    return Number(**_common(code), key=read_key("64 ± 0,5 persen"))


def essay(code: str = "q-essay", points: int = 10, **values: Any) -> Essay:
    """Six points by levels, the rest typed; the sample answer is a secret of the graders."""
    rubric = (
        Criterion(
            text="Menyebut data",
            points=Decimal(6),
            levels=(
                Level(points=Decimal(6), text="Dengan sumber"),
                Level(points=Decimal(3), text="Tanpa sumber"),
            ),
        ),
        Criterion(text="Bahasa runtut", points=Decimal(points - 6)),
    )
    sample = "rahasia-contoh-jawaban"
    fields = {**_common(code), "points": Decimal(points), "rubric": rubric, "sample_answer": sample}
    return Essay(**{**fields, "min_words": 3, "max_words": 200, **values})


def _common(code: str) -> dict[str, Any]:
    return {
        "code": code,
        "title": f"Judul {code}",
        "explanation": f"rahasia-pembahasan {code}",
        "when_wrong": f"rahasia-penutup {code}",
        "reference": Reference(course=None, module="modul-satu", section="bagian-satu"),
    }


def all_kinds() -> tuple[Question, ...]:
    """One question of each kind."""
    return (single(), multiple(), true_false(), short_text(), number())


def make_quiz(*questions: Question, **values: Any) -> Quiz:
    """A published quiz: pass mark 70 %, no limits, highest mark counts."""
    section = QuizSection(title="", draw=None, shuffle=False, questions=questions or all_kinds())
    is_practice = values.get("purpose") is Purpose.PRACTICE
    explains = ShowExplanation.IMMEDIATELY if is_practice else ShowExplanation.AFTER_SUBMIT
    defaults: dict[str, Any] = {
        "code": "kuis-satu",
        "title": "Kuis Satu",
        "purpose": Purpose.QUIZ,
        "status": Status.PUBLISHED,
        "pass_percent": Decimal(70),
        "max_attempts": None,
        "wait_between_attempts": timedelta(0),
        "time_limit": None,
        "draw": None,
        "shuffle_questions": False,
        "shuffle_options": True,
        "grade_rule": GradeRule.HIGHEST,
        "show_explanation": explains,
        "show_score": True,
        "partial_credit": None,
        "remedial_after": 0,
        "banks": (),
        "parallel_form": None,
        "introduction": "",
        "sections": (section,),
        "path": "quizzes/kursus/kuis-satu.md",
        "source": b"",
    }
    return Quiz(**{**defaults, **values})


def past(number: int = 1, **values: Any) -> PastAttempt:
    """A finished attempt of 50 %, failed, ended on Monday noon."""
    attempt = PastAttempt(
        id=number,
        number=number,
        state="graded",
        started_at=MONDAY_NOON - timedelta(minutes=10),
        deadline_at=None,
        finished_at=MONDAY_NOON,
        score_percent=Decimal(50),
        passed=False,
    )
    return replace(attempt, **values)


def open_attempt(number: int = 1) -> PastAttempt:
    """An attempt that is still running."""
    return past(number, state="open", finished_at=None, score_percent=None, passed=None)


def sha256_of(quiz: Quiz) -> str:
    """The address of a quiz object."""
    return hashlib.sha256(repr(quiz).encode()).hexdigest()


def published_course(code: str, quizzes: Iterable[Quiz]) -> PublishedCourse:
    """A course of two modules: the first has one section and ends with the first quiz."""
    entries = tuple(_entry(quiz) for quiz in quizzes)
    modules = (
        _module("modul-satu", "bagian-satu", entries[0].code if entries else None),
        _module("modul-dua", "bagian-dua", None),
    )
    return PublishedCourse(
        code=code,
        version="c" * 64,
        state="published",
        title="Kursus Satu",
        summary="",
        category="",
        competence_kind=None,
        competencies=(),
        values=(),
        provider="",
        instructors=(),
        audience="",
        mode=Mode.SELF_PACED,
        prerequisites=(),
        pretest=None,
        posttest=None,
        completion_rule=(CompletionRule.ALL_MODULES,),
        validity_months=None,
        legal_basis=(),
        valid_until=None,
        reviewed_on=None,
        reviewed_by="",
        owners=(),
        licence="",
        contact="",
        locked=False,
        introduction_sha="0" * 64,
        objectives=(),
        modules=modules,
        quiz_entries=entries,
        minutes=10,
        jp=Decimal(2),
    )


def _entry(quiz: Quiz) -> QuizEntry:
    return QuizEntry(
        code=quiz.code,
        title=quiz.title,
        purpose=quiz.purpose,
        version=hashlib.sha256(quiz.title.encode()).hexdigest(),
        object_sha256=sha256_of(quiz),
        question_count=quiz.question_count,
        total_points=quiz.total_points,
        minutes=5,
    )


def _module(code: str, section: str, quiz: str | None) -> PublishedModule:
    sections = (
        PublishedSection(code=section, title=f"Judul {section}", minutes=5, words=500, body_sha256="0" * 64),
    )
    return PublishedModule(
        code=code,
        title=f"Judul {code}",
        jp=Decimal(1),
        minutes=5,
        objectives=(),
        quiz=quiz,
        sections=sections,
    )
