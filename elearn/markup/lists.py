"""Lists as GitHub reads them: Python-Markdown wants four columns of indentation and a blank line before."""

import re
from dataclasses import dataclass

_ITEM = re.compile(r"( {0,3})([-*+]|\d{1,9}[.)])( +)(?=\S)")
_RULER = re.compile(r" {0,3}([-*_])( *\1){2,} *$")
_CONTAINER = re.compile(r"(!!!|\?\?\?\+?|===[!+]*) |\[\^[^\]\s]+\]:|:[ \t]+\S")
_FENCE = re.compile(r"(`{3,}|~{3,})")
_NEVER_LAZY = re.compile(r"#{1,6} |>|`{3}|~{3}|\|")
INDENT = 4


@dataclass(slots=True)
class _Level:
    """An open list item or block: its text begins at `column` in the source."""

    column: int
    ordered: bool | None  # None: a block with indented content (admonition, tab, footnote), not a list item


class _Reader:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.levels: list[_Level] = []
        self.fence = ""
        self.after_blank = True

    def read(self, raw: str) -> None:
        line = raw.expandtabs(INDENT)
        if self.fence:
            self._fenced(line)
        elif not line.strip():
            self.out.append("")
            self.after_blank = True
        else:
            self._text(line)
            self.after_blank = False

    def _fenced(self, line: str) -> None:
        base = self.levels[-1].column if self.levels else 0
        self.out.append(self._shifted(line[min(base, len(line) - len(line.lstrip())) :]))
        stripped = line.strip()
        if len(stripped) >= len(self.fence) and set(stripped) == {self.fence[0]}:
            self.fence = ""
            self.out.append("")

    def _text(self, line: str) -> None:
        indent = len(line) - len(line.lstrip())
        closed = self._close_levels(line, indent)
        base = self.levels[-1].column if self.levels else 0
        rest = line[min(base, indent) :]
        item = None if _RULER.match(rest) else _ITEM.match(rest)
        if item:
            self._item(rest, item, base, closed)
            return
        if match := _FENCE.match(rest.lstrip()):
            self.fence = match[1]
            self.out.append("")
        self.out.append(self._shifted(rest))
        if _CONTAINER.match(rest):
            self.levels.append(_Level(base + INDENT, None))

    def _close_levels(self, line: str, indent: int) -> _Level | None:
        """Leave what this line no longer belongs to; the last thing left tells whether there is a sibling."""
        start = line.lstrip()
        lazy = not (self.after_blank or any(one.match(start) for one in (_ITEM, _NEVER_LAZY, _CONTAINER)))
        closed = None
        while self.levels and indent < self.levels[-1].column:
            if lazy and self.levels[-1].ordered is not None:
                break  # a paragraph of the item that goes on without indentation
            closed = self.levels.pop()
        return closed

    def _item(self, rest: str, item: re.Match[str], base: int, closed: _Level | None) -> None:
        ordered = item[2][0].isdigit()
        is_sibling = closed is not None and closed.ordered == ordered
        in_item = bool(self.levels) and self.levels[-1].ordered is not None
        if not (self.after_blank or is_sibling or in_item):
            if ordered and not (item[2][:-1] == "1" or closed is not None):
                # As on GitHub: a line that happens to begin with a year starts no list inside a paragraph.
                self.out.append(self._shifted(rest))
                return
            if not self._follows_opener():
                self.out.append("")
        gap = len(item[3]) if len(item[3]) <= INDENT else 1
        mark = item[2].replace(")", ".")
        self.out.append(self._shifted(f"{mark} {rest[item.end(2) + gap :]}"))
        self.levels.append(_Level(base + item.end(2) + gap, ordered))

    def _follows_opener(self) -> bool:
        return bool(self.out) and bool(_CONTAINER.match(self.out[-1].lstrip()))

    def _shifted(self, text: str) -> str:
        return " " * (INDENT * len(self.levels)) + text if text else ""


def as_on_github(text: str) -> str:
    """The same text with every list indented and set off so that Python-Markdown reads what GitHub reads."""
    reader = _Reader()
    for line in text.split("\n"):
        reader.read(line)
    return "\n".join(reader.out)
