"""Files of the list: the rows of the screen, one column a course, words with dates; NIP as text."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, cast

from flask_babel import gettext

from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.spreadsheet.values import Value
from elearn.spreadsheet.xlsx_writing import Column as SheetColumn
from elearn.spreadsheet.xlsx_writing import Sheet, write_xlsx
from elearn.team import sentences, store
from elearn.team.roster import Column, Line, Roster, all_lines, columns, lines
from elearn.web.formats import long_date, number

CHUNK_BYTES = 64 * 1024
IN_MEMORY_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Printed:
    """The whole list for paper: its heading words, all columns, all rows."""

    roster: Roster
    columns: Sequence[Column]
    own: Line | None
    lines: Sequence[Line]


def printed(listed: Roster) -> Printed:
    """Everybody found, for paper: one's own row first."""
    rows = list(_lines(listed))
    own = rows.pop(0) if listed.own_id is not None else None
    return Printed(roster=listed, columns=_columns(listed), own=own, lines=rows)


def csv_of(listed: Roster) -> Iterator[bytes]:
    """The list as CSV, made before the answer begins: the database is not read while it is sent."""
    named = _columns(listed)
    rows: list[Sequence[Value]] = [_heads(named), *(_cells(line, named) for line in _lines(listed))]
    return csv_chunks(rows)


def xlsx_of(listed: Roster, title: str = "") -> Iterator[bytes]:
    """The list as XLSX with a second sheet that says what it is, in a file on disk as soon as it is large."""
    named = _columns(listed)
    widths = [34, 22, 34, 34, 8]
    sheets = [
        Sheet(
            name=gettext("Tim saya"),
            columns=[
                SheetColumn(title=head, width=widths[place] if place < len(widths) else 30)
                for place, head in enumerate(_heads(named))
            ],
            rows=(_cells(line, named) for line in _lines(listed)),
        ),
        Sheet(name=gettext("Keterangan"), columns=(), rows=_about(listed, title)),
    ]
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - closed when it is sent
    write_xlsx(sheets, cast(BinaryIO, file))
    file.seek(0)
    return _sent(file)


def _sent(file: tempfile.SpooledTemporaryFile[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _lines(listed: Roster) -> Iterator[Line]:
    """The rows of the screen: one's own first."""
    if listed.own_id is not None:
        yield from lines(listed, [listed.own_id])
    yield from all_lines(listed)


def _columns(listed: Roster) -> list[Column]:
    own = [] if listed.own_id is None else [listed.own_id]
    late = store.courses_of([*own, *listed.found], listed.day.ends_at, listed.day.day)
    return columns(late, late)


def _heads(named: Sequence[Column]) -> list[str]:
    fixed = [gettext("Nama"), gettext("NIP"), gettext("Jabatan"), gettext("Unit kerja"), "JP"]
    return [*fixed, *(column.title for column in named)]


def _cells(line: Line, named: Sequence[Column]) -> list[Value]:
    courses = [sentences.cell_words(line.cells.get(column.code)) for column in named]
    return [line.name, line.nip, line.position, line.unit_name, line.jp, *courses]


def _about(listed: Roster, title: str) -> list[list[Value]]:
    numbers = listed.numbers
    return [
        [gettext("Daftar"), title or gettext("Tim saya")],
        [gettext("Keadaan per tanggal"), long_date(listed.day.day)],
        [gettext("Saringan"), str(sentences.SHOWS[listed.asked.show])],
        [gettext("Orang di daftar"), len(listed.found)],
        [gettext("Orang seluruhnya"), numbers.people],
        [
            gettext("Wajib selesai tepat waktu"),
            gettext("%(part)s dari %(all)s", part=number(numbers.in_time), all=number(numbers.answerable)),
        ],
        [gettext("Lewat tenggat"), numbers.overdue],
        [gettext("JP tahun %(year)s", year=listed.day.day.year), numbers.jp],
    ]
