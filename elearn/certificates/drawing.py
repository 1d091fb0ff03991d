"""The certificate on paper: A4 landscape, two pages, fonts embedded, text that can be searched and copied.

Pure: facts in, bytes out; the same facts give the same bytes.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.dates import format_date

from elearn.certificates import qr
from elearn.certificates.facts import Facts
from elearn.certificates.rules import ScoreOf, grouped
from elearn.people.numbers import grouped as grouped_nip

REGULAR, BOLD = "Certificate", "Certificate-Bold"
FONT_FILES = {REGULAR: "plus-jakarta-sans-regular.ttf", BOLD: "plus-jakarta-sans-bold.ttf"}
INK, QUIET, LINE = "#17212b", "#54606c", "#c9c2b2"
MM = 72 / 25.4
WIDTH, HEIGHT = 297 * MM, 210 * MM
MARGIN = 20 * MM
QR_SIDE = 34 * MM
LINES_A_PAGE = 20
SCORE_WORDS = {ScoreOf.POSTTEST: "nilai terbaik pascates", ScoreOf.QUIZZES: "rata-rata kuis modul"}
SIGNED_BY_SYSTEM = "Sertifikat ini diterbitkan oleh sistem; keaslian dapat diperiksa dengan memindai kode QR."


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What an agency's certificates look like: its colour as #rrggbb, where the fonts lie, its logo (PNG)."""

    colour: str
    fonts: Path
    logo: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is drawn of one certificate: its facts, what the QR code holds, the address of the check."""

    facts: Facts
    qr_text: str
    check_address: str


def pdf(sheet: Sheet, *, look: Look) -> bytes:
    """The certificate and, on the pages after it, what was learned."""
    return pdf_of_many([sheet], look=look)


def pdf_of_many(sheets: Sequence[Sheet], *, look: Look) -> bytes:
    """Many certificates in one document with the fonts once; some hundred, as it is made in memory."""
    out = io.BytesIO()
    canvas = _canvas(out, sheets[0].facts if len(sheets) == 1 else None, look)
    for sheet in sheets:
        drawn = _Sheet(canvas, sheet.facts, look)
        drawn.front(sheet.qr_text, sheet.check_address)
        drawn.transcript()
    canvas.save()
    return out.getvalue()


def _canvas(out: io.BytesIO, facts: Facts | None, look: Look) -> Any:
    # Not at the top: the server draws a certificate only when somebody asks for one.
    from reportlab.pdfgen.canvas import Canvas

    register_fonts(look.fonts)
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(f"Sertifikat {facts.number}" if facts else "Sertifikat")
    if facts:
        canvas.setAuthor(facts.agency)
        canvas.setSubject(facts.course_title)
    canvas.setCatalogEntry("Lang", "id")
    return canvas


def long_date(day: date) -> str:
    """ "5 Maret 2026"; a certificate is written in Indonesian whoever downloads it."""
    return str(format_date(day, "d MMMM yyyy", locale="id"))


def jp_words(jp: Decimal) -> str:
    """ "6 (enam) Jam Pelajaran"; parts of an hour as a number alone."""
    plain = f"{jp.normalize():f}".replace(".", ",")
    if jp != jp.to_integral_value() or jp >= len(_NUMBERS):
        return f"{plain} Jam Pelajaran"
    return f"{plain} ({_NUMBERS[int(jp)]}) Jam Pelajaran"


def score_words(score: Decimal, of: str) -> str:
    """ "Nilai: 87,5 dari 100 (rata-rata kuis modul)."; what it is stands beside it."""
    return f"Nilai: {_plain(score)} dari 100 ({SCORE_WORDS[ScoreOf(of)]})."


_UNITS = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_NUMBERS = (
    *_UNITS,
    *(f"{_UNITS[n - 10]} belas" for n in range(12, 20)),
    *(f"{_UNITS[n // 10]} puluh" + (f" {_UNITS[n % 10]}" if n % 10 else "") for n in range(20, 100)),
)


class _Sheet:
    """One certificate being drawn; coordinates in points from the lower left corner."""

    def __init__(self, canvas: Any, facts: Facts, look: Look) -> None:
        from reportlab.lib.colors import HexColor

        self._facts, self._look = facts, look
        self._colour = HexColor
        self._canvas = canvas

    def front(self, qr_text: str, check_address: str) -> None:
        """The certificate itself."""
        self._frame()
        self._head()
        self._holder()
        self._body()
        self._signature()
        self._check(qr_text, check_address)
        self._canvas.showPage()

    def transcript(self) -> None:
        """What was learned, module by module, over as many pages as it takes."""
        lines = self._facts.transcript
        for start in range(0, max(len(lines), 1), LINES_A_PAGE):
            chunk = lines[start : start + LINES_A_PAGE]
            self._transcript_page(start, chunk, is_last=start + LINES_A_PAGE >= len(lines))
            self._canvas.showPage()

    def _frame(self) -> None:
        canvas = self._canvas
        canvas.setStrokeColor(self._colour(LINE))
        canvas.setLineWidth(0.8)
        canvas.rect(9 * MM, 9 * MM, WIDTH - 18 * MM, HEIGHT - 18 * MM)
        canvas.setFillColor(self._colour(self._look.colour))
        canvas.rect(9 * MM, HEIGHT - 13 * MM, WIDTH - 18 * MM, 4 * MM, stroke=0, fill=1)

    def _head(self) -> None:
        facts = self._facts
        top = HEIGHT - (26 if self._look.logo else 33) * MM
        if self._look.logo:
            self._canvas.drawImage(
                str(self._look.logo), WIDTH / 2 - 9 * MM, top - 6 * MM, 18 * MM, 18 * MM, mask="auto",
                preserveAspectRatio=True,
            )  # fmt: skip
            top -= 12 * MM
        self._centred(facts.agency, top, 12, font=BOLD)
        self._centred("SERTIFIKAT", top - 15 * MM, 30, font=BOLD, colour=self._look.colour)
        self._centred(f"Nomor: {facts.number}", top - 22 * MM, 10.5, colour=QUIET)
        self._centred("diberikan kepada", top - 31 * MM, 10.5, colour=QUIET)

    def _holder(self) -> None:
        holder = self._facts.holder
        self._centred(holder.full_name, 130 * MM, 22, font=BOLD)
        about = [f"NIP {grouped_nip(holder.nip)}", holder.rank and f"Golongan {holder.rank}"]
        self._centred(" \N{MIDDLE DOT} ".join(part for part in about if part), 122.5 * MM, 10.5)
        self._centred(holder.position, 116 * MM, 10.5)
        self._centred(holder.unit, 111 * MM, 10.5)

    def _body(self) -> None:
        facts = self._facts
        self._centred("atas kelulusannya dalam kursus", 102 * MM, 10.5, colour=QUIET)
        below = self._centred(facts.course_title, 93.5 * MM, 17, font=BOLD, most_lines=2)
        span = f"tanggal {long_date(facts.completed_on)}"
        if facts.started_on != facts.completed_on:
            span = f"tanggal {long_date(facts.started_on)} sampai dengan {long_date(facts.completed_on)}"
        below = self._centred(
            f"yang diselenggarakan secara daring oleh {facts.provider or facts.agency}, {span},",
            below - 2 * MM, 10.5, most_lines=2,
        )  # fmt: skip
        self._centred(f"selama {jp_words(facts.jp)}.", below, 10.5)
        if facts.valid_until:
            self._centred(f"Berlaku sampai dengan {long_date(facts.valid_until)}.", below - 6 * MM, 10.5)

    def _signature(self) -> None:
        facts, signatory = self._facts, self._facts.signatory
        middle = WIDTH - MARGIN - 48 * MM
        place = f"{signatory.place}, " if signatory.place else ""
        self._centred(f"{place}{long_date(facts.issued_on)}", 56 * MM, 10, middle=middle, width=92 * MM)
        self._centred(signatory.position, 51 * MM, 10, middle=middle, width=92 * MM, font=BOLD, most_lines=2)
        self._centred(signatory.name, 27 * MM, 10.5, middle=middle, width=92 * MM, font=BOLD)
        if signatory.nip:
            self._centred(f"NIP {grouped_nip(signatory.nip)}", 22 * MM, 9, middle=middle, width=92 * MM)

    def _check(self, qr_text: str, check_address: str) -> None:
        left, bottom = MARGIN, 21 * MM
        self._qr(qr.modules(qr_text), left, bottom)
        text_left, width = left + QR_SIDE + 5 * MM, 82 * MM
        self._left("Kode pemeriksaan", text_left, bottom + 28 * MM, 8.5, colour=QUIET, width=width)
        self._left(grouped(self._facts.code), text_left, bottom + 22.5 * MM, 12, font=BOLD, width=width)
        self._left(check_address, text_left, bottom + 17 * MM, 8.5, width=width)
        for number, line in enumerate(_wrapped(SIGNED_BY_SYSTEM, REGULAR, 8, width)):
            self._left(line, text_left, bottom + 10 * MM - number * 3.6 * MM, 8, colour=QUIET, width=width)

    def _qr(self, rows: tuple[tuple[bool, ...], ...], left: float, bottom: float) -> None:
        module = QR_SIDE / len(rows)
        path = self._canvas.beginPath()
        for y, row in enumerate(rows):
            for start, length in qr.runs(row):
                path.rect(left + start * module, bottom + QR_SIDE - (y + 1) * module, length * module, module)
        self._canvas.setFillColor(self._colour("#000000"))
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _transcript_page(self, start: int, lines: Sequence[Any], *, is_last: bool) -> None:
        self._frame()
        facts = self._facts
        self._left("Daftar materi", MARGIN, HEIGHT - 30 * MM, 16, font=BOLD)
        self._left(
            f"{facts.course_title} \N{MIDDLE DOT} Nomor: {facts.number}",
            MARGIN,
            HEIGHT - 37 * MM,
            9.5,
            colour=QUIET,
        )
        at = HEIGHT - 48 * MM
        self._row("No.", "Materi", "JP", at, font=BOLD)
        for number, line in enumerate(lines, start=start + 1):
            at -= 6.2 * MM
            self._row(str(number), line.title, _plain(line.jp), at)
        if is_last:
            self._row("", "Jumlah", _plain(facts.jp), at - 7 * MM, font=BOLD)
            passed = f"Kualifikasi: Lulus. Tanggal kelulusan: {long_date(facts.completed_on)}."
            self._left(passed, MARGIN, at - 14 * MM, 10)
            if facts.score is not None:
                at -= 5 * MM
                self._left(score_words(facts.score, facts.score_of), MARGIN, at - 14 * MM, 10)
            self._left(f"Versi materi: {facts.course_version[:12]}", MARGIN, at - 20 * MM, 8.5, colour=QUIET)

    def _row(self, number: str, title: str, jp: str, at: float, font: str = REGULAR) -> None:
        self._left(number, MARGIN, at, 10, font=font)
        self._left(title, MARGIN + 12 * MM, at, 10, font=font, width=WIDTH - 2 * MARGIN - 36 * MM)
        self._canvas.drawRightString(WIDTH - MARGIN, at, jp)
        self._canvas.setStrokeColor(self._colour(LINE))
        self._canvas.setLineWidth(0.4)
        self._canvas.line(MARGIN, at - 1.8 * MM, WIDTH - MARGIN, at - 1.8 * MM)

    def _centred(
        self, text: str, at: float, size: float, *, font: str = REGULAR, colour: str = INK,
        middle: float = WIDTH / 2, width: float = WIDTH - 2 * MARGIN, most_lines: int = 1,
    ) -> float:  # fmt: skip
        """Draw a text, smaller where it would not fit into so many lines; gives where the next one goes."""
        lines, size = _fitted(printable(text), font, size, width, most_lines)
        self._canvas.setFillColor(self._colour(colour))
        self._canvas.setFont(font, size)
        for line in lines:
            self._canvas.drawCentredString(middle, at, line)
            at -= size * 1.3
        return at

    def _left(
        self, text: str, left: float, at: float, size: float, *, font: str = REGULAR, colour: str = INK,
        width: float = WIDTH - 2 * MARGIN,
    ) -> None:  # fmt: skip
        lines, size = _fitted(printable(text), font, size, width, 1)
        self._canvas.setFillColor(self._colour(colour))
        self._canvas.setFont(font, size)
        self._canvas.drawString(left, at, lines[0] if lines else "")


def _fitted(text: str, font: str, size: float, width: float, most_lines: int) -> tuple[list[str], float]:
    while size > 6:
        lines = _wrapped(text, font, size, width)
        if len(lines) <= most_lines and all(_width(line, font, size) <= width for line in lines):
            return lines, size
        size -= 0.5
    return _wrapped(text, font, size, width)[:most_lines], size


def _wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and _width(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _width(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


def printable(text: str) -> str:
    """The text in letters the font has; an accent it lacks is left out rather than printed as a box."""
    from reportlab.pdfbase.pdfmetrics import getFont

    known = getFont(REGULAR).face.charToGlyph
    plain = unicodedata.normalize("NFC", text)
    return "".join(letter if ord(letter) in known else _nearest(letter, known) for letter in plain)


def _nearest(letter: str, known: Any) -> str:
    bare = unicodedata.normalize("NFKD", letter)
    return "".join(part for part in bare if ord(part) in known) or "?"


def register_fonts(fonts: Path) -> None:
    """Make the fonts in this folder known to reportlab; a second time changes nothing."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in FONT_FILES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(fonts / file)))


def _plain(jp: Decimal) -> str:
    return f"{jp.normalize():f}".replace(".", ",")
