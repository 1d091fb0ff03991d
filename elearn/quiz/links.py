"""Addresses of pages of other rooms that a quiz points to, and the names of what is there."""

from __future__ import annotations

from flask import url_for

from elearn.content.questions.contract import Reference
from elearn.quiz import offers


def course_url(course: str) -> str:
    """The page of a course."""
    return url_for("learning.course", course=course)


def section_url(course: str, module: str, section: str) -> str:
    """The page of a section."""
    return url_for("learning.section", course=course, module=module, section=section)


def reread(reference: Reference | None, course_code: str) -> tuple[str, str] | None:
    """Address and heading of what a question refers to; None when it is not published any more."""
    course = offers.find_course((reference.course or course_code) if reference else course_code)
    if reference is None or course is None:
        return None
    for module in course.modules:
        for section in module.sections if module.code == reference.module else ():
            if section.code == reference.section:
                return section_url(course.code, module.code, section.code), section.title
    return None


def intro_url(course: str, quiz: str) -> str:
    """The page before a quiz."""
    return url_for("quiz.intro", course=course, quiz=quiz)
