"""Fetch-or-404 for courses and sections of the release in force."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from elearn.progress.standing import SectionKey
from elearn.releases.library import PublishedCourse, PublishedModule, PublishedSection, find_course


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlace:
    """A section with all that it stands in; `index` counts from 0 inside its module."""

    course: PublishedCourse
    module: PublishedModule
    section: PublishedSection
    index: int

    @property
    def key(self) -> SectionKey:
        """The section inside its course."""
        return SectionKey(self.module.code, self.section.code)


def course_or_404(code: str) -> PublishedCourse:
    """The published course."""
    course = find_course(code)
    if course is None:
        abort(404)
    return course


def section_or_404(course_code: str, module_code: str, section_code: str) -> SectionPlace:
    """The published section, in its course."""
    course = course_or_404(course_code)
    found = find_section(course, SectionKey(module_code, section_code))
    if found is None:
        abort(404)
    return found


def find_section(course: PublishedCourse, key: SectionKey) -> SectionPlace | None:
    """A section of a course, or None."""
    for module in course.modules:
        if module.code != key.module:
            continue
        for index, section in enumerate(module.sections):
            if section.code == key.section:
                return SectionPlace(course=course, module=module, section=section, index=index)
    return None
