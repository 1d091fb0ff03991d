"""Reading, checking and compiling all content, for `elearn check` and `elearn publish`. No database."""

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date

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
    # A check must not make an instance folder where none is.
    cache = settings.published_folder / "cache" / "rendered.sqlite" if settings.instance.is_dir() else None
    wanted = frozenset(only)
    running = nullcontext(renderer) if renderer else Renderer()
    with running as worker, CachedRenderer(worker, cache) as cached:
        content = _Content(settings, files, tree, cached)
        courses = [
            content.checked(code, reading, is_wanted=not wanted or code in wanted)
            for code, reading in sorted(tree.courses.items())
        ]
    return CheckedContent(courses=tuple(courses), problems=tree.problems, documents=tuple(files.documents))


class _Content:
    """What compiling any course needs."""

    def __init__(
        self, settings: Settings, files: TreeFiles, tree: ContentTree, renderer: CachedRenderer
    ) -> None:
        self._settings = settings
        self._files = files
        self._tree = tree
        self._renderer = renderer
        self._addresses = addresses_of(tree)

    def checked(self, code: str, reading: CourseReading, *, is_wanted: bool) -> CheckedCourse:
        """One course, compiled when it can be."""
        course = reading.course or reading.draft
        compilation = self._compiled(reading) if is_wanted else None
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

    def _compiled(self, reading: CourseReading) -> Compilation | None:
        # A course with errors is compiled too: its author hears everything at once.
        course = reading.course or reading.draft
        if course is None:
            return None
        texts = TextRenderer(
            renderer=self._renderer, addresses=self._addresses, pictures=Pictures(read=self._read)
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
