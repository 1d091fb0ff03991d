"""A PNG or JPEG of an author as small WebP files, in a child process, so that no server loads Pillow.

`python -m elearn.publishing.encoding` reads the bytes of a picture from its standard input. What it writes: a
line of JSON `[[width, height, size], ...]`, the largest first, then the bytes of each, one after the other.
Size 0 stands for the original: WebP would not be smaller. It ends with 1 when the bytes are no whole picture.
"""

from __future__ import annotations

import contextlib
import json
import sys
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from PIL.Image import Image

ENCODER_VERSION = "1"
"""Part of the key of every cached encoding: raise it when the same picture becomes other bytes."""
LONGEST_PX = 1_600
PHONE_WIDTH_PX = 720
MAX_PIXELS = 50_000_000
"""A telephone takes 12 to 50 million; more is a mistake or an attack, for the memory it unpacks to."""
MAX_MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 30
_QUALITY = 80
_LOSSLESS_BYTES = 100 * 1024
"""Drawings and screens keep every pixel as long as that stays small; larger ones are most likely photos."""
_MAX_PROFILE_BYTES = 4_096

Encoded = tuple[int, int, bytes]
"""Width, height and bytes; no bytes where the original is better."""


def encoded(data: bytes) -> list[Encoded]:
    """The picture for a screen, and for a telephone when that saves something; without position and camera.

    The longest side has at most 1,600 px, the smaller one is 720 px wide; nothing is enlarged. A picture that
    moves becomes its first frame.

    Raises:
        OSError, ValueError, SyntaxError: these bytes are no whole PNG or JPEG.
        Image.DecompressionBombError, DecompressionBombWarning: far too many pixels.
    """
    # Imported here: Pillow takes 60 ms and 15 MB, and only this process decodes pictures.
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as opened:
        size, is_private, is_drawing = opened.size, _tells_more(opened), opened.format == "PNG"
        # A JPEG can be unpacked at half its size or less, which saves most of the memory.
        opened.draft("RGB", (LONGEST_PX, LONGEST_PX))
        profile = _profile(opened)
        large = _in_colour(ImageOps.exif_transpose(opened))
    large.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.LANCZOS)
    best = _webp(large, profile, is_drawing=is_drawing)
    found: list[Encoded] = [(*large.size, best)]
    if len(best) >= len(data) and not is_private:
        found, best = [(*size, b"")], data
    if large.width > PHONE_WIDTH_PX:
        height = max(1, round(large.height * PHONE_WIDTH_PX / large.width))
        small = large.resize((PHONE_WIDTH_PX, height), Image.Resampling.LANCZOS)
        smaller = _webp(small, profile, is_drawing=is_drawing)
        found += [(*small.size, smaller)] if len(smaller) < len(best) else []
    return found


def _tells_more(image: Image) -> bool:
    """Whether the file says more than its pixels: where it was taken, when, with what, or how to turn it."""
    return bool(image.getexif()) or any("xmp" in str(key).lower() for key in image.info)


def _profile(image: Image) -> bytes:
    """The colour profile, when colours would be other without it and it is not large."""
    profile: bytes = image.info.get("icc_profile") or b""
    is_needed = image.mode in ("RGB", "RGBA", "P") and b"sRGB" not in profile
    return profile if is_needed and len(profile) <= _MAX_PROFILE_BYTES else b""


def _in_colour(image: Image) -> Image:
    """The picture in the colours that WebP has."""
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_holes = "A" in image.getbands() or "transparency" in image.info
    return image.convert("RGBA" if has_holes else "RGB")


def _webp(image: Image, profile: bytes, *, is_drawing: bool) -> bytes:
    exact = _saved(image, profile, lossless=True) if is_drawing else b""
    if 0 < len(exact) <= _LOSSLESS_BYTES:
        return exact
    return _saved(image, profile, lossless=False)


def _saved(image: Image, profile: bytes, *, lossless: bool) -> bytes:
    out = BytesIO()
    # Named one by one: what is left out would be taken over from the original.
    image.save(
        out, "WEBP", quality=_QUALITY, method=4, lossless=lossless, icc_profile=profile, exif=b"", xmp=b""
    )
    return out.getvalue()


def _limit_itself() -> None:
    """A picture that wants more fails by itself instead of pushing the server out of memory."""
    if resource is not None:
        # A container may allow less already; then that holds.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def main() -> int:
    """Encode one picture; gives the exit code."""
    _limit_itself()
    warnings.simplefilter("error")  # a bomb begins as a warning
    try:
        found = encoded(sys.stdin.buffer.read())
    except Exception:  # a decoder stumbles in as many ways as there are broken files; the author hears it
        return 1
    heads = [(width, height, len(data)) for width, height, data in found]
    sys.stdout.buffer.write(json.dumps(heads).encode() + b"\n" + b"".join(data for _, _, data in found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
