"""What comes next in a course, and what fits into the minutes a person has. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from elearn.content.course import CompletionRule
from elearn.progress.rules import blocking_module
from elearn.progress.standing import NOTHING, SectionKey, Standing
from elearn.releases.published import PublishedCourse, PublishedModule, PublishedSection

MOST_FITTING = 6
FITTING_OF_ONE_COURSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do in a course: read a section, or take a quiz (then `section` is None).

    `module` is None for a quiz of the course itself.
    """

    module: PublishedModule | None
    section: PublishedSection | None
    quiz: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """An unread section that fits into the minutes a person has."""

    course: PublishedCourse
    module: PublishedModule
    section: PublishedSection


def next_step(course: PublishedCourse, standing: Standing) -> Step | None:
    """What to do next: the first thing still asked for from where the person stands, else from the start."""
    return next(_pending(course, standing), None)


def next_section(course: PublishedCourse, standing: Standing) -> Step | None:
    """The next section to read, from where the person stands; None when all are read."""
    return next((step for step in _pending(course, standing) if step.section is not None), None)


def following(course: PublishedCourse, here: SectionKey, passed: Collection[str]) -> Step | None:
    """What "Selanjutnya" leads to: the next section, or after the last one of a module its quiz."""
    steps = (step for step in _all_steps(course) if step.quiz is None or step.quiz not in passed)
    for step in steps:
        if _key(step) == here:
            return next(steps, None)
    return None


def fitting_sections(
    courses: Iterable[PublishedCourse], standings: Mapping[str, Standing], minutes: int
) -> tuple[Fitting, ...]:
    """The next unread sections of at most so many minutes: of begun courses first, the latest on top."""
    begun: list[PublishedCourse] = []
    fresh: list[PublishedCourse] = []
    for course in courses:
        standing = standings.get(course.code, NOTHING)
        if standing.is_done:
            continue
        (begun if standing.is_active else fresh).append(course)
    begun.sort(key=lambda course: _last_opened(standings[course.code]), reverse=True)
    found = [one for course in begun for one in _fitting(course, standings[course.code], minutes)]
    for course in fresh:
        found += _fitting(course, standings.get(course.code, NOTHING), minutes)[:1]
    return tuple(found[:MOST_FITTING])


def _all_steps(course: PublishedCourse) -> Iterator[Step]:
    for module in course.modules:
        for section in module.sections:
            yield Step(module=module, section=section)
        if module.quiz is not None:
            yield Step(module=module, section=None, quiz=module.quiz)
    if CompletionRule.POSTTEST in course.completion_rule and course.posttest is not None:
        yield Step(module=None, section=None, quiz=course.posttest)


def _pending(course: PublishedCourse, standing: Standing) -> Iterator[Step]:
    """The steps still asked for and open, in turn from the position of the person."""
    steps = list(_all_steps(course))
    here = _index_of(standing.enrolment.position, steps) if standing.enrolment else 0
    return (step for step in [*steps[here:], *steps[:here]] if _is_pending(course, step, standing))


def _index_of(position: SectionKey, steps: list[Step]) -> int:
    """Where a section stands in the steps; the beginning when it is no longer there."""
    return next((index for index, step in enumerate(steps) if _key(step) == position), 0)


def _is_pending(course: PublishedCourse, step: Step, standing: Standing) -> bool:
    module = step.module
    if module is not None and _is_closed(course, module, standing):
        return False
    if step.section is None:
        return step.quiz not in standing.passed
    return _key(step) not in standing.read


def _is_closed(course: PublishedCourse, module: PublishedModule, standing: Standing) -> bool:
    return module.code in standing.done_modules or blocking_module(course, module.code, standing) is not None


def _key(step: Step) -> SectionKey | None:
    if step.module is None or step.section is None:
        return None
    return SectionKey(step.module.code, step.section.code)


def _fitting(course: PublishedCourse, standing: Standing, minutes: int) -> list[Fitting]:
    found = [
        Fitting(course=course, module=step.module, section=step.section)
        for step in _pending(course, standing)
        if step.module is not None and step.section is not None and step.section.minutes <= minutes
    ]
    return found[:FITTING_OF_ONE_COURSE]


def _last_opened(standing: Standing) -> datetime:
    assert standing.enrolment is not None
    return standing.enrolment.last_opened_at
