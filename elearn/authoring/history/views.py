"""The history of a course, and the way back."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn.authoring import access
from elearn.authoring.blueprint import bp
from elearn.authoring.history import page as history_page
from elearn.authoring.sharing import MAX_NOTE_CHARACTERS
from elearn.errors import ElearnError
from elearn.publishing.going_back import roll_back_course
from elearn.releases.library import find_course
from elearn.web.settings import current_settings


@bp.get("/<code:course>/history")
def history(course: str) -> str:
    """The releases that changed this course."""
    rows = history_page.history_rows(course)
    working = access.course_or_none(course)
    if not rows and working is None:
        abort(404)
    return render_template(
        "authoring/history.html",
        course=course,
        title=access.title_of(course, working),
        rows=rows,
        may_publish=access.may_publish_course(course, working),
    )


@bp.get("/<code:course>/history/differences")
def differences(course: str) -> str:
    """What differs in this course between the releases `old` and `new`."""
    old, new = (request.args.get(name, type=int) or 0 for name in ("old", "new"))
    if history_page.line_of(old, course) is None and history_page.line_of(new, course) is None:
        abort(404)
    return render_template(
        "authoring/differences.html",
        course=course,
        title=access.title_of(course, access.course_or_none(course)),
        comparison=history_page.comparison(course, old, new),
        rows=history_page.history_rows(course),
    )


@bp.get("/<code:course>/history/<row_id:release>/restore")
def restore(course: str, release: int) -> str:
    """What would change for learners if this release of the course held again."""
    return _restore_page(course, release)


@bp.post("/<code:course>/history/<row_id:release>/restore")
def restore_post(course: str, release: int) -> Response | tuple[str, int]:
    """Let this release of the course hold again."""
    if not access.may_publish_course(course, access.course_or_none(course)):
        abort(403)
    if history_page.line_of(release, course) is None:
        abort(404)
    note = request.form.get("note", "").strip()[:MAX_NOTE_CHARACTERS]
    try:
        number = roll_back_course(current_settings(), course, release, actor=access.actor(), note=note)
    except ElearnError as error:
        return _restore_page(course, release, error=str(error)), 422
    flash(
        gettext(
            "Rilis %(number)s berlaku: kursus ini kembali seperti rilis %(old)s.", number=number, old=release
        ),
        "success",
    )
    return redirect(url_for("authoring.history", course=course), code=303)


def _restore_page(course: str, release: int, error: str = "") -> str:
    if history_page.line_of(release, course) is None:
        abort(404)
    working = access.course_or_none(course)
    return render_template(
        "authoring/restore.html",
        course=course,
        title=access.title_of(course, working),
        release=release,
        comparison=history_page.against_learners(course, release),
        published=find_course(course),
        may_publish=access.may_publish_course(course, working),
        owners=access.owners(course, working),
        error=error,
    )
