"""Assignments as HR, operators and heads of units handle them; the learner's pages hang here too."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.accounts.identity import signed_in
from elearn.obligations import access, actions, busy, mine_views, store
from elearn.obligations.actions import AssignmentRefused, UndoRefused
from elearn.obligations.blueprint import bp
from elearn.obligations.days import local_day
from elearn.obligations.desk_page import (
    assignment_page,
    assignments_page,
    calendar_page,
    course_choices,
    unit_choices,
)
from elearn.obligations.forms import AssignmentForm, BusyForm
from elearn.obligations.naming import look_up
from elearn.obligations.rules import UNDO_WITHIN
from elearn.obligations.sentences import LEVELS, REASONS
from elearn.people.positions import KIND_WORDS, STATUS_WORDS
from elearn.policy import store as policy_store
from elearn.visibility.actions import note_look

__all__ = ["bp", "mine_views"]
Answer = Response | tuple[str, int]
WORDS = {"levels": LEVELS, "reasons": REASONS, "kinds": KIND_WORDS, "statuses": STATUS_WORDS}
LONGEST_ANSWER = 500


@bp.get("/")
def assignments() -> str:
    """The assignments of the units I look after, the newest first."""
    now, page = clock.now(), max(1, request.args.get("page", 1, type=int))
    me = signed_in().person_id
    return render_template(
        "obligations/assignments.html",
        page_of=assignments_page(access.my_units(), me, local_day(now), page),
        page_number=page,
        bulks=store.bulks_by(me, now - UNDO_WITHIN),
        **WORDS,
    )


@bp.get("/new")
def new_assignment() -> str:
    """A form for a new assignment."""
    return _new_page(_form(is_empty=True))


@bp.post("/new")
def make_assignment() -> Answer:
    """First say what it will do to how many, then do it."""
    form = _form()
    if request.form.get("step") == "edit":
        return _new_page(form), 200
    if not form.validate() or not look_up(form, access.my_units()):
        return _new_page(form), 422
    now = clock.now()
    try:
        if request.form.get("step") != "make":
            size = actions.audience_size(form.course.data or "", form.audience(), form.terms(), now=now)
            return _preview(form, size)
        made = actions.assign(form.course.data or "", form.audience(), form.terms(), actor=me(), now=now)
    except AssignmentRefused as refused:
        form.unit.errors = [str(refused)]
        return _new_page(form), 422
    count = made.totals.get_it
    flash(
        ngettext("%(num)d pegawai mendapat kursus ini.", "%(num)d pegawai mendapat kursus ini.", count),
        "success",
    )
    return redirect(url_for("obligations.assignment", assignment_id=made.assignment_id), code=303)


@bp.get("/<row_id:assignment_id>")
def assignment(assignment_id: int) -> str:
    """One assignment with its people."""
    found = access.assignment_or_404(assignment_id)
    now, me = clock.now(), signed_in().person_id
    note_look(me, "unit", "unit" if found.unit_id else "direct", unit_id=found.unit_id, now=now)
    today = local_day(now)
    page = assignment_page(
        found,
        policy_store.in_force(today),
        today,
        shown=request.args.get("state", ""),
        page=request.args.get("page", 1, type=int),
    )
    return render_template("obligations/assignment.html", page_of=page, **WORDS)


@bp.post("/<row_id:assignment_id>/end")
def end_assignment(assignment_id: int) -> Response:
    """Nobody else gets it; what is open is taken back where that was asked for."""
    found = access.assignment_or_404(assignment_id)
    withdraws = request.form.get("withdraws") == "1"
    gone = actions.end_assignment(found.id, withdraws=withdraws, actor=me(), now=clock.now())
    flash(gettext("Penugasan diakhiri. %(num)s kewajiban ditarik.", num=gone), "success")
    return redirect(url_for("obligations.assignment", assignment_id=found.id), code=303)


@bp.post("/undo/<row_id:bulk_id>")
def undo(bulk_id: int) -> Response:
    """Take back what I did to many people, within a day."""
    access.own_bulk_or_404(bulk_id)
    try:
        outcome = actions.undo(bulk_id, actor=me(), now=clock.now())
    except UndoRefused as refused:
        flash(str(refused), "error")
    else:
        words = gettext("Dibatalkan untuk %(num)s kewajiban.", num=outcome.undone)
        if outcome.left:
            more = gettext("%(num)s sudah berubah sejak itu dan tetap.", num=outcome.left)
            words = f"{words} {more}"
        flash(words, "success")
    return redirect(url_for("obligations.assignments"), code=303)


@bp.post("/requests/<row_id:request_id>")
def decide(request_id: int) -> Response:
    """Approve or refuse a request for another date."""
    found = access.request_or_404(request_id)
    verdict = request.form.get("verdict")
    if verdict not in ("approved", "refused"):
        abort(400)
    answer = " ".join(request.form.get("answer", "").split())[:LONGEST_ANSWER]
    is_new = actions.decide_shift(
        found.id, is_approved=verdict == "approved", answer=answer, actor=me(), now=clock.now()
    )
    flash(gettext("Jawaban terkirim.") if is_new else gettext("Permintaan ini sudah dijawab."), "success")
    return redirect(url_for("obligations.assignments"), code=303)


@bp.get("/calendar")
def calendar() -> str:
    """Which days are no working days, and the busy times of units."""
    return _calendar_page(BusyForm(unit_choices(access.my_units()), formdata=None))


@bp.post("/calendar")
def add_busy() -> Answer:
    """Note days on which a unit has no time to learn."""
    form = BusyForm(unit_choices(access.my_units()))
    if not form.validate() or form.first_day.data is None or form.last_day.data is None:
        return _calendar_page(form), 422
    busy.add(
        int(form.unit.data),
        form.first_day.data,
        form.last_day.data,
        form.name.data or "",
        actor=me(),
        now=clock.now(),
    )
    flash(gettext("Masa sibuk tercatat. Tenggat dalam hari kerja yang baru memperhitungkannya."), "success")
    return redirect(url_for("obligations.calendar"), code=303)


@bp.post("/calendar/<row_id:busy_id>/remove")
def remove_busy(busy_id: int) -> Response:
    """Take a busy time away; dates that were counted with it stay."""
    if not busy.remove(busy_id, access.my_units(), actor=me(), now=clock.now()):
        abort(404)
    flash(gettext("Masa sibuk dihapus."), "success")
    return redirect(url_for("obligations.calendar"), code=303)


@bp.get("/<any(undo, requests, calendar):part>/<path:rest>")
def back(part: str, rest: str) -> Response:
    """Reloading the address of a form leads to the page it stands on."""
    return redirect(url_for("obligations.calendar" if part == "calendar" else "obligations.assignments"))


@bp.get("/<row_id:assignment_id>/end")
def back_to_assignment(assignment_id: int) -> Response:
    """Reloading the address of a form leads to the page it stands on."""
    return redirect(url_for("obligations.assignment", assignment_id=assignment_id))


def _form(*, is_empty: bool = False) -> AssignmentForm:
    today = local_day(clock.now())
    values = {"formdata": None} if is_empty else {}
    form = AssignmentForm(course_choices(), unit_choices(access.my_units()), today, **values)
    if is_empty and request.args.get("course"):
        form.course.data = request.args["course"]
    return form


def _new_page(form: AssignmentForm) -> str:
    return render_template("obligations/new.html", form=form)


def _preview(form: AssignmentForm, size: object) -> tuple[str, int]:
    unit = next((name for code, name in unit_choices(access.my_units()) if code == form.unit.data), "")
    return render_template("obligations/preview.html", form=form, size=size, unit=unit, **WORDS), 200


def _calendar_page(form: BusyForm) -> str:
    today = local_day(clock.now())
    page = calendar_page(access.my_units(), policy_store.in_force(today), today)
    return render_template("obligations/calendar.html", page_of=page, form=form)
