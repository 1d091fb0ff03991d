"""What a search in the catalogue found, with addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from elearn.learning.access import find_section
from elearn.learning.addresses import course_url, section_url
from elearn.progress.standing import SectionKey
from elearn.releases import library
from elearn.releases.library import Hit, PublishedCourse

MOST_HITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A section (or a course as a whole, then `module_title` is empty) that has the words."""

    course: PublishedCourse
    module_title: str
    title: str
    url: str
    minutes: int
    snippet: Markup


def found_sections(words: str, offered: Mapping[str, PublishedCourse]) -> list[Found]:
    """The sections of the offered courses that have these words or their stems, best first."""
    if not words:
        return []
    hits = (_found(hit, offered.get(hit.course)) for hit in library.search(words, MOST_HITS))
    return [one for one in hits if one is not None]


def _found(hit: Hit, course: PublishedCourse | None) -> Found | None:
    if course is None:
        return None
    place = find_section(course, SectionKey(hit.module, hit.section))
    if place is None:
        return Found(
            course=course,
            module_title="",
            title=course.title,
            url=course_url(course.code),
            minutes=course.minutes,
            snippet=hit.snippet,
        )
    return Found(
        course=course,
        module_title=place.module.title,
        title=place.section.title,
        url=section_url(course.code, place.key),
        minutes=place.section.minutes,
        snippet=hit.snippet,
    )
