"""A GIFT file as blocks: escapes, comments, categories, and the blank lines between questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ESCAPED = "\\~=#{}:n"
_STAND_INS = {one: chr(0xFDD0 + at) for at, one in enumerate(_ESCAPED)}
_BACK = {ord(stand_in): "\n" if one == "n" else one for one, stand_in in _STAND_INS.items()}
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_FOREIGN = re.compile("[\ufdd0-\ufdd7]")
_CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(?P<name>.*)")
_ID = re.compile(r"\[id:([^\]\n]{1,100})\]")
_TAG = re.compile(r"\[tag:([^\]\n]{1,100})\]")
_MOST_JOINED = 12


@dataclass
class GiftBlock:
    """One question as it stands in the file: its first line and its text with escapes hidden."""

    line: int
    text: str
    comments: str = ""
    category: str = ""

    @property
    def source_id(self) -> str:
        """The id in a comment (`[id:spbe-01]`), or nothing."""
        match = _ID.search(self.comments)
        return match[1].strip() if match else ""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags in the comments (`[tag:istilah]`)."""
        return tuple(dict.fromkeys(tag.strip() for tag in _TAG.findall(self.comments) if tag.strip()))


def blocks_of(text: str) -> list[GiftBlock]:
    """The questions of a file, without comments and categories.

    A question whose braces are still open at a blank line goes on when the next brace closes them.
    """
    raw = list(_raw_blocks(_FOREIGN.sub("", text)))
    joined: list[GiftBlock] = []
    at = 0
    while at < len(raw):
        block, at = raw[at], at + 1
        end = _closing(raw, at, block.category) if _is_open(block.text) else at
        block.text = "\n".join([block.text, *(one.text for one in raw[at:end])])
        joined.append(block)
        at = end
    return joined


def shown(text: str) -> str:
    """A piece of a block as a person reads it: escapes resolved, wrapped lines joined, `\\n` a line end."""
    return " ".join(text.split()).translate(_BACK).strip()


def shown_lines(text: str) -> str:
    """The same, with the line ends of the file kept (for Markdown)."""
    return text.strip().translate(_BACK).strip()


def _raw_blocks(text: str) -> Iterator[GiftBlock]:
    lines: list[str] = []
    comments: list[str] = []
    start, category = 0, ""
    for number, raw in enumerate([*text.split("\n"), ""], start=1):
        line = raw.strip()
        if line.startswith("//"):
            comments.append(line)
        elif (match := _CATEGORY.fullmatch(line)) and not _is_open(_hidden(lines)):
            if lines:
                yield GiftBlock(start, _hidden(lines), "\n".join(comments), category)
            lines, comments, category = [], [], match["name"].strip()
        elif line.startswith("::") and _is_whole(_hidden(lines)):
            yield GiftBlock(start, _hidden(lines), "\n".join(comments), category)
            lines, comments, start = [line], [], number
        elif line:
            start = start if lines else number
            lines.append(line)
        else:
            if lines:
                yield GiftBlock(start, _hidden(lines), "\n".join(comments), category)
            lines, comments = [], []


def _hidden(lines: list[str]) -> str:
    return _ESCAPE.sub(lambda match: _STAND_INS[match[1]], "\n".join(lines))


def _is_whole(text: str) -> bool:
    """Whether a question has its answer already: the name of the next one may follow without a blank line."""
    return "{" in text and not _is_open(text)


def _is_open(text: str) -> bool:
    start = text.find("{")
    return start >= 0 and "}" not in text[start:]


def _closing(raw: list[GiftBlock], start: int, category: str) -> int:
    """The index behind the block that closes the brace; `start` when another opens before."""
    for at in range(start, min(start + _MOST_JOINED, len(raw))):
        match = re.search(r"[{}]", raw[at].text)
        if raw[at].category != category or (match and match[0] == "{"):
            return start
        if match:
            return at + 1
    return start
