"""Packages for the tests of QTI, honest and hostile."""

import io
import zipfile
from pathlib import Path

QTI = Path(__file__).parent / "samples" / "qti"
PNG = b"\x89PNG\r\n\x1a\n rekaan"
ITEM = (QTI / "v30" / "01-pilihan.xml").read_text(encoding="utf-8")
TEST = """<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="T"><testPart
 identifier="p" navigationMode="linear" submissionMode="individual">%s</testPart></assessmentTest>"""


def zipped(files: dict[str, str | bytes]) -> bytes:
    """A zip file of these."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def sample_package(version: str, **more: str | bytes) -> bytes:
    """The samples of a version as a package without a manifest."""
    files: dict[str, str | bytes] = {
        f"soal/{path.name}": path.read_bytes() for path in sorted((QTI / version).glob("*.xml"))
    }
    return zipped({**files, "gambar/alur.png": PNG, **more})


def with_byte(data: bytes, marker: bytes, offset: int, value: int) -> bytes:
    """The bytes with one changed behind each marker."""
    changed = bytearray(data)
    at = data.find(marker)
    while at >= 0:
        changed[at + offset] = value
        at = data.find(marker, at + 1)
    return bytes(changed)
