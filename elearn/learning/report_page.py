"""The reader's reports with the titles of the release in force, and whether one was answered lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import session

from elearn.errata import rules, store
from elearn.errata.store import ReportRow
from elearn.learning.access import find_section
from elearn.learning.addresses import section_url
from elearn.progress.standing import SectionKey
from elearn.releases.library import find_course

SHOWN = 200
_LOOKED_AT = "reports"  # field of the browser's session: whose reports, when he last looked (seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """A report as the list prints it; without `url` the section is not published any more."""

    report: ReportRow
    section_title: str
    course_title: str
    url: str | None


def report_lines(rows: Iterable[ReportRow]) -> list[ReportLine]:
    """The reports as lines of a list, in their order."""
    return [_line(row) for row in rows]


def has_news(person_id: int, now: datetime, course: str | None = None) -> bool:
    """Whether an author answered a report (about this course) since the reader last looked; one statement."""
    looked_at_s = _looked_at_s(person_id)
    looked_at = datetime.fromtimestamp(looked_at_s, UTC) if looked_at_s else None
    return store.has_news(person_id, rules.news_since(now, looked_at), course)


def has_news_at_home(person_id: int, now: datetime) -> bool:
    """The same for Beranda, where who never reported from this browser shall cost no statement."""
    return _looked_at_s(person_id) is not None and has_news(person_id, now)


def note_sent(person_id: int) -> None:
    """Remember in this browser that its reader reported something."""
    session[_LOOKED_AT] = [person_id, _looked_at_s(person_id) or 0]


def note_look(person_id: int, now: datetime) -> None:
    """Remember in this browser that the reader looks at his reports now."""
    session[_LOOKED_AT] = [person_id, int(now.timestamp())]


def _looked_at_s(person_id: int) -> int | None:
    """When this reader looked in this browser, 0: he only reported; None: neither."""
    looker, looked_at_s = session.get(_LOOKED_AT) or (None, 0)
    return looked_at_s if looker == person_id else None


def _line(report: ReportRow) -> ReportLine:
    course = find_course(report.course)
    key = SectionKey(report.module, report.section)
    found = find_section(course, key) if course else None
    return ReportLine(
        report=report,
        section_title=found.section.title if found else report.section,
        course_title=course.title if course else report.course,
        url=section_url(report.course, key) if found else None,
    )
