"""The posted fields of an attempt page, each with its question in front: `spbe-01.answer`, or
`spbe-01.answer-<key>` for each part of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from elearn.content.questions.contract import (
    ANSWER_FIELD,
    Answer,
    Question,
    UnreadableAnswer,
    part_field,
)
from elearn.quiz.saving import MAX_SEQUENCE, NewAnswer

SEQUENCE_FIELD = "sequence"
FLAG_FIELD = "flagged"
SHOWN_AGAIN = 40_000
"""Up to so many characters a refused text stands in its field again whole: an essay must not be lost."""
PART_START = part_field("")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # what the server reads where the browser sent broken UTF-8

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """An answer that cannot be stored: a code of `UnreadableAnswer`, or `unknown-question`, `sequence`.
    `typed` is what shall stand in its fields again.
    """

    question: str
    code: str
    typed: Answer = None


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
    for code, fields in _by_question(form).items():
        if code not in questions:
            unreadable.append(Unreadable(question=code, code="unknown-question"))
            continue
        one = _read_one(form, questions[code], fields)
        if isinstance(one, NewAnswer):
            answers.append(one)
        else:
            unreadable.append(one)
    return Posted(answers=tuple(answers), unreadable=tuple(unreadable))


def answer_fields(form: MultiDict[str, str], question: str) -> Fields:
    """The answer fields of one question, without what stands before them."""
    return _by_question(form).get(question, {})


def answer_of(question: Question, fields: Fields) -> Answer:
    """The answer in these fields, None when blank.

    Raises:
        UnreadableAnswer: it cannot be stored.
    """
    if any(REPLACEMENT in text for texts in fields.values() for text in texts):
        raise UnreadableAnswer("characters")
    return question.parse_answer(fields)


def typed_again(fields: Fields, refusal: UnreadableAnswer) -> Answer:
    """What the learner typed, to stand in the fields again."""
    parts = {
        name.removeprefix(PART_START): texts[0] for name, texts in fields.items() if name != ANSWER_FIELD
    }
    filled = {key: text.replace("\0", "") for key, text in parts.items() if text}
    whole = fields.get(ANSWER_FIELD, ())
    is_shown = len(whole) == 1 and len(whole[0]) <= SHOWN_AGAIN
    return filled or (whole[0] if is_shown else refusal.value).replace("\0", "")


def _by_question(form: MultiDict[str, str]) -> dict[str, dict[str, list[str]]]:
    """The answer fields of each question that a form speaks of, in its order."""
    found: dict[str, dict[str, list[str]]] = {}
    for name in form:
        question, dot, field = name.rpartition(".")
        if dot and (field == ANSWER_FIELD or field.startswith(PART_START)):
            found.setdefault(question, {})[field] = form.getlist(name)
        elif dot and field in (SEQUENCE_FIELD, FLAG_FIELD):
            found.setdefault(question, {})
    return found


def _read_one(form: MultiDict[str, str], question: Question, fields: Fields) -> NewAnswer | Unreadable:
    start = prefix(question.code)
    sequence = form.get(start + SEQUENCE_FIELD, "")
    if not (sequence.isascii() and sequence.isdigit() and 1 <= int(sequence[:7]) <= MAX_SEQUENCE):
        return Unreadable(question=question.code, code="sequence")
    try:
        value = answer_of(question, fields)
    except UnreadableAnswer as refusal:
        return Unreadable(question=question.code, code=refusal.code, typed=typed_again(fields, refusal))
    return NewAnswer(
        question=question.code,
        sequence=int(sequence),
        value=value,
        is_flagged=form.get(start + FLAG_FIELD) == "1",
    )
