"""What the course page prints: the story, the path, what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from elearn.learning.addresses import course_url, quiz_url
from elearn.learning.home_page import NextStep, next_step_of
from elearn.progress import rules
from elearn.progress.changes import NO_CHANGE, SinceFinished
from elearn.progress.rules import Missing
from elearn.progress.standing import CompletionRow, SectionKey, Standing, State
from elearn.quiz.pretest import Pretested, pretest_of
from elearn.quiz.store import BestResult
from elearn.releases import library
from elearn.releases.archived import archived_alone
from elearn.releases.library import PublishedCourse, PublishedModule, QuizEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """A section on the path."""

    title: str
    url: str
    minutes: int
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizLine:
    """A quiz on the path, with the best result of this person."""

    entry: QuizEntry
    url: str
    best: BestResult | None
    is_passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PretestLine:
    """The pre-test before the path; `known` counts the modules it showed to be known."""

    entry: QuizEntry
    url: str
    is_finished: bool
    known: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrerequisiteLine:
    """A course that is advised to be finished first."""

    title: str
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStop:
    """A module as a station on the path. `blocked_by` is the title of the module to finish first."""

    module: PublishedModule
    state: State
    is_next: bool
    blocked_by: str | None
    sections: list[SectionLine]
    read: int
    quiz: QuizLine | None
    completion: CompletionRow | None
    may_skip: bool  # the pre-test showed that it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedLine:
    """A module that the course no longer has, and that this person began; `url` leads on in it."""

    title: str
    url: str
    read: int
    total: int
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """A course for one person."""

    course: PublishedCourse
    introduction: Markup
    standing: Standing
    state: State
    prerequisites: list[PrerequisiteLine]
    pretest: PretestLine | None
    stops: list[ModuleStop]
    final: QuizLine | None
    next: NextStep | None
    missing: tuple[Missing, ...]
    read: int
    total: int
    minutes_left: int
    completion: CompletionRow | None
    has_left: bool
    since: SinceFinished
    archived: tuple[ArchivedLine, ...]


def course_page(
    course: PublishedCourse,
    standing: Standing,
    completions: list[CompletionRow],
    results: Mapping[str, BestResult],
    shown: Pretested | None = None,
    since: SinceFinished = NO_CHANGE,
) -> CoursePage:
    """The page of a course for one person.

    Args:
        completions: of all courses, so that what should come first is told to be finished.
        shown: what the pre-test shows to be known.
        since: what the course became since this person finished it.
    """
    read, total = rules.sections_read(course.modules, standing.read)
    step = next_step_of(course, standing)
    by_module = {
        row.module: row
        for row in completions
        if row.course == course.code and (row.is_course or row.cycle == standing.cycle)
    }
    known = shown.modules if shown else frozenset[str]()
    return CoursePage(
        course=course,
        introduction=library.body(course.introduction_sha) if course.introduction_sha else Markup(),
        standing=standing,
        state=rules.course_state(standing),
        prerequisites=_prerequisites(course, completions),
        pretest=_pretest(course, shown),
        stops=_stops(course, standing, by_module, results, known),
        final=_quiz_line(course, course.posttest, standing, results),
        next=step,
        missing=rules.missing(course, standing),
        read=read,
        total=total,
        minutes_left=rules.minutes_left(rules.unfinished_modules(course, standing), standing.read),
        completion=by_module.get(""),
        has_left=standing.enrolment is not None and not standing.is_active,
        since=since,
        archived=tuple(_archived(course, standing)),
    )


def _archived(course: PublishedCourse, standing: Standing) -> Iterator[ArchivedLine]:
    """The modules that are gone from the course and were begun by this person."""
    begun = {key.module for key in standing.opened} - {module.code for module in course.modules}
    for code in sorted(begun):
        alone = archived_alone(course, code)
        if alone is None:
            continue
        (module,) = alone.modules
        read, total = rules.sections_read([module], standing.read)
        unread = next(rules.unread_sections(module, standing.read), module.sections[0])
        yield ArchivedLine(
            title=module.title,
            url=f"{course_url(course.code)}{code}/{unread.code}",
            read=read,
            total=total,
            is_done=code in standing.done_modules,
        )


def _prerequisites(course: PublishedCourse, completions: Iterable[CompletionRow]) -> list[PrerequisiteLine]:
    """The published courses that should come first; advice, never a lock."""
    finished = {row.course for row in completions if row.is_course}
    found = (library.find_course(code) for code in course.prerequisites)
    return [
        PrerequisiteLine(title=one.title, url=course_url(one.code), is_done=one.code in finished)
        for one in found
        if one is not None
    ]


def _pretest(course: PublishedCourse, shown: Pretested | None) -> PretestLine | None:
    entry = pretest_of(course)
    if entry is None:
        return None
    known = sum(module.code in shown.modules for module in course.modules) if shown else 0
    url = quiz_url(course.code, entry.code)
    return PretestLine(entry=entry, url=url, is_finished=shown is not None, known=known)


def _stops(
    course: PublishedCourse,
    standing: Standing,
    by_module: Mapping[str, CompletionRow],
    results: Mapping[str, BestResult],
    known: frozenset[str],
) -> list[ModuleStop]:
    following = next((one.code for one in rules.unfinished_modules(course, standing)), None)
    return [
        _stop(
            course,
            module,
            standing,
            by_module.get(module.code),
            results,
            is_next=module.code == following,
            may_skip=module.code in known and module.code not in standing.done_modules,
        )
        for module in course.modules
    ]


def _stop(
    course: PublishedCourse,
    module: PublishedModule,
    standing: Standing,
    completion: CompletionRow | None,
    results: Mapping[str, BestResult],
    *,
    is_next: bool,
    may_skip: bool,
) -> ModuleStop:
    blocking = rules.blocking_module(course, module.code, standing)
    root = course_url(course.code)
    lines = [
        SectionLine(
            title=section.title,
            url=f"{root}{module.code}/{section.code}",
            minutes=section.minutes,
            is_read=SectionKey(module.code, section.code) in standing.read,
        )
        for section in module.sections
    ]
    return ModuleStop(
        module=module,
        state=rules.module_state(module, standing),
        is_next=is_next and not standing.is_done,
        blocked_by=blocking.title if blocking else None,
        sections=lines,
        read=sum(line.is_read for line in lines),
        quiz=_quiz_line(course, module.quiz, standing, results),
        completion=completion,
        may_skip=may_skip,
    )


def _quiz_line(
    course: PublishedCourse, code: str | None, standing: Standing, results: Mapping[str, BestResult]
) -> QuizLine | None:
    entry = course.quizzes.get(code) if code else None
    if entry is None:
        return None
    return QuizLine(
        entry=entry,
        url=quiz_url(course.code, entry.code),
        best=results.get(entry.code),
        is_passed=entry.code in standing.passed,
    )
