"""Workbooks and CSV files as other programs read them."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.values import Value
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx

NIP = "199001012015051001"


def written(*rows: tuple[Value, ...], name: str = "Pegawai") -> bytes:
    out = io.BytesIO()
    columns = [Column(title=f"kolom {number}", width=20) for number, _ in enumerate(rows[0], start=1)]
    write_xlsx([Sheet(name=name, columns=columns, rows=rows)], out)
    return out.getvalue()


def test_another_program_reads_texts_numbers_and_dates_with_their_kind() -> None:
    instant = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    row = (NIP, "=1+1", 3, Decimal("2.5"), date(2026, 3, 5), instant, None, "dua\nbaris")

    sheet = openpyxl.load_workbook(io.BytesIO(written(row))).active

    cells = sheet[2]
    assert [cell.value for cell in cells[:4]] == [NIP, "=1+1", 3, 2.5]
    assert cells[4].value.date() == date(2026, 3, 5)
    assert cells[5].value == instant.replace(tzinfo=None)
    assert [cell.value for cell in cells[6:]] == [None, "dua\nbaris"]
    assert [cell.data_type for cell in cells[:4]] == ["s", "s", "n", "n"]
    assert cells[0].number_format == "@"
    assert cells[4].is_date and cells[5].is_date
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 20
    assert sheet["A1"].font.bold


def test_no_part_of_a_workbook_holds_a_formula() -> None:
    body = written(("=1+1", "+1", "@x", '=HYPERLINK("http://x")'))

    with zipfile.ZipFile(io.BytesIO(body)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
        assert b"<f" not in sheet
        assert sheet.count(b'<c s="1" t="inlineStr">') == 4
        assert not any("external" in name.lower() for name in package.namelist())


def test_a_number_too_long_for_a_spreadsheet_is_written_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written((int(NIP), float("nan"))))).active

    assert sheet["A2"].value == NIP
    assert sheet["B2"].value == "nan"


@pytest.mark.parametrize("name", ["a/b", "x" * 40, "[Unit]: *?", "", "'kutip'"])
def test_sheet_names_that_excel_refuses_are_mended(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(("a",), name=name))).active

    assert 0 < len(sheet.title) <= 31


def test_two_sheets_of_one_name_are_told_apart() -> None:
    out = io.BytesIO()
    write_xlsx([Sheet(name=name, columns=[], rows=[("a",)]) for name in ("Unit", "unit")], out)

    assert openpyxl.load_workbook(io.BytesIO(out.getvalue())).sheetnames == ["Unit", "unit 2"]


def test_csv_speaks_as_indonesian_excel_expects() -> None:
    out = io.BytesIO()

    write_csv([("nama", "jp"), ("André; S.Sos", Decimal("2.50")), ("=1", date(2026, 3, 5)), (3, 0.1)], out)

    assert out.getvalue() == '\ufeffnama;jp\r\n"André; S.Sos";2,5\r\n\'=1;2026-03-05\r\n3;0,1\r\n'.encode()


def test_twenty_thousand_rows_need_no_more_memory_than_two_thousand() -> None:
    def peak(count: int) -> int:
        rows = ((NIP, "Siti Rahmawati", "Dinas Contoh", number) for number in range(count))
        columns = [Column(title=title) for title in ("nip", "nama", "unit", "jp")]
        with open("/dev/null", "wb") as out:  # noqa: PTH123
            tracemalloc.start()
            write_xlsx([Sheet(name="Pegawai", columns=columns, rows=rows)], Unseekable(out))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(20_000) < 1.5 * peak(2_000)


class Unseekable(io.RawIOBase):
    """What an answer that is sent while it is made looks like to the writer."""

    def __init__(self, out: io.BufferedWriter) -> None:
        super().__init__()
        self.out = out

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        return self.out.write(data)  # type: ignore[arg-type]
