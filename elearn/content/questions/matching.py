"""Pasangkan: choose for each left side the right side that belongs to it; distractors belong to none."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.choices import same_option
from elearn.content.questions.contract import (
    Answer,
    CommonFields,
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

LEAST_PAIRS = 2
MAX_ID_CHARACTERS = 20

# Word turns -> and --> into signs of their own; U+F0E0 is what is left of its symbol font.
_SIGN = r"(?:(?<![-–—=<])<?[-–—=]{1,9}>|[→⇒⟶⟹➔➜➝\uf0e0])"
_ARROW = re.compile(rf"(?<!\\){_SIGN}")
_ANY_ARROW = re.compile(_SIGN)
_ESCAPED_ARROW = re.compile(rf"\\(?={_SIGN})")
CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:.{1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
"""Code inside a text, as Markdown sees it; its limit keeps odd backticks from holding up every other file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A left side and the right side that belongs to it, both Markdown."""

    left: str
    right: str

    @property
    def key(self) -> str:
        """The key of its form field; it says nothing about the right side."""
        return option_id(self.left)


@dataclass(frozen=True, kw_only=True)
class Matching(PartedQuestion):
    """Pair the two sides. Several left sides may share a right one; `distractors` belong to none."""

    KIND: ClassVar[str] = "matching"
    KEYWORD: ClassVar[str] = "pasangkan"
    WORDS: ClassVar[tuple[str, ...]] = ("pasangkan",)

    pairs: tuple[Pair, ...]
    distractors: tuple[str, ...] = ()

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Question | None, tuple[Problem, ...]]:
        """The items `kiri -> kanan` below `Pasangkan:`."""
        items, problems = read_plain_items(block.path, block.answer_lines)
        problems = (*inline_problem(block.keyword_value, cls.KEYWORD), *problems)
        sides = [split_at_arrow(item.text) for item in items]
        problems += (*_item_problems(items, sides), *_swallowed(items))
        if problems:
            return None, problems
        whole = [pair for pair in sides if pair is not None]
        spelt = {same_option(right): right for _, right in reversed(whole)}  # one spelling for one right side
        pairs = tuple(Pair(left=left, right=spelt[same_option(right)]) for left, right in whole if left)
        distractors = tuple(right for left, right in whole if not left)
        problems = tuple(_whole_problems(block, pairs, distractors))
        return (None if problems else cls(**common, pairs=pairs, distractors=distractors)), problems

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right side once."""
        return tuple(dict.fromkeys((*(pair.right for pair in self.pairs), *self.distractors)))

    def own_texts(self) -> Iterator[str]:
        """Both sides and the distractors."""
        yield from (pair.left for pair in self.pairs)
        yield from self.rights

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """The ids of the right sides: dealt, or by their words; never in the order of the file, which is the
        key.
        """
        if shuffle and self.shuffle:
            return tuple(dealt((option_id(text) for text in self.rights), seed, self.code))
        return tuple(
            option_id(text) for text in sorted(self.rights, key=lambda text: (text.casefold(), text))
        )

    def option_text(self, option_id: str) -> str:
        """The Markdown of a right side, or nothing."""
        return self._texts().get(option_id, "")

    def part_keys(self) -> tuple[str, ...]:
        """The ids of the left sides."""
        return tuple(pair.key for pair in self.pairs)

    def is_right_part(self, key: str, value: str) -> bool:
        """Whether this right side belongs to this left side."""
        return any(pair.key == key and option_id(pair.right) == value for pair in self.pairs)

    def parts(self, answer: Answer) -> tuple[Part, ...]:
        """Each left side with what was chosen for it, in the order of the file."""
        given = given_parts(answer)
        texts = self._texts()
        return tuple(
            self.part(
                pair.key,
                answer,
                name=pair.left,
                given=texts.get(given.get(pair.key, ""), ""),
                right=pair.right,
            )
            for pair in self.pairs
        )

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """`{id of a left side: id of a right side}`; None when nothing is chosen."""
        values = part_values(form, self.part_keys(), MAX_ID_CHARACTERS)
        known = self._texts()
        for value in values.values():
            if value not in known:
                raise UnreadableAnswer("unknown-option", value)
        return values or None

    def right_answer(self) -> Answer:
        """Every pair."""
        return {pair.key: option_id(pair.right) for pair in self.pairs}

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any right side for each left side."""
        return {pair.key: option_id(rng.choice(self.rights)) for pair in self.pairs}

    def part_chances(self) -> Iterator[Fraction]:
        """One of the right sides for each left side."""
        return (Fraction(1, len(self.rights)) for _ in self.pairs)

    def write_answer(self) -> str:
        """The list of pairs, then the distractors."""
        pairs = [_joined(_escaped(pair.left), pair.right) for pair in self.pairs]
        items = write_plain_items([*pairs, *(f"-> {text}" for text in self.distractors)])
        return f"Pasangkan:\n\n{items}"

    def _texts(self) -> dict[str, str]:
        return {option_id(text): text for text in self.rights}


def split_at_arrow(text: str) -> tuple[str, str] | None:
    """Left and right of the first arrow outside code, or None when there is none. `\\->` is no arrow."""
    masked = CODE.sub(lambda code: "\0" * len(code[0]), text)
    match = _ARROW.search(masked)
    if match is None:
        return None
    left, right = text[: match.start()], text[match.end() :]
    return _outside_code(_ESCAPED_ARROW, "", left).strip(), right.strip()


def _escaped(left: str) -> str:
    return _outside_code(_ANY_ARROW, r"\\\g<0>", left)


def _outside_code(pattern: re.Pattern[str], replacement: str, text: str) -> str:
    pieces, at = [], 0
    for code in CODE.finditer(text):
        pieces += [pattern.sub(replacement, text[at : code.start()]), code[0]]
        at = code.end()
    return "".join([*pieces, pattern.sub(replacement, text[at:])])


def _joined(left: str, right: str) -> str:
    return f"{left} -> {right}"


def _item_problems(items: Sequence[PlainItem], sides: Sequence[tuple[str, str] | None]) -> Iterator[Problem]:
    lefts: dict[str, PlainItem] = {}
    for item, pair in zip(items, sides, strict=True):
        if pair is None:
            yield found("K-161", item.place, excerpt=item.excerpt, item=item.text.split("\n")[0])
        elif not pair[1]:
            yield found("K-162", item.place, excerpt=item.excerpt, left=pair[0])
        elif pair[0]:
            first = lefts.setdefault(same_option(pair[0]), item)
            if first is not item:
                line = str(first.place.line)
                yield found("K-163", item.place, excerpt=item.excerpt, left=pair[0], line=line)
    yield from _distractor_problems(items, sides)


def _distractor_problems(
    items: Sequence[PlainItem], sides: Sequence[tuple[str, str] | None]
) -> Iterator[Problem]:
    """A distractor that belongs to a left side after all, or stands there twice."""
    used = {same_option(pair[1]) for pair in sides if pair and pair[0]}
    for item, pair in zip(items, sides, strict=True):
        if pair and pair[1] and not pair[0]:
            same = same_option(pair[1])
            if same in used:
                yield found("K-164", item.place, excerpt=item.excerpt, right=pair[1])
            used.add(same)


def _swallowed(items: Sequence[PlainItem]) -> Iterator[Problem]:
    """A pair without its list marker would silently become the end of the pair above."""
    for item in items:
        lines = CODE.sub(lambda code: re.sub(r"[^\n]", "\0", code[0]), item.text).split("\n")
        arrows = [(at, match.start()) for at, line in enumerate(lines) if (match := _ARROW.search(line))]
        for below, start in arrows[1:]:
            text = item.text.split("\n")[below]
            if text[:start].strip():
                mend = Mend(line=item.place.line + below, start=1, end=1, text="- ")
                yield found("K-168", item.place, excerpt=item.excerpt, item=text.strip(), mend=mend)


def _whole_problems(block: Block, pairs: Sequence[Pair], distractors: Sequence[str]) -> Iterator[Problem]:
    rights = {pair.right for pair in pairs} | set(distractors)
    yield from too_many(len(pairs) + len(distractors), block)
    if len(pairs) < LEAST_PAIRS:
        yield found("K-160", block.keyword_value.place, count=str(len(pairs)))
    elif len(rights) < LEAST_PAIRS:
        yield found("K-169", block.keyword_value.place, right=pairs[0].right)
