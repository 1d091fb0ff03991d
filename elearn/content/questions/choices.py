"""What single choice, multiple choice and true/false share: options with a credit, and the slips authors
make in them.
"""

import random
import re
import unicodedata
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

from elearn.content.findings import found
from elearn.content.questions.block import Block
from elearn.content.questions.contract import (
    ANSWER_FIELD,
    Answer,
    CommonFields,
    Mark,
    Question,
    UnreadableAnswer,
    dealt,
    option_id,
)
from elearn.content.questions.items import Item, read_items, write_items
from elearn.problems import Mend, Place, Problem

MUCH_LONGER = 2
"""A right option this many times as long as the longest other one gives itself away."""

_STAYS_LAST = re.compile(
    r"(?:semua|seluruh|tidak (?:ada|satu ?pun)|bukan salah satu|all|none)\b"
    r".*\b(?:di ?atas|benar|salah|tepat|above|these)\W*",
    re.IGNORECASE,
)
_LEAK = re.compile(
    r"\s*(?:[(\[](?:benar|betul|salah|kunci|jawaban(?: benar)?|correct|right|wrong|true|false)[)\]]"
    r"|[✓✔✅☑√❌✗✘])",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\(?(?P<letter>[A-Ha-h])[.)]\s+(?=\S)")
_POINTS_AT_LETTERS = re.compile(
    r"(?:pilihan |jawaban |opsi )?\(?[a-e]\)?(?:, ?\(?[a-e]\)?)* (?:dan|serta) \(?[a-e]\)?"
    r"(?: benar| salah)?\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option; `credit` is the part of the points it earns, 1 for a right one."""

    text: str
    credit: Fraction = Fraction(0)
    feedback: str = ""

    @property
    def id(self) -> str:
        """The id a form posts; it says nothing about place or key."""
        return option_id(self.text)

    @property
    def is_right(self) -> bool:
        """Whether the option is marked `[x]`."""
        return self.credit == 1


@dataclass(frozen=True, kw_only=True)
class ChoiceQuestion(Question):
    """A question answered by clicking options."""

    choices: tuple[Choice, ...]

    @classmethod
    def read(cls, block: Block, common: CommonFields) -> tuple[Self | None, tuple[Problem, ...]]:
        """The question of a block of boxes."""
        items, problems = read_items(block.path, block.answer_lines)
        problems += (*option_problems(items, block.place), *cls.key_problems(block, items))
        if any(problem.is_error for problem in problems):
            return None, problems
        choices = tuple(Choice(text=one.text, credit=one.credit, feedback=one.feedback) for one in items)
        return cls(**common, choices=choices), problems

    @classmethod
    @abstractmethod
    def key_problems(cls, block: Block, items: Sequence[Item]) -> Iterator[Problem]:
        """What is wrong with the marks of the options."""

    def own_texts(self) -> Iterator[str]:
        """Options and their feedback."""
        for choice in self.choices:
            yield from (text for text in (choice.text, choice.feedback) if text)

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """Ids as this attempt shows them; "semua/tidak ada di atas" stay last, in the order of the file."""
        if not (shuffle and self.shuffle):
            return tuple(choice.id for choice in self.choices)
        last = [choice.id for choice in self.choices if stays_last(choice.text)]
        moving = [choice.id for choice in self.choices if choice.id not in last]
        return (*dealt(moving, seed, self.code), *last)

    def option_text(self, option_id: str) -> str:
        """The Markdown of an option, or nothing."""
        choice = self.choice(option_id)
        return choice.text if choice else ""

    def choice(self, option_id: str) -> Choice | None:
        """The option with this id, or None."""
        return next((choice for choice in self.choices if choice.id == option_id), None)

    def write_answer(self) -> str:
        """The boxes."""
        return write_items((one.text, one.credit, one.feedback) for one in self.choices)

    def check(self) -> Iterator[Problem]:
        """Options that give the key away or point at letters that a shuffle moves."""
        yield from super().check()
        right = [len(choice.text) for choice in self.choices if choice.is_right]
        others = [len(choice.text) for choice in self.choices if not choice.is_right]
        if right and others and min(right) > 25 and min(right) >= MUCH_LONGER * max(others):
            yield found("K-152", self.place, question=self.title, times=str(MUCH_LONGER))
        for choice in self.choices:
            if self.shuffle and _POINTS_AT_LETTERS.fullmatch(choice.text):
                yield found("K-157", self.place, question=self.title, option=choice.text)

    def posted_ids(self, form: Mapping[str, Sequence[str]], at_most: int) -> list[str]:
        """The posted option ids, each known and once.

        Raises:
            UnreadableAnswer: too-many, unknown-option or duplicate.
        """
        ids = [value for value in form.get(ANSWER_FIELD, ()) if value]
        if len(ids) > at_most:
            raise UnreadableAnswer("too-many")
        for posted in ids:
            if self.choice(posted) is None:
                raise UnreadableAnswer("unknown-option", posted)
        if len(set(ids)) < len(ids):
            raise UnreadableAnswer("duplicate")
        return ids


@dataclass(frozen=True, kw_only=True)
class OneChoiceQuestion(ChoiceQuestion):
    """A question answered by clicking exactly one option."""

    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The id of the option, or None."""
        ids = self.posted_ids(form, at_most=1)
        return ids[0] if ids else None

    def mark(self, answer: Answer) -> Mark:
        """The credit of the option, and its feedback."""
        if not answer:
            return Mark.blank()
        choice = self.choice(answer) if isinstance(answer, str) else None
        if choice is None:
            return Mark.of(Fraction(0))
        return Mark.of(choice.credit, [(choice.id, choice.feedback)] if choice.feedback else ())

    def right_answer(self) -> Answer:
        """The id of the option marked `[x]`."""
        return next(choice.id for choice in self.choices if choice.is_right)

    def robot_answer(self, rng: random.Random) -> Answer:
        """Any option."""
        return rng.choice(self.choices).id

    def chance_fraction(self) -> Fraction:
        """The mean credit of the options."""
        return sum((choice.credit for choice in self.choices), Fraction(0)) / len(self.choices)


def stays_last(text: str) -> bool:
    """Whether an option speaks of those above it ("Semua benar", "Tidak ada di atas")."""
    return _STAYS_LAST.fullmatch(text.strip()) is not None


def folded(text: str) -> str:
    """A word as Benar and Salah are recognised: case, spaces and a final full stop do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip(".")


def same_option(text: str) -> str:
    """A text as options are compared: spaces and a final full stop do not count; case does, for spelling
    is taught too.
    """
    return " ".join(unicodedata.normalize("NFC", text).split()).rstrip(".")


def option_problems(items: Sequence[Item], place: Place) -> Iterator[Problem]:
    """Slips in the texts of options: too few, empty, twice, with the key or a letter in them."""
    if len(items) < 2:
        yield found("K-118", items[0].place if items else place, count=str(len(items)))
    seen: dict[str, Item] = {}
    for item in items:
        if not item.text:
            yield found("K-106", item.place, excerpt=item.excerpt)
            continue
        earlier = seen.setdefault(same_option(item.text), item)
        if earlier is not item:
            yield found(
                "K-109", item.place, excerpt=item.excerpt, option=item.text, line=str(earlier.place.line)
            )
        yield from _leaks(item)
    yield from _typed_letters(items)


def _leaks(item: Item) -> Iterator[Problem]:
    match = _LEAK.search(item.excerpt, item.place.column - 1)
    if match:
        place = replace(item.place, column=match.start() + 1 + _spaces(match[0]))
        mend = Mend(line=place.line, start=match.start() + 1, end=match.end() + 1, text="")
        leak = match[0].strip()
        yield found("K-104", place, excerpt=item.excerpt, width=len(leak), mend=mend, leak=leak)


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def _typed_letters(items: Sequence[Item]) -> Iterator[Problem]:
    """Letters typed by hand are reported only in their order: one "A. Yani" is a name."""
    matches = [_LETTER.match(item.text) for item in items]
    letters = [match["letter"].upper() if match else "" for match in matches]
    if len(items) < 2 or letters[:2] != ["A", "B"]:
        return
    for item, match in zip(items, matches, strict=True):
        if match:
            start = item.place.column
            mend = Mend(line=item.place.line, start=start, end=start + match.end(), text="")
            yield found(
                "K-155",
                item.place,
                excerpt=item.excerpt,
                width=match.end(),
                mend=mend,
                letter=match[0].strip(),
            )
