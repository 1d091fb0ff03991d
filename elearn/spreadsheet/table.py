"""What a file of a spreadsheet holds, whatever its format: headers and rows of cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

ONE_MIB = 1024 * 1024


class Cell(NamedTuple):
    """One cell as it stood in the file.

    A date is its ISO text. `is_number` says that the program kept it as a number, which has 15 digits at
    most: a NIP in such a cell is damaged already.
    """

    text: str
    is_number: bool = False
    is_formula: bool = False


class Row(NamedTuple):
    """A row with something in it; `number` is what Excel shows at its left, from 1."""

    number: int
    cells: tuple[Cell, ...]  # as many as there are headers
    has_surplus: bool = False  # something stands right of the last header: a separator too many


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """The rows below the first row that is not empty, which names the columns."""

    name: str  # of the sheet; of a CSV file the name of the file
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    header_row: int = 1


class FaultKind(StrEnum):
    """Why a file cannot be read as tables."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NOT_TEXT = "not-text"
    HAS_NUL = "has-nul"
    BROKEN_QUOTES = "broken-quotes"
    OLD_EXCEL = "old-excel"
    OTHER_FORMAT = "other-format"
    DAMAGED = "damaged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """Why nothing was read; `row` is 0 where no row can be named, `limit` is the number that was passed."""

    kind: FaultKind
    row: int = 0
    limit: int = 0


class Unreadable(Exception):
    """Raised inside the readers; `read_tables` turns it into its fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.kind)
        self.fault = fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How large a file may be; what unpacks from an XLSX file counts, not its packed size alone."""

    bytes: int = 32 * ONE_MIB
    unpacked_bytes: int = 400 * ONE_MIB
    rows: int = 250_000
    columns: int = 200


USUAL_LIMITS = Limits()
