"""The page of all regulations that courses rest on."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from elearn.authoring import access
from elearn.authoring.blueprint import bp
from elearn.authoring.desk import desk
from elearn.authoring.regulations_page import regulations_page
from elearn.web.settings import current_settings


@bp.get("/regulations")
def regulations() -> str | Response:
    """Every legal basis with its review date, due ones first."""
    today = access.today()
    try:
        working = desk(current_settings(), today)
    except OSError:
        return redirect(url_for("authoring.courses"), code=303)
    return render_template("authoring/regulations.html", sight=regulations_page(working, today))
