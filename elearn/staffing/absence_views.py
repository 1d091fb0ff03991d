"""Days away of a person, at the operator's desk."""

from __future__ import annotations

from flask import abort, flash
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.acting import me
from elearn.staffing import absences, access
from elearn.staffing.forms import AbsenceForm
from elearn.staffing.import_views import Answer
from elearn.staffing.person_views import back_to, page_of


def note_absence(person_id: int) -> Answer:
    """Note days of leave or of duty elsewhere."""
    known = access.person_or_404(person_id)
    form = AbsenceForm()
    is_valid = form.validate()
    if is_valid and form.last_day.day < form.first_day.day:
        form.last_day.errors = [gettext("Tanggal ini sebelum tanggal mulainya.")]
        is_valid = False
    if not is_valid:
        return page_of(known, absence=form), 422
    absences.note_absence(
        known.id,
        first_day=form.first_day.day,
        last_day=form.last_day.day,
        kind=form.absence_kind.data,
        actor=me(),
        now=clock.now(),
    )
    flash(gettext("Dicatat. Tenggat baru dalam hari kerja melewati hari-hari itu."), "success")
    return back_to(known)


def remove_absence(person_id: int, absence_id: int) -> Response:
    """Take them back."""
    known = access.person_or_404(person_id)
    if not absences.take_back(absence_id, person_id=known.id, actor=me(), now=clock.now()):
        abort(404)
    flash(gettext("Catatan hari tidak masuk dihapus."), "success")
    return back_to(known)
