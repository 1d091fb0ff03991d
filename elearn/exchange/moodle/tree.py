"""A Moodle XML file as a small tree with line numbers; no DOCTYPE, no own entities, nothing fetched."""

import re
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from elearn.exchange.decoding import MAX_QUESTIONS, MAX_XML_BYTES, decoded
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.plain_text import without_controls

MAX_DEPTH = 30
MAX_NODES = 1_000_000

_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_KNOWN_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")


@dataclass(slots=True)
class Node:
    """One element: its line in the file, attributes, children, and the text directly inside."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(self.pieces)

    def child(self, tag: str) -> "Node | None":
        """The first child of that name."""
        return next((one for one in self.children if one.tag == tag), None)

    def all(self, tag: str) -> list["Node"]:
        """The children of that name."""
        return [one for one in self.children if one.tag == tag]

    def value(self, tag: str, default: str = "") -> str:
        """What a child says, in `<text>` or directly, without white space around it."""
        node = self.child(tag)
        if node is None:
            return default
        inner = node.child("text")
        return ((inner or node).text).strip() or default


def tree_of(data: bytes) -> Node:
    """The root of an XML file.

    Raises:
        UnreadableFile: too large, not UTF-8, not well-formed, a DOCTYPE, too deep, or too many elements.
    """
    text = without_controls(decoded(data, MAX_XML_BYTES)).lstrip()
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise UnreadableFile("xml-encoding", encoding=declared[1])
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
        node = Node(name, line, dict(attrs.items()))
        self._count += 1
        if len(self._open) >= MAX_DEPTH:
            raise UnreadableFile("too-deep", line=str(line), limit=str(MAX_DEPTH))
        if self._count > MAX_NODES:
            raise UnreadableFile("too-many", limit=str(MAX_QUESTIONS))
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self._open.pop()

    def characters(self, content: str) -> None:
        if self._open:
            self._open[-1].pieces.append(content)
