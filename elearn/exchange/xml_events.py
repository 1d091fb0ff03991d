"""Foreign XML, read event by event into a tree of line-numbered nodes; no entities, nothing fetched."""

import re
from abc import abstractmethod
from io import BytesIO
from typing import Generic, TypeVar
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from elearn.exchange.decoding import MAX_XML_BYTES, decoded
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.plain_text import without_controls

Node = TypeVar("Node")
_ENCODING = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_KNOWN_ENCODINGS = ("utf-8", "utf8", "us-ascii", "ascii")


def xml_text(data: bytes) -> str:
    """The text of an XML file.

    Raises:
        UnreadableFile: too large, or not UTF-8, in its bytes or by its own word.
    """
    text = without_controls(decoded(data, MAX_XML_BYTES)).lstrip()
    declared = _ENCODING.match(text)
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise UnreadableFile("xml-encoding", encoding=declared[1])
    return text


class TreeBuilder(ContentHandler, Generic[Node]):
    """Builds a tree of nodes of one format; a format says how a node is made and joined to its parent."""

    def __init__(self, max_depth: int, max_nodes: int, too_many: UnreadableFile) -> None:
        super().__init__()
        self.root: Node | None = None
        self.open_nodes: list[Node] = []
        self._max_depth = max_depth
        self._max_nodes = max_nodes
        self._too_many = too_many
        self._count = 0
        self._locator: Locator | None = None

    @abstractmethod
    def made(self, name: str, line: int, attributes: dict[str, str]) -> Node:
        """A node for an element that begins."""

    @abstractmethod
    def join(self, parent: Node, node: Node) -> None:
        """Put a node into its parent."""

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name is SAX's
        """Remember who tells the line."""
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """An element begins."""
        line = (self._locator.getLineNumber() if self._locator else 0) or 0
        node = self.made(name, line, dict(attrs.items()))
        self._count += 1
        if len(self.open_nodes) >= self._max_depth:
            raise UnreadableFile("too-deep", line=str(line), limit=str(self._max_depth))
        if self._count > self._max_nodes:
            raise self._too_many
        if self.open_nodes:
            self.join(self.open_nodes[-1], node)
        else:
            self.root = node
        self.open_nodes.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        """An element ends."""
        self.open_nodes.pop()

    def tree_of(self, text: str) -> Node:
        """The root of the tree.

        Raises:
            UnreadableFile: not well-formed, a DOCTYPE, too deep, too many elements, or nothing at all.
        """
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(self)
        try:
            parser.parse(BytesIO(text.encode()))
        except DefusedXmlException:
            raise UnreadableFile("doctype") from None
        except SAXException as error:
            line = getattr(error, "getLineNumber", lambda: 1)()
            raise UnreadableFile("xml", line=str(line), problem=error.getMessage()[:80]) from None
        if self.root is None:
            raise UnreadableFile("empty")
        return self.root
