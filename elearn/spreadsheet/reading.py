"""A file that somebody put in, as tables: CSV is one table, XLSX one a sheet."""

from __future__ import annotations

from collections.abc import Iterable

from elearn.spreadsheet.csv_reading import rows_of_csv
from elearn.spreadsheet.table import USUAL_LIMITS, Cell, Fault, FaultKind, Limits, Row, Table, Unreadable
from elearn.spreadsheet.xlsx_reading import sheets_of_xlsx

_ZIP_SIGN = b"PK\x03\x04"
_OLD_EXCEL_SIGN = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx behind a password
_EMPTY = Cell("")


def read_table(name: str, body: bytes, *, limits: Limits = USUAL_LIMITS) -> Table | list[Fault]:
    """The first table of a file (by its content, not by its name), or why it cannot be read."""
    tables = read_tables(name, body, limits=limits)
    if isinstance(tables, list):
        return tables
    return tables[0]


def read_tables(name: str, body: bytes, *, limits: Limits = USUAL_LIMITS) -> tuple[Table, ...] | list[Fault]:
    """All tables of a file that hold a row, at least one; or why it cannot be read.

    Reading stops at the first fault: a damaged file has no second one that is worth telling.
    """
    try:
        tables = tuple(table for table in _tables(name, body, limits) if table.headers)
        return tables or [Fault(kind=FaultKind.EMPTY)]
    except Unreadable as unreadable:
        return [unreadable.fault]


def _tables(name: str, body: bytes, limits: Limits) -> list[Table]:
    if len(body) > limits.bytes:
        raise Unreadable(Fault(kind=FaultKind.TOO_BIG, limit=limits.bytes))
    if body.startswith(_OLD_EXCEL_SIGN):
        raise Unreadable(Fault(kind=FaultKind.OLD_EXCEL))
    if body.startswith(_ZIP_SIGN):
        return [_table(sheet, rows, limits) for sheet, rows in sheets_of_xlsx(body, limits)]
    return [_table(name, rows_of_csv(body), limits)]


def _table(name: str, rows: Iterable[list[Cell]], limits: Limits) -> Table:
    headers: tuple[str, ...] = ()
    header_row = 0
    kept: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        if number > limits.rows + header_row:
            raise Unreadable(Fault(kind=FaultKind.TOO_MANY_ROWS, limit=limits.rows))
        if not any(cell.text.strip() for cell in cells):
            continue
        if headers:
            kept.append(_row(number, cells, len(headers)))
        else:
            headers, header_row = _headers(cells, limits), number
    return Table(name=name, headers=headers, rows=tuple(kept), header_row=header_row)


def _headers(cells: list[Cell], limits: Limits) -> tuple[str, ...]:
    names = [" ".join(cell.text.split()) for cell in cells]
    while not names[-1]:
        names.pop()
    if len(names) > limits.columns:
        raise Unreadable(Fault(kind=FaultKind.TOO_MANY_COLUMNS, limit=limits.columns))
    return tuple(names)


def _row(number: int, cells: list[Cell], width: int) -> Row:
    has_surplus = any(cell.text.strip() for cell in cells[width:])
    filled = (*cells[:width], *(_EMPTY,) * (width - len(cells)))
    return Row(number, filled, has_surplus)
