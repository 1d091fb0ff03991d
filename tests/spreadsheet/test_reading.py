"""Files as people really have them: encodings, separators, line ends, damage."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from elearn.spreadsheet.reading import read_table, read_tables
from elearn.spreadsheet.sentences import fault_words
from elearn.spreadsheet.table import Fault, FaultKind, Limits, Table

NIP = "199001012015051001"


def table_of(body: bytes, name: str = "pegawai.csv") -> Table:
    table = read_table(name, body)
    assert isinstance(table, Table), table
    return table


def fault_of(body: bytes, limits: Limits | None = None) -> FaultKind:
    faults = read_table("pegawai", body, limits=limits or Limits())
    assert isinstance(faults, list)
    return faults[0].kind


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_same_table_is_read_whatever_program_saved_it(
    encoding: str, separator: str, line_end: str
) -> None:
    rows = [["nip", "nama"], [NIP, "André Siregar"], ["198507172010012002", "Siti"]]
    text = line_end.join(separator.join(row) for row in rows)

    table = table_of(text.encode(encoding))

    assert table.headers == ("nip", "nama")
    assert texts(table) == rows[1:]


def test_quoted_line_ends_and_separators_stay_in_their_cell() -> None:
    table = table_of(b'nama;alamat\n"Siti, S.Sos";"Jalan A;\nNomor ""3"""\n')

    assert texts(table) == [["Siti, S.Sos", 'Jalan A;\nNomor "3"']]


def test_rows_carry_the_number_that_excel_shows() -> None:
    table = table_of(b"\r\nnip;nama\r\n\r\n;;\r\n1;Siti\r\n")

    assert table.header_row == 2
    assert [row.number for row in table.rows] == [5]


def test_the_line_that_only_names_the_separator_is_no_row() -> None:
    table = table_of(b"sep=,\r\nnip,nama; gelar\r\n1,Siti\r\n")

    assert table.headers == ("nip", "nama; gelar")
    assert [row.number for row in table.rows] == [3]


def test_short_rows_are_filled_and_surplus_cells_are_told() -> None:
    table = table_of(b"nip,nama\n1\n2,Siti, S.Sos\n3,Budi,\n")

    assert [len(row.cells) for row in table.rows] == [2, 2, 2]
    assert [row.has_surplus for row in table.rows] == [False, True, False]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", FaultKind.EMPTY),
        (b"\n;;\n", FaultKind.EMPTY),
        (b"nip;nama\n1;S\x00iti\n", FaultKind.HAS_NUL),
        (b'nip;nama\n1;"Siti\n2;Budi\n', FaultKind.BROKEN_QUOTES),
        (b"nip;nama\n1;\x81\x8d\n", FaultKind.NOT_TEXT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FaultKind.OLD_EXCEL),
        (b"PK\x03\x04rubbish", FaultKind.DAMAGED),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_its_reason(body: bytes, kind: FaultKind) -> None:
    assert fault_of(body) is kind


def test_a_header_without_rows_is_a_table_without_rows() -> None:
    assert table_of(b"nip;nama\n").rows == ()


def test_limits_hold_for_size_rows_and_columns() -> None:
    body = b"a;b\n" + b"1;2\n" * 11

    assert fault_of(body, Limits(bytes=10)) is FaultKind.TOO_BIG
    assert fault_of(body, Limits(rows=10)) is FaultKind.TOO_MANY_ROWS
    assert fault_of(body, Limits(columns=1)) is FaultKind.TOO_MANY_COLUMNS
    assert isinstance(read_table("a.csv", body, limits=Limits(rows=11)), Table)


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_nip_that_excel_kept_as_a_number_is_told_apart_from_text() -> None:
    body = workbook(
        ("Pegawai", [["nip", "nama"], [198501012010011001, "Siti"], [NIP, "Budi"], [1.98501e17, "x"]])
    )

    cells = [row.cells[0] for row in table_of(body).rows]

    assert [cell.is_number for cell in cells] == [True, False, True]
    assert cells[1].text == NIP


def test_formulas_are_seen_as_formulas_whatever_they_would_give() -> None:
    body = workbook(("Pegawai", [["nip", "nama"], [NIP, '=CONCATENATE("Si","ti")']]))

    assert table_of(body).rows[0].cells[1].is_formula


def test_dates_numbers_and_truth_come_as_plain_text() -> None:
    values = [
        "a",
        3,
        2.5,
        date(2026, 3, 5),
        datetime(2026, 3, 5, 8, 30, tzinfo=UTC).replace(tzinfo=None),
        True,
        None,
    ]
    body = workbook(("Pegawai", [list("abcdefg"), values]))

    assert texts(table_of(body)) == [["a", "3", "2.5", "2026-03-05", "2026-03-05 08:30:00", "TRUE", ""]]


def test_every_visible_sheet_is_a_table_of_its_own() -> None:
    body = workbook(("Pegawai", [["nip"], ["1"]]), ("Kosong", []), ("Unit", [["kode"], ["dinas"]]))

    tables = read_tables("x.xlsx", body)

    assert isinstance(tables, tuple)
    assert [(table.name, table.headers) for table in tables] == [("Pegawai", ("nip",)), ("Unit", ("kode",))]


def repacked(body: bytes, part: str, change: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            new.writestr(one.filename, change if one.filename == part else old.read(one))
    return out.getvalue()


def test_a_packed_bomb_is_refused_before_it_unpacks() -> None:
    body = repacked(workbook(("A", [["a"]])), "xl/worksheets/sheet1.xml", b" " * 5_000_000)

    assert fault_of(body, Limits(unpacked_bytes=1_000_000)) is FaultKind.TOO_BIG


@pytest.mark.parametrize("padding", [b"", b"<!-- " + b"x" * 10_000 + b" -->"])
def test_entities_that_multiply_are_refused(padding: bytes) -> None:
    bomb = (
        b'<?xml version="1.0"?>' + padding + b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
    )

    assert fault_of(repacked(workbook(("A", [["a"]])), "xl/worksheets/sheet1.xml", bomb)) is FaultKind.DAMAGED


def test_another_office_format_is_named_as_such() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    assert fault_of(out.getvalue()) is FaultKind.OTHER_FORMAT


@pytest.mark.parametrize("kind", FaultKind)
def test_every_fault_has_a_sentence_that_says_what_to_do(app: object, kind: FaultKind) -> None:
    assert fault_words(Fault(kind=kind, row=3, limit=1024 * 1024)).endswith(".")
