"""What the bytes of a picture say: its kind and size, read from the header, without decoding anything."""

import re
import struct
from dataclasses import dataclass
from enum import StrEnum


class PictureKind(StrEnum):
    """The kinds a page may show; the value is the file extension."""

    SVG = "svg"
    PNG = "png"
    JPEG = "jpg"
    WEBP = "webp"


CONTENT_TYPES = {
    PictureKind.SVG: "image/svg+xml",
    PictureKind.PNG: "image/png",
    PictureKind.JPEG: "image/jpeg",
    PictureKind.WEBP: "image/webp",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """Kind and size in pixels; 0 where an SVG names no size."""

    kind: PictureKind
    width: int
    height: int


class UnsafeSvg(ValueError):
    """An SVG with script, other hosts, embedded pages or entities; the argument is the offending text."""


def picture_of(data: bytes) -> Picture | None:
    """Kind and size of a picture, or None when the bytes are no picture that a page may show.

    Raises:
        UnsafeSvg: an SVG that does more than draw.
    """
    for read in (_png, _webp, _jpeg, _svg):
        picture = read(data)
        if picture is not None:
            return picture
    return None


def kind_of(data: bytes) -> PictureKind | None:
    """The kind of a picture, told by its first bytes."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return PictureKind.WEBP
    if data.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    return PictureKind.SVG if _SVG_START.match(data) else None


def picture_kind(data: bytes) -> str | None:
    """The file ending of a picture that pages may show, None when they may not."""
    try:
        picture = picture_of(data)
    except UnsafeSvg:
        return None
    return picture.kind.value if picture else None


def _png(data: bytes) -> Picture | None:
    if kind_of(data) is not PictureKind.PNG or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return Picture(PictureKind.PNG, *struct.unpack(">II", data[16:24]))


def _webp(data: bytes) -> Picture | None:
    if kind_of(data) is not PictureKind.WEBP or len(data) < 30:
        return None
    chunk = data[12:16]
    if chunk == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Picture(PictureKind.WEBP, width, height)
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return Picture(PictureKind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return Picture(PictureKind.WEBP, width & 0x3FFF, height & 0x3FFF)
    return None


_JPEG_SIZE_MARKS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})


def _jpeg(data: bytes) -> Picture | None:
    if kind_of(data) is not PictureKind.JPEG:
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _JPEG_SIZE_MARKS:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return Picture(PictureKind.JPEG, width, height)
        is_bare = mark == 0xFF or 0xD0 <= mark <= 0xD7 or mark == 0x01
        at += 1 if mark == 0xFF else 2 if is_bare else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return None


_SVG_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"(?:<!DOCTYPE[^>\[]{0,300}>\s*)?<svg[\s>]",
    re.DOTALL,
)
_UNSAFE_SVG = re.compile(
    r"<script|<foreignObject|<iframe|<embed|<object|<!ENTITY|\bon[a-z]+\s*=|javascript:"
    r"|(?:href|src)\s*=\s*[\"']\s*(?:[a-z][a-z0-9+.-]*:|//)(?!image/(?:png|jpeg|webp);base64,)",
    re.IGNORECASE,
)


def _svg(data: bytes) -> Picture | None:
    if kind_of(data) is not PictureKind.SVG:
        return None
    text = data.decode("utf-8", "replace")
    unsafe = _UNSAFE_SVG.search(re.sub(r"\sxmlns(?::\w+)?\s*=\s*[\"'][^\"']*[\"']", "", text))
    if unsafe:
        raise UnsafeSvg(unsafe[0])
    opening = re.search(r"<svg\b[^>]*>", text)
    width, height = _svg_size(opening[0] if opening else "")
    return Picture(PictureKind.SVG, width, height)


def _svg_size(opening: str) -> tuple[int, int]:
    number = r"\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']"
    box = re.search(r"viewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)", opening)
    sides = [re.search(rf"\s{name}{number}", opening) for name in ("width", "height")]
    if box:
        return _pixels(box[1]), _pixels(box[2])
    return (_pixels(sides[0][1]), _pixels(sides[1][1])) if sides[0] and sides[1] else (0, 0)


def _pixels(text: str) -> int:
    try:
        return min(20_000, round(float(text)))
    except ValueError:
        return 0
