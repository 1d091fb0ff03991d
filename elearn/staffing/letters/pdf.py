"""The letters as PDF, one a page."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from elearn.people.numbers import grouped
from elearn.staffing.letters.letter import Heading, Letter

MILLIMETRE = 72 / 25.4
WIDTH, HEIGHT = 210 * MILLIMETRE, 297 * MILLIMETRE
MARGIN = 25 * MILLIMETRE
_PLAIN, _BOLD = "Vera", "VeraBd"


def letters_pdf(letters: Sequence[Letter], heading: Heading) -> bytes:
    """The file. Its pages hold codes: it is sent once and kept nowhere."""
    # Imported here: 220 ms and 30 MB that only printing needs.
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    for name in (_PLAIN, _BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), lang="id")
    canvas.setTitle(_("Surat aktivasi akun"))
    for letter in letters:
        _Page(canvas).draw(letter, heading)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Page:
    """One letter, drawn from the top down."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.y = HEIGHT - MARGIN

    def draw(self, letter: Letter, heading: Heading) -> None:
        self.line(heading.agency, size=11, gap=6)
        self.rule()
        self.line(_("Surat aktivasi akun"), size=17, font=_BOLD, gap=14)
        for label, value in (
            (_("Nama"), letter.name),
            (_("NIP"), grouped(letter.nip)),
            (_("Unit kerja"), letter.unit),
        ):
            self.fact(label, value)
        self.y -= 6 * MILLIMETRE
        self.line(_("Cara masuk pertama kali"), size=12, font=_BOLD, gap=8)
        steps = (
            _("Buka %(address)s", address=heading.address),
            _("Isi NIP Anda dan kode sekali pakai di bawah ini."),
            _("Buat kata sandi Anda sendiri. Kode tidak dapat dipakai lagi sesudahnya."),
        )
        for number, step in enumerate(steps, start=1):
            self.paragraph(f"{number}. {step}")
        self.code(letter.code)
        self.paragraph(_("Kode berlaku sampai %(day)s.", day=heading.valid_words))
        self.paragraph(
            _(
                "Jangan memberikan kode ini kepada siapa pun, juga bukan kepada petugas. "
                "Bila tidak berhasil masuk, hubungi %(contact)s.",
                contact=heading.help_contact,
            )
        )

    def line(self, text: str, *, size: float = 10.5, font: str = _PLAIN, gap: float = 6) -> None:
        self.canvas.setFont(font, size)
        self.y -= size
        self.canvas.drawString(MARGIN, self.y, _shortened(text, font, size))
        self.y -= gap * MILLIMETRE

    def fact(self, label: str, value: str) -> None:
        self.canvas.setFont(_PLAIN, 10.5)
        self.canvas.drawString(MARGIN, self.y, label)
        self.canvas.setFont(_BOLD, 10.5)
        room = WIDTH - 2 * MARGIN - 32 * MILLIMETRE
        for text in _lines(value, _BOLD, 10.5, room):
            self.canvas.drawString(MARGIN + 32 * MILLIMETRE, self.y, text)
            self.y -= 6 * MILLIMETRE

    def rule(self) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(MARGIN, self.y, WIDTH - MARGIN, self.y)
        self.y -= 12 * MILLIMETRE

    def code(self, code: str) -> None:
        height = 18 * MILLIMETRE
        self.y -= 4 * MILLIMETRE
        self.canvas.roundRect(MARGIN, self.y - height, WIDTH - 2 * MARGIN, height, 6)
        self.canvas.setFont(_BOLD, 22)
        self.canvas.drawCentredString(WIDTH / 2, self.y - height / 2 - 8, code)
        self.y -= height + 10 * MILLIMETRE

    def paragraph(self, text: str) -> None:
        self.canvas.setFont(_PLAIN, 10.5)
        for one in _lines(text, _PLAIN, 10.5, WIDTH - 2 * MARGIN):
            self.canvas.drawString(MARGIN, self.y, one)
            self.y -= 5.6 * MILLIMETRE
        self.y -= 1.5 * MILLIMETRE


def _lines(text: str, font: str, size: float, room: float) -> list[str]:
    from reportlab.lib.utils import simpleSplit  # with the rest of reportlab, only when one prints

    lines: list[str] = simpleSplit(text, font, size, room)
    return lines[:4]


def _shortened(text: str, font: str, size: float) -> str:
    lines = _lines(text, font, size, WIDTH - 2 * MARGIN)
    return lines[0] if lines else ""
