"""The course page, and leaving a course."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.learning.access import course_or_404
from elearn.learning.addresses import course_url
from elearn.learning.blueprint import bp
from elearn.learning.course_page import course_page
from elearn.learning.last_place import with_last_place
from elearn.learning.sentences import DOMAINS, KINDS, MODES
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import CourseLeft
from elearn.progress import store as progress_store
from elearn.progress.standing import NOTHING
from elearn.quiz import store as quiz_store


@bp.get("/<code:course>/")
def course(course: str) -> str:
    """The course: why it matters, the path, and exactly what is missing."""
    person_id = signed_in().person_id
    page = course_page(
        course_or_404(course),
        with_last_place(person_id, progress_store.standings(person_id, course)).get(course, NOTHING),
        progress_store.completions(person_id, course),
        quiz_store.best_results(person_id, course),
    )
    return render_template("learning/course.html", page_of=page, modes=MODES, kinds=KINDS, domains=DOMAINS)


@bp.post("/<code:course>/leave")
def leave(course: str) -> Response:
    """Leave an elective course; what was read and passed stays on record."""
    course_or_404(course)
    record(signed_in().person_id, CourseLeft(course=course), clock.now())
    flash(gettext("Anda keluar dari kursus ini. Yang sudah dibaca tetap tercatat."), "success")
    return redirect(course_url(course), code=303)
