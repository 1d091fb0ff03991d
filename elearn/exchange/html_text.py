"""HTML of other systems as Markdown.

An own reader of tags: `html.parser` needs 4 s for 18 KB of unclosed `<a <a <a`, and nobody waits for a quiz.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from elearn.exchange.notes import Note, note
from elearn.exchange.plain_text import escaped, opened

Picture = Callable[[str], str | None]
"""Gives the path of a picture that came in, None when it could not."""

_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,30})(?P<rest>(?:[\s/][^<>]{0,1500000})?)>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]{1,30})\s{0,10}=\s{0,10}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLOCK_NAMES = """
    address article aside blockquote body br center dd div dl dt fieldset figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr html li main ol p pre section table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_KEPT_TAGS = ("sub", "sup")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DROPPED = ("script", "style", "head", "title", "template")
_LOST = ("audio", "video", "iframe", "object", "embed", "svg", "math", "canvas", "applet", "input", "select")
_MAX_DEPTH = 4


def markdown_from_html(text: str, picture: Picture) -> tuple[str, tuple[Note, ...]]:
    """The text in Markdown and what was lost; `picture` is asked for each `<img>`."""
    if "<" not in text:
        return opened(escaped(_SPACES.sub(" ", html.unescape(text)).strip())), ()
    writer = _Writer(picture)
    for token, match in _tokens(_without_comments(text)):
        if match is None:
            writer.text(token)
        elif match["end"]:
            writer.close(match["name"].lower())
        else:
            writer.open(match["name"].lower(), match["rest"])
    return writer.finished(), tuple(writer.notes)


def plain_from_html(text: str) -> str:
    """The words alone, on one line."""
    if "<" in text:
        text = _TAG.sub(
            lambda match: " " if match["name"].lower() in _BLOCKS else "", _without_comments(text)
        )
    return " ".join(html.unescape(text).split())


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    at = 0
    for match in _TAG.finditer(text):
        yield text[at : match.start()], None
        yield match[0], match
        at = match.end()
    yield text[at:], None


def _attributes(rest: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(rest)
    }


