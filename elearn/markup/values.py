"""What rendering takes and gives."""

from dataclasses import dataclass
from enum import StrEnum

RENDERER_VERSION = "3"
"""Part of the key of every cached rendering: raise it when the same Markdown becomes other HTML."""

ID_PREFIX = "materi-"
"""Before every id that comes from an author, so that none can clash with an id of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture as a page shows it; width and height in CSS pixels.

    `small_url` is the same picture for a telephone, `small_width` pixels wide; empty where there is none.
    """

    url: str
    width: int
    height: int
    small_url: str = ""
    small_width: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text; `id` is the one in the page, `level` 1 to 6 as the author wrote it."""

    id: str
    title: str
    level: int


class FaultCode(StrEnum):
    """What can be wrong in Markdown that could be rendered all the same."""

    IMAGE_MISSING = "image-missing"
    IMAGE_REMOTE = "image-remote"
    LINK_DEAD = "link-dead"
    LINK_REFUSED = "link-refused"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something left out of the HTML; `subject` is the text in the source by which its line is found."""

    code: FaultCode
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """Safe HTML and what is known of it; `words` and `figures` are counts, `text` is without any markup."""

    html: str
    headings: tuple[Heading, ...] = ()
    words: int = 0
    figures: int = 0
    text: str = ""
    faults: tuple[Fault, ...] = ()


class MarkupRefused(ValueError):
    """The text would hold up or overwhelm the renderer.

    `reason` is one of `brackets`, `size`, `time`, `failure`; `line` counts from 1 where known, else it is 0.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"{reason} at line {line}")
        self.reason = reason
        self.line = line
