"""Lengkapi: a text with gaps to type in, to choose for, or to fill with a number."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.numbers import written
from elearn.content.questions.block import Block
from elearn.content.questions.cloze_text import Blank, mark_of_blank, read_cloze, written_text
from elearn.content.questions.contract import (
    Answer,
    CommonFields,
    Part,
    Question,
    UnreadableAnswer,
    option_id,
    part_values,
)
from elearn.content.questions.items import stray
from elearn.content.questions.labels import label_of, quoted
from elearn.content.questions.number import typed_number
from elearn.content.questions.parted import PartedQuestion, given_parts, too_many
from elearn.content.questions.short_text import MAX_ANSWER_CHARACTERS, comparable
from elearn.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Cloze(PartedQuestion):
    """Fill the gaps of `text` (Markdown with a mark for each of `blanks`). The answer is `{number of a blank:
    what is typed, or the id of an option}`; every blank weighs the same.
    """

    KIND: ClassVar[str] = "cloze"
    KEYWORD: ClassVar[str] = "lengkapi"
    WORDS: ClassVar[tuple[str, ...]] = ("lengkapi",)

    text: str
    blanks: tuple[Blank, ...]
    exact: bool = False

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Question | None, tuple[Problem, ...]]:
        """The text behind or below `Lengkapi:`."""
        exact = "persis" in block.meta and block.meta["persis"].text.lower() in ("ya", "yes")
        text, blanks, problems = read_cloze(block.path, block.keyword_value, block.answer_lines, exact=exact)
        misplaced = tuple(
            stray(block.path, line)
            for line in block.answer_lines
            if line.is_text and (quoted(line) is not None or label_of(line.text))
        )
        problems = (*misplaced, *problems)
        problems += tuple(too_many(len(blanks), block))
        if not blanks and not problems:
            problems = (found("K-175", block.keyword_value.place),)
        return (None if problems else cls(**common, text=text, blanks=blanks, exact=exact)), problems

    def own_texts(self) -> Iterator[str]:
        """The text with its marks; what is typed or chosen is plain."""
        yield self.text

    def meta(self) -> dict[str, str]:
        """Whether to compare exactly."""
        return {"Persis": "ya"} if self.exact else {}

    @property
    def marked_blanks(self) -> tuple[tuple[str, str, Blank], ...]:
        """Key, mark in the text, and blank."""
        return tuple((key, mark_of_blank(int(key)), blank) for key, blank in self._by_key().items())

    def part_keys(self) -> tuple[str, ...]:
        """The numbers of the blanks, from "1"."""
        return tuple(str(number) for number in range(1, len(self.blanks) + 1))

    def is_right_part(self, key: str, value: str) -> bool:
        """Whether this fills the blank."""
        blank = self._by_key()[key]
        if blank.number is not None:
            number = typed_number(value, blank.number.unit)
            return number is not None and blank.number.accepts(number)
        if blank.options:
            return value == option_id(blank.right[0])
        given = comparable(value, self.exact)
        return any(given == comparable(text, self.exact) for text in blank.right)

    def parts(self, answer: Answer) -> tuple[Part, ...]:
        """Each blank with what stands in it."""
        given = given_parts(answer)
        return tuple(
            self.part(
                key, answer, name="", given=_shown(blank, given.get(key, "")), right=_right_words(blank)
            )
            for key, blank in self._by_key().items()
        )

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """What is typed or chosen in each blank that is not empty; None when all are.

        Raises:
            UnreadableAnswer: "number" when a number cannot be read for sure: ask again before grading.
        """
        values = part_values(form, self.part_keys(), MAX_ANSWER_CHARACTERS)
        blanks = self._by_key()
        for key, value in values.items():
            blank = blanks[key]
            if blank.options and value not in dict(blank.choices):
                raise UnreadableAnswer("unknown-option", value)
            if blank.number is not None and typed_number(value, blank.number.unit) is None:
                raise UnreadableAnswer("number", value)
        return values or None

    def echo(self, answer: Answer) -> str | None:
        """How typed numbers are read where that is not how they were typed: "2: 1500"."""
        blanks, pieces = self._by_key(), []
        for key, value in given_parts(answer).items():
            number = blanks[key].number if key in blanks else None
            read = typed_number(value, number.unit) if number else None
            if read is not None and written(read) != value.strip():
                pieces.append(f"{key}: {written(read)}")
        return ", ".join(pieces) or None

    def right_answer(self) -> Answer:
        """The first right text, option or number of each blank."""
        return {
            key: option_id(blank.right[0]) if blank.options else _right_value(blank)
            for key, blank in self._by_key().items()
        }

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any option, and words or numbers that nobody expects."""
        return {key: _guess(blank, rng) for key, blank in self._by_key().items()}

    def part_chances(self) -> Iterator[Fraction]:
        """One of the options; nothing where one types."""
        return (Fraction(1, len(one.options)) if one.options else Fraction(0) for one in self.blanks)

    def write_answer(self) -> str:
        """The text with its blanks in brackets."""
        return f"Lengkapi:\n\n{written_text(self.text, self.blanks)}"

    def _by_key(self) -> dict[str, Blank]:
        return dict(zip(self.part_keys(), self.blanks, strict=True))


def _right_value(blank: Blank) -> str:
    if blank.number is None:
        return blank.right[0]
    return written(blank.number.bounds[0] if blank.number.target is None else blank.number.target)


def _right_words(blank: Blank) -> str:
    return blank.right[0] if blank.number is None else blank.number.written()


def _shown(blank: Blank, value: str) -> str:
    """What was answered, in words."""
    return dict(blank.choices).get(value, "") if blank.options else value


def _guess(blank: Blank, rng: random.Random) -> str:
    if blank.options:
        return option_id(rng.choice(blank.options))
    if blank.number is not None:
        return str(rng.randrange(1000))
    return "".join(rng.choice("bcdfghjklm") for _ in range(8))
