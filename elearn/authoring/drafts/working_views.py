"""Pages of `elearn preview`: the working files, for the author's browser alone. Any other server says 404."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as BaseResponse

from elearn.authoring import access, actions
from elearn.authoring.drafts import views
from elearn.authoring.drafts.page import DraftPlace
from elearn.authoring.drafts.working import EXTENSION, WorkingFiles, state_of, working_or_404
from elearn.authoring.rules import problem_rows
from elearn.publishing import draft as drafts
from elearn.web.settings import current_settings

bp = Blueprint("working", __name__, url_prefix="/working")
_ELSEWHERE = frozenset(
    {
        "assets.file",
        "accounts.language",
        "pages.favicon",
        "pages.privacy",
        "pages.accessibility",
        "pages.help_page",
    }
)
"""What a page of the preview needs beside its own endpoints."""


@bp.before_app_request
def stay_inside() -> BaseResponse | None:
    """A process that shows working files shows nothing else."""
    if EXTENSION not in current_app.extensions or request.endpoint is None:
        return None
    if request.endpoint == "pages.front":
        return redirect(url_for("working.courses"))
    if request.blueprint != bp.name and request.endpoint not in _ELSEWHERE:
        abort(404)
    return None


@bp.get("/enter/<string(length=43):token>")
def enter(token: str) -> BaseResponse:
    """Let the browser in that was given the address; once."""
    working = working_or_404(current_app)
    if not working.let_in(token):
        abort(404)
    return redirect(working.start, code=303)


@bp.get("/state")
def state() -> Response:
    """The state of the files, for pages that wait for a change."""
    _working()
    return Response(state_of(current_settings()), content_type="text/plain; charset=utf-8")


@bp.get("/")
def courses() -> str:
    """All courses with their problems."""
    _working()
    return _overview()


@bp.get("/<code:course>/preview/")
def course(course: str) -> str:
    """All that a course holds; while course.md cannot be read, why."""
    _working()
    try:
        found = _place(course)
    except OSError:
        found = None
    if found is None:
        return _overview()
    rows = problem_rows(found.draft.problems, str(get_locale() or "id"))
    return views.home_page(found, problems=rows)


@bp.get("/<code:course>/preview/<code:module>/<code:section>")
def section(course: str, module: str, section: str) -> str:
    """A section as its file is now."""
    return views.section_page(_place_or_404(course), module, section)


@bp.get("/<code:course>/quiz-preview/<code:quiz>")
def quiz(course: str, quiz: str) -> str:
    """A quiz as its file is now, with its key."""
    return views.quiz_page(_place_or_404(course), quiz)


@bp.get(f"/<code:course>/{views.MEDIA}")
def media(course: str, sha256: str, extension: str) -> BaseResponse:
    """A picture of the draft."""
    return views.media_answer(_place_or_404(course), sha256, extension)


def _working() -> WorkingFiles:
    working = working_or_404(current_app)
    if not working.knows_browser():
        abort(404)
    return working


def _place(course: str) -> DraftPlace | None:
    # Before the files are read: what is saved in between makes the page come anew.
    state = state_of(current_settings())
    draft = drafts.draft(current_settings(), course, access.today())
    if draft is None:
        return None
    root = url_for("working.course", course=course).removesuffix("preview/")
    return DraftPlace(draft=draft, root=root, shows_keys=True, live_state=state)


def _place_or_404(course: str) -> DraftPlace:
    _working()
    try:
        found = _place(course)
    except OSError:
        found = None
    return found or abort(404)


def _overview() -> str:
    live_state = state_of(current_settings())
    return render_template(
        "authoring/working.html", overview=actions.working_overview(), live_state=live_state
    )
