"""A learner's own obligations: see them, move a date, ask for more time."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.obligations import actions, store
from elearn.obligations.actions import ShiftRefused
from elearn.obligations.blueprint import bp
from elearn.obligations.days import local_day
from elearn.obligations.mine_forms import AskForm, ShiftForm
from elearn.obligations.mine_page import mine_page
from elearn.obligations.sentences import REASONS, fault_words
from elearn.policy import store as policy_store

Answer = Response | tuple[str, int]


@bp.get("/mine")
def mine() -> str:
    """What I have to finish by when, why, and what happened to it."""
    return _page()


@bp.post("/mine/<row_id:obligation_id>/shift")
def shift_own(obligation_id: int) -> Answer:
    """Move my own date."""
    _own_or_404(obligation_id)
    form = ShiftForm()
    if not form.validate() or form.to.data is None:
        return _page(obligation_id, shift=form), 422
    try:
        actions.shift_own(signed_in().person_id, obligation_id, form.to.data, now=clock.now())
    except ShiftRefused as refused:
        form.to.errors = [fault_words(refused)]
        return _page(obligation_id, shift=form), 422
    flash(gettext("Tenggat digeser. Perubahan ini tercatat."), "success")
    return redirect(url_for("obligations.mine") + f"#kewajiban-{obligation_id}", code=303)


@bp.post("/mine/<row_id:obligation_id>/ask")
def ask_shift(obligation_id: int) -> Answer:
    """Ask for a date I may not choose myself."""
    _own_or_404(obligation_id)
    form = AskForm()
    if not form.validate() or form.wanted_on.data is None:
        return _page(obligation_id, ask=form), 422
    me, reason = signed_in().person_id, form.reason.data or ""
    try:
        actions.ask_shift(me, obligation_id, form.wanted_on.data, reason, now=clock.now())
    except ShiftRefused as refused:
        form.wanted_on.errors = [fault_words(refused)]
        return _page(obligation_id, ask=form), 422
    flash(gettext("Permintaan terkirim kepada atasan Anda. Jawabannya tampil di sini."), "success")
    return redirect(url_for("obligations.mine") + f"#kewajiban-{obligation_id}", code=303)


@bp.get("/mine/<row_id:obligation_id>/<any(shift, ask):deed>")
def back_to_mine(obligation_id: int, deed: str) -> Response:
    """Reloading the address of a form leads to the page it stands on."""
    return redirect(url_for("obligations.mine"))


def _own_or_404(obligation_id: int) -> None:
    row = store.obligations([obligation_id]).get(obligation_id)
    if row is None or row.person_id != signed_in().person_id:
        abort(404)


def _page(tried: int | None = None, *, shift: FlaskForm | None = None, ask: FlaskForm | None = None) -> str:
    """The page; `tried` is the obligation whose form stands there again with what was typed."""
    today = local_day(clock.now())
    return render_template(
        "obligations/mine.html",
        page_of=mine_page(signed_in().person_id, policy_store.in_force(today), today),
        tried=tried,
        shift=shift or ShiftForm(formdata=None),
        ask=ask or AskForm(formdata=None),
        failed=shift or ask,
        reasons=REASONS,
        today=today,
    )
