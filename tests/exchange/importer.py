"""Short words for the tests of this room."""

from pathlib import Path

from elearn.content.questions.contract import Question
from elearn.content.quiz_files import read_quiz
from elearn.exchange.importing import Imported, import_questions
from elearn.exchange.notes import Item, Verdict
from elearn.exchange.sentences import worded

SAMPLES = Path(__file__).parent / "samples"
INTO = "quizzes/kearsipan/kuis-arsip.md"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def kind_of(data: bytes) -> str | None:
    """The kind of a picture by its first bytes."""
    return "png" if data.startswith(b"\x89PNG") else None


def brought(data: str | bytes, form: str = "gift", existing: bytes | None = None) -> Imported:
    """What comes in."""
    raw = data.encode() if isinstance(data, str) else data
    return import_questions(raw, form, into=INTO, source="soal.txt", kind_of=kind_of, existing=existing)


def questions(data: str | bytes, form: str = "gift") -> tuple[Question, ...]:
    """The questions as our reader reads them."""
    document = brought(data, form).document
    assert document is not None, reasons(data, form)
    quiz, problems = read_quiz(document.encode(), INTO)
    assert quiz is not None, problems
    return quiz.questions


def question(data: str, form: str = "gift") -> Question:
    """The only question."""
    (one,) = questions(data, form)
    return one


def reasons(data: str | bytes, form: str = "gift") -> list[str]:
    """What is told of every question, in words."""
    return ["; ".join(worded(note) for note in item.notes) for item in brought(data, form).report.items]


def refused(data: str | bytes, form: str = "gift") -> list[Item]:
    """The questions that did not come in."""
    return [item for item in brought(data, form).report.items if item.verdict is Verdict.REFUSED]


def codes(data: str | bytes, form: str = "gift") -> list[list[str]]:
    """The codes of the notes of every question."""
    return [[note.code for note in item.notes] for item in brought(data, form).report.items]
