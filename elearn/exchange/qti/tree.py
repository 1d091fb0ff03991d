"""A QTI document as a tree that keeps the order of text and elements; nothing is expanded or fetched.

The names of all versions become those of 2.x: prefixes fall away, `qti-choice-interaction` is read as
`choiceInteraction` and `response-identifier` as `responseIdentifier`.
"""

import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from elearn.exchange.decoding import MAX_XML_BYTES, decoded
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.plain_text import without_controls

MAX_DEPTH = 60
MAX_NODES = 400_000
HINT = "elearn-markdown"
"""The processing instruction in which a package of ours carries the Markdown of the text around it."""

_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_KNOWN_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")
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
    text = without_controls(decoded(data, MAX_XML_BYTES)).lstrip()
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise UnreadableFile("xml-encoding", encoding=declared[1])
    text = _BARE_DOCTYPE.sub(lambda match: match["head"] + "\n" * match[0].count("\n"), text)
    text = _ENTITY.sub(_character, text)
    builder = _Builder()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(builder)
    try:
        parser.parse(BytesIO(text.encode()))
    except DefusedXmlException:
        raise UnreadableFile("doctype") from None
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: 1)()
        raise UnreadableFile("xml", line=str(line), problem=error.getMessage()[:80]) from None
    if builder.root is None:
        raise UnreadableFile("empty")
    return builder.root


def _character(match: re.Match[str]) -> str:
    """An entity of HTML as its character; a file may hold them without declaring any."""
    if match[1] in _OWN_ENTITIES:
        return match[0]
    return html.entities.html5.get(f"{match[1]};", match[0])


def _name(written: str) -> str:
    local = written.rpartition(":")[2]
    return _DASHED.sub(lambda match: match[1].upper(), local.removeprefix("qti-")) if "-" in local else local


class _Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name is SAX's
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        line = (self._locator.getLineNumber() if self._locator else 0) or 0
        node = Node(_name(name), line, {_name(key): value for key, value in attrs.items()})
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise UnreadableFile("too-deep", line=str(line), limit=str(MAX_DEPTH))
        if self._count > MAX_NODES:
            raise UnreadableFile("qti-too-many", limit=str(MAX_NODES))
        if self._open:
            self._open[-1].content.append(node)
        else:
            self.root = node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        if not self._open:
            return
        inside = self._open[-1].content
        content = _OUR_SIGNS.sub("\N{REPLACEMENT CHARACTER}", content)
        if inside and isinstance(inside[-1], str) and len(inside[-1]) < 4_000:
            inside[-1] += content
        else:
            inside.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        if target == HINT and self._open:
            self._open[-1].hint = data
