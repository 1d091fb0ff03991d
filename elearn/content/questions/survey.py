"""Survei: a question without a key. It has no points; only that it was answered counts."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import OneChoiceQuestion
from elearn.content.questions.contract import Answer, CommonFields, Mark, Verdict
from elearn.content.questions.items import Item
from elearn.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Survey(OneChoiceQuestion):
    """Click the option that fits. Options keep the order of the file: most are scales."""

    KIND: ClassVar[str] = "survey"
    WORDS: ClassVar[tuple[str, ...]] = ("survei",)
    IS_MARKED: ClassVar[bool] = False

    points: Decimal = Decimal(0)

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple["Survey | None", tuple[Problem, ...]]:
        """The empty boxes."""
        unmarked = common.copy()
        unmarked["points"] = Decimal(0)
        return super().read(block, unmarked)

    @classmethod
    def key_problems(cls, block: Block, items: Sequence[Item]) -> Iterator[Problem]:
        """No box is marked, and nothing is earned."""
        for item in items:
            if item.credit:
                yield found("K-190", item.place, excerpt=item.excerpt)
        if "poin" in block.meta:
            value = block.meta["poin"]
            yield found("K-191", value.place, width=len(value.text), points=value.text)

    def check(self) -> Iterator[Problem]:
        """Nothing to look at: there is no key to explain."""
        return iter(())

    def meta(self) -> dict[str, str]:
        """What tells it from a question that lacks its key."""
        return {"Jenis": "survei"}

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """The order of the file."""
        return tuple(choice.id for choice in self.choices)

    def mark(self, answer: Answer) -> Mark:
        """Answered or blank, and the words for the option."""
        if not answer:
            return Mark.blank()
        choice = self.choice(answer) if isinstance(answer, str) else None
        feedback = ((choice.id, choice.feedback),) if choice and choice.feedback else ()
        return Mark(fraction=Fraction(0), verdict=Verdict.ANSWERED, feedback=feedback)

    def right_answer(self) -> Answer:
        """Any option would do; the first."""
        return self.choices[0].id

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any option."""
        return rng.choice(self.choices).id

    def chance_fraction(self) -> Fraction:
        """There is nothing to earn."""
        return Fraction(0)
