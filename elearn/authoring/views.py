"""Penyusunan: what authors see of their courses."""

from __future__ import annotations

from flask import render_template

from elearn.accounts.identity import signed_in
from elearn.authoring import actions, course_views, publish_views, report_views, rule_views
from elearn.authoring.blueprint import bp
from elearn.authoring.drafts import views as preview_views
from elearn.authoring.history import views as history_views
from elearn.authoring.statistics_page import statistics_page
from elearn.authoring.transfer import routes as exchange_routes
from elearn.errata import store as errata_store
from elearn.marking import store as marking_store
from elearn.quiz import access
from elearn.regrading.history_store import past_corrections

__all__ = [
    "bp",
    "course_views",
    "exchange_routes",
    "history_views",
    "preview_views",
    "publish_views",
    "report_views",
    "rule_views",
]


@bp.get("/")
def courses() -> str:
    """Every course with its state and its problems."""
    waiting = marking_store.waiting_count(signed_in().person_id)
    return render_template(
        "authoring/courses.html",
        overview=actions.overview(),
        essays_waiting=waiting,
        reports_waiting=errata_store.open_count(),
    )


@bp.get("/<code:course>/<code:quiz>/statistics")
def statistics(course: str, quiz: str) -> str:
    """What first attempts tell about the questions of a published quiz."""
    offer = access.offer_or_404(course, quiz)
    return render_template("authoring/statistics.html", report=statistics_page(offer))


@bp.get("/<code:course>/<code:quiz>/corrections")
def corrections(course: str, quiz: str) -> str:
    """The corrected keys of a quiz: when, signed by whom, and how many attempts they changed."""
    offer = access.offer_or_404(course, quiz)
    return render_template(
        "authoring/corrections.html", offer=offer, corrections=past_corrections(course, quiz)
    )
