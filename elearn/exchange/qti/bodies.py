"""The texts of QTI questions as Markdown: XHTML of 2.x and 3.0, `<mattext>` of 1.2, pictures of a package."""

import base64
import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import basename
from urllib.parse import quote

from elearn.exchange.notes import Note, UnreadableFile, note
from elearn.exchange.package import Package
from elearn.exchange.pictures import MAX_PICTURE_BYTES, PictureBox
from elearn.exchange.qti.tree import Node
from elearn.exchange.qti.xhtml import remembered
from elearn.exchange.texts import Texts

StandIn = Callable[[Node], str | None]
"""Gives what stands in a text (HTML) in the place of an element, None to keep the element."""

_SOURCE = re.compile(
    r"(<img\b[^<>]{0,4000}?\bsrc\s{0,10}=\s{0,10})(?:\"([^\"<>]*)\"|'([^'<>]*)')", re.IGNORECASE
)
_MARKUP = re.compile(r"<(?:[a-z][a-z0-9]{0,10})(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_TARGET = re.compile(r"(!\[[^\]\n]*\]\()([^()\s]+)")
_KEPT_ATTRIBUTES = ("src", "alt", "href")
_MATERIAL = ("mattext", "matemtext", "matimage", "mat_formattedtext")
_ELSEWHERE = ("data:", "http:", "https:", "//")


@dataclass
class Bodies:
    """Reads the texts of one question; `path` is the document's own place in the package."""

    box: PictureBox
    package: Package | None = None
    path: str = ""
    texts: Texts = field(init=False)

    def __post_init__(self) -> None:
        self.texts = Texts(self.box)

    @property
    def notes(self) -> list[Note]:
        """What was lost on the way; readers add to it."""
        return self.texts.notes

    def markdown(self, node: Node | None, stand_in: StandIn = lambda node: None) -> str:
        """The text inside an element of 2.x or 3.0: the Markdown it was made from, where that is told and
        still says the same, else its XHTML as Markdown.
        """
        if node is None:
            return ""
        if (own := self._remembered(node, stand_in)) is not None:
            return own
        parts: list[str] = []
        run: list[str] = []
        for one in node.content:
            is_text = isinstance(one, Node) and stand_in(one) is None
            known = self._remembered(one, stand_in) if isinstance(one, Node) and is_text else None
            if known is None:
                run.append(_written(one, stand_in))
            else:
                parts += [self.from_html("".join(run)), known]
                run = []
        return "\n\n".join(part for part in (*parts, self.from_html("".join(run))) if part.strip())

    def _remembered(self, node: Node, stand_in: StandIn) -> str | None:
        if not node.hint:
            return None
        markdown = remembered(node.hint, inner_html(node, stand_in))
        if markdown is None:
            return None
        return self.texts.markdown(_TARGET.sub(self._local_target, markdown), "markdown")

    def from_html(self, written: str) -> str:
        """HTML as Markdown."""
        return self.texts.markdown(_SOURCE.sub(self._local, written), "html")

    def plain(self, node: Node | None) -> str:
        """The words inside an element, on one line."""
        return self.texts.plain(inner_html(node), "html") if node else ""

    def material(self, node: Node | None) -> str:
        """The text of a `<material>` of 1.2, or of anything that holds some."""
        if node is None:
            return ""
        parts = [self._piece(one) for one in node.within(*_MATERIAL)]
        return "\n\n".join(part for part in parts if part)

    def _piece(self, node: Node) -> str:
        if node.tag == "matimage":
            return self.from_html(f'<img src="{html.escape(self._image_source(node))}" alt="" />')
        if node.children:
            return self.markdown(node)
        is_html = "html" in (node.get("texttype") + node.get("type")).lower() or _MARKUP.search(node.text)
        return self.from_html(node.text) if is_html else self.texts.markdown(node.text, "plain")

    @staticmethod
    def _image_source(node: Node) -> str:
        inside = "".join(node.text.split())
        if node.get("embedded").lower() == "base64" or (inside and not node.get("uri")):
            return f"data:{node.get('imagtype') or 'image/png'};base64,{inside}"
        return node.get("uri")

    def _local(self, match: re.Match[str]) -> str:
        """The tag with the picture of the package in it, ready for `PictureBox`."""
        source = html.unescape(match[2] or match[3] or "").strip()
        return f'{match[1]}"{html.escape(self._taken(source))}"'

    def _local_target(self, match: re.Match[str]) -> str:
        return match[1] + self._taken(match[2])

    def _taken(self, source: str) -> str:
        if self.package is None or source.lower().startswith(_ELSEWHERE):
            return source
        path = self.package.resolved(source, self.path)
        if path is None:
            return source
        try:
            data = self.package.bytes_of(path, MAX_PICTURE_BYTES)
        except UnreadableFile:
            data = b""
        if not data:
            code = "picture-too-large" if data is None else "picture-broken"
            self.notes.append(note(code, picture=basename(path)[:60]))
            return source
        encoded = base64.b64encode(data).decode()
        name = basename(path)
        if self.texts.files.setdefault(name, encoded) != encoded:
            name = path
            self.texts.files[name] = encoded
        return "@@PLUGINFILE@@/" + quote(name)


def inner_html(node: Node, stand_in: StandIn = lambda node: None) -> str:
    """What is inside an element as HTML; objects that are pictures become pictures."""
    return "".join(_written(one, stand_in) for one in node.content)


def _written(one: Node | str, stand_in: StandIn) -> str:
    return html.escape(one, quote=False) if isinstance(one, str) else _outer(one, stand_in)


def _outer(node: Node, stand_in: StandIn) -> str:
    instead = stand_in(node)
    if instead is not None:
        return instead
    if node.tag == "object" and (
        node.get("type").startswith("image/")
        or re.search(r"\.(?:png|jpe?g|gif|svg|webp)$", node.get("data"), re.I)
    ):
        return f'<img src="{html.escape(node.get("data"))}" alt="{html.escape(" ".join(node.text.split()))}">'
    kept = {name: node.attributes[name] for name in _KEPT_ATTRIBUTES if name in node.attributes}
    written = "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())
    if node.tag in ("img", "br", "hr"):
        return f"<{node.tag}{written}>"
    return f"<{node.tag}{written}>{inner_html(node, stand_in)}</{node.tag}>"
