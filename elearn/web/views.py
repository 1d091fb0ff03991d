"""Pages that belong to no room: the front door, privacy, accessibility, help."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

bp = Blueprint("pages", __name__)


@bp.get("/")
def front() -> Response:
    """The front door leads to the learner's home, which asks a stranger to sign in."""
    return redirect(url_for("learning.home"), code=302)


@bp.get("/privacy")
def privacy() -> str:
    """What is kept of a person, why, and who sees it."""
    return render_template("pages/privacy.html")


@bp.get("/accessibility")
def accessibility() -> str:
    """How the pages can be used, and what to do when one cannot."""
    return render_template("pages/accessibility.html")


@bp.get("/help")
def help_page() -> str:
    """How to learn here, and whom to ask."""
    return render_template("pages/help.html")


@bp.get("/desk")
def desk() -> str:
    """Kelola: the desks of this visitor, each with what one does there."""
    return render_template("pages/desk.html")


@bp.get("/favicon.ico")
def favicon() -> Response:
    """Browsers ask for this name unasked; the real icon is named in the page."""
    return Response(status=204, headers={"Cache-Control": "public, max-age=86400"})