@dataclass
class _Writer:
    """What was written so far. `line` holds the pieces of the paragraph that is open, `opened` the inline
    tags in it with the piece they begin at.
    """

    picture: Picture
    notes: list[Note] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    opened: list[tuple[str, int, str]] = field(default_factory=list)
    lists: list[tuple[str, int]] = field(default_factory=list)
    marker: str = ""
    quotes: int = 0
    heading: bool = False
    rows: list[list[str]] | None = None
    pre: list[str] | None = None
    dropping: str = ""

    def text(self, text: str) -> None:
        if self.dropping or not text:
            return
        plain = html.unescape(text)
        if self.pre is not None:
            self.pre.append(plain)
        else:
            self.line.append(escaped(_SPACES.sub(" ", plain)))

    def open(self, name: str, rest: str) -> None:
        if self.dropping:
            return
        if name in _DROPPED:
            self.dropping = name
            self.notes += [note("lost-element", element=name)] if name == "script" else []
        elif name in _LOST:
            self.notes.append(note("lost-element", element=name))
        elif name == "img":
            self._image(_attributes(rest))
        elif name in _BLOCKS:
            self._open_block(name)
        elif name in _MARKS or name in _KEPT_TAGS or name in ("a", "code"):
            self.opened.append((name, len(self.line), rest))

    def close(self, name: str) -> None:
        if self.dropping:
            self.dropping = "" if name == self.dropping else self.dropping
        elif name in _BLOCKS:
            self._close_block(name)
        else:
            self._close_inline(name)

    def finished(self) -> str:
        self._close_block("table")
        self._close_block("pre")
        self._flush()
        return _joined(self.blocks)

    def _open_block(self, name: str) -> None:
        if self.rows is not None and name in ("tr", "td", "th"):
            self._end_cell()
            if name == "tr":
                self.rows.append([])
            return
        if self.rows is not None or self.pre is not None:
            self.line.append(" ")
            return
        self._flush()
        if name in ("ul", "ol"):
            self.lists.append((name, 0))
        elif name == "li":
            self._item()
        elif name == "blockquote":
            self.quotes += 1
        elif name == "pre":
            self.pre = []
        elif name == "table":
            self.rows = []
        elif name in _HEADINGS:
            self.heading = True

    def _close_block(self, name: str) -> None:
        if self.rows is not None and name != "table":
            if name in ("td", "th", "tr"):
                self._end_cell()
            return
        if name == "pre" and self.pre is not None:
            self._end_pre()
            return
        if name == "table" and self.rows is not None:
            self._end_table()
            return
        self._flush()
        if name in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif name == "blockquote":
            self.quotes = max(0, self.quotes - 1)
        self.heading = False

    def _item(self) -> None:
        kind, number = self.lists[-1] if self.lists else ("ul", 0)
        if self.lists:
            self.lists[-1] = (kind, number + 1)
        self.marker = f"{number + 1}. " if kind == "ol" else "- "

    def _image(self, attributes: dict[str, str]) -> None:
        alt = " ".join(re.sub(r"[\[\]]", "", attributes.get("alt", "")).split())
        path = self.picture(attributes.get("src", ""))
        self.line.append(f"![{alt}]({path})" if path else escaped(alt))

    def _close_inline(self, name: str) -> None:
        at = next((at for at in range(len(self.opened) - 1, -1, -1) if self.opened[at][0] == name), None)
        if at is None:
            return
        _, start, rest = self.opened[at]
        del self.opened[at:]
        inside = "".join(self.line[start:])
        self.line[start:] = [_wrapped(name, inside, rest)]

    def _flush(self) -> None:
        text = " ".join("".join(self.line).split(" ")).strip()
        text = re.sub(" {2,}", " ", text)
        self.line, self.opened = [], []
        if text:
            self._add(f"**{text}**" if self.heading and "**" not in text else opened(text))

    def _add(self, text: str) -> None:
        depth = min(len(self.lists), _MAX_DEPTH)
        kind = "li" if self.marker and depth else "p"
        if self.marker and depth:
            lead, below = "    " * (depth - 1) + self.marker, "    " * depth
        else:
            lead = below = "    " * depth
        self.marker = ""
        lines = [(lead if at == 0 else below) + line for at, line in enumerate(text.split("\n"))]
        self.blocks.append(
            (kind, "\n".join(f"{'> ' * min(self.quotes, 3)}{line}".rstrip() for line in lines))
        )

    def _end_cell(self) -> None:
        text = " ".join("".join(self.line).replace("|", "\\|").split())
        self.line, self.opened = [], []
        if self.rows is not None and text:
            if not self.rows:
                self.rows.append([])
            self.rows[-1].append(text)

    def _end_table(self) -> None:
        self._end_cell()
        rows = [row for row in self.rows or [] if row]
        self.rows = None
        if rows:
            width = max(len(row) for row in rows)
            written = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
            written.insert(1, "|" + "---|" * width)
            self._add("\n".join(written))
            self.notes.append(note("table"))

    def _end_pre(self) -> None:
        text = "".join(self.pre or []).strip("\n").replace("```", "'''")
        self.pre = None
        if text.strip():
            self._add(f"```\n{text}\n```")


def _wrapped(name: str, inside: str, rest: str) -> str:
    bare = inside.strip()
    if not bare:
        return inside
    before = inside[: len(inside) - len(inside.lstrip())]
    after = inside[len(inside.rstrip()) :]
    if name == "a":
        target = _attributes(rest).get("href", "")
        is_link = re.fullmatch(r"(?:https?://|mailto:)[^\s()<>]{1,1000}", target) is not None
        written = f"[{bare}]({target})" if is_link else bare
    elif name == "code":
        written = bare if "`" in bare else f"`{bare}`"
    elif name in _KEPT_TAGS:
        written = f"<{name}>{bare}</{name}>"
    else:
        written = bare if "**" in bare else f"{_MARKS[name]}{bare}{_MARKS[name]}"
    return before + written + after


def _joined(blocks: list[tuple[str, str]]) -> str:
    parts: list[str] = []
    for at, (kind, text) in enumerate(blocks):
        is_next_item = at > 0 and kind == "li" and blocks[at - 1][0] == "li"
        parts.append(("\n" if is_next_item else "\n\n" if at else "") + text)
    return "".join(parts)
