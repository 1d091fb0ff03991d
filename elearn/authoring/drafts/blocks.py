"""A text cut into the blocks that a reader sees below each other: paragraph, list, table, figure. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

from elearn.errata.locating import locate
from elearn.markup.paragraphs import paragraphs_of

EXCERPT_CHARACTERS = 200
_ID_DIGITS = 12
_VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_NAMES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of our own HTML. `sha256` is that of all its words; `excerpt` begins with the first of them.

    `line` is the line of the author's file where it begins, 0 where that is not known.
    """

    html: str
    excerpt: str
    sha256: str
    line: int = 0

    @property
    def id(self) -> str:
        """Made of its words: equal for equal, so that the same block is found after a change elsewhere."""
        return self.sha256[:_ID_DIGITS]

    @property
    def has_words(self) -> bool:
        """Whether there is something to speak about."""
        return bool(self.excerpt)


def blocks_of(html: str) -> tuple[Block, ...]:
    """The outermost elements of well-formed HTML in their order; joined they are the text again."""
    cutter = _Cutter(html)
    cutter.feed(html)
    cutter.close()
    return tuple(_block(one) for one in cutter.pieces())


def located(
    blocks: Iterable[Block], sources: Mapping[str, bytes], module: str, section: str
) -> tuple[Block, ...]:
    """The same blocks with their lines in the source files, as far as they are found there."""
    return tuple(replace(one, line=_line(one, sources, module, section)) for one in blocks)


def _line(block: Block, sources: Mapping[str, bytes], module: str, section: str) -> int:
    spot = locate(sources, module, section, block.excerpt) if block.has_words else None
    return spot.line if spot and spot.is_exact else 0


def block_at(blocks: Sequence[Block], line: int) -> int | None:
    """The place of the block that a line of the file belongs to, or None when it stands above them all."""
    begun = [at for at, one in enumerate(blocks) if 0 < one.line <= line]
    return max(begun, key=lambda at: blocks[at].line) if begun else None


def _block(html: str) -> Block:
    texts = [text for text in paragraphs_of(html) if any(one.isalnum() for one in text)]
    digest = sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    return Block(html=html, excerpt=_beginning(texts[0]) if texts else "", sha256=digest)


def _beginning(text: str) -> str:
    if len(text) <= EXCERPT_CHARACTERS:
        return text
    return text[: EXCERPT_CHARACTERS + 1].rpartition(" ")[0] or text[:EXCERPT_CHARACTERS]


class _Cutter(HTMLParser):
    """Notes where each outermost element ends."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._html = html
        self._starts = [0]
        for line in html.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._depth = 0
        self._ends: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._depth += 1
        elif not self._depth:
            self._end_here(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._depth:
            self._end_here(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_here(f"</{tag}>")

    def pieces(self) -> list[str]:
        """The text cut at these ends; what stands behind the last one belongs to it."""
        if not self._ends:
            return [self._html] if self._html.strip() else []
        cuts = [0, *self._ends[:-1], len(self._html)]
        return [self._html[start:end] for start, end in pairwise(cuts)]

    def _end_here(self, tag: str) -> None:
        line, column = self.getpos()
        self._ends.append(self._starts[line - 1] + column + len(tag))
