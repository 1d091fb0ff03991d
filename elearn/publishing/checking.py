"""Reading, checking and compiling all content, for `elearn check` and `elearn publish`. No database.

What was found out about a course is remembered under a key that names everything it depends on
(`folder_keys`): a course that nothing touched costs a look at the stamps of its files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from elearn.config import Settings
from elearn.content.course import Status
from elearn.content.minutes import Pace
from elearn.content.summary import QuizSummary
from elearn.content.tree import CourseReading
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing import sentences
from elearn.publishing.cache import CachedRenderer
from elearn.publishing.compiling import Compilation, CompiledCourse
from elearn.publishing.course_memory import CourseMemory
from elearn.publishing.course_rows import Understood
from elearn.publishing.folder_checks import FolderChecks, Found, Tools
from elearn.publishing.folder_keys import LOOSE
from elearn.publishing.overlay import NOTHING, LaidOver
from elearn.publishing.progress import Told, untold
from elearn.publishing.renditions import Renditions

sentences.register()
_LINK_RULES = frozenset({"K-420", "K-421", "K-422", "K-423", "K-424", "K-427", "K-429", "K-430"})
# What rendering tells a second time about a link or picture whose fault reading has told already.
_SECOND_WORDS = frozenset({"K-608", "K-609", "K-650"})


@dataclass(frozen=True, kw_only=True)
class CheckedCourse:
    """One course folder; `compiled` is None when an error keeps it from being published.

    `understood` and `quizzes` echo what was read; `understood` is None when there is no course to be read.
    """

    code: str
    title: str
    folder: str
    status: Status | None
    compiled: CompiledCourse | None
    problems: tuple[Problem, ...]
    understood: Understood | None
    quizzes: tuple[QuizSummary, ...]
    read: Callable[[], CourseReading]

    @cached_property
    def reading(self) -> CourseReading:
        """The course as its files are; of a course that was remembered they are read now."""
        return self.read()


@dataclass(frozen=True, kw_only=True)
class CheckedContent:
    """All courses in the order of their codes; `problems` belong to no course; `documents` are paths."""

    courses: tuple[CheckedCourse, ...]
    problems: tuple[Problem, ...]
    documents: tuple[str, ...]

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem once, by place."""
        return _by_place([*self.problems, *(one for course in self.courses for one in course.problems)])


def pace_of(settings: Settings) -> Pace:
    """The rates that minutes are computed with."""
    return Pace(
        words_per_minute=settings.words_per_minute,
        seconds_per_figure=settings.seconds_per_figure,
        seconds_per_question=settings.seconds_per_question,
    )


def check_content(
    settings: Settings,
    *,
    today: date | None = None,
    only: Iterable[str] = (),
    renderer: Renderer | None = None,
    laid_over: LaidOver = NOTHING,
    wants_objects: bool = True,
    told: Told = untold,
) -> CheckedContent:
    """Read, check and compile both content folders. `only`: just these courses, by code (all when empty).

    Who checks again and again passes a `renderer` that is already running; it is left running. `laid_over`:
    as if these files stood in the folders; nothing is written there. Who only wants to know what is wrong
    does without the objects of what is compiled. `told` hears how far it is.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    wanted = frozenset(only)
    with _tools(settings, renderer) as tools:
        checks = FolderChecks(settings, pace_of(settings), tools, laid_over, today, told)
        names = {checks.tree.keys.code_of(name): name for name in checks.tree.names}
        chosen = [name for code, name in sorted(names.items()) if not wanted or code in wanted]
        results = checks.results([*chosen, LOOSE], wants_objects=wants_objects)
        checks.forget_bytes()
        return CheckedContent(
            courses=tuple(_checked(checks, name, results[name]) for name in chosen),
            problems=(*checks.loose_problems, *results[LOOSE].result.read),
            documents=tuple(checks.files.documents),
        )


def _checked(checks: FolderChecks, name: str, found: Found) -> CheckedCourse:
    result, code = found.result, checks.tree.keys.code_of(name)
    between = checks.between.get(code, [])
    problems = _by_place([*joined(result.read, result.rendered), *between])
    compiled = found.compiled or (checks.stored(code, result.made) if result.made else None)
    understood = result.understood
    return CheckedCourse(
        code=code,
        title=understood.title if understood else name,
        folder=name,
        status=understood.status if understood else None,
        compiled=None if any(one.is_error for one in problems) else compiled,
        problems=problems,
        understood=understood,
        quizzes=result.quizzes,
        read=lambda: _whole(found.reading or checks.reading(name), between),
    )


def _whole(reading: CourseReading, between: Iterable[Problem]) -> CourseReading:
    """The reading with what only other courses and the calendar tell."""
    problems = _by_place([*reading.problems, *between])
    is_sound = not any(one.is_error for one in problems)
    return replace(reading, problems=problems, course=reading.course if is_sound else None)


def compile_shown(
    settings: Settings, code: str, *, today: date | None = None, renderer: Renderer | None = None
) -> tuple[CourseReading, Compilation] | None:
    """One course as if all its drafts were published, errors or not; None when there is no such course or
    its course.md cannot be read. Nothing is written but the cache of what was found out.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    with _tools(settings, renderer) as tools:
        checks = FolderChecks(settings, pace_of(settings), tools, NOTHING, today, untold)
        name = next((one for one in checks.tree.names if checks.tree.keys.code_of(one) == code), None)
        if name is None:
            return None
        shown = _all_shown(_whole(checks.reading(name), checks.between.get(code, [])))
        found = checks.compiled(name, shown) if shown else None
        return (shown, found) if shown and found else None


def _all_shown(reading: CourseReading) -> CourseReading | None:
    course = reading.course or reading.draft
    if course is None:
        return None
    modules = tuple(replace(one, status=Status.PUBLISHED) for one in course.modules)
    quizzes = {code: replace(quiz, status=Status.PUBLISHED) for code, quiz in reading.quizzes.items()}
    return replace(reading, course=None, draft=replace(course, modules=modules), quizzes=quizzes)


@contextmanager
def _tools(settings: Settings, renderer: Renderer | None) -> Iterator[Tools]:
    # A check must not make an instance folder where none is.
    cache = settings.published_folder / "cache" if settings.instance.is_dir() else None
    running = nullcontext(renderer) if renderer else Renderer()
    with (
        running as worker,
        CachedRenderer(worker, cache / "rendered.sqlite" if cache else None) as cached,
        Renditions(cache / "pictures.sqlite" if cache else None) as renditions,
        CourseMemory(cache / "courses.sqlite" if cache else None) as memory,
    ):
        yield Tools(cached, renditions, memory)


def joined(read: Collection[Problem], rendered: Iterable[Problem]) -> tuple[Problem, ...]:
    """What reading and rendering told, by place; a line whose link is told as wrong is not told twice."""
    told = {(one.place.path, one.place.line) for one in read if one.rule in _LINK_RULES}
    more = [
        one
        for one in rendered
        if not (one.rule in _SECOND_WORDS and (one.place.path, one.place.line) in told)
    ]
    return _by_place([*read, *more])


def _by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by place."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: (problem.place, problem.rule)))
