"""Fetch-or-404 for courses and sections of the release in force."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import abort

from elearn.accounts.identity import signed_in
from elearn.progress import store as progress_store
from elearn.progress.standing import SectionKey
from elearn.releases.archived import archived_alone
from elearn.releases.library import PublishedCourse, PublishedModule, PublishedSection, find_course


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPlace:
    """A section with all that it stands in; `index` counts from 0 inside its module.

    `is_archived`: the course no longer has its module, and `course` is what is left to do there.
    """

    course: PublishedCourse
    module: PublishedModule
    section: PublishedSection
    index: int
    is_archived: bool = False

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
    """The published section, in its course; or of an archived module that the person began."""
    course = course_or_404(course_code)
    key = SectionKey(module_code, section_code)
    found = find_section(course, key) or _begun_section(course, key)
    if found is None:
        abort(404)
    return found


def _begun_section(course: PublishedCourse, key: SectionKey) -> SectionPlace | None:
    if course.find_module(key.module) is not None:
        return None
    opened = progress_store.standing(signed_in().person_id, course.code).opened
    if not any(one.module == key.module for one in opened):
        return None
    alone = archived_alone(course, key.module)
    found = find_section(alone, key) if alone else None
    return replace(found, is_archived=True) if found else None


def find_section(course: PublishedCourse, key: SectionKey) -> SectionPlace | None:
    """A section of a course, or None."""
    for module in course.modules:
        if module.code != key.module:
            continue
        for index, section in enumerate(module.sections):
            if section.code == key.section:
                return SectionPlace(course=course, module=module, section=section, index=index)
    return None
