"""Pilihan jamak: all right options, and no other, are to be clicked."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import ChoiceQuestion
from elearn.content.questions.contract import Answer, Mark
from elearn.content.questions.items import Item
from elearn.problems import Problem


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(ChoiceQuestion):
    """Click any number of options."""

    KIND: ClassVar[str] = "multiple-choice"
    WORDS: ClassVar[tuple[str, ...]] = ("jamak", "multiple")

    @classmethod
    def key_problems(cls, block: Block, items: Sequence[Item]) -> Iterator[Problem]:
        """At least one `[x]`, and no `[NN%]`: it would not say whether to click."""
        if items and not any(item.is_right for item in items):
            yield found("K-101", items[0].place, excerpt=items[0].excerpt)
        for item in items:
            if item.is_partial:
                yield found("K-119", item.place, excerpt=item.excerpt)

    def meta(self) -> dict[str, str]:
        """Always said, so that a file never depends on the number of marks."""
        return {"Jenis": "jamak"}

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The ids of the options, sorted; None when nothing is clicked."""
        return sorted(self.posted_ids(form, at_most=len(self.choices))) or None

    def mark(self, answer: Answer) -> Mark:
        """All or nothing; with part credit (right clicked - wrong clicked) / all right, never below 0."""
        if not answer:
            return Mark.blank()
        clicked = {answer} if isinstance(answer, str) else set(answer)
        feedback = [(one.id, one.feedback) for one in self.choices if one.id in clicked and one.feedback]
        right = {choice.id for choice in self.choices if choice.is_right}
        if not self.partial_credit:
            return Mark.of(Fraction(clicked == right), feedback)
        return Mark.of(_part(len(clicked & right), len(clicked - right), len(right)), feedback)

    def right_answer(self) -> Answer:
        """The ids of all options marked `[x]`, sorted."""
        return sorted(choice.id for choice in self.choices if choice.is_right)

    def robot_answer(self, rng: random.Random) -> Answer:
        """Each option with a chance of one half."""
        return sorted(choice.id for choice in self.choices if rng.random() < 0.5) or None

    def chance_fraction(self) -> Fraction:
        """The mean over all sets of clicks."""
        right = sum(choice.is_right for choice in self.choices)
        wrong = len(self.choices) - right
        ways = 2 ** len(self.choices)
        if not self.partial_credit:
            return Fraction(1, ways)
        return sum(
            (
                comb(right, hits) * comb(wrong, misses) * _part(hits, misses, right) / ways
                for hits in range(right + 1)
                for misses in range(wrong + 1)
            ),
            Fraction(0),
        )


def _part(hits: int, misses: int, right: int) -> Fraction:
    return max(Fraction(hits - misses, right), Fraction(0))
