"""A question as another system says it, read but not yet one of ours. All texts are Markdown by now."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.number_key import NumberKey
from elearn.exchange.notes import Item, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """An option or a known answer; `fraction` of the points, below 0 where it costs some."""

    text: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Options to click, one of them or several."""

    options: tuple[Marked, ...]
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A statement that is true or not, with what to say to those who clicked either."""

    is_true: bool
    when_true: str = ""
    when_false: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Known answers in plain text; `*` stands for anything."""

    answers: tuple[Marked, ...]
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAnswer:
    """A number key with the fraction it earns."""

    key: NumberKey
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Numbers that earn something."""

    answers: tuple[NumberAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Left sides with the right side of each; a pair without a left side is a distractor."""

    pairs: tuple[tuple[str, str], ...]


Key = Options | Statement | Words | Numbers | Pairs


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One question of the source. `source_id` is an id given there on purpose; `fingerprint` the raw source
    text, from which a stable code is made when there is none.
    """

    line: int
    name: str
    text: str
    key: Key
    fingerprint: str
    source_id: str = ""
    category: str = ""
    points: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    shuffle: bool = True
    withdrawn: bool = False
    hints: tuple[str, ...] = ()
    explanation: str = ""
    when_right: str = ""
    when_wrong: str = ""
    when_partial: str = ""
    notes: tuple[Note, ...] = ()


Reading = Draft | Item
"""What a reader gives for each question of a file: a draft, or the item of a refused one."""
