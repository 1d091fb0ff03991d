"""Reading, checking and compiling all content, for `elearn check` and `elearn publish`. No database."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from elearn.config import Settings
from elearn.content.course import Status
from elearn.content.folders import list_files
from elearn.content.links import MODULES
from elearn.content.minutes import Pace
from elearn.content.tree import ContentTree, CourseReading, TreeFiles, assemble
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing import sentences
from elearn.publishing.addresses import addresses_of
from elearn.publishing.cache import CachedRenderer
from elearn.publishing.compiling import Compilation, CompiledCourse, Compiler
from elearn.publishing.pictures import Pictures
from elearn.publishing.renditions import Renditions
from elearn.publishing.texts import TextRenderer

sentences.register()
MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
"""A recording longer than this belongs on a server made for it."""
_LINK_RULES = frozenset({"K-420", "K-421", "K-422", "K-423", "K-424", "K-427", "K-429", "K-430"})
# What rendering tells a second time about a link or picture whose fault reading has told already.
_SECOND_WORDS = frozenset({"K-608", "K-609", "K-650"})


@dataclass(frozen=True, kw_only=True)
class CheckedCourse:
    """One course folder; `compiled` is None when an error keeps it from being published."""

    code: str
    title: str
    folder: str
    status: Status | None
    compiled: CompiledCourse | None
    problems: tuple[Problem, ...]
    reading: CourseReading


@dataclass(frozen=True, kw_only=True)
class CheckedContent:
    """All courses in the order of their codes; `problems` belong to no course; `documents` are paths."""

    courses: tuple[CheckedCourse, ...]
    problems: tuple[Problem, ...]
    documents: tuple[str, ...]

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Every problem once, by place."""
        every = [*self.problems, *(one for course in self.courses for one in course.problems)]
        return tuple(sorted(dict.fromkeys(every), key=lambda problem: (problem.place, problem.rule)))


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
) -> CheckedContent:
    """Read, check and compile both content folders. `only`: compile just these courses (all when empty).

    Who checks again and again passes a `renderer` that is already running; it is left running.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    files = list_files(settings.modules_dir, settings.quizzes_dir)
    tree = assemble(files, today=today, pace=pace_of(settings))
    wanted = frozenset(only)
    with _tools(settings, renderer) as tools:
        content = _Content(settings, files, tree, tools)
        courses = [
            content.checked(code, reading, is_wanted=not wanted or code in wanted)
            for code, reading in sorted(tree.courses.items())
        ]
    return CheckedContent(courses=tuple(courses), problems=tree.problems, documents=tuple(files.documents))


def compile_shown(
    settings: Settings, code: str, *, today: date | None = None, renderer: Renderer | None = None
) -> tuple[CourseReading, Compilation] | None:
    """One course as if all its drafts were published, errors or not; None when there is no such course or
    its course.md cannot be read. Nothing is written but the cache of what was rendered.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    files = list_files(settings.modules_dir, settings.quizzes_dir)
    tree = assemble(files, today=today, pace=pace_of(settings))
    reading = tree.courses.get(code)
    if reading is None or not (reading.course or reading.draft):
        return None
    shown = _all_shown(reading)
    tree = replace(tree, courses={**tree.courses, code: shown})
    with _tools(settings, renderer) as tools:
        compilation = _Content(settings, files, tree, tools).compiled(shown)
    return (shown, compilation) if compilation else None


def _all_shown(reading: CourseReading) -> CourseReading:
    course = reading.course or reading.draft
    assert course is not None
    modules = tuple(replace(one, status=Status.PUBLISHED) for one in course.modules)
    quizzes = {code: replace(quiz, status=Status.PUBLISHED) for code, quiz in reading.quizzes.items()}
    return replace(reading, course=None, draft=replace(course, modules=modules), quizzes=quizzes)


class _Tools(NamedTuple):
    renderer: CachedRenderer
    renditions: Renditions


@contextmanager
def _tools(settings: Settings, renderer: Renderer | None) -> Iterator[_Tools]:
    # A check must not make an instance folder where none is.
    cache = settings.published_folder / "cache" if settings.instance.is_dir() else None
    running = nullcontext(renderer) if renderer else Renderer()
    with (
        running as worker,
        CachedRenderer(worker, cache / "rendered.sqlite" if cache else None) as cached,
        Renditions(cache / "pictures.sqlite" if cache else None) as renditions,
    ):
        yield _Tools(cached, renditions)


class _Content:
    """What compiling any course needs."""

    def __init__(self, settings: Settings, files: TreeFiles, tree: ContentTree, tools: _Tools) -> None:
        self._settings = settings
        self._files = files
        self._tree = tree
        self._tools = tools
        self._addresses = addresses_of(tree)

    def checked(self, code: str, reading: CourseReading, *, is_wanted: bool) -> CheckedCourse:
        """One course, compiled when it can be."""
        course = reading.course or reading.draft
        compilation = self.compiled(reading) if is_wanted else None
        problems = joined(reading.problems, compilation.problems if compilation else ())
        is_sound = reading.course is not None and not any(one.is_error for one in problems)
        return CheckedCourse(
            code=course.code if course else code,
            title=course.title if course else reading.folder,
            folder=reading.folder,
            status=course.status if course else None,
            compiled=compilation.compiled if compilation and is_sound else None,
            problems=problems,
            reading=reading,
        )

    def compiled(self, reading: CourseReading) -> Compilation | None:
        """The course as learners would get it; None when not even course.md could be read."""
        # A course with errors is compiled too: its author hears everything at once.
        course = reading.course or reading.draft
        if course is None:
            return None
        texts = TextRenderer(
            renderer=self._tools.renderer,
            addresses=self._addresses,
            pictures=Pictures(read=self._read, renditions=self._tools.renditions),
        )
        return Compiler(texts, self._tree.banks, pace_of(self._settings)).compile(course, reading.quizzes)

    def _read(self, path: str) -> bytes | None:
        """The bytes of an attachment that the walk through the folders has seen, as large as it was then."""
        size = self._files.attachments.get(path)
        if size is None or size > MAX_ATTACHMENT_BYTES:
            return None
        root, _, rest = path.partition("/")
        folder = self._settings.modules_dir if root == MODULES else self._settings.quizzes_dir
        try:
            with (folder / rest).open("rb") as file:
                data = file.read(size + 1)
        except OSError:
            return None
        return data if len(data) == size else None


def joined(read: Iterable[Problem], rendered: Iterable[Problem]) -> tuple[Problem, ...]:
    """What reading and rendering told, by place; a line whose link is told as wrong is not told twice."""
    told = {(one.place.path, one.place.line) for one in read if one.rule in _LINK_RULES}
    more = [
        one
        for one in rendered
        if not (one.rule in _SECOND_WORDS and (one.place.path, one.place.line) in told)
    ]
    return tuple(sorted(dict.fromkeys([*read, *more]), key=lambda problem: (problem.place, problem.rule)))
