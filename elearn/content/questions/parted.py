"""What matching, ordering and cloze share: an answer of several parts, each in a field of its own."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.contract import Answer, Mark, Part, Question, Verdict
from elearn.problems import Problem

MAX_PARTS = 100


@dataclass(frozen=True, kw_only=True)
class PartedQuestion(Question):
    """A question whose answer is `{key of a part: value}`; every part weighs the same."""

    PAYS_PARTS: ClassVar[bool] = True

    @abstractmethod
    def part_keys(self) -> tuple[str, ...]:
        """The keys of the parts, as their form fields carry them."""

    @abstractmethod
    def is_right_part(self, key: str, value: str) -> bool:
        """Whether a part is answered rightly."""

    @abstractmethod
    def part_chances(self) -> Iterator[Fraction]:
        """For each part how probable a right guess is."""

    @property
    def has_parts_paid(self) -> bool:
        """Whether a partly right answer earns something."""
        return self.PAYS_PARTS if self.partial_credit is None else self.partial_credit

    def mark(self, answer: Answer) -> Mark:
        """Right parts / parts; all or nothing with `Nilai-sebagian: tidak`."""
        if not answer:
            return Mark.blank()
        right = self.right_parts(answer)
        if not self.has_parts_paid:
            return Mark.of(Fraction(all(right)))
        return Mark.of(Fraction(sum(right), len(right)))

    def right_parts(self, answer: Answer) -> list[bool]:
        """For each part whether it is right; a part left blank is not."""
        given = given_parts(answer)
        return [key in given and self.is_right_part(key, given[key]) for key in self.part_keys()]

    def chance_fraction(self) -> Fraction:
        """The mean over all ways to fill every part."""
        chances = list(self.part_chances())
        return (
            sum(chances, Fraction(0)) / len(chances)
            if self.has_parts_paid
            else prod(chances, start=Fraction(1))
        )

    def part(self, key: str, answer: Answer, *, name: str, given: str, right: str) -> Part:
        """One judged part; what was given is passed as a page shall show it."""
        value = given_parts(answer).get(key)
        verdict = (
            Verdict.BLANK
            if value is None
            else Verdict.RIGHT
            if self.is_right_part(key, value)
            else Verdict.WRONG
        )
        return Part(key=key, name=name, given=given, right=right, verdict=verdict)


def too_many(count: int, block: Block) -> Iterator[Problem]:
    """More parts than anyone can answer, or a form can carry."""
    if count > MAX_PARTS:
        yield found("K-174", block.keyword_value.place, count=str(count), limit=str(MAX_PARTS))


def given_parts(answer: Answer) -> Mapping[str, str]:
    """The answered parts; nothing when something else is stored."""
    return answer if isinstance(answer, dict) else {}
