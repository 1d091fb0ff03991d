"""The course page, and leaving a course."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.learning.access import course_or_404
from elearn.learning.addresses import course_url
from elearn.learning.blueprint import bp
from elearn.learning.course_page import course_page
from elearn.learning.last_place import with_last_place
from elearn.learning.report_page import has_news
from elearn.learning.sentences import DOMAINS, KINDS, MODES, completion_words
from elearn.learning.since import since_finished
from elearn.outcomes.actions import record
from elearn.outcomes.happenings import CourseLeft, ModuleSkipped
from elearn.progress import store as progress_store
from elearn.progress.standing import NOTHING
from elearn.quiz import store as quiz_store
from elearn.quiz.pretest import pretested


@bp.get("/<code:course>/")
def course(course: str) -> str:
    """The course: why it matters, the path, and exactly what is missing."""
    person_id = signed_in().person_id
    published = course_or_404(course)
    completions = progress_store.completions(person_id)
    finished = next((row for row in reversed(completions) if row.is_course and row.course == course), None)
    page = course_page(
        published,
        with_last_place(person_id, progress_store.standings(person_id, course)).get(course, NOTHING),
        completions,
        quiz_store.best_results(person_id, course),
        pretested(person_id, published),
        since_finished(person_id, published, finished),
    )
    return render_template(
        "learning/course.html",
        page_of=page,
        modes=MODES,
        kinds=KINDS,
        domains=DOMAINS,
        has_report_news=has_news(person_id, clock.now(), course),
    )


@bp.post("/<code:course>/leave")
def leave(course: str) -> Response:
    """Leave an elective course; what was read and passed stays on record."""
    course_or_404(course)
    record(signed_in().person_id, CourseLeft(course=course), clock.now())
    flash(gettext("Anda keluar dari kursus ini. Yang sudah dibaca tetap tercatat."), "success")
    return redirect(course_url(course), code=303)


@bp.post("/<code:course>/skip")
def skip(course: str) -> Response:
    """Skip a module that the pre-test showed to be known; nothing happens to any other."""
    person_id = signed_in().person_id
    published = course_or_404(course)
    module = published.find_module(request.form.get("module", ""))
    shown = pretested(person_id, published)
    if module is not None and shown is not None and module.code in shown.modules:
        happening = ModuleSkipped(course=course, module=module.code, attempt_id=shown.attempt_id)
        followed = record(person_id, happening, clock.now())
        flash(gettext("Modul dilewati. Modul itu tetap dapat Anda baca."), "success")
        if followed.course_completed:
            flash(completion_words(followed), "success")
    return redirect(course_url(course), code=303)


@bp.get("/<code:course>/<any(leave, skip):deed>")
def back_to_course(course: str, deed: str) -> Response:
    """Reloading the address of a form, or coming there from the sign-in page, leads to the course."""
    return redirect(course_url(course_or_404(course).code))
