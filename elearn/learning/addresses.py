"""Where the pages of this room are, and the quiz a step leads to."""

from __future__ import annotations

from elearn.progress.standing import SectionKey
from elearn.progress.steps import Step
from elearn.web.addresses import address


def course_url(course: str) -> str:
    """The page of a course; it ends with a slash."""
    return address("learning.course", course=course)


def section_url(course: str, key: SectionKey) -> str:
    """The page of a section."""
    return address("learning.section", course=course, module=key.module, section=key.section)


def quiz_url(course: str, quiz: str) -> str:
    """The page before a quiz."""
    return address("quiz.intro", course=course, quiz=quiz)


def task_url(course: str, module: str) -> str:
    """The page on which the practice task of a module is reported."""
    return address("practice.task", course=course, module=module)


def step_url(course: str, step: Step) -> str:
    """The page of a section or quiz that comes next."""
    if step.module is not None and step.section is not None:
        return section_url(course, SectionKey(step.module.code, step.section.code))
    return quiz_url(course, step.quiz or "")
