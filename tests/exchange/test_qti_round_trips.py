"""What goes out as a QTI package and comes in again is the same, wherever QTI can say it."""

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, assume, given, settings

from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.matching import Matching
from elearn.content.questions.multiple_choice import MultipleChoice
from elearn.content.questions.ordering import Ordering
from elearn.content.questions.short_text import KnownAnswer, ShortText
from elearn.content.questions.writing import write_question
from elearn.content.quiz import Quiz
from elearn.content.quiz_files import read_quiz
from elearn.exchange.exporting import export_quiz
from elearn.exchange.importing import import_questions
from elearn.exchange.losses import losses
from tests.content.strategies import QUESTIONS

MATTER = "---\njudul: Kuis\nlulus: 0%\n---\n\n"
PATH = "quizzes/spbe/kuis.md"
PLAIN: dict[str, dict[str, Any]] = {
    "out-draft": {"status": QuestionStatus.ACTIVE},
    "out-difficulty": {"difficulty": None},
    "out-reference": {"reference": None},
    "out-hints": {"hints": ()},
    "out-shuffle": {"shuffle": True},
    "out-closing": {"when_right": "", "when_wrong": "", "when_partial": ""},
    "out-partial": {"partial_credit": None},
}


def trimmed(question: Question) -> Question:
    """The question as far as QTI can say it."""
    for note in losses(question, "qti"):
        question = replace(question, **PLAIN.get(note.code, {}))
    if isinstance(question, MultipleChoice):
        question = replace(question, partial_credit=bool(question.partial_credit))
    if isinstance(question, Matching | Cloze) and question.partial_credit:
        question = replace(question, partial_credit=None)
    if isinstance(question, Ordering) or (isinstance(question, Cloze) and len(question.blanks) == 1):
        # Of one gap there is no part to pay: with or without the word it is marked alike.
        question = replace(question, partial_credit=None)
    if isinstance(question, ShortText):
        question = replace(question, answers=_joined(question.answers))
    if isinstance(question, Cloze):
        blanks = [
            replace(one, number=replace(one.number, unit="")) if one.number else one
            for one in question.blanks
        ]
        has_typed = any(not one.options and one.number is None for one in question.blanks)
        question = replace(question, blanks=tuple(blanks), exact=question.exact and has_typed)
    assert not losses(question, "qti")
    return question


def _joined(answers: tuple[KnownAnswer, ...]) -> tuple[KnownAnswer, ...]:
    """Neighbours that earn and say the same are alternatives of one."""
    kept: list[KnownAnswer] = []
    for one in answers:
        last = kept[-1] if kept else None
        if last and (last.credit, last.feedback) == (one.credit, one.feedback):
            kept[-1] = replace(last, alternatives=(*last.alternatives, *one.alternatives))
        else:
            kept.append(one)
    return tuple(kept)


def quiz_of(question: Question) -> Quiz:
    """A quiz with one question."""
    quiz, problems = read_quiz((MATTER + write_question(question)).encode(), PATH)
    assert quiz is not None, problems
    return quiz


def through(quiz: Quiz) -> tuple[Question, ...]:
    """The questions that come back."""
    sent = export_quiz(quiz, "qti", lambda path: None)
    back = import_questions(sent.data, "qti", into=PATH, source="a", kind_of=lambda data: None)
    assert back.document is not None, back.report
    read, problems = read_quiz(back.document.encode(), PATH)
    assert read is not None, problems
    return read.questions


@given(question=QUESTIONS)
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.filter_too_much])
def test_a_question_comes_back_equal(question: Question):
    assume(question.status is not QuestionStatus.WITHDRAWN and "](x.png)" not in write_question(question))
    sayable = trimmed(question)

    assert through(quiz_of(sayable)) == (sayable,)


def test_the_same_quiz_gives_the_same_bytes():
    quiz, _ = read_quiz((MATTER + "## Satu?\nKode: satu\n\nIsian: a | b\n").encode(), PATH)
    assert quiz is not None

    first, second = (export_quiz(quiz, "qti", lambda path: None).data for _ in range(2))

    assert first == second
