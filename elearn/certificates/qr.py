"""QR codes: their modules for the PDF, and as one SVG path for the page."""

from __future__ import annotations

from collections.abc import Iterator

QUIET_MODULES = 4


def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark and light modules of a code, rows from the top, without the quiet zone; error level M."""
    # Not at the top: only drawing a certificate needs it.
    import segno

    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def svg_path(rows: tuple[tuple[bool, ...], ...]) -> str:
    """The dark modules as the `d` of one path, a unit a module, the quiet zone around them."""
    return "".join(
        f"M{start + QUIET_MODULES} {y + QUIET_MODULES}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in runs(row)
    )


def runs(row: tuple[bool, ...]) -> Iterator[tuple[int, int]]:
    """Where dark runs begin in a row, and how long they are."""
    start = None
    for x, is_dark in enumerate((*row, False)):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            yield start, x - start
            start = None
