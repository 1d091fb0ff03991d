"""Handing certificates and verified activities over to SIASN."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from flask import Response, render_template, request

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.record import actions, siasn
from elearn.record.blueprint import bp
from elearn.record.bundle import file_bundle
from elearn.record.rules import asked_year
from elearn.record.siasn_export import Export, export_of
from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.web.downloads import CSV, XLSX, ZIP, download


@bp.get("/siasn")
def siasn_page() -> str:
    """What an export for SIASN would hold."""
    year = asked_year(request.args.get("year"), today())
    return render_template(
        "record/siasn.html",
        year=year,
        years=range(today().year, today().year - 3, -1),
        everything=export_of(year, only_new=False),
        new=export_of(year, only_new=True),
    )


@bp.post("/siasn")
def siasn_export() -> Response:
    """The rows as XLSX or CSV, or the files as ZIP; rows that go out are marked."""
    now = clock.now()
    year = asked_year(request.form.get("year"), today())
    export = export_of(year, only_new=request.form.get("which") != "all")
    kind = request.form.get("kind", "xlsx")
    name = f"siasn-{year}-{today().isoformat()}"
    if kind == "zip":
        return download(file_bundle(export), f"{name}.zip", ZIP)
    actions.note_export(
        [row.id for row in export.certificates],
        [one.id for one in export.outside],
        by=signed_in().person_id,
        now=now,
    )
    if kind == "csv":
        return download(b"".join(csv_chunks(_with_head(export))), f"{name}.csv", CSV)
    return download(_workbook(export), f"{name}.xlsx", XLSX)


def _with_head(export: Export) -> Iterator[Sequence[str | int]]:
    yield siasn.COLUMNS
    yield from export.rows()


def _workbook(export: Export) -> bytes:
    columns = [
        Column(title=title, width=width) for title, width in zip(siasn.COLUMNS, siasn.WIDTHS, strict=True)
    ]
    out = io.BytesIO()
    write_xlsx([Sheet(name="SIASN", columns=columns, rows=export.rows())], out)
    return out.getvalue()
