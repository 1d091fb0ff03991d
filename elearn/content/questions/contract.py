"""What every kind of question can do: the contract that reading, asking and marking rely on."""

import hashlib
import random
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar, Self, TypedDict

from elearn.content.findings import found
from elearn.content.plain import from_plain, to_plain
from elearn.content.questions.block import Block
from elearn.problems import Place, Problem

ANSWER_FIELD = "answer"
"""The one form field of kinds that have one; the page puts the question's own prefix before it. A kind of
several parts has a field `answer-<key>` for each (`part_field`)."""

Answer = str | list[str] | dict[str, str] | None
"""What a learner answered, as JSON can say it; None is a blank. A dict holds the value of each answered part
by its key."""


class Verdict(StrEnum):
    """How an answer was judged, in one word."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    BLANK = "blank"
    ANSWERED = "answered"
    """Of a question without a key."""
    AWAITING = "awaiting"
    """Of an answer that a person has yet to mark."""


class Difficulty(StrEnum):
    """How hard the author thinks a question is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class QuestionStatus(StrEnum):
    """Whether a question is asked; a withdrawn one stays in old attempts."""

    DRAFT = "draft"
    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class UnreadableAnswer(ValueError):
    """A posted answer that cannot be stored. `code` is one of: unknown-option, duplicate, same-position,
    too-many, too-long, characters, number. `value` is the text that was refused, shortened."""

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code}: {value[:60]!r}")
        self.code = code
        self.value = value[:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The heading to reread: a section of a module; `course` is None in the same course."""

    course: str | None
    module: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The judgement of one answer: `fraction` of the points (0 to 1) and feedback as (item id, Markdown)."""

    fraction: Fraction
    verdict: Verdict
    feedback: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, fraction: Fraction, feedback: Iterable[tuple[str, str]] = ()) -> "Mark":
        """The mark of an answer that is not blank."""
        verdict = Verdict.RIGHT if fraction == 1 else Verdict.PARTIAL if fraction > 0 else Verdict.WRONG
        return cls(fraction=fraction, verdict=verdict, feedback=tuple(feedback))

    @classmethod
    def blank(cls) -> "Mark":
        """The mark of no answer."""
        return cls(fraction=Fraction(0), verdict=Verdict.BLANK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One judged piece of an answer: a pair, a place in an order, a blank. `name` is what it belongs to
    (empty for a blank), `given` what was answered (empty when nothing was), `right` the key; all Markdown.
    """

    key: str
    name: str
    given: str
    right: str
    verdict: Verdict


class CommonFields(TypedDict):
    """The fields of `Question`, as a block reader hands them to a kind."""

    code: str
    title: str
    stem: str
    points: Decimal
    tags: tuple[str, ...]
    difficulty: Difficulty | None
    shuffle: bool
    partial_credit: bool | None
    reference: Reference | None
    status: QuestionStatus
    hints: tuple[str, ...]
    explanation: str
    when_right: str
    when_wrong: str
    when_partial: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question. `title` is the first line of the stem and `stem` the Markdown below it; all texts are
    Markdown.

    `partial_credit` None leaves the choice to the quiz. Two questions are equal wherever they stand in a
    file.
    """

    KIND: ClassVar[str]
    KEYWORD: ClassVar[str] = ""
    """The word that opens the answer in a file (`Isian:`), in lower case; empty for kinds made of boxes."""
    HAS_BOXES: ClassVar[bool] = False
    """Whether boxes may stand below the keyword."""
    WORDS: ClassVar[tuple[str, ...]]
    """What `Jenis:` may call the kind, the Indonesian word first; the summary uses that one."""
    IS_MARKED: ClassVar[bool] = True
    """Whether there is a key; without one a question has no points and only counts as answered."""
    PAYS_PARTS: ClassVar[bool] = False
    """Whether a partly right answer is paid where neither the question nor its quiz says anything."""
    NEEDS_GRADER: ClassVar[bool] = False
    """Whether only a person can mark an answer: `mark` then says AWAITING, and the mark stands elsewhere."""

    code: str
    title: str
    stem: str = ""
    points: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    difficulty: Difficulty | None = None
    shuffle: bool = True
    partial_credit: bool | None = None
    reference: Reference | None = None
    status: QuestionStatus = QuestionStatus.ACTIVE
    hints: tuple[str, ...] = ()
    explanation: str = ""
    when_right: str = ""
    when_wrong: str = ""
    when_partial: str = ""
    place: Place = field(compare=False, default=Place(""))

    @classmethod
    @abstractmethod
    def read(cls, block: Block, common: CommonFields) -> "tuple[Question | None, tuple[Problem, ...]]":
        """The question that a block of a quiz file describes, or what the author must mend."""

    def check(self) -> Iterator[Problem]:
        """What an author should look at although the question could be read; kinds add to it."""
        if not self.explanation:
            yield found("K-153", self.place, question=self.title)
        if self.reference is None:
            yield found("K-154", self.place, question=self.title)

    @abstractmethod
    def own_texts(self) -> Iterator[str]:
        """Every Markdown text of the answer part that a page may show."""

    @abstractmethod
    def parse_answer(self, form: Mapping[str, Sequence[str]]) -> Answer:
        """The answer in the posted fields of this question, None when blank.

        Raises:
            UnreadableAnswer: an option that is not here, a value twice, too many, too long, or not readable.
        """

    @abstractmethod
    def mark(self, answer: Answer) -> Mark:
        """The judgement of an answer that `parse_answer` gave; whatever else is stored counts as wrong."""

    @abstractmethod
    def right_answer(self) -> Answer:
        """An answer that earns full marks."""

    @abstractmethod
    def robot_answer(self, rng: random.Random) -> Answer:
        """What someone who knows nothing would click."""

    @abstractmethod
    def chance_fraction(self) -> Fraction:
        """The fraction of the points that random clicking earns on average."""

    @abstractmethod
    def write_answer(self) -> str:
        """The answer part as our format writes it, without the labelled quotes."""

    def echo(self, answer: Answer) -> str | None:
        """How the machine reads the answer, where that may differ from what was typed ("1500"); else None."""
        return None

    def parts(self, answer: Answer) -> tuple[Part, ...]:
        """The pieces of an answer, judged one by one, in an order that does not tell the key; empty for kinds
        of one piece.
        """
        return ()

    def option_order(self, seed: int, shuffle: bool) -> tuple[str, ...]:
        """The ids of the options in the order of this attempt; empty for kinds without options."""
        return ()

    def option_text(self, option_id: str) -> str:
        """The Markdown of an option; empty when there is no such option."""
        return ""

    def meta(self) -> dict[str, str]:
        """Meta keys of this kind beside the common ones, as written in a file."""
        return {}

    def texts(self) -> Iterator[str]:
        """Every Markdown text that a page may show, each to be rendered once."""
        mine = (self.title, self.stem, *self.hints, self.explanation)
        after = (self.when_right, self.when_wrong, self.when_partial)
        yield from (text for text in (*mine, *after, *self.own_texts()) if text)

    def grader_texts(self) -> Iterator[str]:
        """Every Markdown text that only graders may read; none of them is among `texts`."""
        return iter(())

    def closing(self, verdict: Verdict) -> str:
        """The author's words for this verdict ("Jika benar", ...); may be empty."""
        return {
            Verdict.RIGHT: self.when_right,
            Verdict.PARTIAL: self.when_partial or self.when_wrong,
            Verdict.WRONG: self.when_wrong,
        }.get(verdict, "")

    def to_data(self) -> dict[str, Any]:
        """The question as JSON can say it; `kinds.question_from_data` reads it back."""
        return {"kind": self.KIND, **to_plain(self)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The question of this kind that `to_data` wrote."""
        return from_plain(cls, data)


def option_id(text: str) -> str:
    """A stable id from the text of an option: neither the id nor its sorting tells the place in the file or
    the key.
    """
    return "o" + hashlib.blake2b(" ".join(text.split()).encode(), digest_size=5).hexdigest()


def dealt(ids: Iterable[str], seed: int, code: str) -> list[str]:
    """The ids in an order that depends on seed, question and ids alone, equal on every machine and Python."""

    def rank(item: str) -> bytes:
        return hashlib.blake2b(f"{seed}:{code}:{item}".encode(), digest_size=8).digest()

    return sorted(ids, key=rank)


def single_value(form: Mapping[str, Sequence[str]], longest: int) -> str:
    """The one text posted in the answer field, as typed; empty when there is none.

    Raises:
        UnreadableAnswer: more than one value, longer than `longest` characters, NUL or a lone surrogate.
    """
    return _one_text(form.get(ANSWER_FIELD, ()), longest)


def part_field(key: str) -> str:
    """The form field of a part, without the prefix of its question."""
    return f"{ANSWER_FIELD}-{key}"


def part_values(form: Mapping[str, Sequence[str]], keys: Iterable[str], longest: int) -> dict[str, str]:
    """What is posted for each part, as typed; parts left blank are left out.

    Raises:
        UnreadableAnswer: as `single_value`; unknown-option when a part is none of `keys`.
    """
    known = {part_field(key): key for key in keys}
    for name, values in form.items():
        if name.startswith(ANSWER_FIELD) and name not in known and any(values):
            raise UnreadableAnswer("unknown-option", name)
    texts = {key: _one_text(form.get(name, ()), longest) for name, key in known.items()}
    return {key: text for key, text in texts.items() if text.strip()}


def _one_text(values: Sequence[str], longest: int) -> str:
    if len(values) > 1:
        raise UnreadableAnswer("too-many")
    text = values[0] if values else ""
    if len(text) > longest:
        raise UnreadableAnswer("too-long", text)
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableAnswer("characters")
    return text
