"""Bookmarks and notes with the titles of the release in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from elearn.learning.access import find_section
from elearn.learning.addresses import section_url
from elearn.learning.store import SavedPlace
from elearn.releases.library import find_course


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLine:
    """A bookmark or note; without `url` the section is not published any more, the words stay."""

    title: str
    course_title: str
    url: str | None
    at: datetime
    text: str


def saved_places(places: list[SavedPlace]) -> list[SavedLine]:
    """The saved places as lines of a list, in their order."""
    return [_line(place) for place in places]


def _line(saved: SavedPlace) -> SavedLine:
    course = find_course(saved.course)
    found = find_section(course, saved.key) if course else None
    return SavedLine(
        title=found.section.title if found else saved.key.section,
        course_title=course.title if course else saved.course,
        url=section_url(saved.course, saved.key) if found else None,
        at=saved.at,
        text=saved.text,
    )
