"""XLSX written row by row: flat memory, and no way at all for a text to become a formula.

By hand and not through openpyxl, which needs ten times as long for 20,000 rows; what it writes is read back
by openpyxl in the tests.
"""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from elearn.spreadsheet.values import Value
from elearn.spreadsheet.xlsx_frame import MAIN, XML, frame

LONGEST_CELL = 32_767  # Excel refuses a whole workbook for a longer one
_LONGEST_SHEET_NAME = 31
_MOST_EXACT_DIGITS = 15
_ROWS_A_CHUNK = 500
_FIRST_DAY = date(1899, 12, 30)  # day 0 of the format's calendar, with its leap day of 1900 that never was
_TEXT, _DAY, _INSTANT, _HEADER, _WRAPPED = 1, 2, 3, 4, 5
# What XML 1.0 cannot hold, and the form that would be read as its escape.
_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column: its title and its width in signs."""

    title: str
    width: int = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A sheet to write; its rows are asked for one at a time. Without columns it has no header row."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]


def write_xlsx(sheets: Iterable[Sheet], out: BinaryIO) -> None:
    """Write a workbook to a file opened for bytes.

    Every str is a text cell of the format "text" (so a NIP stays what it is, also after editing), int, float
    and Decimal are numbers, date and datetime are dates; an aware datetime is written as the wall clock it
    names. A whole number of more than 15 digits is written as text: as a number it would lose digits.
    """
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as package:
        names: list[str] = []
        for number, sheet in enumerate(sheets, start=1):
            names.append(_sheet_name(sheet.name, names))
            with package.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                _write_sheet(sheet, part)
        for name, text in frame(names):
            package.writestr(name, text)


def _write_sheet(sheet: Sheet, part: IO[bytes]) -> None:
    part.write(_sheet_head(sheet).encode())
    lines: list[str] = []
    for number, row in enumerate(_all_rows(sheet), start=1):
        lines.append(f'<row r="{number}">{row}</row>')
        if len(lines) == _ROWS_A_CHUNK:
            part.write("".join(lines).encode())
            lines.clear()
    part.write("".join((*lines, "</sheetData></worksheet>")).encode())


def _all_rows(sheet: Sheet) -> Iterator[str]:
    if sheet.columns:
        yield "".join(_text_cell(column.title, _HEADER) for column in sheet.columns)
    for row in sheet.rows:
        yield "".join([_cell(value) for value in row])


def _sheet_head(sheet: Sheet) -> str:
    frozen = (
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if sheet.columns else ""
    )
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{column.width}" style="{_TEXT}" customWidth="1"/>'
        for number, column in enumerate(sheet.columns, start=1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView>'
        f"</sheetViews>{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return _text_cell(value, _WRAPPED if "\n" in value else _TEXT) if value else "<c/>"
    if value is None:
        return "<c/>"
    if isinstance(value, date):
        return _day_cell(value)
    if isinstance(value, int) and len(str(abs(value))) > _MOST_EXACT_DIGITS:
        return _text_cell(str(value), _TEXT)
    return _number_cell(value)


def _number_cell(value: int | float | Decimal) -> str:
    # "nan" and "inf" are no numbers of the format.
    return f"<c><v>{value}</v></c>" if math.isfinite(value) else _text_cell(str(value), _TEXT)


def _day_cell(value: date) -> str:
    if isinstance(value, datetime):
        days = (value.date() - _FIRST_DAY).days
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return f'<c s="{_INSTANT}"><v>{days + seconds / 86_400:.9f}</v></c>'
    return f'<c s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'


def _text_cell(text: str, style: int) -> str:
    kept = text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL]
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml_text(kept)}</t></is></c>'


def _xml_text(text: str) -> str:
    if not text.isascii():
        text = _SURROGATES.sub("\ufffd", text)
    return escape(_ESCAPES.sub(lambda match: f"_x{ord(match[0]):04X}_", text))


def _sheet_name(wanted: str, taken: list[str]) -> str:
    """A name that Excel takes: 31 signs, none of []:*?/\\, not there twice (whatever the case)."""
    plain = _NOT_IN_SHEET_NAMES.sub(" ", wanted).strip().strip("'")[:_LONGEST_SHEET_NAME] or "Lembar"
    name, number = plain, 2
    while name.casefold() in {other.casefold() for other in taken}:
        suffix = f" {number}"
        name, number = plain[: _LONGEST_SHEET_NAME - len(suffix)] + suffix, number + 1
    return name
