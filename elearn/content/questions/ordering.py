"""Urutkan: number the items in the right order. The written order is the key."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import comb, factorial
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import same_option
from elearn.content.questions.contract import (
    Answer,
    CommonFields,
    Mark,
    Part,
    Question,
    UnreadableAnswer,
    dealt,
    option_id,
    part_values,
)
from elearn.content.questions.parted import PartedQuestion, given_parts, too_many
from elearn.content.questions.plain_items import (
    PlainItem,
    inline_problem,
    read_plain_items,
    write_plain_items,
)
from elearn.problems import Mend, Problem

LEAST_ITEMS = 2
ALWAYS_MIXED_FROM = 3
"""From this many items on the order shown is never the right one."""
MAX_POSITION_CHARACTERS = 3
LETTERS = 26


@dataclass(frozen=True, kw_only=True)
class Ordering(PartedQuestion):
    """Put `items` (Markdown, in the right order) into order. The answer is `{id of an item: its number}`."""

    KIND: ClassVar[str] = "ordering"
    KEYWORD: ClassVar[str] = "urutkan"
    WORDS: ClassVar[tuple[str, ...]] = ("urutkan",)
    PAYS_PARTS: ClassVar[bool] = False

    items: tuple[str, ...]

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Question | None, tuple[Problem, ...]]:
        """The list below `Urutkan:`."""
        items, problems = read_plain_items(block.path, block.answer_lines)
        problems = (*inline_problem(block.keyword_value, cls.KEYWORD), *problems)
        problems += (*_text_problems(items), *_marker_problems(items), *too_many(len(items), block))
        if len(items) < LEAST_ITEMS:
            problems += (found("K-170", block.keyword_value.place, count=str(len(items))),)
        return (None if problems else cls(**common, items=tuple(item.text for item in items))), problems

    def own_texts(self) -> Iterator[str]:
        """The items."""
        yield from self.items

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """The ids of the items, dealt whatever the quiz says: the order of the file is the key."""
        key = self.part_keys()
        mixed = tuple(dealt(key, seed, self.code))
        if mixed == key and len(key) >= ALWAYS_MIXED_FROM:
            return (*mixed[1:], mixed[0])
        return mixed

    def option_text(self, option_id: str) -> str:
        """The Markdown of an item, or nothing."""
        return dict(zip(self.part_keys(), self.items, strict=True)).get(option_id, "")

    def part_keys(self) -> tuple[str, ...]:
        """The ids of the items, in the right order."""
        return tuple(option_id(text) for text in self.items)

    def is_right_part(self, key: str, value: str) -> bool:
        """Whether the item has the number of its place."""
        return self.part_keys().index(key) + 1 == _number(value)

    def parts(self, answer: Answer) -> tuple[Part, ...]:
        """Each item with its number, in the order the learner gave them; the unnumbered last."""
        given = given_parts(answer)
        judged = [
            self.part(key, answer, name=text, given=given.get(key, ""), right=str(place))
            for place, (key, text) in enumerate(zip(self.part_keys(), self.items, strict=True), start=1)
        ]
        return tuple(sorted(judged, key=lambda one: (_number(one.given) or len(self.items) + 1, one.key)))

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The number of each item that has one; None when none has.

        Raises:
            UnreadableAnswer: same-position when two items have one number.
        """
        values = part_values(form, self.part_keys(), MAX_POSITION_CHARACTERS)
        for value in values.values():
            if value not in self.positions:
                raise UnreadableAnswer("unknown-option", value)
        if len(set(values.values())) < len(values):
            raise UnreadableAnswer("same-position")
        return values or None

    @property
    def positions(self) -> tuple[str, ...]:
        """The numbers to give: "1" to the number of items."""
        return tuple(str(place) for place in range(1, len(self.items) + 1))

    def mark(self, answer: Answer) -> Mark:
        """All or nothing; with part credit the longest run that stands as in the key / items, a run of one
        being nothing.
        """
        if not answer:
            return Mark.blank()
        if not self.has_parts_paid:
            return Mark.of(Fraction(all(self.right_parts(answer))))
        return Mark.of(_run_credit(self._longest_run(given_parts(answer)), len(self.items)))

    def right_answer(self) -> Answer:
        """Every item with the number of its place."""
        return dict(zip(self.part_keys(), self.positions, strict=True))

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any order."""
        return dict(zip(self.part_keys(), rng.sample(self.positions, len(self.items)), strict=True))

    def part_chances(self) -> Iterator[Fraction]:
        """Any place for each item."""
        return (Fraction(1, len(self.items)) for _ in self.items)

    def chance_fraction(self) -> Fraction:
        """The mean over all orders."""
        size = len(self.items)
        ways = factorial(size)
        if not self.has_parts_paid:
            return Fraction(1, ways)
        up_to = [orders_with_runs_up_to(size, longest) for longest in range(size + 1)]
        return sum(
            (
                _run_credit(longest, size) * Fraction(up_to[longest] - up_to[longest - 1], ways)
                for longest in range(1, size + 1)
            ),
            Fraction(0),
        )

    def write_answer(self) -> str:
        """The numbered list."""
        return f"Urutkan:\n\n{write_plain_items(self.items, numbered=True)}"

    def _longest_run(self, given: Mapping[str, str]) -> int:
        """The length of the longest stretch in which every item is followed by its follower in the key."""
        place = {key: number for number, key in enumerate(self.part_keys())}
        numbered = [(_number(value), place[key]) for key, value in given.items() if key in place]
        order = [at for number, at in sorted(numbered, key=lambda one: one[0] or 0) if number]
        longest = run = min(len(order), 1)
        for before, after in pairwise(order):
            run = run + 1 if after == before + 1 else 1
            longest = max(longest, run)
        return longest


def orders_with_runs_up_to(size: int, longest: int) -> int:
    """How many orders of `size` items hold no run of consecutive items longer than `longest`.

    Each order is a row of m maximal runs: a composition of `size` into m parts, laid out in an order of m
    things in which none follows its predecessor (OEIS A000255).
    """
    return sum(
        _compositions(size, blocks, longest) * _without_succession(blocks) for blocks in range(1, size + 1)
    )


def _compositions(size: int, parts: int, largest: int) -> int:
    """How many ways to write `size` as a sum of `parts` numbers from 1 to `largest`, in order."""
    if not largest:
        return 0
    return sum(
        (-1) ** over * comb(parts, over) * comb(size - over * largest - 1, parts - 1)
        for over in range(parts + 1)
        if size - over * largest >= parts
    )


def _without_succession(size: int) -> int:
    before, now = 1, 1
    for step in range(2, size):
        before, now = now, step * now + (step - 1) * before
    return now


def _run_credit(longest: int, size: int) -> Fraction:
    return Fraction(longest, size) if longest > 1 else Fraction(0)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _text_problems(items: Sequence[PlainItem]) -> Iterator[Problem]:
    seen: dict[str, PlainItem] = {}
    for item in items:
        first = seen.setdefault(same_option(item.text), item)
        if not item.text:
            yield found("K-166", item.place, excerpt=item.excerpt)
        elif first is not item:
            line = str(first.place.line)
            yield found("K-109", item.place, excerpt=item.excerpt, option=item.text, line=line)


def _marker_problems(items: Sequence[PlainItem]) -> Iterator[Problem]:
    """Numbers must count up from 1: any other number says that the author meant another order."""
    written = [_place_of(item.marker) for item in items]
    if len({number is None for number in written}) > 1:
        odd = next(item for item in items if (_place_of(item.marker) is None) != (written[0] is None))
        yield found("K-172", odd.place, excerpt=odd.excerpt, marker=odd.marker, first=items[0].marker)
        return
    for expected, (item, number) in enumerate(zip(items, written, strict=True), start=1):
        if number is not None and number != expected:
            is_letter = item.marker[0].isalpha() and expected <= LETTERS
            marker = (chr(96 + expected) if is_letter else str(expected)) + item.marker[-1]
            start = item.place.column
            mend = Mend(line=item.place.line, start=start, end=start + len(item.marker), text=marker)
            yield found(
                "K-171",
                item.place,
                excerpt=item.excerpt,
                width=len(item.marker),
                mend=mend,
                marker=item.marker,
                expected=marker,
            )
            return


def _place_of(marker: str) -> int | None:
    """The place that a marker names: 2 for `2.` and `b.`, None for `-`."""
    word = marker[:-1]
    if word.isdigit():
        return int(word)
    return ord(word.lower()) - 96 if word.isalpha() else None
