"""Readers' reports as authors see them: by course, each with the file and line it speaks of."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from elearn.errata import store
from elearn.errata.locating import Spot, locate
from elearn.errata.rules import TextFault
from elearn.errata.sources import sources_of
from elearn.errata.store import ReportRow
from elearn.releases.library import Library, PublishedCourse, library
from elearn.releases.objects import ObjectMissing
from elearn.web.settings import current_settings

OPEN_SHOWN, ANSWERED_SHOWN = 100, 30
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An answer that cannot be kept, with what was typed."""

    report_id: int
    reply: str
    fault: TextFault


@dataclass(frozen=True, kw_only=True)
class ReportCard:
    """A report with its place in the published files; `spot` is None when the section is gone from them."""

    report: ReportRow
    section_title: str
    spot: Spot | None
    is_published: bool
    is_of_this_version: bool


@dataclass(frozen=True, kw_only=True)
class CourseReports:
    """The open reports of one course."""

    code: str
    title: str
    cards: tuple[ReportCard, ...]

    @property
    def count(self) -> int:
        """How many are shown."""
        return len(self.cards)


@dataclass(frozen=True, kw_only=True)
class ReportsPage:
    """The whole page; `waiting` counts all that wait, also those not shown."""

    courses: tuple[CourseReports, ...]
    answered: tuple[ReportCard, ...]
    waiting: int
    refused: Refused | None


def reports_page(courses: Collection[str], refused: Refused | None = None) -> ReportsPage:
    """The open reports about these courses and the last answered ones; four reads of the database at most."""
    shelf = library()
    waiting = sorted(store.open_reports(OPEN_SHOWN, courses), key=lambda one: one.course)
    return ReportsPage(
        courses=tuple(
            _course_reports(shelf, code, tuple(rows))
            for code, rows in groupby(waiting, lambda one: one.course)
        ),
        answered=tuple(_card(shelf, one, {}) for one in store.answered_reports(ANSWERED_SHOWN, courses)),
        waiting=store.open_count(courses),
        refused=refused,
    )


def _course_reports(shelf: Library, code: str, rows: Iterable[ReportRow]) -> CourseReports:
    published = shelf.courses.get(code)
    try:
        sources: Mapping[str, bytes] = sources_of(
            current_settings().published_folder, shelf.manifest_sha256, code
        )
        cards = tuple(_card(shelf, one, sources) for one in rows)
    except ObjectMissing:
        # The reports must be readable all the same; without their lines.
        _log.exception("The source files of course %s cannot be read.", code)
        cards = tuple(_card(shelf, one, {}) for one in rows)
    return CourseReports(code=code, title=published.title if published else code, cards=cards)


def _card(shelf: Library, report: ReportRow, sources: Mapping[str, bytes]) -> ReportCard:
    published = shelf.courses.get(report.course)
    title = _section_title(published, report) if published else None
    return ReportCard(
        report=report,
        section_title=title or report.section,
        spot=locate(sources, report.module, report.section, report.excerpt),
        is_published=title is not None,
        is_of_this_version=published is not None and published.version == report.version,
    )


def _section_title(course: PublishedCourse, report: ReportRow) -> str | None:
    module = course.find_module(report.module)
    sections = module.sections if module else ()
    return next((one.title for one in sections if one.code == report.section), None)
