"""The posted fields of an attempt page, each with its question in front: `spbe-01.answer`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from elearn.content.questions.contract import ANSWER_FIELD, Answer, Question, UnreadableAnswer
from elearn.quiz.saving import MAX_SEQUENCE, NewAnswer

SEQUENCE_FIELD = "sequence"
FLAG_FIELD = "flagged"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # what the server reads where the browser sent broken UTF-8


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """An answer that cannot be stored: a code of `UnreadableAnswer`, or `unknown-question`, `sequence`."""

    question: str
    code: str
    typed: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Posted:
    """What one POST carries: readable answers, and those the learner must look at again."""

    answers: tuple[NewAnswer, ...]
    unreadable: tuple[Unreadable, ...]


def prefix(question: str) -> str:
    """What stands before the field names of a question. A kode holds no dot: the parts cannot be mistaken."""
    return f"{question}."


def read_posted(form: MultiDict[str, str], questions: Mapping[str, Question]) -> Posted:
    """The answers of a form to these questions. Every other field (scores, persons, times) is ignored."""
    answers: list[NewAnswer] = []
    unreadable: list[Unreadable] = []
    for code in _named_questions(form):
        if code not in questions:
            unreadable.append(Unreadable(question=code, code="unknown-question"))
            continue
        one = _read_one(form, questions[code])
        if isinstance(one, NewAnswer):
            answers.append(one)
        else:
            unreadable.append(one)
    return Posted(answers=tuple(answers), unreadable=tuple(unreadable))


def _named_questions(form: Collection[str]) -> list[str]:
    """The questions that a form speaks of, in its order."""
    ends = tuple(f".{name}" for name in (ANSWER_FIELD, SEQUENCE_FIELD, FLAG_FIELD))
    return list(dict.fromkeys(name.rsplit(".", 1)[0] for name in form if name.endswith(ends)))


def _read_one(form: MultiDict[str, str], question: Question) -> NewAnswer | Unreadable:
    start = prefix(question.code)
    sequence = form.get(start + SEQUENCE_FIELD, "")
    typed = form.getlist(start + ANSWER_FIELD)
    if not (sequence.isascii() and sequence.isdigit() and 1 <= int(sequence[:7]) <= MAX_SEQUENCE):
        return Unreadable(question=question.code, code="sequence")
    try:
        value = _value(question, typed)
    except UnreadableAnswer as refusal:
        return Unreadable(question=question.code, code=refusal.code, typed=refusal.value)
    return NewAnswer(
        question=question.code,
        sequence=int(sequence),
        value=value,
        is_flagged=form.get(start + FLAG_FIELD) == "1",
    )


def _value(question: Question, typed: list[str]) -> Answer:
    if any(REPLACEMENT in text for text in typed):
        raise UnreadableAnswer("characters")
    return question.parse_answer({ANSWER_FIELD: typed})
