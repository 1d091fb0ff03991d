"""Changed lines as a page shows them: number, what happened, text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from elearn.releases.history import FileDifference

MAX_LINES = 400
"""Of one file; who changed more reads the file itself."""
_HUNK = re.compile(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@")


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line. `old` and `new` are its numbers in both files, 0 where it does not stand; `gap` lines stand
    for lines that are the same.
    """

    kind: Literal["same", "added", "removed", "gap"]
    old: int
    new: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRows:
    """A file and its changed lines; `is_cut` when there are more."""

    path: str
    lines: tuple[LineRow, ...]
    is_cut: bool


def file_rows(files: Iterable[FileDifference]) -> tuple[FileRows, ...]:
    """The files with numbered lines."""
    return tuple(_file(one) for one in files)


def _file(file: FileDifference) -> FileRows:
    rows = tuple(_rows(file.lines))
    return FileRows(path=file.path, lines=rows[:MAX_LINES], is_cut=len(rows) > MAX_LINES)


def _rows(lines: Iterable[str]) -> Iterator[LineRow]:
    old = new = 0
    # The two lines before the first hunk name the files.
    for line in lines:
        hunk = _HUNK.match(line)
        if hunk:
            old, new = int(hunk[1]), int(hunk[2])
            if old > 1 or new > 1:
                yield LineRow("gap", 0, 0, "")
        elif old == new == 0:
            continue
        elif line.startswith("+"):
            yield LineRow("added", 0, new, line[1:])
            new += 1
        elif line.startswith("-"):
            yield LineRow("removed", old, 0, line[1:])
            old += 1
        else:
            yield LineRow("same", old, new, line[1:])
            old, new = old + 1, new + 1
