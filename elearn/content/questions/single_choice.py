"""Pilihan tunggal: one option is right; others may pay a part."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import OneChoiceQuestion
from elearn.content.questions.items import Item
from elearn.problems import Problem


@dataclass(frozen=True, kw_only=True)
class SingleChoice(OneChoiceQuestion):
    """Click one option."""

    KIND: ClassVar[str] = "single-choice"
    WORDS: ClassVar[tuple[str, ...]] = ("tunggal", "single")

    @classmethod
    def key_problems(cls, block: Block, items: Sequence[Item]) -> Iterator[Problem]:
        """Exactly one option carries `[x]`."""
        right = sum(item.is_right for item in items)
        if items and not right:
            yield found("K-101", items[0].place, excerpt=items[0].excerpt)
        if right > 1:
            place = block.meta["jenis"].place if "jenis" in block.meta else block.place
            yield found("K-122", place, kind="tunggal", count=str(right))
