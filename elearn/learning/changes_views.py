"""The page of changes: what a finished course says now and did not say then."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.learning import actions
from elearn.learning.access import course_or_404
from elearn.learning.addresses import course_url
from elearn.learning.blueprint import bp
from elearn.learning.changes_page import changes_page, is_known_version
from elearn.learning.since import since_finished
from elearn.progress import store as progress_store


@bp.get("/<code:course>/changes")
def changes(course: str) -> str | Response:
    """What changed since this person finished the course; whoever has not is led to the course."""
    person_id = signed_in().person_id
    published = course_or_404(course)
    done = progress_store.completions(person_id, course)
    completion = next((row for row in reversed(done) if row.is_course), None)
    if completion is None:
        return redirect(course_url(course))
    page = changes_page(published, completion)
    since = since_finished(person_id, published, completion)
    return render_template("learning/changes.html", page_of=page, since=since)


@bp.post("/<code:course>/changes")
def changes_seen(course: str) -> Response:
    """The person has read it; what is published after the version he was shown is news again."""
    published = course_or_404(course)
    version = request.form.get("version", "")
    if is_known_version(published, version):
        actions.see_changes(signed_in().person_id, course, version, clock.now())
        flash(gettext("Tercatat. Penyelesaian Anda tetap berlaku."), "success")
    return redirect(course_url(course), code=303)
