"""Safe HTML as a small tree, for those who print it elsewhere than in a browser.

For HTML that our sanitiser wrote: on unclosed tags of strangers `html.parser` takes quadratic time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = ("br", "hr", "img", "input", "col", "wbr")
MAX_DEPTH = 60


@dataclass(slots=True)
class Element:
    """An element with what it holds, in order."""

    tag: str
    attributes: dict[str, str]
    inside: "list[Element | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in _VOID and len(self.open) < MAX_DEPTH:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        tags = [one.tag for one in self.open]
        if tag in tags[1:]:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def tree_of_html(html: str) -> Element:
    """The whole text as one element without a name."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


def holds_picture(node: Element) -> bool:
    """Whether it is a picture or one stands in it."""
    return node.tag == "img" or any(isinstance(one, Element) and holds_picture(one) for one in node.inside)


def descendants(node: Element, tag: str) -> Iterator[Element]:
    """The outermost elements of that name."""
    for one in node.inside:
        if isinstance(one, Element):
            if one.tag == tag:
                yield one
            else:
                yield from descendants(one, tag)
