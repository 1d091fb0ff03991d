"""Which questions an attempt asks, and in what order: a pure function of the quiz, the attempt's seed, and
what this person was asked before.

Among questions seen equally often every one has the same chance, and every order too: a question's rank is a
hash of seed and kode, so the draw is the same on every machine and in every version of Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from elearn.content.questions.contract import Question, dealt
from elearn.content.quiz import Quiz

NOTHING_SEEN: Mapping[str, int] = MappingProxyType({})


def drawn_codes(quiz: Quiz, seed: int, seen: Mapping[str, int] = NOTHING_SEEN) -> tuple[str, ...]:
    """The codes of the questions of one attempt, in the order shown.

    `seen` counts how often each question was in this person's earlier attempts: a draw takes what was seen
    least often first. Where all questions are asked it changes nothing.
    """
    if quiz.draw is not None and not any(section.draw for section in quiz.sections):
        chosen = _draw(quiz.active_questions, quiz.draw, seed, "quiz", seen)
        return _ordered(chosen, quiz.shuffle_questions, seed)
    codes: list[str] = []
    for place, section in enumerate(quiz.sections):
        chosen = _draw(section.active_questions, section.draw, seed, f"section {place}", seen)
        codes += _ordered(chosen, quiz.shuffle_questions and section.shuffle, seed)
    return tuple(codes)


def _draw(
    questions: Sequence[Question], count: int | None, seed: int, purpose: str, seen: Mapping[str, int]
) -> Sequence[Question]:
    """`count` of the questions in the author's order; all of them when there are not more."""
    if count is None or count >= len(questions):
        return questions
    by_hash = dealt((one.code for one in questions), seed, f"draw {purpose}")
    # The sort is stable: what was seen equally often stays as the seed has it.
    chosen = set(sorted(by_hash, key=lambda code: seen.get(code, 0))[:count])
    return tuple(one for one in questions if one.code in chosen)


def _ordered(questions: Sequence[Question], shuffle: bool, seed: int) -> tuple[str, ...]:
    codes = [one.code for one in questions]
    return tuple(dealt(codes, seed, "order") if shuffle else codes)
