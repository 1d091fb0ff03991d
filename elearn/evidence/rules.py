"""Which files are taken as evidence, told by what is in them and never by their names. Pure.

Pictures are not decoded: their headers say how large they are, and nobody but a reader's own program unpacks
them. So no picture, however made, costs this server more than its bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LARGEST_BYTES = 5_000_000
MOST_PIXELS = 64_000_000
"""More than the cameras of common telephones make; unpacked it is about 200 MB on the verifier's machine."""
BYTES_A_DAY = 50_000_000
"""Of one person, so that nobody fills the disk alone."""
LONGEST_NAME = 120

_PDF = re.compile(rb"%PDF-[12]\.\d")
_PDF_END_WITHIN = 2_048  # signed files carry a little behind the end
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEADER = b"\x00\x00\x00\rIHDR"
_JPEG = b"\xff\xd8\xff"
# Frames with a size of their own: every SOF marker; C4, C8 and CC are tables and reserved.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})  # without a length


class Kind(StrEnum):
    """What a file is; also the end of its name."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"


MIME = {Kind.PDF: "application/pdf", Kind.JPG: "image/jpeg", Kind.PNG: "image/png"}


class Refusal(StrEnum):
    """Why a file is not taken as evidence."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    KIND = "kind"  # neither PDF nor JPEG nor PNG
    BROKEN_PDF = "broken_pdf"  # begins like one and does not end like one
    BROKEN_PICTURE = "broken_picture"
    TOO_MANY_PIXELS = "too_many_pixels"
    ENOUGH_TODAY = "enough_today"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file looked at: its kind, or why it is not taken."""

    kind: Kind | None = None
    refusal: Refusal | None = None


def judged(body: bytes) -> Judged:
    """Look at a file by its content alone."""
    if not body:
        return Judged(refusal=Refusal.EMPTY)
    if len(body) > LARGEST_BYTES:
        return Judged(refusal=Refusal.TOO_LARGE)
    if _PDF.match(body):
        return _judged_pdf(body)
    if body.startswith(_PNG):
        return _judged_picture(Kind.PNG, _png_size(body))
    if body.startswith(_JPEG):
        return _judged_picture(Kind.JPG, jpeg_size(body))
    return Judged(refusal=Refusal.KIND)


def kept_name(name: str, kind: Kind) -> str:
    """A name to show: without folders and control characters, and with the end that its content has."""
    last = re.split(r"[/\\]", name)[-1]
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in last).split())
    stem, dot, _end = plain.rpartition(".")
    stem = (stem if dot else plain).strip(". ")[: LONGEST_NAME - 4].strip()
    return f"{stem or 'bukti'}.{kind}"


def _judged_pdf(body: bytes) -> Judged:
    is_whole = b"%%EOF" in body[-_PDF_END_WITHIN:] and b"startxref" in body
    return Judged(kind=Kind.PDF) if is_whole else Judged(refusal=Refusal.BROKEN_PDF)


def _judged_picture(kind: Kind, size: tuple[int, int] | None) -> Judged:
    if size is None or 0 in size:
        return Judged(refusal=Refusal.BROKEN_PICTURE)
    if size[0] * size[1] > MOST_PIXELS:
        return Judged(refusal=Refusal.TOO_MANY_PIXELS)
    return Judged(kind=kind)


def _png_size(body: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG in pixels; None when its header is none or it does not end as one."""
    is_whole = body[8:16] == _PNG_HEADER and b"IDAT" in body and b"IEND" in body[-1_024:]
    return (_number(body[16:20]), _number(body[20:24])) if is_whole else None


def jpeg_size(body: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG in pixels, from its first frame header; None when there is none."""
    at = 2
    while at + 4 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _BARE_MARKERS:
            at += 2
        elif marker in _FRAMES:
            header = body[at + 5 : at + 9]
            return (_number(header[2:]), _number(header[:2])) if len(header) == 4 else None
        else:
            at += 2 + max(2, _number(body[at + 2 : at + 4]))
    return None


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")
