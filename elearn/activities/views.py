"""Kegiatan di luar: one's own activities, asking to attend, handing in."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from elearn import clock
from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.activities import access, actions, desk_views, incoming, leading_views, store
from elearn.activities.actions import FactsRefused, FilesRefused, NoLeader, NotNow
from elearn.activities.activity_page import activity_page, mine_page
from elearn.activities.blueprint import bp
from elearn.activities.forms import AskForm, ProofForm, ReportForm
from elearn.activities.incoming import Came, Incoming
from elearn.activities.rows import FACTS, ActivityRow
from elearn.activities.rules import State
from elearn.activities.sentences import LIKENESS, STATES, STEPS, amount_words
from elearn.content.numbers import written
from elearn.evidence import store as evidence
from elearn.evidence.actions import EvidenceRefused
from elearn.evidence.sentences import REFUSALS
from elearn.evidence.serving import evidence_download
from elearn.people import store as people

__all__ = ["bp", "desk_views", "leading_views"]

Answer = str | AnyResponse | tuple[str, int]


@bp.get("/")
def mine() -> str:
    """All my activities, those where I have something to do on top."""
    return render_template(
        "activities/mine.html", mine=mine_page(signed_in().person_id, today()), states=STATES
    )


@bp.get("/ask")
def ask() -> str:
    """The form of a request to attend."""
    return _ask_page(AskForm(formdata=None))


@bp.post("/ask")
def ask_post() -> Answer:
    """Ask the supervisor."""
    form = AskForm()
    if not form.validate():
        return _ask_page(form), 422
    try:
        activity_id = actions.ask(signed_in().person_id, form.facts(), now=clock.now())
    except FactsRefused as refused:
        form.mark(refused.faults)
        return _ask_page(form), 422
    except NoLeader:
        return _ask_page(form), 422
    flash(gettext("Permintaan terkirim kepada atasan Anda. Jawabannya tampil di sini."), "success")
    return redirect(url_for("activities.activity", activity_id=activity_id), code=303)


@bp.get("/report")
def report() -> str:
    """The form for an activity attended already."""
    return _proof_page(ReportForm(formdata=None), None)


@bp.post("/report")
def report_post() -> Answer:
    """Hand it in without a request before."""
    return _handed_in(ReportForm(), None)


@bp.get("/<row_id:activity_id>")
def activity(activity_id: int) -> str:
    """One of mine with its history."""
    page = activity_page(access.mine_or_404(activity_id), reader_id=signed_in().person_id)
    return render_template(
        "activities/activity.html",
        activity_page=page,
        states=STATES,
        steps=STEPS,
        likeness=LIKENESS,
        amount_words=amount_words,
    )


@bp.post("/<row_id:activity_id>")
def withdraw(activity_id: int) -> Answer:
    """Take it back."""
    row = access.mine_or_404(activity_id)
    try:
        actions.withdraw(row.id, signed_in().person_id, now=clock.now())
    except NotNow:
        flash(gettext("Kegiatan ini sudah selesai diperiksa dan tidak dapat ditarik."), "warning")
    else:
        flash(gettext("Kegiatan ditarik kembali. Riwayatnya tetap tersimpan."), "success")
    return redirect(url_for("activities.activity", activity_id=row.id), code=303)


@bp.get("/<row_id:activity_id>/hand-in")
def hand_in(activity_id: int) -> Answer:
    """The form for the proof of what was allowed, or of what is to be mended."""
    row = access.mine_or_404(activity_id)
    if row.state not in (State.ALLOWED, State.TO_MEND):
        return redirect(url_for("activities.activity", activity_id=row.id))
    shown = {name: getattr(row.facts, name) for name in FACTS}
    shown |= {"form": str(row.facts.form), "amount": written(row.facts.amount) if row.facts.amount else ""}
    return _proof_page(_form_class(row)(formdata=None, data=shown), row)


@bp.post("/<row_id:activity_id>/hand-in")
def hand_in_post(activity_id: int) -> Answer:
    """Hand it in."""
    row = access.mine_or_404(activity_id)
    return _handed_in(_form_class(row)(), row)


@bp.get("/<row_id:activity_id>/evidence/<row_id:file_id>")
def file(activity_id: int, file_id: int) -> Response:
    """A file of evidence, to keep."""
    return evidence_download(access.evidence_or_404(activity_id, file_id))


def _form_class(row: ActivityRow) -> type[ProofForm]:
    """What was allowed stays as it was allowed; what is to be mended may be wrong anywhere."""
    return ReportForm if row.state is State.TO_MEND else ProofForm


def _handed_in(form: ProofForm, row: ActivityRow | None) -> Answer:
    me, now = signed_in().person_id, clock.now()
    came = incoming.received(me, now)
    is_valid = form.validate()
    form.files.errors = [f"{name}: {REFUSALS[refusal]}" for name, refusal in came.refused]
    activity_id = _try(form, row, came) if is_valid and not came.refused else None
    if activity_id is None:
        return _proof_page(form, row, incoming.kept(came, me, now)), 422
    incoming.taken(came.files, me, now)
    flash(gettext("Bukti terkirim. JP tercatat sesudah diverifikasi."), "success")
    return redirect(url_for("activities.activity", activity_id=activity_id), code=303)


def _try(form: ProofForm, row: ActivityRow | None, came: Incoming) -> int | None:
    """Hand in; None with the reason in the form where that cannot be."""
    try:
        return actions.hand_in(
            signed_in().person_id,
            form.facts(row.facts if row else None),
            came.new_files,
            now=clock.now(),
            activity_id=row.id if row else None,
            drop=_dropped(),
            note=form.note.data or "",
        )
    except FactsRefused as refused:
        form.mark(refused.faults)
    except FilesRefused as refused:
        form.files.errors = [
            gettext("Lampirkan paling sedikit satu berkas.")
            if refused.is_none
            else gettext("Paling banyak %(most)s berkas.", most=actions.MOST_FILES)
        ]
    except EvidenceRefused as refused:
        form.files.errors = [refused.message]
    except NotNow:
        form.form_errors.append(gettext("Kegiatan ini sudah berubah di jendela lain. Buka lagi dari daftar."))
    return None


def _dropped() -> set[int]:
    typed = request.form.getlist("drop")[: actions.MOST_FILES]
    return {int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 19}


def _ask_page(form: AskForm) -> str:
    me = signed_in().person_id
    leaders = people.led_by([me], today())[me]
    return render_template("activities/ask.html", form=form, leaders=people.persons(leaders[:1]).values())


def _proof_page(form: ProofForm, row: ActivityRow | None, waiting: Sequence[Came] = ()) -> str:
    file_ids = store.files_of([row.id]).get(row.id, []) if row else []
    return render_template(
        "activities/proof.html",
        form=form,
        row=row,
        files=evidence.names_of(file_ids),
        dropped=_dropped(),
        waiting=waiting,
        most_files=actions.MOST_FILES,
    )
