"""Links and images in Markdown: where they stand and what they point at. Paths begin with `modules/` or
`quizzes/`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from elearn.content.text import Line

MODULES, QUIZZES = "modules", "quizzes"
"""The first part of every path in problems and links, wherever the folders really are."""

IMAGE_SUFFIXES = (".svg", ".png", ".jpg", ".jpeg", ".webp")
MEDIA_SUFFIXES = (".mp3", ".ogg", ".m4a", ".mp4", ".webm", ".vtt")
DOCUMENT_SUFFIXES = (".pdf",)
ATTACHMENT_SUFFIXES = (*IMAGE_SUFFIXES, *MEDIA_SUFFIXES, *DOCUMENT_SUFFIXES)

_TARGET = (
    r"\(\s*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*))"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_INLINE = re.compile(rf"(?P<mark>!?)\[(?P<text>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\]{_TARGET}")
_IMAGE = re.compile(rf"!\[(?P<text>[^\[\]]*)\]{_TARGET}")
_DEFINITION = re.compile(r"\s{0,3}\[(?P<text>[^\]\^*][^\]]*)\]:\s*<?(?P<bare>[^\s<>]+)>?.*")
_ATTRIBUTE = re.compile(
    r"<(?P<tag>[a-z]+)\b[^<>]*?\b(?:src|href|poster)\s*=\s*[\"']?(?P<bare>[^\s\"'<>]+)", re.IGNORECASE
)
_ALT = re.compile(r"\balt\s*=\s*[\"'](?P<alt>[^\"']+)", re.IGNORECASE)
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
_ALONE = re.compile(rf"\s{{0,3}}\[(?P<text>[^\[\]]+)\]{_TARGET}\s*")


class LinkKind(Enum):
    """What a link does on a page."""

    IMAGE = "image"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Link:
    """One link or image; `text` is its words or alternative text."""

    kind: LinkKind
    text: str
    target: str
    line: Line
    column: int


def links_of(lines: Iterable[Line]) -> Iterator[Link]:
    """Every link and image of some lines, code left out."""
    for line in lines:
        # Most lines have no link, and a large installation has a million lines.
        if not line.is_text or not ("[" in line.text or "<" in line.text):
            continue
        text = _CODE_SPAN.sub(lambda match: " " * len(match[0]), line.text)
        yield from _inline(line, text)
        if match := _DEFINITION.fullmatch(text):
            yield Link(LinkKind.LINK, match["text"], match["bare"], line, match.start("bare") + 1)
        for match in _ATTRIBUTE.finditer(text):
            is_image = match["tag"].lower() in ("img", "video", "audio", "source", "track", "iframe", "embed")
            alt = _ALT.search(text, match.start())
            kind = LinkKind.IMAGE if is_image else LinkKind.LINK
            yield Link(kind, alt["alt"] if alt else "", match["bare"], line, match.start("bare") + 1)


def _inline(line: Line, text: str) -> Iterator[Link]:
    for match in _INLINE.finditer(text):
        kind = LinkKind.IMAGE if match["mark"] else LinkKind.LINK
        yield Link(kind, match["text"], _target(match), line, match.start() + 1)
        if kind is LinkKind.LINK:
            for inner in _IMAGE.finditer(match["text"]):
                column = match.start("text") + inner.start() + 1
                yield Link(LinkKind.IMAGE, inner["text"], _target(inner), line, column)


def _target(match: re.Match[str]) -> str:
    return match["angle"] if match["angle"] is not None else match["bare"] or ""


def lone_link(line: Line) -> Link | None:
    """The link of a line that holds nothing else, or None."""
    match = _ALONE.fullmatch(line.text) if line.is_text else None
    if match is None:
        return None
    return Link(LinkKind.LINK, match["text"], _target(match), line, match.start("text"))


@dataclass(frozen=True, slots=True)
class Target:
    """A link taken apart: `path` is inside the tree, empty for a link to the same file."""

    path: str
    anchor: str


class OutsideTree(ValueError):
    """A target that does not lead into the content tree. `reason` is remote, scheme or outside."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def resolve(path: str, target: str) -> Target:
    """Where a target written in the file at `path` leads.

    Raises:
        OutsideTree: http(s) is "remote"; other schemes are "scheme"; absolute paths, backslashes, control
        characters and paths above `modules/` and `quizzes/` are "outside".
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        raise OutsideTree("scheme") from None
    if parts.scheme in ("http", "https", "mailto", "tel"):
        raise OutsideTree("remote")
    if parts.scheme or target.startswith("//"):
        raise OutsideTree("scheme")
    wanted = unquote(parts.path)
    if wanted.startswith("/") or "\\" in wanted or any(ord(one) < 32 for one in wanted):
        raise OutsideTree("outside")
    if not wanted:
        return Target("", unquote(parts.fragment))
    resolved = normpath(join(dirname(path), wanted))
    if resolved.split("/")[0] not in (MODULES, QUIZZES):
        raise OutsideTree("outside")
    return Target(resolved, unquote(parts.fragment))
