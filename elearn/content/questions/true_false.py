"""Benar-salah: a statement and two options, always shown in the same order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import OneChoiceQuestion, folded
from elearn.content.questions.items import Item
from elearn.problems import Problem

PAIRS = (("benar", "salah"), ("ya", "tidak"), ("true", "false"))
"""The two words, the yes first."""


def is_true_false(texts: Iterable[str]) -> bool:
    """Whether these options, in any order, make a true/false question."""
    words = sorted(folded(text) for text in texts)
    return any(words == sorted(pair) for pair in PAIRS)


@dataclass(frozen=True, kw_only=True)
class TrueFalse(OneChoiceQuestion):
    """Click Benar or Salah."""

    KIND: ClassVar[str] = "true-false"
    WORDS: ClassVar[tuple[str, ...]] = ("benar-salah",)

    @classmethod
    def key_problems(cls, block: Block, items: Sequence[Item]) -> Iterator[Problem]:
        """Exactly one of the two carries `[x]`, none pays a part."""
        right = sum(item.is_right for item in items)
        if not is_true_false(item.text for item in items):
            yield found("K-122", block.place, kind="benar-salah", count=str(right))
        elif not right:
            yield found("K-101", items[0].place, excerpt=items[0].excerpt)
        elif right > 1:
            yield found("K-126", items[0].place, excerpt=items[0].excerpt)
        elif any(item.is_partial for item in items):
            yield found("K-119", items[0].place, excerpt=items[0].excerpt)

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """The yes first, whatever the file and the quiz say: the order tells nothing about the key."""
        firsts = [yes for yes, _ in PAIRS]
        in_order = sorted(self.choices, key=lambda choice: folded(choice.text) not in firsts)
        return tuple(choice.id for choice in in_order)
