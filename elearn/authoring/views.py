"""Penyusunan: what authors see of their courses."""

from __future__ import annotations

from flask import render_template

from elearn.accounts.identity import signed_in
from elearn.authoring import access as authoring_access
from elearn.authoring import (
    actions,
    course_views,
    publish_views,
    regulation_views,
    report_views,
    rule_views,
)
from elearn.authoring.blueprint import bp
from elearn.authoring.drafts import views as preview_views
from elearn.authoring.files import edit_views as file_edit_views
from elearn.authoring.files import version_views as file_version_views
from elearn.authoring.files import views as file_views
from elearn.authoring.history import views as history_views
from elearn.authoring.reviews import store as review_store
from elearn.authoring.reviews import views as review_views
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
    "file_edit_views",
    "file_version_views",
    "file_views",
    "history_views",
    "preview_views",
    "publish_views",
    "regulation_views",
    "report_views",
    "review_views",
    "rule_views",
]


@bp.get("/")
def courses() -> str:
    """Every course with its state and its problems."""
    owned = authoring_access.owned(errata_store.reported_courses())
    waiting = marking_store.waiting_count(signed_in().person_id)
    return render_template(
        "authoring/courses.html",
        overview=actions.overview(),
        essays_waiting=waiting,
        reports_waiting=errata_store.open_count(owned),
        reviews_waiting=review_store.open_count(),
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
