"""Angka: a number, with a tolerance or a range and perhaps a unit."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.numbers import UnreadableNumber, learner_number, written
from elearn.content.questions.block import Block
from elearn.content.questions.contract import (
    Answer,
    CommonFields,
    Mark,
    Question,
    UnreadableAnswer,
    single_value,
)
from elearn.content.questions.items import stray
from elearn.content.questions.number_key import NumberKey, UnreadableKey, read_key
from elearn.content.text import Value
from elearn.problems import Mend, Problem

MAX_ANSWER_CHARACTERS = 60


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """Type a number."""

    KIND: ClassVar[str] = "number"
    KEYWORD: ClassVar[str] = "angka"
    WORDS: ClassVar[tuple[str, ...]] = ("angka",)

    key: NumberKey

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Question | None, tuple[Problem, ...]]:
        """The number behind `Angka:`."""
        problems = tuple(stray(block.path, line) for line in block.answer_lines if not line.is_blank)
        try:
            key = read_key(block.keyword_value.text)
        except UnreadableKey as error:
            return None, (*problems, key_problem(block.keyword_value, error))
        if problems:
            return None, problems
        return cls(**common, key=key), ()

    def own_texts(self) -> Iterator[str]:
        """Nothing: number and unit are plain text."""
        return iter(())

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The number as typed; None when blank.

        Raises:
            UnreadableAnswer: "number" when it cannot be read for sure: ask again before grading.
        """
        text = single_value(form, MAX_ANSWER_CHARACTERS).strip()
        if text and typed_number(text, self.key.unit) is None:
            raise UnreadableAnswer("number", text)
        return text or None

    def echo(self, answer: Answer) -> str | None:
        """How the number is read: `1500` for `1.500`; None when it cannot be read."""
        number = typed_number(answer, self.key.unit) if isinstance(answer, str) else None
        return None if number is None else written(number)

    def mark(self, answer: Answer) -> Mark:
        """All or nothing; what is no number is wrong."""
        if not answer:
            return Mark.blank()
        number = typed_number(answer, self.key.unit) if isinstance(answer, str) else None
        return Mark.of(Fraction(number is not None and self.key.accepts(number)))

    def right_answer(self) -> Answer:
        """The target, or the lower end of the range."""
        return written(self.key.bounds[0] if self.key.target is None else self.key.target)

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any small number."""
        return str(rng.randrange(1000))

    def chance_fraction(self) -> Fraction:
        """Guessing earns nothing."""
        return Fraction(0)

    def write_answer(self) -> str:
        """`Angka: 64 ± 0,5 persen`."""
        return f"Angka: {self.key.written()}"


def typed_number(text: str, unit: str) -> Decimal | None:
    """The number a learner typed, perhaps with its unit, or None when it cannot be read."""
    bare = " ".join(text.split())
    if unit and bare.casefold().endswith(unit.casefold()):
        bare = bare[: -len(unit)].strip()
    if unit.casefold() in ("rupiah", "rp") and bare[:2].casefold() == "rp":
        bare = bare[2:].lstrip(". ")
    try:
        return learner_number(bare)
    except UnreadableNumber:
        return None


def key_problem(value: Value, error: UnreadableKey) -> Problem:
    """What is wrong with a number key that an author wrote as `value`."""
    mend = None
    if error.meant and value.text.count(error.text) == 1:
        start = value.place.column + value.text.index(error.text)
        mend = Mend(line=value.place.line, start=start, end=start + len(error.text), text=error.meant)
    rule = "K-117" if error.meant else _RULES[error.reason]
    return found(rule, value.place, mend=mend, number=error.text, meant=error.meant)


_RULES = {
    "empty": "K-140",
    "number": "K-141",
    "range-tolerance": "K-142",
    "percent": "K-143",
    "order": "K-144",
    "tolerance": "K-145",
}
