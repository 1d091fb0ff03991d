"""The text elements of a Moodle XML question, with their formats and the files inside."""

from dataclasses import dataclass

from elearn.exchange.moodle.tree import Node
from elearn.exchange.notes import Note, note
from elearn.exchange.texts import FORMATS, Texts


@dataclass
class MoodleTexts:
    """Reads the text elements of one question; what an element does not say, the question text says."""

    texts: Texts
    form: str = "html"

    @property
    def notes(self) -> list[Note]:
        """What was lost so far."""
        return self.texts.notes

    def markdown(self, node: Node | None) -> str:
        """The `<text>` of an element in Markdown, with its `<file>`s."""
        return "" if node is None else self.markdown_of(node, self.raw(node))

    def raw(self, node: Node) -> str:
        """The `<text>` of an element as it stands."""
        inner = node.child("text")
        if inner is not None and inner.children:
            self.notes.append(note("lost-element", element=inner.children[0].tag[:40]))
        return (inner or node).text

    def markdown_of(self, node: Node, text: str) -> str:
        """A text in Markdown that was made of that of `node`."""
        files = {one.attributes.get("name", ""): one.text for one in node.all("file")}
        return self.texts.markdown(text, self.form_of(node), files)

    def form_of(self, node: Node) -> str:
        """The format in which an element is written."""
        return FORMATS.get(node.attributes.get("format", ""), self.form)

    def plain(self, node: Node) -> str:
        """The same as words on one line."""
        inner = node.child("text")
        form = node.attributes.get("format", "plain_text")
        return self.texts.plain((inner or node).text, "html" if form == "html" else "plain")
