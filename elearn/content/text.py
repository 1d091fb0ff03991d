"""The bytes of a file as lines of text, or the reasons why they are not text; fences and comments are known
here.
"""

import re
from dataclasses import dataclass
from enum import Enum

from elearn.content.findings import found
from elearn.problems import Place, Problem

ONE_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file may be, so that no file can hold up the others.

    Python-Markdown needs quadratic time for runs of brackets (3.6 s for 1,000 of them), hence
    `brackets_in_block`.
    """

    file_bytes: int = ONE_MIB
    lines: int = 20_000
    line_characters: int = 20_000
    brackets_in_block: int = 300
    nesting: int = 20


DEFAULT_LIMITS = Limits()


class LineKind(Enum):
    """What a line is before Markdown looks at it."""

    TEXT = "text"
    FENCE = "fence"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, numbered from 1, without its line end."""

    number: int
    text: str
    kind: LineKind = LineKind.TEXT

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to read: white space or a comment."""
        return self.kind is LineKind.COMMENT or (self.kind is LineKind.TEXT and not self.text.strip())

    @property
    def is_text(self) -> bool:
        """Whether Markdown reads this line: neither code nor comment."""
        return self.kind is LineKind.TEXT


@dataclass(frozen=True, slots=True)
class Value:
    """A piece of text that an author wrote, and where."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class SourceText:
    """A file as lines."""

    path: str
    lines: tuple[Line, ...]

    def place(self, line: Line, column: int = 1) -> Place:
        """The spot of a line in this file."""
        return Place(self.path, line.number, column)


def read_text(
    data: bytes, path: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[SourceText | None, tuple[Problem, ...]]:
    """The lines of a file, or None when it is not readable text; a byte order mark is dropped."""
    refused = _refused(data, path, limits)
    if refused is not None:
        return None, (refused,)
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    lines, problems = _classified(text.split("\n"), path)
    problems += _too_much(lines, path, limits)
    return SourceText(path, tuple(lines)), tuple(problems)


def read_again(data: bytes, path: str, limits: Limits = DEFAULT_LIMITS) -> SourceText | None:
    """The lines of a file whose problems `read_text` has told already."""
    if _refused(data, path, limits) is not None:
        return None
    text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(path, lines_of(text))


def _refused(data: bytes, path: str, limits: Limits) -> Problem | None:
    if len(data) > limits.file_bytes:
        return found("K-401", Place(path), kib=str(len(data) // 1024), limit=str(limits.file_bytes // 1024))
    if not data.strip():
        return found("K-402", Place(path))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        return found("K-403", Place(path, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2]) + 1))
    if data.count(b"\n") > limits.lines:
        return found("K-433", Place(path), limit=str(limits.lines))
    if b"\0" in data:
        before = data[: data.index(b"\0")]
        return found("K-404", Place(path, before.count(b"\n") + 1))
    return None


_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)")


def lines_of(text: str, offset: int = 0) -> tuple[Line, ...]:
    """The lines of a piece of a file that was read before, `offset` lines below its beginning."""
    return tuple(_classified(text.split("\n"), "", offset)[0])


def _classified(texts: list[str], path: str, offset: int = 0) -> tuple[list[Line], list[Problem]]:
    lines: list[Line] = []
    fence, opened_at, in_comment = "", 0, False
    for number, text in enumerate(texts, start=offset + 1):
        if in_comment:
            lines.append(Line(number, text, LineKind.COMMENT))
            in_comment = "-->" not in text
        elif fence:
            lines.append(Line(number, text, LineKind.FENCE))
            fence = "" if _closes(text, fence) else fence
        elif (match := _FENCE.match(text)) and not (match[1][0] == "`" and "`" in match[2]):
            lines.append(Line(number, text, LineKind.FENCE))
            fence, opened_at = match[1], number
        elif text.lstrip().startswith("<!--"):
            lines.append(Line(number, text, LineKind.COMMENT))
            in_comment, opened_at = "-->" not in text, number
        else:
            lines.append(Line(number, text))
    problems = [found("K-405", Place(path, opened_at), mark=fence)] if fence else []
    problems += [found("K-406", Place(path, opened_at))] if in_comment else []
    return lines, problems


def _closes(text: str, fence: str) -> bool:
    stripped = text.strip()
    return len(stripped) >= len(fence) and set(stripped) == {fence[0]}


_DEEP = re.compile(r"[\s>*+-]*")
_DEEP_STARTS = frozenset(">*+-")


def _too_much(lines: list[Line], path: str, limits: Limits) -> list[Problem]:
    problems, brackets = [], 0
    for line in lines:
        if len(line.text) > limits.line_characters:
            problems.append(found("K-409", Place(path, line.number), limit=str(limits.line_characters)))
        if not line.is_text or line.is_blank:
            brackets = 0
            continue
        before, brackets = brackets, brackets + line.text.count("[")
        if before <= limits.brackets_in_block < brackets:
            problems.append(found("K-407", Place(path, line.number), limit=str(limits.brackets_in_block)))
        if _nesting(line.text) > limits.nesting:
            problems.append(found("K-408", Place(path, line.number), limit=str(limits.nesting)))
    return problems


def _nesting(text: str) -> int:
    """How many quotes and lists a line stands in: each mark counts, and each four columns of space."""
    if text[:1] not in _DEEP_STARTS and not text[:1].isspace():  # as most lines of a text
        return 0
    match = _DEEP.match(text)
    lead = match[0] if match else ""
    if set(lead.strip()) <= {"-"} or set(lead.strip()) <= {"*"}:
        lead = lead[: len(lead) - len(lead.lstrip())]
    spaces = lead.expandtabs(4).count(" ")
    return spaces // 4 + lead.count(">") + sum(lead.count(mark) for mark in "*+-")
