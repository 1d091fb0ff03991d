"""Readers' reports: what readers say is wrong, where it stands, and the answers."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.authoring import access
from elearn.authoring.blueprint import bp
from elearn.authoring.reports_page import Refused, reports_page
from elearn.errata import actions, rules, sentences, store
from elearn.errata.rules import Answer, State

STATES = {one.value: one for one in (State.MENDED, State.DECLINED)}


@bp.get("/reports")
def reports() -> str:
    """The open reports by course, and the last answered ones."""
    return _page()


@bp.post("/reports/<row_id:report_id>")
def answer_report(report_id: int) -> Response | tuple[str, int]:
    """Tell the reader what became of his report."""
    report = store.find_report(report_id)
    # Who does not own the course learns nothing, not even that there is a report.
    if report is None or report.course not in access.owned([report.course]):
        abort(404)
    state = STATES.get(request.form.get("state", "")) or abort(400)
    reply = rules.tidy(request.form.get("reply", ""))
    fault = rules.reply_fault(state, reply)
    if fault is not None:
        return _page(Refused(report_id=report_id, reply=reply, fault=fault)), 422
    answer = Answer(state=state, reply=reply)
    if actions.answer_report(report_id, answer, signed_in().person_id, clock.now()):
        flash(gettext("Jawaban tersimpan. Pembaca melihatnya di Laporan Anda."), "success")
    else:
        flash(gettext("Laporan itu sudah dijawab lebih dahulu. Jawaban pertama tetap berlaku."), "warning")
    return redirect(url_for("authoring.reports"), code=303)


@bp.get("/reports/<row_id:report_id>")
def back_to_reports(report_id: int) -> Response:
    """Reloading the address of a form, or coming there from the sign-in page, leads to the list."""
    return redirect(url_for("authoring.reports"))


def _page(refused: Refused | None = None) -> str:
    return render_template(
        "authoring/reports.html",
        desk=reports_page(access.owned(store.reported_courses()), refused),
        kinds=sentences.KINDS,
        states=sentences.STATES,
        reply_faults=sentences.REPLY_FAULTS,
        most=rules.MOST_CHARACTERS,
    )
