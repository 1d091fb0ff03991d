"""Penyusunan: what authors see of their courses."""

from __future__ import annotations

from flask import Blueprint, render_template

from elearn.authoring import actions
from elearn.authoring.statistics_page import statistics_page
from elearn.quiz import access

bp = Blueprint("authoring", __name__, url_prefix="/authoring")


@bp.get("/")
def courses() -> str:
    """Every course with its state and its problems."""
    return render_template("authoring/courses.html", overview=actions.overview())


@bp.get("/<code:course>/<code:quiz>/statistics")
def statistics(course: str, quiz: str) -> str:
    """What first attempts tell about the questions of a published quiz."""
    offer = access.offer_or_404(course, quiz)
    return render_template("authoring/statistics.html", report=statistics_page(offer))
