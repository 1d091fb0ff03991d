"""The paragraphs of a section as a reader can point at them, taken from its published HTML. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from elearn.markup.paragraphs import paragraphs_of

EXCERPT_CHARACTERS = 200
LABEL_CHARACTERS = 70
_ID_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, list item, heading, picture or table row. `id` is made of its words: equal for equal."""

    id: str
    excerpt: str

    @property
    def label(self) -> str:
        """Its first words, short enough for a list to choose from."""
        return _beginning(self.excerpt, LABEL_CHARACTERS, " …")


def choices_of(html: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a body in their order; one that says the same as an earlier one is left out."""
    texts = [text for text in paragraphs_of(html) if any(one.isalnum() for one in text)]
    return tuple(_paragraph(text) for text in dict.fromkeys(texts))


def _paragraph(text: str) -> Paragraph:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Paragraph(id=digest[:_ID_DIGITS], excerpt=_beginning(text, EXCERPT_CHARACTERS, ""))


def _beginning(text: str, most: int, dots: str) -> str:
    """The first whole words of a text; a single word longer than that is cut."""
    if len(text) <= most:
        return text
    cut = text[: most + 1].rpartition(" ")[0] or text[:most]
    return cut + dots
