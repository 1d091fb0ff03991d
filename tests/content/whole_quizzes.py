"""Whole quizzes of every kind of question, and their text as an author would write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from elearn.content.course import Status
from elearn.content.numbers import written
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.writing import write_question
from elearn.content.quiz import GradeRule, Purpose, Quiz, QuizSection, ShowExplanation
from elearn.content.quiz_files import (
    GRADE_RULES,
    PURPOSES,
    SHOW_EXPLANATIONS,
    STATUSES,
)
from elearn.problems import Place
from tests.content.strategies import CODE, PARAGRAPHS, QUESTIONS, SAFE_LINE

PATH = "quizzes/spbe/kuis.md"
WAITS = st.sampled_from([timedelta(0), timedelta(minutes=30), timedelta(hours=2), timedelta(days=7)])
LIMITS = st.sampled_from([None, timedelta(minutes=15), timedelta(minutes=90)])
ACTIVE = QUESTIONS.map(lambda one: replace(one, status=QuestionStatus.ACTIVE))


@st.composite
def sections(draw: st.DrawFn, title: str) -> QuizSection:
    """Questions under a heading; a draw only where every draw gives the same points."""
    questions = draw(st.lists(ACTIVE, min_size=1, max_size=3))
    same = len({one.points for one in questions}) == 1
    return QuizSection(
        title=title,
        draw=draw(st.one_of(st.none(), st.integers(1, len(questions)))) if title and same else None,
        shuffle=draw(st.booleans()) if title else True,
        questions=tuple(questions),
        introduction=draw(st.one_of(st.just(""), PARAGRAPHS)) if title else "",
    )


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    """A quiz that says something for every key."""
    titles = draw(st.sampled_from([[""], ["Dasar"], ["Dasar", "Penerapan"], ["", "Penerapan"]]))
    partial = draw(st.booleans())
    parts = [draw(sections(title)) for title in titles]
    return Quiz(
        code=draw(CODE),
        title=draw(SAFE_LINE),
        purpose=draw(st.sampled_from(Purpose)),
        status=draw(st.sampled_from(Status)),
        pass_percent=draw(st.sampled_from([Decimal(0), Decimal("62.5"), Decimal(70), Decimal(100)])),
        max_attempts=draw(st.sampled_from([None, 1, 3])),
        wait_between_attempts=draw(WAITS),
        time_limit=draw(LIMITS),
        draw=None,
        shuffle_questions=draw(st.booleans()),
        shuffle_options=draw(st.booleans()),
        grade_rule=draw(st.sampled_from(GradeRule)),
        show_explanation=draw(st.sampled_from(ShowExplanation)),
        show_score=draw(st.booleans()),
        partial_credit=partial,
        remedial_after=draw(st.integers(0, 5)),
        banks=tuple(draw(st.lists(CODE, max_size=2, unique=True))),
        parallel_form=draw(st.one_of(st.none(), CODE)),
        introduction=draw(st.one_of(st.just(""), PARAGRAPHS)),
        sections=_numbered(parts, partial=partial),
        path=PATH,
        source=b"",
    )


def _numbered(parts: list[QuizSection], *, partial: bool) -> tuple[QuizSection, ...]:
    """Every question with a code of its own, and with the quiz's word on partial credit."""

    def settled(question: Question, code: str) -> Question:
        credit = partial if question.partial_credit is None else question.partial_credit
        return replace(question, code=code, partial_credit=credit)

    return tuple(
        replace(
            part,
            questions=tuple(
                settled(one, f"soal-{at}-{number}") for number, one in enumerate(part.questions, start=1)
            ),
        )
        for at, part in enumerate(parts, start=1)
    )


def written_quiz(quiz: Quiz) -> str:
    """The file of a quiz; reading it gives an equal one."""
    keys = {
        "judul": quiz.title,
        "kode": quiz.code,
        "jenis": _word(PURPOSES, quiz.purpose),
        "status": _word(STATUSES, quiz.status),
        "lulus": f"{written(quiz.pass_percent)}%",
        "kesempatan": str(quiz.max_attempts or "tidak terbatas"),
        "jeda": _length(quiz.wait_between_attempts),
        "waktu": _length(quiz.time_limit or timedelta(0)),
        "acak-soal": _yes(quiz.shuffle_questions),
        "acak-pilihan": _yes(quiz.shuffle_options),
        "nilai": _word(GRADE_RULES, quiz.grade_rule),
        "tampilkan-pembahasan": _word(SHOW_EXPLANATIONS, quiz.show_explanation),
        "tampilkan-nilai": _yes(quiz.show_score),
        "nilai-sebagian": _yes(quiz.partial_credit),
        "remedial": str(quiz.remedial_after),
        "bank": ", ".join(quiz.banks),
        "setara": quiz.parallel_form or "",
    }
    matter = [f"{key}: {value}" for key, value in keys.items() if value]
    return "\n".join(["---", *matter, "---", "", quiz.introduction, "", *map(_section, quiz.sections)])


def _section(section: QuizSection) -> str:
    questions = "\n".join(write_question(one) for one in section.questions)
    if not section.title:
        return questions
    meta = f"Ambil: {section.draw} | " if section.draw else ""
    head = f"# {section.title}\n{meta}Acak: {_yes(section.shuffle)}\n\n{section.introduction}\n"
    return f"{head}\n{questions}"


def _word(words: Mapping[str, Any], code: object) -> str:
    return next(word for word, one in words.items() if one == code)


def _yes(value: bool) -> str:
    return "ya" if value else "tidak"


def _length(length: timedelta) -> str:
    if length.days:
        return f"{length.days} hari"
    return f"{int(length.total_seconds() // 60)} menit" if length else ""


def without_places(quiz: Quiz) -> Quiz:
    """The quiz as it is compared: not where it stands, and not its bytes."""
    sections = tuple(replace(one, place=Place("")) for one in quiz.sections)
    return replace(quiz, sections=sections, source=b"")
