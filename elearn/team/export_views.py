"""The list as a file or on paper: the same rows as on the screen, all pages of them."""

from __future__ import annotations

from flask import Response, render_template, request

from elearn import clock
from elearn.accounts.acting import today as present_day
from elearn.accounts.identity import signed_in
from elearn.team import access
from elearn.team.asked import Asked, asked_for
from elearn.team.blueprint import bp
from elearn.team.exports import csv_of, printed, xlsx_of
from elearn.team.roster import Roster, day_of
from elearn.team.sentences import SHOWS
from elearn.team.team_page import team_roster
from elearn.team.unit_views import named_roster
from elearn.visibility.actions import note_look
from elearn.visibility.rules import Purpose
from elearn.web.downloads import CSV, XLSX, download
from elearn.web.settings import current_settings


@bp.get("/export/<any(xlsx, csv, print):kind>")
def export(kind: str) -> Response | str:
    """Tim saya, as filtered on the screen."""
    today = present_day()
    asked = asked_for(request.args, today)
    note_look(signed_in().person_id, "export", "direct", as_of=asked.on, now=clock.now())
    day = day_of(asked, today, current_settings().time_zone)
    return _answer(kind, "tim-saya", team_roster(access.my_team(today), asked, day, Purpose.EXPORT), asked)


@bp.get("/unit/<row_id:unit_id>/export/<any(xlsx, csv, print):kind>")
def unit_export(unit_id: int, kind: str) -> Response | str:
    """The people of a unit, as filtered on the screen."""
    today = present_day()
    seen = access.named_unit_or_404(unit_id, today)
    asked = asked_for(request.args, today)
    day = day_of(asked, today, current_settings().time_zone)
    return _answer(kind, f"unit-{unit_id}", named_roster(seen, asked, day, "export"), asked, seen.unit.name)


def _answer(kind: str, name: str, listed: Roster, asked: Asked, title: str = "") -> Response | str:
    if kind == "print":
        return render_template("team/print.html", printed=printed(listed), title=title, show_words=SHOWS)
    file_name = f"{name}-{listed.day.day.isoformat()}.{kind}"
    if kind == "xlsx":
        return download(xlsx_of(listed, title), file_name, XLSX)
    return download(csv_of(listed), file_name, CSV)
