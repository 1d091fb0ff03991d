"""What a file is, by its content alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from elearn.evidence import rules
from elearn.evidence.rules import Kind, Refusal

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nxref\n0 1\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


def picture(kind: str, width: int = 3, height: int = 2, **how: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", (width, height)).save(written, kind, **how)
    return written.getvalue()


def test_a_pdf_a_photograph_and_a_screenshot_are_taken() -> None:
    assert rules.judged(PDF).kind is Kind.PDF
    assert rules.judged(picture("JPEG")).kind is Kind.JPG
    assert rules.judged(picture("PNG")).kind is Kind.PNG


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (PDF + b"\n" * rules.LARGEST_BYTES, Refusal.TOO_LARGE),
        (b"MZ\x90\x00 this program cannot be run", Refusal.KIND),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', Refusal.KIND),
        (b"<html>%PDF-1.4</html>", Refusal.KIND),
        (b"\n" + PDF, Refusal.KIND),
        (b"%PDF-1.4\n<html><script>alert(1)</script></html>", Refusal.BROKEN_PDF),
        (b"%PDF-1.4\n%%EOF", Refusal.BROKEN_PDF),
        (PDF + b"<html>" + b" " * 3_000, Refusal.BROKEN_PDF),
        (picture("PNG")[:-12], Refusal.BROKEN_PICTURE),
        (picture("PNG")[:20], Refusal.BROKEN_PICTURE),
        (picture("JPEG")[:30], Refusal.BROKEN_PICTURE),
        (b"\xff\xd8\xff", Refusal.BROKEN_PICTURE),
        (b"\xff\xd8\xff\xe0\x00\x00" * 50, Refusal.BROKEN_PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBP", Refusal.KIND),
        (b"PK\x03\x04", Refusal.KIND),
    ],
    ids=[
        "nothing", "too large", "a program", "an SVG", "HTML that names PDF", "a PDF behind a line",
        "HTML behind a PDF header", "a PDF that is only an end", "a PDF with a page behind it",
        "half a PNG", "the header of a PNG", "half a JPEG", "three bytes", "a JPEG without a frame",
        "a WebP", "an archive",
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_reason(body: bytes, refusal: Refusal) -> None:
    assert rules.judged(body) == rules.Judged(refusal=refusal)


def test_a_small_file_that_unpacks_to_a_giant_picture_is_refused() -> None:
    png = picture("PNG")
    bomb = png[:16] + (50_000).to_bytes(4, "big") * 2 + png[24:]
    assert rules.judged(bomb).refusal is Refusal.TOO_MANY_PIXELS
    jpeg = picture("JPEG")
    at = jpeg.index(b"\xff\xc0") + 5
    giant = jpeg[:at] + b"\xff\xff\xff\xff" + jpeg[at + 4 :]
    assert rules.judged(giant).refusal is Refusal.TOO_MANY_PIXELS


@given(
    width=st.integers(1, 300),
    height=st.integers(1, 300),
    progressive=st.booleans(),
    comment=st.binary(max_size=300),
)
def test_the_size_of_a_jpeg_is_read_as_its_decoder_reads_it(
    width: int, height: int, progressive: bool, comment: bytes
) -> None:
    body = picture("JPEG", width, height, progressive=progressive, comment=comment)
    assert rules.jpeg_size(body) == (width, height)


@given(st.binary(max_size=400), st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"]))
def test_no_bytes_break_the_look_at_them(tail: bytes, start: bytes) -> None:
    judged = rules.judged(start + tail)
    assert (judged.kind is None) != (judged.refusal is None)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("sertifikat.pdf", "sertifikat.pdf"),
        ("sertifikat.pdf.exe", "sertifikat.pdf.pdf"),
        ("C:\\Users\\siti\\foto.JPEG", "foto.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202egpj.exe", "a gpj.pdf"),
        ("", "bukti.pdf"),
        (".pdf", "bukti.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_folders_and_with_the_end_of_its_content(name: str, kept: str) -> None:
    assert rules.kept_name(name, Kind.PDF) == kept
    assert len(kept) <= rules.LONGEST_NAME
