"""Markdown as the XHTML that QTI knows, and how a package of ours remembers the Markdown behind it.

Reading XHTML back never gives the same Markdown letter by letter. Where it would not, the text carries its
Markdown in a processing instruction together with a mark of the XHTML beside it: other systems skip it, and
once they change the text, the mark no longer fits and the XHTML counts.
"""

import hashlib
import html
import re
from collections.abc import Callable
from html.parser import HTMLParser

from elearn.exchange.decoding import MAX_TEXT_CHARACTERS
from elearn.exchange.qti.tree import HINT
from elearn.markup import MarkupRefused, render

_KEPT = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "tt",
        "ul",
        "var",
    ]
)
_MATH = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "mspace",
        "msup",
        "msub",
        "msubsup",
        "mfrac",
        "msqrt",
        "mroot",
        "mover",
        "munder",
        "munderover",
        "mtable",
        "mtr",
        "mtd",
        "mstyle",
        "mpadded",
        "mphantom",
        "mfenced",
        "menclose",
        "semantics",
        "annotation",
    ]
)
_RENAMED = {"u": "span", "s": "span", "del": "span", "ins": "span", "mark": "span", "figure": "div"}
_RENAMED |= {"figcaption": "p", "details": "div", "summary": "p", "section": "div"}
_VOID = ("br", "hr", "img", "col", "input")
_ATTRIBUTES = {
    "a": ("href",),
    "img": ("src", "alt"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
}
_MATH_ATTRIBUTES = ("xmlns", "display", "stretchy", "mathvariant", "linethickness", "columnalign")
_PLAIN = re.compile(r"(?!\s{0,3}(?:[-+>#|=:]|[0-9]{1,9}[.)]))[^\\`*_{}\[\]<>&#~^$|!\n:=\ue000-\ue00f]+")
_PICTURE = re.compile(r"!\[([^\]\n]*)\]\(([^()\s]+)[^()\n]*\)")
_PLACE = re.compile("\ue004(\\d+)\ue005")
_GAP = re.compile("\ue002(\\d+)\ue003")

Target = Callable[[str], str]
"""Gives the name inside a package for the target of a picture."""


def is_plain(markdown: str) -> bool:
    """Whether a text is one paragraph without any sign that Markdown or XML would read."""
    return _PLAIN.fullmatch(markdown) is not None and "  " not in markdown


def xhtml_of(markdown: str) -> str:
    """Well-formed XHTML of a text; gaps of a cloze text become `<gap n="1"/>`.

    What the renderer refuses stands there as plain paragraphs.
    """
    pictures: list[str] = []

    def kept(match: re.Match[str]) -> str:
        source, alt = html.escape(match[2]), html.escape(html.unescape(match[1]))
        pictures.append(f'<img src="{source}" alt="{alt}"/>')
        return f"\ue004{len(pictures) - 1}\ue005"

    try:
        rendered = render(_PICTURE.sub(kept, markdown), link_url=_nowhere).html
    except MarkupRefused:
        rendered = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in markdown.split("\n\n"))
    writer = _Writer()
    writer.feed(rendered)
    writer.close()
    written = _PLACE.sub(lambda match: pictures[int(match[1])], writer.finished())
    return _GAP.sub(r'<gap n="\1"/>', written)


def mark_of(written: str) -> str:
    """What stands for XHTML, whatever its white space."""
    return hashlib.blake2b(" ".join(written.split()).encode("utf-8", "replace"), digest_size=6).hexdigest()


def instruction(markdown: str, written: str) -> str:
    """The processing instruction that carries the Markdown of some XHTML (as `bodies.inner_html` has it)."""
    safe = markdown.replace("%", "%25").replace("?>", "%3F>").replace("\n", "%0A")
    safe = re.sub("[\ue000-\ue00f]", lambda sign: f"%{ord(sign[0]):04X}", safe)
    return f"<?{HINT} {mark_of(written)} {safe}?>"


def remembered(hint: str, written: str) -> str | None:
    """The Markdown that an instruction carries, None when the XHTML beside it is no longer the same."""
    mark, _, text = hint.partition(" ")
    if not text or len(text) > 2 * MAX_TEXT_CHARACTERS or mark != mark_of(written):
        return None
    signs = re.sub("%(E00[0-9A-F])", lambda match: chr(int(match[1], 16)), text)
    return signs.replace("%0A", "\n").replace("%3F", "?").replace("%25", "%")


def _nowhere(_target: str) -> str | None:
    return None


class _Writer(HTMLParser):
    """Sanitised HTML as XHTML with the elements that QTI knows; others leave their words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = _RENAMED.get(tag, tag)
        if name == "input":
            self._parts.append(
                "\N{BALLOT BOX WITH CHECK} " if dict(attrs).get("checked") is not None else "\N{BALLOT BOX} "
            )
            return
        if name not in _KEPT and name not in _MATH:
            self._open.append("")
            return
        kept = _MATH_ATTRIBUTES if name in _MATH else _ATTRIBUTES.get(name, ())
        written = "".join(f' {key}="{html.escape(value or "")}"' for key, value in attrs if key in kept)
        self._parts.append(f"<{name}{written}/>" if name in _VOID else f"<{name}{written}>")
        if name not in _VOID:
            self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or not self._open:
            return
        name = self._open.pop()
        self._parts.append(f"</{name}>" if name else "")

    def handle_data(self, data: str) -> None:
        self._parts.append(html.escape(data, quote=False))

    def finished(self) -> str:
        """The XHTML."""
        while self._open:
            name = self._open.pop()
            self._parts.append(f"</{name}>" if name else "")
        return "".join(self._parts).strip()
