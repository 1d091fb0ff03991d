"""A question without what a format cannot say: what is left must come back equal."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from elearn.content.questions.choices import ChoiceQuestion, folded
from elearn.content.questions.cloze import Cloze
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.number import Number
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.short_text import KnownAnswer, ShortText
from elearn.content.questions.true_false import TrueFalse
from elearn.exchange.losses import losses

PLAIN: dict[str, dict[str, Any]] = {
    "out-draft": {"status": QuestionStatus.ACTIVE},
    "out-points": {"points": Decimal(1)},
    "out-tags": {"tags": ()},
    "out-difficulty": {"difficulty": None},
    "out-reference": {"reference": None},
    "out-hints": {"hints": ()},
    "out-shuffle": {"shuffle": True},
    "out-closing": {"when_right": "", "when_wrong": "", "when_partial": ""},
    "out-partial": {"partial_credit": None},
    "out-all-or-nothing": {"partial_credit": True},
    "out-exact": {"exact": False},
    "out-length": {"min_words": None, "max_words": None},
    "out-rubric": {"rubric": ()},
    "out-sample": {"sample_answer": ""},
}

ONLY_THERE = ("out-gap-points", "out-gap-last")
"""What is lost in Moodle alone, and what makes another kind of it."""


def trimmed(question: Question, form: str) -> Question:
    """The question as far as `form` can say it; nothing is left for `losses` to tell (pictures apart)."""
    codes = [note.code for note in losses(question, form)]
    for code in codes:
        question = replace(question, **PLAIN.get(code, {}))
    if isinstance(question, Number):
        question = replace(question, key=_said(question.key, codes))
    if isinstance(question, TrueFalse):
        question = _in_order(question)
    if isinstance(question, ShortText):
        question = _joined(question)
    if isinstance(question, Cloze):
        question = _filled(question, codes)
    assert {note.code for note in losses(question, form)} <= {"out-picture", *ONLY_THERE}
    return question


def _filled(question: Cloze, codes: list[str]) -> Cloze:
    """The numbers as the format says them; capitals count only where something is typed."""
    blanks = tuple(
        replace(blank, number=_said(blank.number, _codes_of(blank.number, codes))) if blank.number else blank
        for blank in question.blanks
    )
    has_typed = any(not blank.options and blank.number is None for blank in blanks)
    return replace(question, blanks=blanks, exact=question.exact and has_typed)


def _codes_of(key: NumberKey, codes: list[str]) -> list[str]:
    """The losses of a question that are those of this number."""
    own = {"out-unit": bool(key.unit), "out-relative": key.is_relative, "out-range": key.target is None}
    return [code for code in codes if own.get(code)]


def _said(key: NumberKey, codes: list[str]) -> NumberKey:
    if "out-unit" in codes:
        key = replace(key, unit="")
    low, high = key.bounds
    if "out-relative" in codes:
        assert key.target is not None
        key = replace(key, tolerance=high - key.target, is_relative=False)
    if "out-range" in codes:
        key = NumberKey(target=(low + high) / 2, tolerance=(high - low) / 2, unit=key.unit)
    return key


def _in_order(question: TrueFalse) -> Question:
    """Benar first, and these two words: the page shows them so, whatever the file says."""
    words = {"ya": "Benar", "benar": "Benar", "true": "Benar"}
    choices = [replace(one, text=words.get(folded(one.text), "Salah")) for one in question.choices]
    return replace(question, choices=tuple(sorted(choices, key=lambda one: one.text)))


def _joined(question: ShortText) -> Question:
    """Answers side by side that earn the same and say the same are alternatives of one."""
    answers: list[KnownAnswer] = []
    for one in question.answers:
        last = answers[-1] if answers else None
        if last and (last.credit, last.feedback) == (one.credit, one.feedback):
            answers[-1] = replace(last, alternatives=(*last.alternatives, *one.alternatives))
        else:
            answers.append(one)
    return replace(question, answers=tuple(answers))


def has_pictures(question: ChoiceQuestion | Question) -> bool:
    """Whether a text shows a picture, which gets another name on the way."""
    return any("](x.png)" in text for text in (*question.texts(), *question.grader_texts()))
