"""XLSX through openpyxl, with guards before: packed bombs, other formats under its name.

Entities are refused by defusedxml, which openpyxl uses because it is installed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

from elearn.spreadsheet.table import Cell, Fault, FaultKind, Limits, Unreadable

_MOST_PARTS = 2_000
# How the format writes signs that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EMPTY = Cell("")


def sheets_of_xlsx(body: bytes, limits: Limits) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """The visible sheets as (name, rows), one after the other. Raises Unreadable."""
    _check_package(body, limits)
    # Here and not above: only an import needs it, and it would cost every start a tenth of a second.
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=False, keep_links=False)
    except Exception as damaged:  # the library says the many ways in which a file is broken in many types
        raise Unreadable(Fault(kind=FaultKind.DAMAGED)) from damaged
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                # What the file says about its own size is often wrong; read until the end instead.
                sheet.reset_dimensions()
                yield sheet.title, _rows(sheet)
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[list[Cell]]:
    seen: dict[str, Cell] = {}
    try:
        for row in sheet.iter_rows():
            yield [_cell(one, seen.setdefault) for one in row]
    except Unreadable:
        raise
    except Exception as damaged:
        raise Unreadable(Fault(kind=FaultKind.DAMAGED)) from damaged


def _cell(one: Any, known: Callable[[str, Cell], Cell]) -> Cell:
    value = one.value
    if value is None:
        return _EMPTY
    if isinstance(value, str):
        if one.data_type == "f":
            return Cell(value, is_formula=True)
        # Units and positions repeat a thousand times: each is kept once.
        return known(value, Cell(_unescaped(value)))
    return _other_cell(value)


def _other_cell(value: object) -> Cell:
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Cell(_number_text(value), is_number=True)
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return Cell(value.date().isoformat() if is_day else value.isoformat(sep=" ", timespec="seconds"))
    if isinstance(value, date | time):
        return Cell(value.isoformat())
    return Cell(str(value), is_formula=True)  # what is left are formulas over several cells


def _number_text(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return str(value)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _check_package(body: bytes, limits: Limits) -> None:
    """Refuse what only looks like a workbook, or unpacks to more than may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = package.infolist()
            names = {part.filename for part in parts}
            if "[Content_Types].xml" not in names or "xl/workbook.xml" not in {
                name.lower() for name in names
            }:
                raise Unreadable(Fault(kind=FaultKind.OTHER_FORMAT))
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise Unreadable(Fault(kind=FaultKind.TOO_BIG, limit=limits.unpacked_bytes))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as damaged:
        raise Unreadable(Fault(kind=FaultKind.DAMAGED)) from damaged
