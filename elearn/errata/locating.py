"""Where a reported paragraph stands in the author's file: path and line. Pure.

The reader saw HTML, the author wrote Markdown. Both are compared by their letters and digits alone, so that
emphasis, links and line breaks do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath

from elearn.content.codes import code_from_path, code_from_text, is_code
from elearn.content.front_matter import read_front_matter
from elearn.content.headings import Heading, heading_of
from elearn.content.module_files import KEYS
from elearn.content.sections import SECTION_LEVEL
from elearn.content.text import Line, LineKind, read_text

PREFIXES = (60, 30)
"""When the end of a paragraph was rewritten, so many letters of its beginning still find it."""

LEAST_INSIDE = 30
"""Fewer letters than this are looked for at the beginning of a line only: inside one they may be chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A line of a source file. Not `is_exact`: the paragraph is gone, the line is the section's heading."""

    path: str
    line: int
    is_exact: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def locate(sources: Mapping[str, bytes], module: str, section: str, excerpt: str) -> Spot | None:
    """The line of a paragraph (of the heading, when `excerpt` is empty) in the source files of a course.

    None when the section is not in them any more.
    """
    for path in _module_paths(sources, module):
        lines = _body(sources[path], path, module)
        found = _section(lines, section)
        if found is not None:
            heading, below = found
            line = _line_of(excerpt, below) if excerpt else heading.line.number
            return Spot(path=path, line=line or heading.line.number, is_exact=line is not None)
    return None


def _module_paths(sources: Iterable[str], module: str) -> list[str]:
    """The module files, first those whose name says that they are the one: the others are seldom opened."""
    paths = [
        one
        for one in sources
        if one.startswith("modules/") and one.endswith(".md") and PurePosixPath(one).name != "course.md"
    ]
    return sorted(paths, key=lambda path: (code_from_path(path) != module, path))


def _body(data: bytes, path: str, module: str) -> tuple[Line, ...]:
    """The lines below the front matter, if this is the file of the module."""
    source, _problems = read_text(data, path)
    if source is None:
        return ()
    matter = read_front_matter(source, KEYS)
    code = matter.values["kode"].text if "kode" in matter.values else code_from_path(path)
    return source.lines[matter.body_start :] if code == module else ()


def _section(lines: tuple[Line, ...], section: str) -> tuple[Heading, list[Line]] | None:
    found: Heading | None = None
    below: list[Line] = []
    for line in lines:
        heading = heading_of(line)
        if heading is not None and heading.level == SECTION_LEVEL:
            if found is not None:
                break
            found = heading if _code_of(heading) == section else None
        elif found is not None:
            below.append(line)
    return (found, below) if found is not None else None


def _code_of(heading: Heading) -> str:
    return heading.code if heading.code and is_code(heading.code) else code_from_text(heading.title)


def _line_of(excerpt: str, lines: Iterable[Line]) -> int | None:
    """The number of the line on which a paragraph begins that has these first words."""
    text, starts = "", {}
    for line in lines:
        for piece in _pieces(line) if line.kind is not LineKind.COMMENT else ():
            starts[len(text)] = line.number
            text += piece
    whole = _letters(excerpt)
    for needle in dict.fromkeys([whole, *(whole[:size] for size in PREFIXES)]):
        at = _find(needle, text, starts)
        if at is not None:
            return starts[max(start for start in starts if start <= at)]
    return None


def _find(needle: str, text: str, starts: Mapping[int, int]) -> int | None:
    if not needle:
        return None
    first = at = text.find(needle)
    while at >= 0:
        if at in starts:
            return at
        at = text.find(needle, at + 1)
    return first if first >= 0 and len(needle) >= LEAST_INSIDE else None


_UNSHOWN = (
    (re.compile(r"^[\s>]*(?:!!!|\?\?\?\+?|===)\s+[\w-]*"), ""),  # the word of an admonition, not its title
    (re.compile(r"^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s)?"), ""),  # bullets, numbers, boxes
    # A picture and its caption.
    (re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"([^\"]*)\")?\s*\)"), "\n\\1\n\\2\n"),
    (re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\s*\)"), "]"),  # where a link leads
    (re.compile(r"\[\^[^\]]*\]"), ""),  # footnotes are numbered anew
    (re.compile(r"\{\s{0,9}[:#.][^}]{0,200}\}"), ""),  # codes and classes
)


def _pieces(line: Line) -> list[str]:
    """The letters of a line of Markdown as a reader sees them; a picture and its caption stand alone."""
    text = line.text
    for pattern, shown in _UNSHOWN:
        text = pattern.sub(shown, text)
    return [letters for one in unescape(text).split("\n") if (letters := _letters(one))]


def _letters(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFC", text).casefold() if one.isalnum())
