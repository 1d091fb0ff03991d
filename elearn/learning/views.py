"""Beranda, Katalog, saved places. The pages of one course hang themselves on the same blueprint."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext

from elearn import clock
from elearn.accounts.identity import signed_in
from elearn.learning import changes_views, course_views, report_views, section_views, store
from elearn.learning.blueprint import bp
from elearn.learning.catalog import FACETS, Entry, Filters, choices, entries
from elearn.learning.home_page import MINUTES_CHOICES, chosen_minutes, home_page, is_offered
from elearn.learning.last_place import with_last_place
from elearn.learning.report_page import has_news_at_home
from elearn.learning.saved_page import saved_places
from elearn.learning.search_page import found_sections
from elearn.learning.sentences import facet_label
from elearn.ledger import store as ledger_store
from elearn.messages.home_news import home_news
from elearn.obligations.mine_page import duties
from elearn.people import store as people_store
from elearn.policy import store as policy_store
from elearn.progress import store as progress_store
from elearn.releases.library import library
from elearn.web.formats import minutes as minutes_words
from elearn.web.settings import current_settings

__all__ = ["bp", "changes_views", "course_views", "report_views", "section_views"]
MAX_SEARCH_CHARACTERS = 100


@bp.get("/")
def home() -> str:
    """Beranda: the one next step, large, and what else there is to do."""
    person_id = signed_in().person_id
    minutes = chosen_minutes(request.args.get("minutes"))
    now, zone = clock.now(), current_settings().time_zone
    today = now.astimezone(zone).date()
    policy = policy_store.in_force(today)
    standings = with_last_place(person_id, progress_store.standings(person_id))
    page = home_page(
        library().courses,
        standings,
        employment_status=people_store.persons([person_id])[person_id].employment_status,
        policy=policy,
        jp=ledger_store.jp_of([person_id], today.year)[person_id],
        minutes=minutes,
        now=now,
        zone=zone,
    )
    chips = [
        (url_for("learning.home", minutes=one) + "#punya-waktu", minutes_words(one), one == minutes)
        for one in MINUTES_CHOICES
    ]
    return render_template(
        "learning/home.html",
        home=page,
        duties=duties(person_id, {code for code, one in standings.items() if one.is_active}, policy, today),
        chips=chips,
        has_report_news=has_news_at_home(person_id, now),
        news=home_news(person_id, signed_in().unit_id, now),
    )


@bp.get("/catalog")
def catalog() -> str:
    """Katalog: search, filters as chips with counts, courses as cards."""
    standings = progress_store.standings(signed_in().person_id)
    filters = _filters()
    offered = [course for course in library().courses.values() if is_offered(course, standings)]
    found = found_sections(filters.words, {course.code: course for course in offered})
    if filters.words:
        hit_codes = {one.course.code for one in found}
        offered = [course for course in offered if course.code in hit_codes]
    shown = entries(offered, standings)
    visible = [entry for entry in shown if filters.matches(entry)]
    codes = {entry.course.code for entry in visible}
    return render_template(
        "learning/catalog.html",
        filters=filters,
        facets=_facets(shown, filters),
        entries=visible,
        found=[one for one in found if one.course.code in codes],
        is_empty=not library().courses,
    )


@bp.get("/saved")
def saved() -> str:
    """The bookmarks and private notes of this person, and of nobody else."""
    person_id = signed_in().person_id
    return render_template(
        "learning/saved.html",
        bookmarks=saved_places(store.bookmarks(person_id)),
        notes=saved_places(store.notes(person_id)),
    )


def _filters() -> Filters:
    words = request.args.get("q", "").replace("\0", "").strip()[:MAX_SEARCH_CHARACTERS]
    return Filters(words=words, **{name: request.args.get(name, "")[:80] for name in FACETS})


def _facets(shown: list[Entry], filters: Filters) -> list[tuple[str, list[tuple[str, str, bool, int]]]]:
    """For each filter its name and rows of (address, label, whether chosen, count)."""
    names = {
        "category": gettext("Bidang"),
        "mode": gettext("Cara belajar"),
        "state": gettext("Keadaan"),
        "minutes": gettext("Lama belajar"),
    }
    return [
        (
            names[facet],
            [
                (
                    _catalog_url(filters.toggled(facet, one.value)),
                    facet_label(facet, one.value),
                    one.is_chosen,
                    one.count,
                )
                for one in choices(shown, filters, facet)
            ],
        )
        for facet in FACETS
    ]


def _catalog_url(filters: Filters) -> str:
    given: dict[str, Any] = dict(filters.arguments())
    return url_for("learning.catalog", **given)
