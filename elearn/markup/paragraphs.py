"""The paragraphs of a published text as plain words: for comparing what a reader sees with what he saw."""

from __future__ import annotations

from html.parser import HTMLParser

_BLOCK_NAMES = """
p li h1 h2 h3 h4 h5 h6 tr dt dd pre blockquote figure figcaption summary details div ul ol dl table
thead tbody caption section aside hr
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th", "br"})
_MARKS_OF_NOTES = frozenset({"footnote-ref", "footnote-backref"})
_SOURCES_OF_FORMULAS = frozenset({"annotation", "annotation-xml"})


def paragraphs_of(html: str) -> tuple[str, ...]:
    """The paragraphs, list items, headings and table rows of our own HTML, in their order.

    A picture is told by its alternative text; the numbers of footnotes and the sources of formulas are left
    out. White space is one space.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_block()
    return tuple(reader.texts)


class _Reader(HTMLParser):
    """Collects the text between the beginnings and ends of blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._silent = ""  # the element whose words are left out, while inside it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS:
            self.end_block()
        elif tag in _CELLS:
            self._parts.append(" ")
        elif tag == "img":
            self._parts.append(f" {values.get('alt') or ''} ")
        is_mark = tag == "a" and bool(_MARKS_OF_NOTES & set((values.get("class") or "").split()))
        if not self._silent and (is_mark or tag in _SOURCES_OF_FORMULAS):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        if tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(data)

    def end_block(self) -> None:
        """What was collected so far is a paragraph of its own."""
        text = " ".join("".join(self._parts).split())
        if text:
            self.texts.append(text)
        self._parts.clear()
