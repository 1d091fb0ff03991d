"""The two Python-Markdown readers: one for whole texts, one for a line inside something else."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from elearn.markup.trees import Furniture

if TYPE_CHECKING:
    from markdown import Markdown

_TEXT_MARKS = (
    "pymdownx.betterem",
    "pymdownx.caret",
    "pymdownx.mark",
    "pymdownx.tilde",
    "pymdownx.arithmatex",
)
_BLOCKS = (
    "tables",
    "footnotes",
    "abbr",
    "def_list",
    "attr_list",
    "admonition",
    "sane_lists",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.tasklist",
    "pymdownx.tabbed",
)
_OPTIONS: dict[str, dict[str, Any]] = {
    # our content security policy refuses inline styles
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "Kembali ke teks di catatan {}"},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.highlight": {"guess_lang": False},
    "pymdownx.tabbed": {"alternate_style": True},
}


class Engine(threading.local):
    """The readers of one thread: a Markdown object must not be shared between threads."""

    def __init__(self) -> None:
        self.furniture = Furniture()
        self._blocks: Markdown | None = None
        self._line: Markdown | None = None

    def convert(self, text: str) -> str:
        """A whole text as HTML that is not yet safe; `furniture.headings` then names its headings."""
        self._blocks = self._blocks or _block_reader(self.furniture)
        return self._blocks.reset().convert(text)

    def convert_line(self, text: str) -> str:
        """One line as HTML that is not yet safe: what looks like a list or heading stays as it is typed."""
        self._line = self._line or _line_reader()
        return self._line.reset().convert(text)

    def forget(self) -> None:
        """Start afresh after a conversion was broken off."""
        self._blocks = self._line = None


def _block_reader(furniture: Furniture) -> Markdown:
    # Imported here: only publishing renders, and a server should start without these packages.
    from markdown import Markdown

    reader = Markdown(extensions=[*_BLOCKS, *_TEXT_MARKS], extension_configs=_OPTIONS)
    # After attribute lists (8), which give headings their ids, and before escapes are undone (0).
    reader.treeprocessors.register(furniture, "furniture", 4)  # type: ignore[arg-type]
    return reader


def _line_reader() -> Markdown:
    from markdown import Markdown  # heavy, as above
    from markdown.util import Registry

    reader = Markdown(extensions=[*_TEXT_MARKS], extension_configs={"pymdownx.arithmatex": {"generic": True}})
    reader.preprocessors.deregister("html_block")
    paragraph = reader.parser.blockprocessors["paragraph"]
    reader.parser.blockprocessors = Registry()
    reader.parser.blockprocessors.register(paragraph, "paragraph", 10)
    return reader
