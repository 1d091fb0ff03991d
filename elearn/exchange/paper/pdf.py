"""A paper as PDF (reportlab). The HTML page is the accessible original: this file carries no tags."""

from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from typing import Any

from elearn.exchange.paper.flat_formulas import FLAT
from elearn.exchange.paper.html_tree import Element, descendants, holds_picture, tree_of_html
from elearn.exchange.paper.page import Picture, heading_words
from elearn.exchange.paper.sheet import (
    Bank,
    Block,
    Boxes,
    Lines,
    Paper,
    PaperQuestion,
    Places,
    Prose,
    points_words,
)

MILLIMETRE = 72 / 25.4
TEXT_WIDTH = 178 * MILLIMETRE
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "pre",
        "blockquote",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "figure",
        "figcaption",
        "dl",
        "dt",
        "dd",
        "hr",
        "details",
    ]
)
_INLINE = {"strong": "b", "b": "b", "th": "b", "em": "i", "i": "i", "u": "u", "ins": "u", "del": "strike"}
_INLINE |= {"s": "strike", "sub": "sub", "sup": "super"}
_REPLACED = {"→": "->", "⇒": "=>", "←": "<-", "⟶": "->", "✓": "v", "✗": "x", "☐": "[ ]", "\u2011": "-"}
_REPLACED |= dict.fromkeys("\u200b\u00ad\u2061\u2062\u2063", "") | dict.fromkeys("\u202f\u2009", " ")
_FONTS = ("Vera", "VeraBd", "VeraIt", "VeraBI")
_WHO = f"Nama: {'_' * 24} NIP: {'_' * 20} Tanggal: {'_' * 11}"
_ENDINGS = (b"\x89PNG", b"\xff\xd8\xff")


