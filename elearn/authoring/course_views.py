"""The page of one course."""

from __future__ import annotations

from flask import render_template

from elearn.authoring import access
from elearn.authoring.blueprint import bp
from elearn.authoring.course_page import course_page


@bp.get("/<code:course>/")
def course(course: str) -> str:
    """State, problems, quizzes, dates, and what the questions ask about."""
    return render_template("authoring/course.html", sight=course_page(access.course_or_404(course)))
