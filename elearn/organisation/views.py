"""Instansi: figures of the units one looks after, the rows behind them, and both as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, render_template, request, send_file

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.organisation import words
from elearn.organisation.access import Sight, named_sight_or_404, sight_or_404
from elearn.organisation.asked import Asked, asked_from
from elearn.organisation.dashboard_page import dashboard_page
from elearn.organisation.export import TYPES, dashboard_file, rows_file
from elearn.organisation.rows_page import rows_page
from elearn.people.positions import KIND_WORDS, STATUS_WORDS
from elearn.visibility import actions as visibility

bp = Blueprint("organisation", __name__, url_prefix="/organisation")


@bp.get("/")
def dashboard() -> str:
    """Completion, overdue and JP of a unit and what is below it."""
    asked, today = _asked()
    page = dashboard_page(asked, sight_or_404(asked), today)
    return render_template("organisation/dashboard.html", figures=page, **_words())


@bp.get("/export/<any(xlsx, csv):suffix>")
def export(suffix: str) -> Response:
    """The same as a file."""
    asked, today = _asked()
    page = dashboard_page(asked, sight_or_404(asked), today)
    return send_file(
        dashboard_file(page, suffix), TYPES[suffix], as_attachment=True, download_name=_name(suffix, today)
    )


@bp.get("/rows")
def rows() -> str:
    """The people or obligations that a number counts, by name."""
    asked, today = _asked()
    sight = named_sight_or_404(asked)
    page = rows_page(asked, sight, today)
    _note("dashboard", sight)
    return render_template("organisation/rows.html", rows=page, **_words())


@bp.get("/rows/export/<any(xlsx, csv):suffix>")
def export_rows(suffix: str) -> Response:
    """All of them as a file."""
    asked, today = _asked()
    sight = named_sight_or_404(asked)
    _note("export", sight)
    return send_file(
        rows_file(asked, sight, today, suffix),
        TYPES[suffix],
        as_attachment=True,
        download_name=_name(suffix, today),
    )


def _asked() -> tuple[Asked, date]:
    present = today()
    return asked_from(request.args, present), present


def _note(page: str, sight: Sight) -> None:
    """Who looked at names of which unit; before they are shown."""
    assert sight.unit is not None
    visibility.note_look(signed_in().person_id, page, "unit", unit_id=sight.unit.id, now=clock.now())


def _name(suffix: str, today: date) -> str:
    return f"instansi-{today}.{suffix}"


def _words() -> Mapping[str, object]:
    return {"words": words, "kind_words": KIND_WORDS, "status_words": STATUS_WORDS}