class PaperPdf:
    """Prints one paper; afterwards `unprintable` holds the characters that the font lacks, `left_out` the
    addresses of pictures that a PDF of ours cannot hold (SVG, WebP, missing ones).
    """

    def __init__(self, paper: Paper, picture: Picture) -> None:
        self.paper = paper
        self.unprintable: set[str] = set()
        self.left_out: set[str] = set()
        self._picture = picture

    def to_bytes(self) -> bytes:
        """The file."""
        # Imported here: 220 ms and 30 MB that only printing needs.
        from reportlab.platypus import SimpleDocTemplate

        self._prepare()
        out = BytesIO()
        margin = 16 * MILLIMETRE
        document = SimpleDocTemplate(
            out,
            pagesize=(210 * MILLIMETRE, 297 * MILLIMETRE),
            leftMargin=margin,
            rightMargin=margin,
            topMargin=margin,
            bottomMargin=margin,
            title=self.paper.title,
            author="elearn",
            lang="id",
            invariant=1,
        )
        document.build(list(self._story()), onFirstPage=self._foot, onLaterPages=self._foot)
        return out.getvalue()

    def _prepare(self) -> None:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        # Bitstream Vera comes with reportlab: Latin letters and the common signs of mathematics.
        for name in _FONTS:
            if name not in pdfmetrics.getRegisteredFontNames():
                pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
        pdfmetrics.registerFontFamily("Vera", *_FONTS)
        self._known = pdfmetrics.getFont("Vera").face.charToGlyph
        self._style = ParagraphStyle(
            "text", fontName="Vera", fontSize=9.5, leading=13.5, spaceAfter=3, bulletFontName="Vera"
        )
        self._style.bulletFontSize = self._style.fontSize

    def _paragraph(self, markup: str, indent: float = 0, bullet: str = "", **more: Any) -> Any:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        start = max(0.0, indent - 16 * MILLIMETRE)
        style = ParagraphStyle("own", parent=self._style, leftIndent=indent, bulletIndent=start, **more)
        return Paragraph((f"<bullet>{bullet}</bullet>" if bullet else "") + (markup or "&nbsp;"), style)

    def _foot(self, canvas: Any, _document: Any) -> None:
        form = f" · Naskah {self.paper.form}" if self.paper.form else ""
        canvas.setFont("Vera", 8)
        words = self._said(f"{self.paper.title[:80]}{form} · {canvas.getPageNumber()}")
        canvas.drawCentredString(105 * MILLIMETRE, 9 * MILLIMETRE, words)

    def _story(self) -> Iterator[Any]:
        from reportlab.platypus import CondPageBreak, PageBreak, Spacer

        yield self._title(self.paper.title)
        yield self._paragraph(escape(heading_words(self.paper)))
        yield self._paragraph(_WHO, spaceBefore=8)
        yield Spacer(1, 5 * MILLIMETRE)
        yield from self._html(self.paper.introduction)
        section = ""
        for one in self.paper.questions:
            yield CondPageBreak(35 * MILLIMETRE)
            if one.section and one.section != section:
                yield self._paragraph(f"<b>{self._escaped(one.section)}</b>", fontSize=11, spaceAfter=6)
            section = one.section
            yield from self._html(self._numbered(one))
            for block in one.asked:
                yield from self._block(block)
            yield Spacer(1, 4 * MILLIMETRE)
        yield PageBreak()
        yield self._title(f"Kunci jawaban: {self.paper.title}")
        yield self._paragraph(escape(heading_words(self.paper)))
        for one in self.paper.questions:
            yield from self._html(self._numbered(one))
            for prose in one.key:
                yield from self._html(prose.html, 8 * MILLIMETRE)
            yield Spacer(1, 3 * MILLIMETRE)

    def _title(self, text: str) -> Any:
        return self._paragraph(f"<b>{self._escaped(text)}</b>", fontSize=14, leading=18, spaceAfter=4)

    @staticmethod
    def _numbered(one: PaperQuestion) -> str:
        points = f" ({points_words(one.question.points)})" if one.question.IS_MARKED else ""
        return f"<strong>{one.number}. {one.heading}</strong>{points}"

    def _block(self, block: Block) -> Iterator[Any]:
        indent = 16 * MILLIMETRE
        match block:
            case Prose():
                yield from self._html(block.html)
            case Boxes():
                for letter, html in block.rows:
                    yield from self._html(html, indent, f"[&nbsp;&nbsp;&nbsp;]&nbsp;<b>{letter}.</b>")
            case Bank():
                for letter, html in block.rows:
                    yield from self._html(html, indent, f"&nbsp;&nbsp;&nbsp;&nbsp;<b>{letter}.</b>")
            case Places():
                for number, html in enumerate(block.rows, start=1):
                    yield from self._html(html, indent, f"_____ <b>{number}.</b>")
            case Lines():
                yield from self._lines(block)

    def _lines(self, block: Lines) -> Iterator[Any]:
        from reportlab.platypus import HRFlowable

        if block.unit:
            yield self._paragraph("_" * 24 + f" {self._escaped(block.unit.strip())}", spaceBefore=6)
            return
        for _ in range(block.count):
            yield HRFlowable(width="100%", color="#777777", spaceBefore=8 * MILLIMETRE, spaceAfter=0)

    def _html(self, html: str, indent: float = 0, bullet: str = "") -> Iterator[Any]:
        """HTML as paragraphs, pictures and tables; `bullet` stands before the first of them."""
        waiting = bullet
        for flowable in self._flow(tree_of_html(html), indent):
            if waiting and callable(flowable):
                yield flowable(waiting)
            elif callable(flowable):
                yield flowable("")
            else:
                if waiting:
                    yield self._paragraph("", indent, waiting)
                yield flowable
            waiting = ""
        if waiting:
            yield self._paragraph("", indent, waiting)

    def _flow(self, node: Element, indent: float, mark: str = "") -> Iterator[Any]:
        """Flowables, and for paragraphs functions of the bullet that shall stand before them."""
        line: list[str] = []
        for one in [*node.inside, Element("p", {})]:
            is_block = not isinstance(one, str) and (one.tag in _BLOCKS or holds_picture(one))
            if not is_block:
                line.append(self._inline(one))
                continue
            if "".join(line).strip():
                yield self._later("".join(line).strip(), indent, mark)
                mark = ""
            line = []
            assert isinstance(one, Element)
            yield from self._of_block(one, indent, mark)
            mark = ""

    def _of_block(self, node: Element, indent: float, mark: str) -> Iterator[Any]:
        if node.tag == "img":
            yield from self._image(node)
        elif node.tag == "table":
            yield self._table(node)
        elif node.tag == "pre":
            text = self._escaped(node.text.rstrip("\n")).replace(" ", "&nbsp;")
            yield self._later(text.replace("\n", "<br/>"), indent, mark)
        elif node.tag in ("ul", "ol"):
            rows = [one for one in node.inside if isinstance(one, Element)]
            for number, row in enumerate(rows, start=1):
                sign = f"{number}." if node.tag == "ol" else "•"
                yield from self._flow(row, indent + 6 * MILLIMETRE, sign)
        else:
            yield from self._flow(node, indent, mark) if node.inside else ()

    def _later(self, markup: str, indent: float, mark: str) -> Callable[[str], Any]:
        lead = f"{mark}&nbsp;&nbsp;" if mark else ""
        return lambda bullet: self._paragraph(lead + markup, indent, bullet)

    def _image(self, node: Element) -> Iterator[Any]:
        from reportlab.lib.utils import ImageReader
        from reportlab.platypus import Image

        source = node.attributes.get("src", "")
        data = self._picture(source)
        if data is None or not data.startswith(_ENDINGS):
            self.left_out.add(source)
            yield self._later(f"[{self._escaped(node.attributes.get('alt', '') or 'gambar')}]", 0, "")
            return
        try:
            width, height = ImageReader(BytesIO(data)).getSize()
            scale = min(0.75, TEXT_WIDTH / width, 110 * MILLIMETRE / height)
            yield Image(BytesIO(data), width * scale, height * scale, hAlign="LEFT")
        except Exception:
            self.left_out.add(source)

    def _table(self, node: Element) -> Any:
        from reportlab.platypus import Table, TableStyle

        rows = [
            [self._paragraph(self._inline(cell)) for cell in row.inside if isinstance(cell, Element)]
            for row in descendants(node, "tr")
        ]
        columns = max((len(row) for row in rows), default=1)
        filled = [row + [""] * (columns - len(row)) for row in rows] or [[""]]
        style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "#777777"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
        width = min(TEXT_WIDTH, columns * 45 * MILLIMETRE) / columns
        return Table(filled, colWidths=[width] * columns, style=style, hAlign="LEFT", splitInRow=1)

    def _inline(self, one: Element | str) -> str:
        if isinstance(one, str):
            return self._escaped(" ".join(one.split("\n")))
        if one.tag == "br":
            return "<br/>"
        if one.tag in ("script", "style", "input"):
            return ""
        parts = [self._inline(inside) for inside in one.inside]
        if one.tag in FLAT:
            return FLAT[one.tag]([part for part in parts if part.strip()])
        inside = "".join(parts)
        tag = _INLINE.get(one.tag)
        return f"<{tag}>{inside}</{tag}>" if tag and inside else inside

    def _escaped(self, text: str) -> str:
        return escape(self._said(text), quote=False)

    def _said(self, text: str) -> str:
        """The text in characters that the font has."""
        said = "".join(_REPLACED.get(one, one) for one in text)
        lacking = {one for one in said if ord(one) not in self._known and not one.isspace()}
        self.unprintable |= lacking
        return "".join("?" if one in lacking else one for one in said)
