"""When a section, module or course counts as done. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from elearn.content.course import CompletionRule
from elearn.progress.standing import SectionKey, Standing, State
from elearn.releases.published import PublishedCourse, PublishedModule, PublishedSection

POSITION_INTERVAL = timedelta(minutes=1)
"""The position of a person is written at most once in this time when he only looks."""


class MissingKind(StrEnum):
    """What a course still asks for."""

    SECTIONS = "sections"
    QUIZ = "quiz"
    POSTTEST = "posttest"
    PRACTICE_TASK = "practice-task"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that keeps a course from being complete; `sections` and `minutes` count what is unread."""

    kind: MissingKind
    module: PublishedModule | None = None
    quiz: str | None = None
    sections: int = 0
    minutes: int = 0


def module_done(module: PublishedModule, read: Collection[SectionKey], passed: Collection[str]) -> bool:
    """Whether all sections are read and the quiz, if there is one, is passed."""
    has_read_all = bool(module.sections) and not any(unread_sections(module, read))
    return has_read_all and (module.quiz is None or module.quiz in passed)


def course_done(
    course: PublishedCourse,
    done_modules: Collection[str],
    passed: Collection[str],
    tasks_done: Collection[str] = (),
) -> bool:
    """Whether everything in the course's `kelulusan` is there."""
    if not course.modules:
        return False
    if asks_tasks(course) and not _has_done_tasks(course, tasks_done):
        return False
    if CompletionRule.POSTTEST in course.completion_rule and course.posttest not in passed:
        return False
    asks_modules = CompletionRule.ALL_MODULES in course.completion_rule or not course.completion_rule
    return not asks_modules or all(module.code in done_modules for module in course.modules)


def asks_tasks(course: PublishedCourse) -> bool:
    """Whether the practice tasks of the course must be confirmed before it counts as done."""
    return CompletionRule.PRACTICE_TASK in course.completion_rule


def task_modules(course: PublishedCourse) -> tuple[PublishedModule, ...]:
    """The modules with a practice task, in order."""
    return tuple(module for module in course.modules if module.task_section is not None)


def newly_done(course: PublishedCourse, standing: Standing) -> tuple[tuple[PublishedModule, ...], bool]:
    """The modules that are done now and were not yet, and whether the course is done now and was not yet."""
    modules = tuple(
        module
        for module in course.modules
        if module.code not in standing.done_modules and module_done(module, standing.read, standing.passed)
    )
    done = standing.done_modules | {module.code for module in modules}
    is_done = course_done(course, done, standing.passed, standing.tasks_done)
    return modules, not standing.is_done and is_done


def course_state(standing: Standing) -> State:
    """The state of a course for a person; obligations with due dates come later."""
    if standing.is_done:
        return State.COMPLETED
    return State.IN_PROGRESS if standing.is_active else State.NOT_STARTED


def module_state(module: PublishedModule, standing: Standing) -> State:
    """The state of a module: done once is done for good."""
    if module.code in standing.done_modules:
        return State.COMPLETED
    has_begun = module.quiz in standing.passed or any(key.module == module.code for key in standing.opened)
    return State.IN_PROGRESS if has_begun else State.NOT_STARTED


def unread_sections(module: PublishedModule, read: Collection[SectionKey]) -> Iterator[PublishedSection]:
    """The sections of a module that are not read yet, in order."""
    return (one for one in module.sections if SectionKey(module.code, one.code) not in read)


def unfinished_modules(course: PublishedCourse, standing: Standing) -> tuple[PublishedModule, ...]:
    """The modules that do not count as finished yet: neither learned nor skipped."""
    return tuple(one for one in course.modules if one.code not in standing.done_modules)


def minutes_left(modules: Iterable[PublishedModule], read: Collection[SectionKey]) -> int:
    """Minutes of the unread sections of these modules."""
    return sum(section.minutes for module in modules for section in unread_sections(module, read))


def sections_read(modules: Iterable[PublishedModule], read: Collection[SectionKey]) -> tuple[int, int]:
    """How many sections are read, and how many there are; the first is never above the second."""
    total = unread = 0
    for module in modules:
        total += len(module.sections)
        unread += sum(1 for _ in unread_sections(module, read))
    return total - unread, total


def blocking_module(course: PublishedCourse, module: str, standing: Standing) -> PublishedModule | None:
    """The module that must be done before this one may be opened; None when nothing is in the way.

    Order is advice, except where the course says `kunci: ya`. What was done stays open.
    """
    if not course.locked or module in standing.done_modules:
        return None
    for earlier in course.modules:
        if earlier.code == module:
            return None
        if earlier.code not in standing.done_modules:
            return earlier
    return None


def missing(course: PublishedCourse, standing: Standing) -> tuple[Missing, ...]:
    """Exactly what is still asked for before the course counts as done; empty once it is."""
    return () if standing.is_done else tuple(_missing(course, standing))


def position_is_due(last_written: datetime | None, now: datetime) -> bool:
    """Whether looking at a page may write the position again: at most once a minute a person."""
    return last_written is None or now - last_written >= POSITION_INTERVAL


def _missing(course: PublishedCourse, standing: Standing) -> Iterator[Missing]:
    rule = course.completion_rule
    if CompletionRule.ALL_MODULES in rule or not rule:
        for module in course.modules:
            if module.code not in standing.done_modules:
                yield from _missing_of_module(module, standing)
    if CompletionRule.POSTTEST in rule and course.posttest not in standing.passed:
        yield Missing(kind=MissingKind.POSTTEST, quiz=course.posttest)
    if asks_tasks(course):
        yield from _missing_tasks(course, standing)


def _missing_tasks(course: PublishedCourse, standing: Standing) -> Iterator[Missing]:
    modules = task_modules(course)
    if not modules:
        yield Missing(kind=MissingKind.PRACTICE_TASK)
    for module in modules:
        if module.code not in standing.tasks_done:
            yield Missing(kind=MissingKind.PRACTICE_TASK, module=module)


def _has_done_tasks(course: PublishedCourse, tasks_done: Collection[str]) -> bool:
    """A course that asks for a task and shows none (a release of long ago names none) is never done by it."""
    modules = task_modules(course)
    return bool(modules) and all(module.code in tasks_done for module in modules)


def _missing_of_module(module: PublishedModule, standing: Standing) -> Iterator[Missing]:
    unread = list(unread_sections(module, standing.read))
    if unread:
        minutes = sum(section.minutes for section in unread)
        yield Missing(kind=MissingKind.SECTIONS, module=module, sections=len(unread), minutes=minutes)
    if module.quiz is not None and module.quiz not in standing.passed:
        yield Missing(kind=MissingKind.QUIZ, module=module, quiz=module.quiz)
