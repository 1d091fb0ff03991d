"""A QTI document as a tree that keeps the order of text and elements; nothing is expanded or fetched.

The names of all versions become those of 2.x: prefixes fall away, `qti-choice-interaction` is read as
`choiceInteraction` and `response-identifier` as `responseIdentifier`.
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from elearn.exchange.notes import UnreadableFile
from elearn.exchange.xml_events import TreeBuilder, xml_text

MAX_DEPTH = 60
MAX_NODES = 400_000
HINT = "elearn-markdown"
"""The processing instruction in which a package of ours carries the Markdown of the text around it."""

_BARE_DOCTYPE = re.compile(
    r"\A(?P<head>(?:<\?xml[^>]{0,300}\?>)?(?:\s|<!--(?:(?!-->).){0,2000}-->){0,200})"
    r"<!DOCTYPE\s{1,20}[\w:.-]{1,60}(?:\s{1,20}(?:SYSTEM|PUBLIC)(?:\s{1,20}(?:\"[^\"<>]{0,300}\"|'[^'<>]{0,300}'))"
    r"{1,2})?\s{0,20}>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_OWN_ENTITIES = ("amp", "lt", "gt", "quot", "apos")
_OUR_SIGNS = re.compile("[\ue000-\ue00f]")
_DASHED = re.compile(r"-([a-z0-9])")


@dataclass(slots=True)
class Node:
    """One element: its line in the file, attributes, and the text and elements inside in their order.

    `hint` tells the Markdown that the text inside was made from (`xhtml.remembered`), "" in files of others.
    """

    tag: str
    line: int
    attributes: dict[str, str]
    content: list["Node | str"] = field(default_factory=list)
    hint: str = ""

    @property
    def children(self) -> list["Node"]:
        """The elements directly inside."""
        return [one for one in self.content if isinstance(one, Node)]

    @property
    def text(self) -> str:
        """All text inside, also of the elements inside."""
        return "".join(one if isinstance(one, str) else one.text for one in self.content)

    def get(self, name: str) -> str:
        """An attribute without white space around it; "" when there is none."""
        return self.attributes.get(name, "").strip()

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """The children of that name."""
        return [one for one in self.children if one.tag == tag]

    def within(self, *tags: str) -> Iterator["Node"]:
        """The elements of these names at any depth below, in their order."""
        for one in self.children:
            if one.tag in tags:
                yield one
            yield from one.within(*tags)

    def fingerprint(self) -> str:
        """All that is written in it."""
        parts = [self.tag, *self.attributes.values()]
        parts += [one.strip() if isinstance(one, str) else one.fingerprint() for one in self.content]
        return " ".join(part for part in parts if part)


def tree_of(data: bytes) -> Node:
    """The root of an XML file.

    A DOCTYPE that only names a DTD (the header of many QTI 1.2 files) is skipped and never read; HTML's own
    entities are known without it.

    Raises:
        UnreadableFile: too large, not UTF-8, not well-formed, a DOCTYPE that declares something, too deep, or
            too many elements.
    """
    text = xml_text(data)
    text = _BARE_DOCTYPE.sub(lambda match: match["head"] + "\n" * match[0].count("\n"), text)
    text = _ENTITY.sub(_character, text)
    return _Builder(MAX_DEPTH, MAX_NODES, UnreadableFile("qti-too-many", limit=str(MAX_NODES))).tree_of(text)


def _character(match: re.Match[str]) -> str:
    """An entity of HTML as its character; a file may hold them without declaring any."""
    if match[1] in _OWN_ENTITIES:
        return match[0]
    return html.entities.html5.get(f"{match[1]};", match[0])


def _name(written: str) -> str:
    local = written.rpartition(":")[2]
    return _DASHED.sub(lambda match: match[1].upper(), local.removeprefix("qti-")) if "-" in local else local


class _Builder(TreeBuilder[Node]):
    def made(self, name: str, line: int, attributes: dict[str, str]) -> Node:
        return Node(_name(name), line, {_name(key): value for key, value in attributes.items()})

    def join(self, parent: Node, node: Node) -> None:
        parent.content.append(node)

    def characters(self, content: str) -> None:
        if not self.open_nodes:
            return
        inside = self.open_nodes[-1].content
        content = _OUR_SIGNS.sub("\N{REPLACEMENT CHARACTER}", content)
        if inside and isinstance(inside[-1], str) and len(inside[-1]) < 4_000:
            inside[-1] += content
        else:
            inside.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        if target == HINT and self.open_nodes:
            self.open_nodes[-1].hint = data
