"""How long 20,000 people take to come in, beside the least a database can do: inserting as many bare rows.

`.venv/bin/python -m benchmarks.people_import [COUNT]`
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import text

from elearn.accounts.actions import Actor
from elearn.app import create_app
from elearn.config import Settings
from elearn.database import db, transaction
from elearn.people import actions as people
from elearn.spreadsheet.csv_writing import write_csv
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.staffing.importing.actions import bring_in
from elearn.staffing.importing.files import tables_of
from elearn.staffing.reach import Reach

HEADERS = (
    "nip",
    "nama",
    "status",
    "golongan",
    "jenis_jabatan",
    "jabatan",
    "unit",
    "atasan_nip",
    "email",
    "tmt",
)
UNITS = 120
TEAM = 20
TODAY = date(2026, 11, 22)
LIMIT_SECONDS = 20


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """People in 120 units; every twentieth leads the nineteen after him."""
    for number in range(count):
        leader = nip(number - number % TEAM) if number % TEAM else ""
        yield (
            nip(number),
            f"Pegawai Contoh {number}",
            "PNS",
            "III/b",
            "Pelaksana",
            f"Pengelola Data {number % 40}",
            f"unit-{number % UNITS}",
            leader,
            f"pegawai{number}@contoh.go.id",
            "01/03/2020",
        )


def nip(number: int) -> str:
    """A number of usual layout."""
    month, day = 1 + number // 500 % 12, 1 + number // 6_000 % 28
    return f"{1970 + number // 20_000}{month:02d}{day:02d}2010{1 + number % 12:02d}1{number % 500 + 1:03d}"


def timed(what: str, deed: Callable[[], object]) -> float:
    """Seconds of a deed, printed."""
    start = time.perf_counter()
    deed()
    seconds = time.perf_counter() - start
    print(f"{what:<55} {seconds:6.2f} s")
    return seconds


def bring(name: str, body: bytes) -> None:
    """As the page and the command do it: read, plan, write."""
    tables = tables_of(name, body)
    assert not isinstance(tables, str), tables
    outcome = bring_in(
        tables,
        reach=Reach(is_whole=True),
        good_rows_only=False,
        source=name,
        actor=Actor(name="benchmark"),
        now=datetime(2026, 11, 22, tzinfo=UTC),
        today=TODAY,
    )
    assert outcome.was_written, outcome.plan.counts


def bare_insert(count: int) -> None:
    """The same rows into one table without a constraint, in one transaction."""
    with transaction():
        connection = db.session.connection()
        connection.execute(text("CREATE TABLE bare (" + ", ".join(f"{name} TEXT" for name in HEADERS) + ")"))
        statement = text("INSERT INTO bare VALUES (" + ", ".join(f":{name}" for name in HEADERS) + ")")
        connection.execute(statement, [dict(zip(HEADERS, row, strict=True)) for row in rows(count)])


def main(count: int) -> None:
    """Print seconds and ratios."""
    table, workbook = io.BytesIO(), io.BytesIO()
    write_csv([HEADERS, *rows(count)], table)
    columns = [Column(title=header) for header in HEADERS]
    timed(
        f"XLSX with {count} rows written",
        lambda: write_xlsx([Sheet(name="Pegawai", columns=columns, rows=rows(count))], workbook),
    )
    with tempfile.TemporaryDirectory() as folder, create_app(Settings(instance=Path(folder))).app_context():
        db.create_all()
        for number in range(UNITS):
            people.add_unit(code=f"unit-{number}", name=f"Unit {number}", kind="dinas")
        bare = timed(f"{count} bare rows", lambda: bare_insert(count))
        first = timed(f"{count} people from XLSX", lambda: bring("pegawai.xlsx", workbook.getvalue()))
        again = timed("the same again, nothing to change", lambda: bring("pegawai.csv", table.getvalue()))
        db.session.remove()
        db.engine.dispose()
    print(f"import / bare insert: {first / bare:.1f}   again / first: {again / first:.2f}")
    if first > LIMIT_SECONDS * count / 20_000:
        sys.exit(f"more than {LIMIT_SECONDS} s for 20,000 people")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
