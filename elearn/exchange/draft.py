"""A question as another system says it, read but not yet one of ours. All texts are Markdown by now."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from elearn.content.questions.cloze_text import mark_of_blank
from elearn.content.questions.number_key import NumberKey
from elearn.content.questions.rubric import Criterion
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Things to put into order, written in the right one."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """A text with gaps: `text` is Markdown that holds `gap_mark(1)`, `gap_mark(2)`, ... where the gaps are;
    each gap is filled by typing words, by choosing one option, or by a number.

    The draft's own text stands before it. Paragraphs of `text` above the first gap become title and stem.
    """

    text: str
    gaps: tuple[Words | Options | Numbers, ...]


gap_mark = mark_of_blank
"""What stands in the text of `Gaps` for a gap, counted from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A text to write, marked by a person. Where the rubric's points are not those of the draft, they become
    them.
    """

    min_words: int | None = None
    max_words: int | None = None
    rubric: tuple[Criterion, ...] = ()
    sample_answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """Options to click without a right one (survey); the fractions do not count."""

    options: tuple[Marked, ...]


Key = Options | Statement | Words | Numbers | Pairs | Order | Gaps | Writing | Opinion


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
    partial_credit: bool | None = None
    withdrawn: bool = False
    hints: tuple[str, ...] = ()
    explanation: str = ""
    when_right: str = ""
    when_wrong: str = ""
    when_partial: str = ""
    notes: tuple[Note, ...] = ()


Reading = Draft | Item
"""What a reader gives for each question of a file: a draft, or the item of a refused one."""
