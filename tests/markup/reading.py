"""What a browser would make of HTML: the elements and attributes, read by Python's own parser."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    """One start tag."""

    tag: str
    attributes: dict[str, str]


@dataclass
class Page(HTMLParser):
    """All start tags of some HTML, and its text."""

    elements: list[Element] = field(default_factory=list)
    text: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a start tag."""
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.text += data

    def all(self, tag: str) -> list[Element]:
        """The start tags of one name."""
        return [one for one in self.elements if one.tag == tag]


def page_of(html: str) -> Page:
    """The start tags and the text of HTML."""
    page = Page()
    page.feed(html)
    page.close()
    return page
