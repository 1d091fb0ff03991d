"""Asking for a certificate on paper, and the queue of who prints them."""

from __future__ import annotations

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.certificates import access, batch_store, page, print_store, printing
from elearn.certificates.drawing import pdf_of_many
from elearn.certificates.views import Answer, bp
from elearn.web.downloads import PDF, download

AT_ONCE = 50
"""So many are printed at a time: the file is made while one waits."""


@bp.post("/certificates/<row_id:certificate_id>/print-order")
def order_print(certificate_id: int) -> Answer:
    """Ask for one's certificate on paper."""
    row = access.mine_or_404(certificate_id)
    if printing.order(row.id, actor=me(), now=clock.now()):
        flash(gettext("Permintaan cetakan dicatat."), "success")
    return redirect(url_for("certificates.certificate", certificate_id=row.id), code=303)


@bp.get("/certificates/prints")
def prints() -> str:
    """Who waits for paper in the units one looks after."""
    orders = print_store.waiting(access.my_units(), AT_ONCE)
    return render_template("certificates/prints.html", orders=orders, most=AT_ONCE)


@bp.get("/certificates/prints/file")
def prints_file() -> Response:
    """The certificates of the queue in one document, in the order of the list."""
    orders = print_store.waiting(access.my_units(), AT_ONCE)
    if not orders:
        abort(404)
    rows = batch_store.in_order([one.certificate_id for one in orders])
    body = pdf_of_many([page.sheet_of(row) for row in rows], look=page.look())
    return download(body, f"cetakan-{today().isoformat()}.pdf", PDF)


@bp.post("/certificates/prints")
def mark_printed() -> Answer:
    """Note which are on paper; only those of the units one looks after."""
    chosen = set(request.form.getlist("order", type=int))
    mine = {one.id for one in print_store.waiting(access.my_units(), AT_ONCE)}
    count = printing.mark_printed(chosen & mine, actor=me(), now=clock.now())
    flash(
        ngettext("%(num)d cetakan ditandai selesai.", "%(num)d cetakan ditandai selesai.", count), "success"
    )
    return redirect(url_for("certificates.prints"), code=303)
