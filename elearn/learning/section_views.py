"""The section page: read, go on, check, bookmark, note."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.learning import actions, last_place, store
from elearn.learning.access import SectionPlace, section_or_404
from elearn.learning.addresses import course_url, section_url, step_url
from elearn.learning.blueprint import bp
from elearn.learning.checks import try_check
from elearn.learning.rules import NoteFault, note_fault, tidy_note
from elearn.learning.section_page import section_page
from elearn.learning.sentences import NOTE_FAULTS, completion_words
from elearn.learning.store import Reading
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import SectionOpened, SectionRead
from elearn.practice import store as practice_store
from elearn.practice.rules import ReportState
from elearn.progress import store as progress_store
from elearn.progress.rules import blocking_module, position_is_due
from elearn.progress.standing import Standing
from elearn.progress.steps import following

SECTION = "/<code:course>/<code:module>/<code:section>"


@bp.get(SECTION)
def section(course: str, module: str, section: str) -> tuple[str, int]:
    """One section to read."""
    person_id = signed_in().person_id
    place = section_or_404(course, module, section)
    reading = store.reading(person_id, course, place.key)
    blocking = blocking_module(place.course, module, reading.standing)
    if blocking is not None:
        return render_template("learning/locked.html", place=place, blocking=blocking), 403
    _note_view(person_id, place, reading.standing, clock.now())
    shown = section_page(place, reading, seed=person_id, task_state=_task_state(person_id, place, reading))
    return render_template("learning/section.html", reader=shown), 200


@bp.get(f"{SECTION}/<any(read, checks, bookmark, note):deed>")
def back(course: str, module: str, section: str, deed: str) -> Response:
    """Reloading the address of a form, or coming there from the sign-in page, leads to the section."""
    return redirect(section_url(course, section_or_404(course, module, section).key))


@bp.post(f"{SECTION}/read")
def read(course: str, module: str, section: str) -> Response:
    """ "Selanjutnya": the section counts as read; go on to what follows."""
    person_id = signed_in().person_id
    place = section_or_404(course, module, section)
    if blocking_module(place.course, module, progress_store.standing(person_id, course)) is not None:
        return redirect(section_url(course, place.key), code=303)
    happening = SectionRead(course=course, module=module, section=section)
    consequences = record(person_id, happening, clock.now())
    last_place.forget()
    if consequences.module_completed or consequences.course_completed:
        flash(completion_words(consequences), "success")
    return redirect(_place_after(person_id, place, is_done=consequences.course_completed), code=303)


@bp.post(f"{SECTION}/checks")
def check(course: str, module: str, section: str) -> tuple[str, int]:
    """Judge a check on the spot and show the page again at the question; nothing is stored."""
    person_id = signed_in().person_id
    place = section_or_404(course, module, section)
    tried = try_check(place, request.form)
    reading = store.reading(person_id, course, place.key)
    state = _task_state(person_id, place, reading)
    shown = section_page(place, reading, seed=person_id, tried=tried, task_state=state)
    return render_template("learning/section.html", reader=shown), 422 if tried.error else 200


@bp.post(f"{SECTION}/bookmark")
def bookmark(course: str, module: str, section: str) -> Response:
    """Put a bookmark here, or take it away."""
    place = section_or_404(course, module, section)
    is_on = request.form.get("on") == "1"
    actions.set_bookmark(signed_in().person_id, course, place.key, is_on=is_on, now=clock.now())
    return redirect(section_url(course, place.key) + "#milik-saya", code=303)


@bp.post(f"{SECTION}/note")
def note(course: str, module: str, section: str) -> Response | tuple[str, int]:
    """Keep the private note of this section; an empty one removes it."""
    person_id = signed_in().person_id
    place = section_or_404(course, module, section)
    text = tidy_note(request.form.get("text", ""))
    fault = note_fault(text)
    if fault is not None:
        return _note_again(person_id, place, text, fault)
    actions.write_note(person_id, course, place.key, text, clock.now())
    flash(gettext("Catatan tersimpan.") if text else gettext("Catatan dihapus."), "success")
    return redirect(section_url(course, place.key) + "#milik-saya", code=303)


def _note_again(person_id: int, place: SectionPlace, text: str, fault: NoteFault) -> tuple[str, int]:
    reading = store.reading(person_id, place.course.code, place.key)
    error = str(NOTE_FAULTS[fault])
    state = _task_state(person_id, place, reading)
    shown = section_page(place, reading, seed=person_id, note=text, note_error=error, task_state=state)
    return render_template("learning/section.html", reader=shown), 422


def _task_state(person_id: int, place: SectionPlace, reading: Reading) -> ReportState | None:
    """Where the report on this section's practice task stands; asked only where there is such a task."""
    if place.section.task is None:
        return None
    cycle = reading.standing.cycle
    return practice_store.last_state(person_id, place.course.code, place.module.code, cycle)


def _note_view(person_id: int, place: SectionPlace, standing: Standing, now: datetime) -> None:
    """Remember that the page was asked for: the first time in a course, then at most once a minute."""
    looked_at = standing.enrolment.last_opened_at if standing.enrolment and standing.is_active else None
    is_due = position_is_due(looked_at, now)
    if is_due or (standing.enrolment and standing.enrolment.position == place.key):
        last_place.forget()
    else:
        last_place.remember(person_id, place.course.code, place.key, now)
    if not is_due:
        return
    happening = SectionOpened(
        course=place.course.code,
        module=place.module.code,
        section=place.section.code,
        is_first=place.key not in standing.opened,
    )
    record(person_id, happening, now)


def _place_after(person_id: int, place: SectionPlace, *, is_done: bool) -> str:
    """Where "Selanjutnya" leads: the next section, the quiz of the module, or the course when all is read."""
    course = place.course
    passed = progress_store.passed_quizzes(person_id, course.code)
    step = following(course, place.key, passed)
    if is_done or step is None:
        return course_url(course.code)
    return step_url(course.code, step)
