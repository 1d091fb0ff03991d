"""What differs between two texts, paragraph by paragraph and word by word. Pure."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_PAIRS = 5_000
"""Pairs of equal words of two paragraphs: above this they are told as gone and new, and not compared. A
matcher takes time by the pairs times the words, and a paragraph of prose has a tenth of this."""
MAX_WORDS = 4_000
"""Words of two paragraphs that are compared word by word."""
MAX_PARAGRAPH_PAIRS = 50_000
"""Pairs of equal paragraphs of two texts: above this, what stands there often is no landmark."""
LOOK_AHEAD = 12
"""Among how many paragraphs that went away the earlier form of one that came is looked for."""
_ALIKE = 0.5
"""How much two paragraphs must have in common to be one paragraph that was changed."""


class PieceKind(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class ParagraphKind(StrEnum):
    """What became of a paragraph."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words with one fate."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphChange:
    """A paragraph that is not as it was; its pieces in reading order, what went away before what came."""

    kind: ParagraphKind
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return sum(len(piece.text.split()) for piece in self.pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordChange:
    """Words in a row that took the place of others; one of the two may be empty."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def paragraph_changes(old: Sequence[str], new: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """The paragraphs that are new, changed or gone, in the order of the new text; equal ones are left out."""
    return tuple(_paragraph_changes(old, new))


def word_changes(old: Sequence[str], new: Sequence[str]) -> tuple[WordChange, ...]:
    """The words that differ between two texts given as paragraphs."""
    changes: list[WordChange] = []
    for _, before, after in _different(old, new):
        changes += _changed_words(" ".join(before).split(), " ".join(after).split())
    return tuple(changes)


def compared_words(before: str, after: str) -> tuple[Piece, ...]:
    """A line as it was and as it is, in one row of pieces."""
    return tuple(_pieces(before.split(), after.split()))


def _different(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    is_repetitive = _pairs(old, new) > MAX_PARAGRAPH_PAIRS
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=is_repetitive)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield tag, old[i1:i2], new[j1:j2]


def _paragraph_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[ParagraphChange]:
    for _, before, after in _different(old, new):
        for was, now in _paired(before, after):
            if was and now:
                pieces = tuple(_pieces(was.split(), now.split()))
                yield ParagraphChange(kind=ParagraphKind.CHANGED, pieces=pieces)
            else:
                kind = ParagraphKind.NEW if now else ParagraphKind.GONE
                fate = PieceKind.ADDED if now else PieceKind.REMOVED
                yield ParagraphChange(kind=kind, pieces=(Piece(kind=fate, text=now or was),))


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each paragraph with the next one that says nearly the same; "" where there is none."""
    waiting = list(before)
    for now in after:
        at = next((at for at, was in enumerate(waiting[:LOOK_AHEAD]) if _is_alike(was, now)), None)
        if at is None:
            yield "", now
            continue
        yield from ((gone, "") for gone in waiting[:at])
        yield waiting[at], now
        del waiting[: at + 1]
    yield from ((gone, "") for gone in waiting)


def _is_alike(was: str, now: str) -> bool:
    first, second = was.split(), now.split()
    if not _is_comparable(first, second):
        return False
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE


def _is_comparable(first: Sequence[str], second: Sequence[str]) -> bool:
    return len(first) + len(second) <= MAX_WORDS and _pairs(first, second) <= MAX_PAIRS


def _pairs(first: Iterable[str], second: Iterable[str]) -> int:
    """How many pairs of equal entries two lists have."""
    counts, others = Counter(first), Counter(second)
    return sum(count * others[one] for one, count in counts.items())


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(kind=PieceKind.SAME, text=" ".join(after[j1:j2]))
            continue
        if i1 < i2:
            yield Piece(kind=PieceKind.REMOVED, text=" ".join(before[i1:i2]))
        if j1 < j2:
            yield Piece(kind=PieceKind.ADDED, text=" ".join(after[j1:j2]))


def _changed_words(before: list[str], after: list[str]) -> Iterable[WordChange]:
    if not _is_comparable(before, after):
        return [WordChange(removed=tuple(before), added=tuple(after))]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        WordChange(removed=tuple(before[i1:i2]), added=tuple(after[j1:j2]))
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]
