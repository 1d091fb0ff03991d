"""CSV that Indonesian Excel opens by a double click and runs nothing of."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from elearn.spreadsheet.formula_safety import guarded
from elearn.spreadsheet.values import Value, value_text

_UTF8_MARK = "\ufeff".encode()
_ROWS_A_CHUNK = 500


def write_csv(rows: Iterable[Sequence[Value]], out: BinaryIO) -> None:
    """Write the rows (the first names the columns) to a file opened for bytes; memory stays flat."""
    for chunk in csv_chunks(rows):
        out.write(chunk)


def csv_chunks(rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The same piece by piece, for an answer that is sent while it is made.

    UTF-8 with its mark, `;` between, numbers with a decimal comma, dates as 2026-03-05. Text that a
    spreadsheet would run stands behind an apostrophe, which `read_table` takes away again.
    """
    yield _UTF8_MARK
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow([guarded(value) if isinstance(value, str) else value_text(value) for value in row])
        if number % _ROWS_A_CHUNK == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    # A lone surrogate is no character of any text; it must not stop a whole report.
    chunk = buffer.getvalue().encode("utf-8", errors="replace")
    buffer.seek(0)
    buffer.truncate()
    return chunk
