"""Headings of a file: their level, text and code, and the line shapes that make headings by accident."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from elearn.content.findings import found
from elearn.content.text import Line, SourceText
from elearn.problems import Mend, Place, Problem

_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})(?:\s+(?P<text>.*?))?(?:\s+#+)?\s*")
_CODE = re.compile(r"\s*\{\s*#(?P<code>[^{}#]*?)\s*\}\s*")
_GLUED = re.compile(r"\s{0,3}(?P<marks>#{1,6})(?=[^#\s])")
_SETEXT = re.compile(r"\s{0,3}(?:-+|=+)\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading; `code` is None when the author gave none."""

    line: Line
    level: int
    title: str
    code: str | None
    code_column: int


def heading_of(line: Line) -> Heading | None:
    """The heading that a line is, or None."""
    match = _HEADING.fullmatch(line.text) if line.is_text else None
    if match is None:
        return None
    text = match["text"] or ""
    code = re.search(_CODE.pattern + "$", text)
    column = match.start("text") + code.start("code") + 1 if code else 0
    title = text[: code.start()].strip() if code else text.strip()
    return Heading(line, len(match["marks"]), title, code["code"] if code else None, column)


def level_jump(place: Place, heading: Heading, before: int) -> Problem:
    """The problem of a heading more than one level below the one before it."""
    return found(
        "K-305",
        place,
        excerpt=heading.line.text,
        before=str(before),
        after=str(heading.level),
        meant="#" * (before + 1),
    )


def line_shape_problems(source: SourceText, lines: Sequence[Line]) -> Iterator[Problem]:
    """Headings that renderers disagree about: `#Judul` without a space, and a ruler right below text."""
    before: Line | None = None
    for line in lines:
        if line.is_text and (match := _GLUED.match(line.text)):
            end = match.end("marks") + 1
            mend = Mend(line=line.number, start=end, end=end, text=" ")
            yield found("K-130", source.place(line, match.start("marks") + 1), excerpt=line.text, mend=mend)
        if before is not None and line.is_text and _SETEXT.fullmatch(line.text) and _is_prose(before):
            yield found("K-124", source.place(line), excerpt=line.text, width=len(line.text.strip()))
        before = line


def _is_prose(line: Line) -> bool:
    text = line.text
    return line.is_text and not line.is_blank and not _SETEXT.fullmatch(text) and heading_of(line) is None
