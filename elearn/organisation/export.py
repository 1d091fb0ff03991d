"""The organisation's page and its rows as XLSX and CSV: the same numbers as on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO
from typing import BinaryIO

from flask_babel import gettext

from elearn.organisation.access import Sight
from elearn.organisation.asked import Asked
from elearn.organisation.dashboard_page import DashboardPage
from elearn.organisation.rows_page import MOST_ROWS, due_lines, people_lines
from elearn.organisation.rules import OF_PEOPLE, Figures, Group
from elearn.organisation.words import LEVELS, WHAT, group_name, month_name
from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.values import Value
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.web.downloads import CSV, XLSX

Line = tuple[Value, ...]
TYPES = {"xlsx": XLSX, "csv": CSV}


def dashboard_file(page: DashboardPage, kind: str) -> BytesIO:
    """The page as a file of this kind (a key of TYPES)."""
    out = BytesIO()
    sheets = list(_dashboard_sheets(page))
    if kind == "xlsx":
        write_xlsx(sheets, out)
    else:
        write_csv(_one_below_the_other(sheets), out)
    out.seek(0)
    return out


def rows_file(asked: Asked, sight: Sight, today: date, kind: str, *, most: int = MOST_ROWS) -> BytesIO:
    """The rows behind a number as a file of this kind; they are read while it is written."""
    out = BytesIO()
    sheet = _rows_sheet(asked, sight, today, slice(0, most))
    if kind == "xlsx":
        write_xlsx([sheet], out)
    else:
        _write_one(sheet, out)
    out.seek(0)
    return out


def _dashboard_sheets(page: DashboardPage) -> Iterator[Sheet]:
    everyone = (
        [Group(key="", name=page.title or gettext("Semua unit"), figures=page.total)] if page.total else []
    )
    yield _sheet(gettext("Ringkasan"), gettext("Unit"), everyone)
    yield _sheet(gettext("Per unit"), gettext("Unit"), page.units or ())
    yield _sheet(gettext("Per jenis jabatan"), gettext("Jenis jabatan"), page.kinds or ())
    yield _sheet(gettext("Per status"), gettext("Status"), page.statuses or ())
    months = [(month_name(int(one.key), page.asked.year), *_standings(one.figures)) for one in page.months]
    yield Sheet(name=gettext("Per bulan"), columns=_columns(gettext("Bulan tenggat"))[:-2], rows=months)
    yield Sheet(
        name=gettext("Keterangan"),
        columns=[Column(title=gettext("Hal"), width=28), Column(title=gettext("Isi"), width=60)],
        rows=list(_notes(page)),
    )


def _sheet(name: str, first: str, groups: Sequence[Group]) -> Sheet:
    rows = [
        (group_name(one), *_standings(one.figures), one.figures.people, one.figures.jp_each) for one in groups
    ]
    return Sheet(name=name, columns=_columns(first), rows=rows)


def _columns(first: str) -> list[Column]:
    titles = (
        gettext("Kewajiban"),
        gettext("Selesai tepat waktu"),
        gettext("Selesai terlambat"),
        gettext("Dikecualikan"),
        gettext("Belum selesai"),
        gettext("Lewat tenggat"),
        gettext("Selesai (persen)"),
        gettext("Tepat waktu (persen)"),
        gettext("Pegawai"),
        gettext("JP per pegawai"),
    )
    return [Column(title=first, width=44), *(Column(title=title) for title in titles)]


def _standings(one: Figures) -> Line:
    return (
        one.total, one.in_time, one.late, one.exempt, one.open, one.overdue,
        one.done_percent, one.in_time_percent,
    )  # fmt: skip


def _notes(page: DashboardPage) -> Iterator[Line]:
    asked = page.asked
    yield gettext("Unit"), page.title or gettext("Semua unit")
    yield gettext("Tahun"), asked.year
    yield gettext("Kursus"), asked.course or gettext("Semua kursus")
    yield gettext("Tingkat"), str(LEVELS.get(asked.level, gettext("Semua")))
    yield gettext("Keadaan tanggal"), page.today
    yield (
        gettext("Yang dihitung"),
        gettext(
            "Kewajiban yang jatuh tempo pada tahun ini, dan yang belum selesai dari tahun sebelumnya."
            " Persen dihitung tanpa yang dikecualikan."
        ),
    )
    if not page.is_named:
        yield (
            gettext("Kelompok kecil"),
            gettext("Kelompok di bawah %(count)s orang digabung.", count=page.smallest),
        )


def _one_below_the_other(sheets: Sequence[Sheet]) -> Iterator[Sequence[Value]]:
    """All tables in one: a spreadsheet of text has no sheets."""
    for sheet in sheets:
        yield (gettext("Tabel"), *(column.title for column in sheet.columns))
        for row in sheet.rows:
            yield (sheet.name, *row)


def _rows_sheet(asked: Asked, sight: Sight, today: date, rows: slice) -> Sheet:
    person = [
        Column(title=gettext("Nama"), width=36),
        Column(title=gettext("NIP"), width=22),
        Column(title=gettext("Unit"), width=44),
        Column(title=gettext("Jabatan"), width=36),
    ]
    name = str(WHAT[asked.what])
    if asked.what in OF_PEOPLE:
        columns = [*person, Column(title=gettext("JP tahun %(year)s", year=asked.year))]
        return Sheet(name=name, columns=columns, rows=_people_rows(asked, sight, today, rows))
    titles = (
        gettext("Kursus"),
        gettext("Tingkat"),
        gettext("Tenggat"),
        gettext("Keadaan"),
        gettext("Selesai"),
    )
    columns = [*person, *(Column(title=title, width=20) for title in titles)]
    return Sheet(name=name, columns=columns, rows=_due_rows(asked, sight, today, rows))


def _people_rows(asked: Asked, sight: Sight, today: date, rows: slice) -> Iterator[Line]:
    for one in people_lines(asked, sight, today, rows):
        yield one.name, one.nip, one.unit_name, one.position, one.jp


def _due_rows(asked: Asked, sight: Sight, today: date, rows: slice) -> Iterator[Line]:
    levels, states = {code: str(word) for code, word in LEVELS.items()}, state_words()
    for one in due_lines(asked, sight, today, rows):
        line = one.line
        yield (
            line.name, line.nip, line.unit_name, line.position, one.title, levels[line.level], line.due_on,
            states[one.state], line.completed_on,
        )  # fmt: skip


def state_words() -> dict[str, str]:
    """The words of the states, as the badges on the screen say them."""
    return {
        "exempt": gettext("Dikecualikan"),
        "completed": gettext("Selesai"),
        "overdue": gettext("Lewat tenggat"),
        "due_soon": gettext("Hampir habis"),
        "in_progress": gettext("Berjalan"),
        "not_started": gettext("Belum mulai"),
        "expired": gettext("Habis berlaku"),
    }


def _write_one(sheet: Sheet, out: BinaryIO) -> None:
    def rows() -> Iterator[Sequence[Value]]:
        yield tuple(column.title for column in sheet.columns)
        yield from sheet.rows

    write_csv(rows(), out)
