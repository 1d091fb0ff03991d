"""Closing a year, its frozen recap, and what was entered after the closing."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.ledger import years_store
from elearn.ledger.forms import BY_ID
from elearn.ledger.years_store import Closing
from elearn.people import store as people
from elearn.record import access, actions
from elearn.record.actions import NotClosed
from elearn.record.blueprint import bp
from elearn.record.forms import closing_form
from elearn.record.sentences import CLOSING_FAULTS
from elearn.visibility import actions as visibility
from elearn.web.downloads import CSV, download

ROWS_A_PAGE = 50
Answer = str | AnyResponse | tuple[str, int]


@bp.get("/years")
def years() -> str:
    """Which years are closed, and the form that closes another."""
    access.everyone_or_404()
    return _years_page(closing_form(_open_years()))


@bp.post("/years")
def close_year() -> Answer:
    """Close a year, for ever."""
    access.everyone_or_404()
    form = closing_form(_open_years())
    if not form.validate():
        return _years_page(form), 422
    year = int(form.year.data) if str(form.year.data).isdecimal() else 0
    try:
        actions.close_year(year, actor=me(), now=clock.now(), today=today())
    except NotClosed as refused:
        form.year.errors = [CLOSING_FAULTS[refused.fault]]
        return _years_page(form), 422
    flash(gettext("Tahun %(year)s ditutup. Rekapnya dapat diunduh.", year=year), "success")
    return redirect(url_for("record.years"), code=303)


@bp.get("/years/<row_id:year>")
def late_entries(year: int) -> str:
    """What was entered for a closed year after its closing, by name."""
    closing, page = _closing_or_404(year), request.args.get("page", 1, type=int)
    page = min(max(page, 1), 100_000)
    count = years_store.count_late().get(year, 0)
    rows = years_store.late_entries(year, limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE)
    signers = {one.recorded_by for one in rows if one.recorded_by is not None}
    _note_look_at_everyone("record")
    return render_template(
        "record/late_entries.html",
        closing=closing,
        rows=rows,
        people=people.persons({one.person_id for one in rows} | signers),
        forms=BY_ID,
        count=count,
        number=page,
        page_count=max(1, -(-count // ROWS_A_PAGE)),
    )


@bp.get("/years/<row_id:year>/recap")
def recap(year: int) -> Response:
    """The recap as it was frozen; its SHA-256 is the one on the page."""
    _closing_or_404(year)
    _note_look_at_everyone("export")
    return download(years_store.recap_of(year).encode(), f"rekap-jp-{year}.csv", CSV)


def _years_page(form: object) -> str:
    closings = years_store.closings()
    return render_template(
        "record/years.html",
        form=form,
        open_years=_open_years(),
        closings=closings,
        late=years_store.count_late(),
        people=people.persons({one.closed_by for one in closings if one.closed_by is not None}),
    )


def _open_years() -> list[int]:
    closed = {one.year for one in years_store.closings()}
    return [year for year in years_store.years_with_entries() if year < today().year and year not in closed]


def _closing_or_404(year: int) -> Closing:
    access.everyone_or_404()
    return years_store.find_closing(year) or abort(404)


def _note_look_at_everyone(page: str) -> None:
    for unit_id in access.everyone_or_404():
        visibility.note_look(signed_in().person_id, page, "unit", unit_id=unit_id, now=clock.now())
