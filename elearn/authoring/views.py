"""Penyusunan: what authors see of their courses."""

from __future__ import annotations

from flask import Blueprint, render_template

from elearn.authoring import actions

bp = Blueprint("authoring", __name__, url_prefix="/authoring")


@bp.get("/")
def courses() -> str:
    """Every course with its state and its problems."""
    return render_template("authoring/courses.html", overview=actions.overview())
