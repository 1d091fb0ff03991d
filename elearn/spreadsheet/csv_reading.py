"""CSV as people have it: saved by Excel in two languages, by a text editor, or by another system."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from elearn.spreadsheet.formula_safety import unguarded
from elearn.spreadsheet.table import Cell, Fault, FaultKind, Unreadable

_SEPARATORS = (";", "\t", ",")
_LONGEST_CELL = 100_000


def rows_of_csv(body: bytes) -> Iterator[list[Cell]]:
    """Every row of the file, the empty ones too, so that counting gives the number Excel shows.

    Raises Unreadable. No cell counts as a number: CSV keeps the digits as they were written.
    """
    text = _decoded(body)
    if "\x00" in text:
        raise Unreadable(Fault(kind=FaultKind.HAS_NUL, row=text[: text.index("\x00")].count("\n") + 1))
    separator, text = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    # A field larger than the module's own limit is an error there, as it should be: a quote was never closed.
    number = 1
    try:
        for row in reader:
            yield [Cell(unguarded(text)) for text in row]
            number += 1
    except csv.Error as broken:
        raise Unreadable(Fault(kind=FaultKind.BROKEN_QUOTES, row=number)) from broken


def _decoded(body: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with mark ("Unicode text" of Excel), else Windows-1252."""
    is_utf16 = body.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp1252"):
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault(kind=FaultKind.NOT_TEXT))


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without a line `sep=;` that only says it."""
    first = text.lstrip("\r\n").split("\n", 1)[0].strip()
    if len(first) == len("sep=;") and first.lower().startswith("sep="):
        # An empty line in its place: the rows keep the numbers that Excel shows.
        return first[-1], text.replace(first, "", 1)
    counts = {separator: _outside_quotes(text).count(separator) for separator in _SEPARATORS}
    return max(_SEPARATORS, key=lambda separator: counts[separator]), text


def _outside_quotes(text: str) -> str:
    """The first row that is not empty, without what stands in quotes."""
    signs = []
    in_quotes = False
    for sign in text[:_LONGEST_CELL].lstrip("\r\n"):
        if sign == '"':
            in_quotes = not in_quotes
        elif sign in "\r\n" and not in_quotes:
            break
        elif not in_quotes:
            signs.append(sign)
    return "".join(signs)
