"""Rekam belajar: one's own year, on the screen, as files, and what it may mean for the IP ASN."""

from __future__ import annotations

import io

from flask import Response, render_template, request
from flask_babel import gettext

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.activities.sentences import STATES
from elearn.ledger.forms import BY_ID
from elearn.people import store as people
from elearn.people.rows import PersonRow
from elearn.record import paper, siasn_views, units_views, years_views
from elearn.record.blueprint import bp
from elearn.record.rules import asked_year
from elearn.record.sentences import JOB_GROUPS, SIMULATION_FAULTS, target_words
from elearn.record.simulation_page import simulation_page
from elearn.record.year_page import YearPage, record_of, year_page
from elearn.spreadsheet.xlsx_writing import Column, Sheet, write_xlsx
from elearn.web.downloads import PDF, XLSX, download

__all__ = ["bp", "siasn_views", "units_views", "years_views"]


@bp.get("/")
def mine() -> str:
    """One's own record of a year."""
    return render_template(
        "record/mine.html", shown=_my_page(), states=STATES, forms=BY_ID, target_words=target_words
    )


@bp.get("/pdf")
def mine_pdf() -> Response:
    """The same on paper."""
    page = _my_page()
    return download(paper.pdf_of(page), f"rekam-belajar-{page.record.year}.pdf", PDF)


@bp.get("/simulation")
def simulation() -> str:
    """What one's JP may contribute to the IP ASN, with weights to try; nothing of it is kept."""
    found = simulation_page(_me(), request.args, today())
    return render_template("record/simulation.html", shown=found, groups=JOB_GROUPS, faults=SIMULATION_FAULTS)


@bp.get("/xlsx")
def mine_xlsx() -> Response:
    """The entries of a year as a workbook."""
    record = record_of(_me(), asked_year(request.args.get("year"), today()), today())
    columns = [
        Column(title=str(title), width=width)
        for title, width in (
            (gettext("Tanggal"), 12),
            (gettext("Kegiatan"), 50),
            (gettext("Bentuk"), 26),
            (gettext("JP"), 8),
            (gettext("JP di atas batas"), 16),
            (gettext("Catatan"), 40),
        )
    ]
    rows = (
        (one.on_date, one.title, BY_ID[one.form].name, one.jp, one.over_cap, one.note)
        for one in record.entries
    )
    out = io.BytesIO()
    write_xlsx([Sheet(name=str(record.year), columns=columns, rows=rows)], out)
    return download(out.getvalue(), f"rekam-belajar-{record.year}.xlsx", XLSX)


def _me() -> PersonRow:
    person_id = signed_in().person_id
    return people.persons([person_id])[person_id]


def _my_page() -> YearPage:
    year = asked_year(request.args.get("year"), today())
    return year_page(_me(), year, today=today(), now=clock.now())
