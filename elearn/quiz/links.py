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
    section = offers.find_section(reference, course_code) if reference else None
    if reference is None or section is None:
        return None
    url = section_url(reference.course or course_code, reference.module, section.code)
    return url, section.title


def intro_url(course: str, quiz: str) -> str:
    """The page before a quiz."""
    return url_for("quiz.intro", course=course, quiz=quiz)
