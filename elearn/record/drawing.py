"""A record of learning on paper: A4 portrait, tables that go on over the page, fonts embedded.

Pure: words and numbers in, bytes out. The page in the browser is the accessible original.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from elearn.certificates.drawing import BOLD, INK, LINE, MM, QUIET, REGULAR, printable, register_fonts

WIDTH, HEIGHT = 210 * MM, 297 * MM
MARGIN = 18 * MM
TEXT_WIDTH = WIDTH - 2 * MARGIN
_INSET = 6  # reportlab keeps that much free inside its frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its title. `widths` are shares of the line; the last column is of numbers."""

    title: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    empty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything that is printed, in the reader's words. `page_words` takes {page} and {pages}."""

    title: str
    lead: str
    facts: Sequence[tuple[str, str]]
    tables: Sequence[Table]
    foot: str
    page_words: str
    language: str


def pdf(record: Record, *, colour: str, fonts: Path) -> bytes:
    """The record as a PDF; `colour` is the agency's (#rrggbb), `fonts` the folder of the fonts."""
    # Not at the top: the server draws a record only when somebody asks for one.
    from reportlab.platypus import SimpleDocTemplate

    register_fonts(fonts)
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out,
        pagesize=(WIDTH, HEIGHT),
        leftMargin=MARGIN - _INSET,
        rightMargin=MARGIN - _INSET,
        topMargin=MARGIN,
        bottomMargin=22 * MM,
        title=record.title,
        author=record.facts[0][1] if record.facts else "",
        lang=record.language,
        invariant=1,
    )
    document.build(_story(record, colour), canvasmaker=_numbered(record))
    return out.getvalue()


def _story(record: Record, colour: str) -> list[Any]:
    from reportlab.platypus import Spacer

    story = [
        _words(record.title, 20, font=BOLD, colour=colour, after=4),
        _words(record.lead, 12, font=BOLD, after=8),
        _facts(record.facts),
    ]
    for table in record.tables:
        story += [Spacer(1, 6 * MM), _words(table.title, 12.5, font=BOLD, after=3)]
        if table.note:
            story.append(_words(table.note, 9, colour=QUIET, after=3))
        story.append(_table(table) if table.rows else _words(table.empty, 10, colour=QUIET))
    return story


def _words(
    text: str, size: float, *, font: str = REGULAR, colour: str = INK, after: float = 0, right: bool = False
) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.enums import TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    style = ParagraphStyle(
        name="words",
        fontName=font,
        fontSize=size,
        leading=size * 1.32,
        textColor=HexColor(colour),
        spaceAfter=after,
        alignment=TA_RIGHT if right else TA_LEFT,
        splitLongWords=1,
    )
    return Paragraph(escape(printable(text)), style)


def _facts(facts: Sequence[tuple[str, str]]) -> Any:
    from reportlab.platypus import Table as Drawn
    from reportlab.platypus import TableStyle

    rows = [[_words(label, 10, colour=QUIET), _words(value, 10)] for label, value in facts]
    drawn = Drawn(rows, colWidths=[32 * MM, TEXT_WIDTH - 32 * MM], hAlign="LEFT")
    drawn.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return drawn


def _table(table: Table) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table as Drawn
    from reportlab.platypus import TableStyle

    last = len(table.head) - 1
    head = [_words(one, 9, font=BOLD, right=at == last) for at, one in enumerate(table.head)]
    body = [[_words(one, 9.5, right=at == last) for at, one in enumerate(row)] for row in table.rows]
    widths = [TEXT_WIDTH * share / sum(table.widths) for share in table.widths]
    drawn = Drawn([head, *body], colWidths=widths, repeatRows=1, hAlign="LEFT")
    drawn.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(LINE)),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(QUIET)),
            ]
        )
    )
    return drawn


def _numbered(record: Record) -> Any:
    """A canvas that knows at the end how many pages there are, and then writes the foot of each."""
    from reportlab.lib.colors import HexColor
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab ships no types
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._kept: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - the name is reportlab's
            self._kept.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, kept in enumerate(self._kept, start=1):
                self.__dict__.update(kept)
                self._foot(number, len(self._kept))
                super().showPage()
            super().save()

        def _foot(self, number: int, count: int) -> None:
            self.setFont(REGULAR, 8)
            self.setFillColor(HexColor(QUIET))
            self.drawString(MARGIN, 12 * MM, printable(record.foot))
            words = record.page_words.format(page=number, pages=count)
            self.drawRightString(WIDTH - MARGIN, 12 * MM, printable(words))

    return Numbered
