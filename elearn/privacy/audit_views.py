"""The audit log as a page, for who answers for the whole installation."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from elearn.accounts.access import my_reach
from elearn.accounts.acting import today
from elearn.audit import actions
from elearn.audit.rules import Report
from elearn.people import store as people
from elearn.people.numbers import normalised_nip
from elearn.people.rows import PersonRow
from elearn.privacy.audit_page import LAST_PAGE, Asked, log_page, subject_id
from elearn.privacy.audit_words import FLAWS, deed_words

bp = Blueprint("audit", __name__, url_prefix="/audit")
Answer = str | AnyResponse | tuple[str, int]
LONGEST_SEARCH = 100


@bp.get("/")
def log() -> Answer:
    """Who did what to whom and when."""
    return _page()


@bp.post("/find")
def find() -> Answer:
    """The entries of a person, by name or NIP: a POST, as neither may stand in an address."""
    typed = " ".join(request.form.get("q", "").split())[:LONGEST_SEARCH]
    if not _sees_everything() or not typed:
        return redirect(url_for("audit.log"), code=303)
    nip = normalised_nip(typed)
    known = people.find_person_by_nip(nip) if nip else None
    found = [known] if known else people.persons_like(typed, below=None, on=today(), limit=9)
    if len(found) == 1:
        return redirect(url_for("audit.log", person=found[0].id), code=303)
    return _page(typed=typed, candidates=found)


@bp.post("/verify")
def verify() -> Answer:
    """Look at the whole chain now."""
    return _page(report=actions.verify() if _sees_everything() else None)


def _sees_everything() -> bool:
    """Whether one's grants cover every agency: the log knows no units."""
    reach = my_reach()
    roots = {unit.id for unit in people.root_units()}
    return reach.is_whole or (bool(roots) and roots <= reach.unit_ids)


def _page(report: Report | None = None, typed: str = "", candidates: list[PersonRow] | None = None) -> str:
    if not _sees_everything():
        return render_template("audit/closed.html")
    asked = _asked()
    return render_template(
        "audit/log.html",
        asked=asked,
        shown=log_page(asked),
        report=report,
        typed=typed,
        candidates=candidates,
        deed_words=deed_words,
        flaws=FLAWS,
        subject_id=subject_id,
    )


def _asked() -> Asked:
    return Asked(
        person_id=request.args.get("person", type=int),
        action=request.args.get("action", "")[:60],
        since=request.args.get("since", type=date.fromisoformat),
        until=request.args.get("until", type=date.fromisoformat),
        page=max(1, min(request.args.get("page", 1, type=int), LAST_PAGE)),
    )
