"""A Moodle XML file as a small tree with line numbers; no DOCTYPE, no own entities, nothing fetched."""

from dataclasses import dataclass, field

from elearn.exchange.decoding import MAX_QUESTIONS
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.xml_events import TreeBuilder, xml_text

MAX_DEPTH = 30
MAX_NODES = 1_000_000


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
    return _Builder(MAX_DEPTH, MAX_NODES, UnreadableFile("too-many", limit=str(MAX_QUESTIONS))).tree_of(
        xml_text(data)
    )


class _Builder(TreeBuilder[Node]):
    def made(self, name: str, line: int, attributes: dict[str, str]) -> Node:
        return Node(name, line, attributes)

    def join(self, parent: Node, node: Node) -> None:
        parent.children.append(node)

    def characters(self, content: str) -> None:
        if self.open_nodes:
            self.open_nodes[-1].pieces.append(content)
