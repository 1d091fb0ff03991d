"""What is refused before Python-Markdown sees it: shapes that cost it quadratic time (6 KB took 3.6 s)."""

import re

from elearn.markup.values import MarkupRefused

MAX_CHARACTERS = 400_000
MAX_OPEN_BRACKETS = 40
"""Brackets of one sort that may be open at once in a paragraph; prose needs two or three."""

_PAIRS = {"]": "[", ")": "(", "}": "{"}
_CODE_SPAN = re.compile(r"`[^`]*`")
_BRACKET = re.compile(r"\\.|[\[\](){}]", re.DOTALL)


def check_limits(text: str) -> None:
    """Do nothing for text that can be rendered in reasonable time.

    Raises:
        MarkupRefused: too long, or too many brackets open at once.
    """
    if len(text) > MAX_CHARACTERS:
        raise MarkupRefused("size")
    open_count = dict.fromkeys("[({", 0)
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            open_count = dict.fromkeys("[({", 0)
            continue
        _count(_CODE_SPAN.sub("", line), open_count)
        if max(open_count.values()) > MAX_OPEN_BRACKETS:
            raise MarkupRefused("brackets", number)


def _count(line: str, open_count: dict[str, int]) -> None:
    """Follow the brackets of a line; stops counting once there are too many."""
    for match in _BRACKET.finditer(line):
        mark = match[0]
        if mark in open_count:
            open_count[mark] += 1
            if open_count[mark] > MAX_OPEN_BRACKETS:
                return
        elif mark in _PAIRS:
            open_count[_PAIRS[mark]] = max(0, open_count[_PAIRS[mark]] - 1)
