"""Uraian: an answer in the learner's own words, marked by a person along a rubric."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.numbers import UnreadableNumber, author_number, written
from elearn.content.questions.block import Block
from elearn.content.questions.contract import (
    Answer,
    CommonFields,
    Mark,
    Question,
    Verdict,
    single_value,
)
from elearn.content.questions.rubric import (
    MAX_CRITERIA,
    Criterion,
    Level,
    RubricReading,
    read_rubric,
    write_rubric,
)
from elearn.content.text import Value
from elearn.problems import Problem

__all__ = ["Criterion", "Essay", "Level", "word_count"]

MAX_ANSWER_CHARACTERS = 20_000
MAX_WORDS = 2_500
"""The most words an author may ask for: they must fit into MAX_ANSWER_CHARACTERS, at 8 characters each."""

SAMPLE_LABEL = "Contoh jawaban"

_COUNT = r"(?:[0-9][0-9.,]*)"
_WORDS = r"(?:\s*kata)?"
_BETWEEN = re.compile(
    rf"(?P<least>{_COUNT})\s*(?:[-–—]|s\.?d\.?|sampai|hingga)\s*(?P<most>{_COUNT}){_WORDS}", re.IGNORECASE
)
_MOST = re.compile(
    rf"(?:paling banyak|maksimal|maksimum|maks\.?|≤|<=)\s*(?P<most>{_COUNT}){_WORDS}", re.IGNORECASE
)
_LEAST = re.compile(
    rf"(?:paling sedikit|minimal|minimum|min\.?|≥|>=)\s*(?P<least>{_COUNT}){_WORDS}", re.IGNORECASE
)
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, kw_only=True)
class Essay(Question):
    """Write. `min_words` and `max_words` advise, they refuse nothing; without a rubric the whole points are
    one criterion. `sample_answer` (Markdown) is for graders only.
    """

    KIND: ClassVar[str] = "essay"
    KEYWORD: ClassVar[str] = "uraian"
    WORDS: ClassVar[tuple[str, ...]] = ("uraian",)
    NEEDS_GRADER: ClassVar[bool] = True

    min_words: int | None = None
    max_words: int | None = None
    rubric: tuple[Criterion, ...] = ()
    sample_answer: str = ""

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple["Essay | None", tuple[Problem, ...]]:
        """The word range behind `Uraian:`, the rubric below it, the sample answer among the labels."""
        problems: list[Problem] = []
        least, most = _word_range(block.keyword_value, problems)
        rubric = read_rubric(block.path, block.answer_lines)
        problems += rubric.problems
        if not problems:
            problems += _rubric_problems(rubric, common["points"])
        samples = block.labels.get(SAMPLE_LABEL, ())
        if problems:
            return None, tuple(problems)
        essay = cls(
            **common,
            min_words=least,
            max_words=most,
            rubric=rubric.criteria,
            sample_answer=samples[0].text if samples else "",
        )
        return essay, ()

    def check(self) -> Iterator[Problem]:
        """A rubric and a reference; the sample answer takes the place of an explanation."""
        if not self.rubric:
            yield found("K-185", self.place, question=self.title)
        if self.reference is None:
            yield found("K-154", self.place, question=self.title)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What is marked one by one: the rubric, or the whole answer (a criterion without words)."""
        return self.rubric or (Criterion(text="", points=self.points),)

    @property
    def longest_answer(self) -> int:
        """How many characters an answer may have."""
        return MAX_ANSWER_CHARACTERS

    def words_of(self, answer: Answer) -> int:
        """How many words an answer has; 0 for what is no text."""
        return word_count(answer) if isinstance(answer, str) else 0

    def own_texts(self) -> Iterator[str]:
        """The criteria, shown before, and their levels, shown once marked; never the sample answer."""
        for criterion in self.rubric:
            yield criterion.text
            yield from (level.text for level in criterion.levels)

    def grader_texts(self) -> Iterator[str]:
        """The sample answer."""
        if self.sample_answer:
            yield self.sample_answer

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The text as typed, with line ends as Unix writes them; None when only white space."""
        text = single_value(form, 2 * MAX_ANSWER_CHARACTERS).replace("\r\n", "\n").replace("\r", "\n")
        single_value({"answer": [text]}, MAX_ANSWER_CHARACTERS)  # browsers send two characters a line end
        return text if text.strip() else None

    def mark(self, answer: Answer) -> Mark:
        """Nothing yet: a person will say. What is no text is wrong."""
        if not answer:
            return Mark.blank()
        if not isinstance(answer, str):
            return Mark.of(Fraction(0))
        return Mark(fraction=Fraction(0), verdict=Verdict.AWAITING) if answer.strip() else Mark.blank()

    def right_answer(self) -> Answer:
        """A text of fitting length. Which text earns full marks a grader says, and the sample answer must not
        reach those who ask for the key.
        """
        return " ".join(["uraian"] * (self.min_words or 1))

    def robot_answer(self, rng: random.Random) -> Answer:
        """Words without meaning."""
        words = range(rng.randint(1, 5))
        return " ".join("".join(rng.choice("bcdfghjklm") for _ in range(6)) for _ in words)

    def chance_fraction(self) -> Fraction:
        """Nobody clicks an essay right."""
        return Fraction(0)

    def write_answer(self) -> str:
        """`Uraian: 150-300 kata`, the rubric, the sample answer."""
        parts = [f"Uraian: {self._written_range()}".rstrip()]
        if self.rubric:
            parts.append(f"Rubrik:\n\n{write_rubric(self.rubric)}")
        if self.sample_answer:
            quote = f"**{SAMPLE_LABEL}:** {self.sample_answer}".split("\n")
            parts.append("\n".join(f"> {line}".rstrip() for line in quote))
        return "\n\n".join(parts)

    def _written_range(self) -> str:
        if self.min_words is not None and self.max_words is not None:
            return f"{self.min_words}-{self.max_words} kata"
        if self.max_words is not None:
            return f"paling banyak {self.max_words} kata"
        return f"paling sedikit {self.min_words} kata" if self.min_words is not None else ""


def word_count(text: str) -> int:
    """How many words a text has: runs of characters between white space that hold a letter or digit."""
    return len(_WORD.findall(text))


def _word_range(value: Value, problems: list[Problem]) -> tuple[int | None, int | None]:
    text = value.text.strip()
    if not text:
        return None, None
    match = next((hit for one in (_BETWEEN, _MOST, _LEAST) if (hit := one.fullmatch(text))), None)
    groups = match.groupdict() if match else {}
    least, most = (_count(groups.get(name)) for name in ("least", "most"))
    is_readable = match is not None and all(
        one is not None or groups.get(name) is None for name, one in (("least", least), ("most", most))
    )
    if not is_readable or (least is not None and most is not None and least > most):
        problems.append(
            found("K-192", value.place, width=len(value.text), value=text, limit=written(Decimal(MAX_WORDS)))
        )
    return least, most


def _count(text: str | None) -> int | None:
    """A whole number of words, None when it is none or out of bounds."""
    try:
        number = author_number(text or "")
    except UnreadableNumber:
        return None
    return int(number) if number == int(number) and 1 <= number <= MAX_WORDS else None


def _rubric_problems(rubric: RubricReading, points: Decimal) -> Iterator[Problem]:
    if rubric.place is None:
        return
    total = sum((one.points for one in rubric.criteria), Decimal(0))
    if len(rubric.criteria) > MAX_CRITERIA:
        count, limit = str(len(rubric.criteria)), str(MAX_CRITERIA)
        yield found("K-174", rubric.place, count=count, limit=limit)
    if total != points:
        yield found("K-195", rubric.place, total=written(total), points=written(points))
