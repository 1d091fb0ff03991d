"""Rekam belajar: one's own year; and the export for SIASN."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.certificates import page as certificate_page
from elearn.certificates import store as certificates
from elearn.certificates.store import CertificateRow
from elearn.ledger import store as ledger
from elearn.ledger.forms import BY_ID
from elearn.people import store as people
from elearn.policy import store as policy_store
from elearn.policy.rules import annual_jp_target
from elearn.record import access, actions, siasn, siasn_store
from elearn.record.bundle import pdf_bundle
from elearn.record.evidence_store import evidence_of
from elearn.record.rules import RecordYear, asked_year, record_year
from elearn.spreadsheet.csv_writing import csv_chunks
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.web.downloads import CSV, XLSX, ZIP, download
from elearn.web.settings import current_settings

bp = Blueprint("record", __name__, url_prefix="/record")


@bp.get("/")
def mine() -> str:
    """One's own record of a year."""
    now = clock.now()
    person_id, year = signed_in().person_id, asked_year(request.args.get("year"), today())
    zone = current_settings().time_zone
    start, end = (datetime(one, 1, 1, tzinfo=zone) for one in (year, year + 1))
    return render_template(
        "record/mine.html",
        record=_record(person_id, year),
        evidence=evidence_of(person_id, start, end),
        certificates=[
            certificate_page.shown(row, today())
            for row in certificates.of_person(person_id)
            if row.facts.completed_on.year == year
        ],
        person=people.persons([person_id])[person_id],
        printed_at=now,
    )


@bp.get("/xlsx")
def mine_xlsx() -> Response:
    """The entries of a year as a workbook."""
    record = _record(signed_in().person_id, asked_year(request.args.get("year"), today()))
    columns = [
        Column(title=str(title), width=width)
        for title, width in (
            (gettext("Tanggal"), 12),
            (gettext("Kegiatan"), 50),
            (gettext("Bentuk"), 26),
            (gettext("JP"), 8),
        )
    ]
    rows = ((one.on_date, one.title, BY_ID[one.form].name, one.jp) for one in record.entries)
    out = io.BytesIO()
    write_xlsx([Sheet(name=str(record.year), columns=columns, rows=rows)], out)
    return download(out.getvalue(), f"rekam-belajar-{record.year}.xlsx", XLSX)


@bp.get("/siasn")
def siasn_page() -> str:
    """What an export for SIASN would hold."""
    year = asked_year(request.args.get("year"), today())
    everything = siasn_store.certificates_for(year, unit_ids=access.my_units(), only_new=False)
    new = siasn_store.certificates_for(year, unit_ids=access.my_units(), only_new=True)
    return render_template(
        "record/siasn.html",
        year=year,
        years=range(today().year, today().year - 3, -1),
        total=len(everything),
        new=len(new),
    )


@bp.post("/siasn")
def siasn_export() -> Response:
    """The rows as XLSX or CSV, or the PDFs as ZIP; rows that go out are marked."""
    now = clock.now()
    year = asked_year(request.form.get("year"), today())
    only_new = request.form.get("which") != "all"
    rows = siasn_store.certificates_for(year, unit_ids=access.my_units(), only_new=only_new)
    kind = request.form.get("kind", "xlsx")
    name = f"siasn-{year}-{today().isoformat()}"
    if kind == "zip":
        return download(pdf_bundle(rows), f"{name}.zip", ZIP)
    actions.note_export([row.id for row in rows], by=signed_in().person_id, now=now)
    if kind == "csv":
        return download(b"".join(csv_chunks(_siasn_rows(rows))), f"{name}.csv", CSV)
    return download(_siasn_workbook(rows), f"{name}.xlsx", XLSX)


def _record(person_id: int, year: int) -> RecordYear:
    person = people.persons([person_id])[person_id]
    policy = policy_store.in_force(min(date(year, 12, 31), today()))
    return record_year(
        year,
        years=ledger.years_of(person_id),
        present_year=today().year,
        entries=ledger.entries_of(person_id, year),
        rule=annual_jp_target(person.employment_status, year, policy),
    )


def _siasn_rows(rows: list[CertificateRow]) -> Iterator[list[str | int]]:
    yield list(siasn.COLUMNS)
    for row in rows:
        yield list(siasn.row_of(row.facts))


def _siasn_workbook(rows: list[CertificateRow]) -> bytes:
    columns = [
        Column(title=title, width=width) for title, width in zip(siasn.COLUMNS, siasn.WIDTHS, strict=True)
    ]
    out = io.BytesIO()
    write_xlsx([Sheet(name="SIASN", columns=columns, rows=(siasn.row_of(row.facts) for row in rows))], out)
    return out.getvalue()
