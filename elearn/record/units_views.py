"""The record by unit, for who keeps the records of its people: lists, files, one person, corrections."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from elearn import clock
from elearn.accounts.acting import me, today
from elearn.accounts.identity import may_call, signed_in
from elearn.activities.sentences import STATES
from elearn.ledger import store as ledger
from elearn.ledger.actions import NotCorrected
from elearn.ledger.forms import BY_ID
from elearn.ledger.rows import Entry
from elearn.people.positions import STATUS_WORDS
from elearn.record import access, actions, units_file
from elearn.record.access import Seen, Sight
from elearn.record.asked import Asked, asked_from
from elearn.record.blueprint import bp
from elearn.record.forms import CorrectionForm
from elearn.record.rules import asked_year
from elearn.record.sentences import CORRECTION_FAULTS, target_words
from elearn.record.units_page import MOST_ON_PAPER, units_page
from elearn.record.year_page import year_page
from elearn.visibility import actions as visibility
from elearn.web.downloads import download

Answer = str | AnyResponse | tuple[str, int]


@bp.get("/units/")
def units() -> str:
    """People of a unit and all below it with their JP of the year."""
    asked, sight = _asked()
    page = units_page(asked, sight, today())
    _note("record", sight)
    return render_template(
        "record/units.html",
        shown=page,
        statuses=STATUS_WORDS,
        target_words=target_words,
        may_close=may_call("record.years") and access.may_close_years(),
    )


@bp.get("/units/print")
def units_print() -> str:
    """The same list whole, for paper."""
    asked, sight = _asked()
    page = units_page(asked, sight, today(), first=0, most=MOST_ON_PAPER)
    _note("export", sight)
    return render_template(
        "record/units_print.html",
        shown=page,
        statuses=STATUS_WORDS,
        target_words=target_words,
        printed_at=clock.now(),
    )


@bp.get("/units/export/<any(xlsx, csv):suffix>")
def units_export(suffix: str) -> Response:
    """The same list whole, as a file."""
    asked, sight = _asked()
    _note("export", sight)
    body = units_file.written(asked, sight, today(), suffix)
    return download(body, f"rekam-belajar-unit-{asked.year}.{suffix}", units_file.TYPES[suffix])


@bp.get("/people/<row_id:person_id>")
def person(person_id: int) -> str:
    """One person's record of a year."""
    now, seen = clock.now(), access.record_or_404(person_id, today())
    page = year_page(seen.person, asked_year(request.args.get("year"), today()), today=today(), now=now)
    visibility.note_look(signed_in().person_id, "record", "person", subject_id=person_id, now=now)
    return render_template(
        "record/person.html", shown=page, seen=seen, states=STATES, forms=BY_ID, target_words=target_words
    )


@bp.get("/people/<row_id:person_id>/entries/<row_id:entry_id>")
def correction(person_id: int, entry_id: int) -> str:
    """The form that corrects an entry."""
    seen, entry = access.entry_to_correct_or_404(person_id, entry_id, today())
    return _correction_page(seen, entry, CorrectionForm(formdata=None))


@bp.post("/people/<row_id:person_id>/entries/<row_id:entry_id>")
def correct(person_id: int, entry_id: int) -> Answer:
    """Correct it, by another entry with the name of who signs."""
    seen, entry = access.entry_to_correct_or_404(person_id, entry_id, today())
    form = CorrectionForm()
    if not form.validate() or form.amount is None:
        return _correction_page(seen, entry, form), 422
    try:
        actions.correct(entry, form.amount, form.reason.data or "", actor=me(), now=clock.now())
    except NotCorrected as refused:
        form.jp.errors = [CORRECTION_FAULTS[refused.fault]]
        return _correction_page(seen, entry, form), 422
    flash(gettext("Koreksi dicatat. Pegawai itu diberi tahu."), "success")
    return redirect(url_for("record.person", person_id=person_id, year=entry.on_date.year), code=303)


def _correction_page(seen: Seen, entry: Entry, form: CorrectionForm) -> str:
    return render_template(
        "record/correction.html",
        seen=seen,
        entry=entry,
        standing=ledger.standing_of(entry.id or 0),
        form=form,
    )


def _asked() -> tuple[Asked, Sight]:
    asked = asked_from(request.args, today())
    return asked, access.sight_or_404(asked.unit_id)


def _note(page: str, sight: Sight) -> None:
    """Who looked at names of which unit, before they are shown; a choice of units shows none."""
    for unit_id in (sight.unit.id,) if sight.unit else ():
        visibility.note_look(signed_in().person_id, page, "unit", unit_id=unit_id, now=clock.now())
