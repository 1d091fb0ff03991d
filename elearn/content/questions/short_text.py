"""Isian: a word or a short sentence, compared with the answers the author knows."""

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.contract import Answer, CommonFields, Mark, Question, single_value
from elearn.content.questions.items import read_items, write_items
from elearn.problems import Place, Problem

MAX_ANSWER_CHARACTERS = 500

_ALTERNATIVES = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownAnswer:
    """Texts that count as the same answer, what they earn and what to say about them."""

    alternatives: tuple[str, ...]
    credit: Fraction = Fraction(1)
    feedback: str = ""


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """Type a word. `exact` compares letter by letter."""

    KIND: ClassVar[str] = "short-text"
    KEYWORD: ClassVar[str] = "isian"
    WORDS: ClassVar[tuple[str, ...]] = ("isian",)
    HAS_BOXES: ClassVar[bool] = True

    answers: tuple[KnownAnswer, ...]
    exact: bool = False

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Question | None, tuple[Problem, ...]]:
        """The answers behind `Isian:` and in the boxes below it."""
        items, problems = read_items(block.path, block.answer_lines)
        inline = _split(block.keyword_value.text)
        answers = [KnownAnswer(alternatives=inline)] if block.keyword_value.text.strip() else []
        places = [block.keyword_value.place] * len(answers) + [item.place for item in items]
        answers += [
            KnownAnswer(alternatives=_split(item.text), credit=item.credit, feedback=item.feedback)
            for item in items
        ]
        exact = "persis" in block.meta and block.meta["persis"].text.lower() in ("ya", "yes")
        problems += tuple(_answer_problems(answers, places, exact, block))
        if any(problem.is_error for problem in problems):
            return None, problems
        return cls(**common, answers=tuple(answers), exact=exact), problems

    def own_texts(self) -> Iterator[str]:
        """The feedback; the answers themselves are plain text."""
        yield from (answer.feedback for answer in self.answers if answer.feedback)

    def meta(self) -> dict[str, str]:
        """Whether to compare exactly."""
        return {"Persis": "ya"} if self.exact else {}

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The text as typed, None when only white space."""
        text = single_value(form, MAX_ANSWER_CHARACTERS)
        return text if text.strip() else None

    def mark(self, answer: Answer) -> Mark:
        """What the first known answer that matches earns."""
        if not isinstance(answer, str) or not answer.strip():
            return Mark.blank() if not answer or isinstance(answer, str) else Mark.of(Fraction(0))
        given = comparable(answer, self.exact)
        for number, known in enumerate(self.answers, start=1):
            if given in (comparable(text, self.exact) for text in known.alternatives):
                feedback = [(f"a{number}", known.feedback)] if known.feedback else ()
                return Mark.of(known.credit, feedback)
        return Mark.of(Fraction(0))

    def right_answer(self) -> Answer:
        """The first alternative of the first answer with full marks."""
        return next(known.alternatives[0] for known in self.answers if known.credit == 1)

    def robot_answer(self, rng: random.Random) -> Answer:
        """A word that nobody expects."""
        return "".join(rng.choice("bcdfghjklm") for _ in range(8))

    def chance_fraction(self) -> Fraction:
        """Guessing earns nothing."""
        return Fraction(0)

    def write_answer(self) -> str:
        """`Isian: a | b`, or a list of boxes when there is more to say."""
        if len(self.answers) == 1 and self.answers[0].credit == 1 and not self.answers[0].feedback:
            return f"Isian: {_joined(self.answers[0])}"
        boxes = write_items((_joined(one), one.credit, one.feedback) for one in self.answers)
        return f"Isian:\n\n{boxes}"


def comparable(text: str, exact: bool) -> str:
    """The text as answers are compared: NFKC, case folded, spaces collapsed, a final full stop dropped; or
    trimmed only.
    """
    if exact:
        return unicodedata.normalize("NFC", text).strip()
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).removesuffix(".").rstrip()


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip().replace("\\|", "|") for part in _ALTERNATIVES.split(text))


def _joined(answer: KnownAnswer) -> str:
    return " | ".join(text.replace("|", "\\|") for text in answer.alternatives)


def _answer_problems(
    answers: Sequence[KnownAnswer], places: Sequence[Place], exact: bool, block: Block
) -> Iterator[Problem]:
    if not answers:
        yield found("K-127", block.keyword_value.place)
    elif not any(answer.credit == 1 for answer in answers):
        yield found("K-101", places[0])
    seen: dict[str, str] = {}
    for answer, place in zip(answers, places, strict=True):
        for text in answer.alternatives:
            key = comparable(text, exact)
            if not key:
                yield found("K-128", place)
            elif key in seen:
                yield found("K-129", place, answer=text, same=seen[key])
            seen.setdefault(key, text)
