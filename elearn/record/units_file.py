"""The record by unit as XLSX and CSV: a row a person, a column a form; read while it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO

from flask_babel import gettext

from elearn.ledger.forms import BY_ID
from elearn.people.positions import STATUS_WORDS
from elearn.record.access import Sight
from elearn.record.asked import Asked
from elearn.record.sentences import target_words
from elearn.record.units_page import Line, file_lines
from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.values import Value
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.web.downloads import CSV, XLSX

TYPES = {"xlsx": XLSX, "csv": CSV}


def written(asked: Asked, sight: Sight, today: date, suffix: str) -> bytes:
    """The file of this kind (a key of TYPES) with everybody who matches."""
    forms, lines = file_lines(asked, sight, today)
    columns, out = _columns(asked.year, forms), BytesIO()
    rows = (_row(line) for line in lines)
    if suffix == "xlsx":
        write_xlsx([Sheet(name=str(asked.year), columns=columns, rows=rows)], out)
    else:
        write_csv(_with_head(columns, rows), out)
    return out.getvalue()


def _columns(year: int, forms: Sequence[int]) -> list[Column]:
    fixed = (
        (gettext("NIP"), 22),
        (gettext("Nama"), 36),
        (gettext("Unit"), 44),
        (gettext("Jabatan"), 36),
        (gettext("Status"), 18),
        (gettext("JP tahun %(year)s", year=year), 12),
        (gettext("Kurang"), 10),
        (gettext("Keterangan"), 34),
    )
    return [
        *(Column(title=str(title), width=width) for title, width in fixed),
        *(Column(title=BY_ID[form].name, width=16) for form in forms),
    ]


def _row(line: Line) -> tuple[Value, ...]:
    person = line.person
    lacking: Decimal | None = line.rule.lacking(person.jp) if line.rule.minimum else None
    return (
        person.nip, person.name, person.unit_name, person.position, STATUS_WORDS[person.status], person.jp,
        lacking, target_words(line.rule, person.jp), *(jp for _name, jp in line.forms),
    )  # fmt: skip


def _with_head(columns: Iterable[Column], rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    yield tuple(column.title for column in columns)
    yield from rows
