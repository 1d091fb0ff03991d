"""Rows of a file as lines: each cell read and checked by itself, before anything is compared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.people.numbers import is_usual, normalised_nip
from elearn.people.positions import read_kind, read_status
from elearn.spreadsheet.table import Cell, Row, Table
from elearn.staffing.importing.columns import LONGEST, Field, Headings
from elearn.staffing.importing.dates import read_date
from elearn.staffing.importing.remarks import Code, Remark

CLEARED = "-"
"""Stands in a cell to empty what was kept; an empty cell keeps it."""

LEFT_REASONS = {
    "pindah": "moved",
    "mutasi": "moved",
    "pensiun": "retired",
    "berhenti": "ended",
    "kontrak berakhir": "ended",
    "meninggal": "deceased",
    "wafat": "deceased",
}
_ZONES = {
    "wib": "Asia/Jakarta",
    "wita": "Asia/Makassar",
    "wit": "Asia/Jayapura",
    "asia/jakarta": "Asia/Jakarta",
    "asia/pontianak": "Asia/Pontianak",
    "asia/makassar": "Asia/Makassar",
    "asia/jayapura": "Asia/Jayapura",
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RUNS = re.compile(r"\s*[=+@\uff1d\uff0b\uff20]")
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_RANK = re.compile(r"(I|II|III|IV)/[a-e]|[IVX]{1,5}")
_CODE = re.compile(r"[\w.\-/ ]{1,64}")
_SCIENTIFIC = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
# Typed in Excel to keep a number as text; CSV writes it out.
_TEXT_MARK = "'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row as its cells say; a field without entry stays as it is, "" empties it."""

    sheet: str
    number: int  # of the row, as Excel shows it
    key: str  # the NIP or the code of the unit; "" when it cannot be read
    shown: str  # how the reader of the verdict recognises the row
    values: Mapping[Field, str]
    dates: Mapping[Field, date | None]  # None: emptied
    remarks: tuple[Remark, ...]


def person_lines(table: Table, headings: Headings) -> list[Line]:
    """The rows of a list of staff."""
    return [_line(table, row, headings, Field.NIP) for row in table.rows]


def unit_lines(table: Table, headings: Headings) -> list[Line]:
    """The rows of a list of units."""
    return [_line(table, row, headings, Field.CODE) for row in table.rows]


def _line(table: Table, row: Row, headings: Headings, key_field: Field) -> Line:
    values: dict[Field, str] = {}
    dates: dict[Field, date | None] = {}
    remarks: list[Remark] = [Remark(Code.SURPLUS)] if row.has_surplus else []
    for field, place in headings.places.items():
        cell = row.cells[place]
        text = " ".join(cell.text.split())
        if cell.is_formula:
            remarks.append(Remark(Code.IS_FORMULA, field))
        elif field in (Field.SINCE, Field.LEFT, Field.CLOSED):
            _read_date(field, text, dates, remarks)
        elif text or field is key_field:
            remark = _read(field, cell, text, values)
            remarks += [remark] if remark else []
    key = values.pop(key_field, "")
    if key_field is Field.NIP and key and not is_usual(key):
        remarks.append(Remark(Code.NIP_ODD, Field.NIP))
    name = row.cells[headings.places[Field.NAME]].text if Field.NAME in headings.places else ""
    return Line(
        sheet=table.name,
        number=row.number,
        key=key,
        shown=" ".join(name.split())[:80],
        values=values,
        dates=dates,
        remarks=tuple(remarks),
    )


def _read_date(field: Field, text: str, dates: dict[Field, date | None], remarks: list[Remark]) -> None:
    if text == CLEARED:
        dates[field] = None
    elif text:
        found = read_date(text)
        if found is None:
            remarks.append(Remark(Code.DATE_MALFORMED, field, text[:30]))
        else:
            dates[field] = found


def _read(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    """Put what the cell says into `values`; gives what is to be said of it."""
    if _CONTROL.search(text):
        return Remark(Code.HAS_CONTROL, field)
    if len(text) > LONGEST.get(field, 400):
        return Remark(Code.TOO_LONG, field, str(LONGEST.get(field, 400)))
    if text == CLEARED and field not in _KEYS:
        values[field] = ""
        return None
    reader = _READERS.get(field)
    if reader is not None:
        return reader(field, cell, text, values)
    if _RUNS.match(text):
        return Remark(Code.IS_FORMULA, field)
    values[field] = text
    return None


def _read_number(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    if not text:
        return Remark(Code.NIP_MISSING, field)
    if cell.is_number or _SCIENTIFIC.fullmatch(text):
        return Remark(Code.NIP_AS_NUMBER, field)
    nip = normalised_nip(text.lstrip(_TEXT_MARK))
    if nip is None:
        return Remark(Code.NIP_MALFORMED, field)
    values[field] = nip
    return None


def _read_code(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    if not text:
        return Remark(Code.CODE_MISSING, field)
    code = text.lstrip(_TEXT_MARK)
    if not _CODE.fullmatch(code):
        return Remark(Code.CODE_MALFORMED, field, code[:40])
    values[field] = code
    return None


def _read_status(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    status = read_status(text)
    if status is None:
        return Remark(Code.STATUS_UNKNOWN, field, text[:40])
    values[field] = status
    return None


def _read_kind(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    kind = read_kind(text)
    if kind is None:
        return Remark(Code.KIND_UNKNOWN, field, text[:40])
    values[field] = kind.value
    return None


def _read_rank(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    if _RUNS.match(text):
        return Remark(Code.IS_FORMULA, field)
    values[field] = text
    return None if _RANK.fullmatch(text) else Remark(Code.RANK_UNUSUAL, field, text)


def _read_email(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    if not _EMAIL.fullmatch(text):
        return Remark(Code.EMAIL_MALFORMED, field, text[:60])
    values[field] = text
    return None


def _read_phone(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    values[field] = text.lstrip(_TEXT_MARK)
    return Remark(Code.PHONE_AS_NUMBER, field) if cell.is_number else None


def _read_reason(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    reason = LEFT_REASONS.get(text.casefold())
    if reason is None:
        return Remark(Code.REASON_UNKNOWN, field, text[:40])
    values[field] = reason
    return None


def _read_zone(field: Field, cell: Cell, text: str, values: dict[Field, str]) -> Remark | None:
    zone = _ZONES.get(text.casefold())
    if zone is None:
        return Remark(Code.ZONE_UNKNOWN, field, text[:40])
    values[field] = zone
    return None


_KEYS = (Field.NIP, Field.CODE)
_READERS: dict[Field, Callable[[Field, Cell, str, dict[Field, str]], Remark | None]] = {
    Field.NIP: _read_number,
    Field.SUPERVISOR: _read_number,
    Field.CODE: _read_code,
    Field.STATUS: _read_status,
    Field.KIND: _read_kind,
    Field.RANK: _read_rank,
    Field.EMAIL: _read_email,
    Field.PHONE: _read_phone,
    Field.LEFT_REASON: _read_reason,
    Field.ZONE: _read_zone,
}
