"""What the header of a picture tells, and what a picture may not hold."""

import struct

import pytest

from elearn.releases.pictures import Picture, PictureKind, UnsafeSvg, kind_of, picture_of

PNG = (
    b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", 640, 480) + b"\x08\x06\0\0\0"
)
JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    + b"\xff\xff\xc2\x00\x11\x08"
    + struct.pack(">HH", 480, 640)
    + b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"
)
SVG = b'<?xml version="1.0"?>\n<!-- x -->\n'
SVG += b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360.4 240"></svg>'


def webp(chunk: bytes, body: bytes) -> bytes:
    """A WebP file of one chunk."""
    return b"RIFF\0\0\0\0WEBP" + chunk + struct.pack("<I", len(body)) + body.ljust(20, b"\0")


@pytest.mark.parametrize(
    ("data", "picture"),
    [
        (PNG, Picture(PictureKind.PNG, 640, 480)),
        (JPEG, Picture(PictureKind.JPEG, 640, 480)),
        (SVG, Picture(PictureKind.SVG, 360, 240)),
        (b'<svg width="20px" height="30"></svg>', Picture(PictureKind.SVG, 20, 30)),
        (b'<svg width="100%"></svg>', Picture(PictureKind.SVG, 0, 0)),
        (
            webp(b"VP8X", b"\0\0\0\0" + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")),
            Picture(PictureKind.WEBP, 640, 480),
        ),
        (
            webp(b"VP8L", b"\x2f" + (639 | 479 << 14).to_bytes(4, "little")),
            Picture(PictureKind.WEBP, 640, 480),
        ),
        (
            webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 640, 480)),
            Picture(PictureKind.WEBP, 640, 480),
        ),
    ],
)
def test_kind_and_size_stand_in_the_header(data: bytes, picture: Picture) -> None:
    assert picture_of(data) == picture


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a", b"%PDF-1.7", b"<html><svg></svg></html>", b"---\njudul: x\n", b'{"quiz":{}}', PNG[:15]],
)
def test_other_files_are_no_pictures(data: bytes) -> None:
    assert picture_of(data) is None


@pytest.mark.parametrize("size", range(0, 60, 3))
@pytest.mark.parametrize("data", [PNG, JPEG, SVG, webp(b"VP8 ", b"")])
def test_a_picture_that_was_cut_off_is_no_trouble(data: bytes, size: int) -> None:
    # What is cut before its kind can be told is no picture; a known kind may still have its size.
    if kind_of(data[:size]) is None:
        assert picture_of(data[:size]) is None


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<path onload='alert(1)'/>",
        "<a href='javascript:alert(1)'/>",
        "<image href='https://evil.example/a.png'/>",
        "<image xlink:href='//evil.example/a.png'/>",
        "<foreignObject></foreignObject>",
        "<!ENTITY a 'b'>",
    ],
)
def test_a_drawing_may_only_draw(inside: str) -> None:
    with pytest.raises(UnsafeSvg):
        picture_of(f"<svg viewBox='0 0 1 1'>{inside}</svg>".encode())


def test_a_drawing_may_refer_to_its_own_parts() -> None:
    drawing = "<svg xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 1 1'><use xlink:href='#a'/></svg>"
    assert picture_of(drawing.encode()) == Picture(PictureKind.SVG, 1, 1)
