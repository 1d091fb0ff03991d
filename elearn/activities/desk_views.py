"""The desk of who verifies: what waits, one activity with its evidence, the decision."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.accounts.identity import may_call, signed_in
from elearn.activities import access, actions, store
from elearn.activities.actions import GrantRefused, NotNow
from elearn.activities.activity_page import activity_page, named_lines
from elearn.activities.blueprint import bp
from elearn.activities.forms import DecisionForm, number_in
from elearn.activities.proposing import proposal_of
from elearn.activities.rows import ActivityRow
from elearn.activities.rules import Deed, GrantFault
from elearn.activities.sentences import GRANT_FAULTS, LIKENESS, STATES, STEPS, amount_words
from elearn.content.numbers import written
from elearn.visibility.actions import note_look
from elearn.web.formats import jp as in_jp

WAITING_SHOWN, SETTLED_SHOWN = 50, 20
Answer = str | Response | tuple[str, int]


@bp.get("/desk")
def desk() -> str:
    """What waits for verification in my units, the longest first, and what was answered last."""
    units, my_id = access.my_units(), signed_in().person_id
    return render_template(
        "activities/desk.html",
        waiting=named_lines(store.waiting(units, but_of=my_id, limit=WAITING_SHOWN)),
        settled=named_lines(store.settled(units, but_of=my_id, limit=SETTLED_SHOWN)),
        count=store.count_waiting(units, but_of=my_id),
        states=STATES,
    )


@bp.get("/desk/<row_id:activity_id>")
def verifying(activity_id: int) -> str:
    """One activity to verify; its owner can see later who looked."""
    row = access.verifiable_or_404(activity_id)
    note_look(signed_in().person_id, "activity", "person", subject_id=row.person_id, now=clock.now())
    return _page(row, DecisionForm(formdata=None, jp=written(proposal_of(row.facts))))


@bp.post("/desk/<row_id:activity_id>")
def verify(activity_id: int) -> Answer:
    """Grant JP, send it back, or reject it."""
    row, form = access.verifiable_or_404(activity_id), DecisionForm()
    if not form.validate():
        return _page(row, form), 422
    try:
        _decide(row, form)
    except GrantRefused as refused:
        field = form.jp if refused.fault in (GrantFault.NONE, GrantFault.TOO_MUCH) else form.note
        field.errors = [str(GRANT_FAULTS[refused.fault])]
        return _page(row, form), 422
    except NotNow:
        flash(gettext("Kegiatan ini sudah diputuskan atau ditarik lebih dulu."), "info")
    return redirect(url_for("activities.desk"), code=303)


def _decide(row: ActivityRow, form: DecisionForm) -> None:
    note, now = form.note.data or "", clock.now()
    if form.deed.data != Deed.VERIFY:
        actions.turn_down(row.id, Deed(form.deed.data), words=note, actor=me(), now=now)
        flash(gettext("Keputusan disimpan dan diberitahukan."), "success")
        return
    granted = number_in(form.jp.data)
    assert granted is not None  # the form has seen to it
    counted = actions.verify(row.id, granted, note=note, actor=me(), now=now)
    words = gettext("Terverifikasi: %(jp)s tercatat.", jp=in_jp(counted.jp))
    if counted.over:
        words += " " + gettext("%(jp)s di atas batas JP tidak dihitung.", jp=in_jp(counted.over))
    flash(words, "success")


def _page(row: ActivityRow, form: DecisionForm) -> str:
    return render_template(
        "activities/verifying.html",
        activity_page=activity_page(row, reader_id=signed_in().person_id),
        form=form,
        may_open_record=may_call("record.person"),
        states=STATES,
        steps=STEPS,
        likeness=LIKENESS,
        amount_words=amount_words,
    )
