"""Data saya: what is kept, a copy, corrections, consents; and the queue of who corrects."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from elearn import clock
from elearn.accounts.access import my_reach
from elearn.accounts.acting import me, today
from elearn.accounts.identity import signed_in
from elearn.people import store as people
from elearn.people.rows import PersonRow
from elearn.policy import store as policy_store
from elearn.policy.sentences import in_words
from elearn.privacy import actions, my_data, sentences, store
from elearn.privacy.actions import AlreadyDecided
from elearn.privacy.forms import CorrectionForm, DecisionForm
from elearn.privacy.notice import VERSION
from elearn.visibility import actions as visibility
from elearn.web.downloads import JSON, PDF, download

bp = Blueprint("privacy", __name__, url_prefix="/privacy")
Answer = str | AnyResponse | tuple[str, int]
SHOWN = 50


@bp.get("/")
def mine() -> str:
    """What is kept of me, why, how long, who sees it."""
    person_id = signed_in().person_id
    policy = policy_store.in_force(today())
    kept = ("keep_looks_months", "keep_messages_months", "keep_mails_months")
    return render_template(
        "privacy/mine.html",
        person=_myself(),
        version=VERSION,
        read_at=store.read_notices(person_id).get(VERSION),
        consents=store.consents_of(person_id),
        corrections=store.corrections_of(person_id),
        times={name: in_words(name, policy) if policy.number(name) else "" for name in kept},
        sentences=sentences,
    )


@bp.post("/notice")
def read_notice() -> Answer:
    """Note that I read the notice."""
    actions.mark_read(signed_in().person_id, VERSION, clock.now())
    flash(gettext("Tercatat bahwa Anda sudah membaca pemberitahuan ini."), "success")
    return redirect(url_for("privacy.mine"), code=303)


@bp.get("/data.json")
def my_data_json() -> Response:
    """All my data."""
    return download(my_data.as_json(_myself(), clock.now()), "data-saya.json", JSON)


@bp.get("/data.pdf")
def my_data_pdf() -> Response:
    """The same in short, to read."""
    return download(my_data.as_pdf(_myself(), clock.now()), "data-saya.pdf", PDF)


@bp.post("/consents/withdraw")
def withdraw() -> Answer:
    """Agree no longer."""
    purpose = request.form.get("purpose", "")[:40]
    visibility.withdraw_consent(signed_in().person_id, purpose, clock.now())
    flash(gettext("Persetujuan dicabut mulai sekarang."), "success")
    return redirect(url_for("privacy.mine"), code=303)


@bp.get("/correction")
def correction() -> str:
    """The form for a correction."""
    return _correction_page(CorrectionForm(formdata=None))


@bp.post("/correction")
def ask_correction() -> Answer:
    """Ask for it."""
    form = CorrectionForm()
    if not form.validate():
        return _correction_page(form), 422
    field = form.field.data
    actions.ask_correction(
        signed_in().person_id,
        field=field,
        shown=_shown(field, _myself()),
        wanted=(form.wanted.data or "").strip(),
        reason=(form.reason.data or "").strip(),
        now=clock.now(),
    )
    flash(gettext("Permintaan terkirim kepada bagian kepegawaian."), "success")
    return redirect(url_for("privacy.mine"), code=303)


@bp.get("/corrections")
def corrections() -> str:
    """What waits for a decision in the units one looks after."""
    return _queue()


@bp.post("/corrections/<row_id:correction_id>")
def decide_correction(correction_id: int) -> Answer:
    """Decide one."""
    found = store.find_correction(correction_id, _my_units())
    if found is None:
        abort(404)
    form = DecisionForm(prefix=_prefix(correction_id))
    if not form.validate():
        return _queue(form, correction_id), 422
    answer = (form.answer.data or "").strip()
    try:
        actions.decide(found, state=form.verdict.data, answer=answer, actor=me(), now=clock.now())
        flash(gettext("Keputusan disimpan; pegawainya diberi tahu."), "success")
    except AlreadyDecided as refused:
        flash(str(refused), "warning")
    return redirect(url_for("privacy.corrections"), code=303)


def _queue(form: DecisionForm | None = None, form_of: int | None = None) -> str:
    units = _my_units()
    waiting, decided = store.open_corrections(units, SHOWN), store.decided_corrections(units, SHOWN)
    return render_template(
        "privacy/corrections.html",
        waiting=waiting,
        decided=decided,
        people=people.persons({one.person_id for one in (*waiting, *decided)}),
        forms={
            one.id: form
            if form and one.id == form_of
            else DecisionForm(formdata=None, prefix=_prefix(one.id))
            for one in waiting
        },
        now=clock.now(),
        sentences=sentences,
    )


def _prefix(correction_id: int) -> str:
    """Several forms stand on one page: their fields have names of their own."""
    return f"p{correction_id}-"


def _correction_page(form: CorrectionForm) -> str:
    hours = in_words("correction_hours", policy_store.in_force(today()))
    return render_template("privacy/correction.html", form=form, hours=hours)


def _my_units() -> frozenset[int] | None:
    reach = my_reach()
    return None if reach.is_whole else reach.unit_ids


def _myself() -> PersonRow:
    person_id = signed_in().person_id
    return people.persons([person_id])[person_id]


def _shown(field: str, person: PersonRow) -> str:
    """What stands there now, for who compares."""
    values = {
        "name": person.name,
        "titles": f"{person.title_before} / {person.title_after}".strip(" /"),
        "nip": person.nip,
        "rank": person.rank,
        "position": person.position,
        "unit": person.unit_name,
        "status": person.employment_status,
    }
    return values.get(field, "")
