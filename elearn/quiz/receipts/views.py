""" "Periksa tanda terima": what a receipt belongs to, and all receipts of an attempt for keeping."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.quiz import access, incoming, sentences
from elearn.quiz.blueprint import bp
from elearn.quiz.receipts import checks as receipt_checks
from elearn.quiz.receipts import seal as receipts
from elearn.quiz.receipts.checks import Confirmed
from elearn.quiz.receipts.seal import Misread

Answer = Response | str | tuple[str, int]


@bp.get("/receipts")
def receipts_page() -> Answer:
    """A line to type a receipt in, and what the server knows of it."""
    typed = request.args.get("receipt", "").strip()
    if not typed:
        return _page()
    tidy = receipts.tidied(typed)
    if isinstance(tidy, Misread):
        return _page(typed, error=str(sentences.MISREAD[tidy])), 422
    person_id = signed_in().person_id
    if not receipt_checks.may_check(person_id, clock.now()):
        return _page(typed, error=str(sentences.TOO_MANY_CHECKS)), 429
    found = receipt_checks.confirmed(person_id, tidy, incoming.secret())
    return _page(tidy, found=found)


@bp.get("/attempts/<row_id:attempt_id>/receipts")
def attempt_receipts(attempt_id: int) -> str:
    """All receipts of an attempt on one page that prints well."""
    own = access.own_attempt_or_404(attempt_id)
    return render_template(
        "quiz/attempt_receipts.html",
        receipts=receipt_checks.receipt_list(own),
        person=signed_in(),
        now=clock.now(),
    )


def _page(typed: str = "", *, error: str = "", found: Confirmed | None = None) -> str:
    return render_template("quiz/receipts.html", typed=typed, error=error, found=found)
