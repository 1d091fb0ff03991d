"""The results of course folders: those that nothing touched are remembered, the others are made."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from elearn.config import Settings
from elearn.content.course import Course, Status
from elearn.content.faces import between_courses
from elearn.content.links import MODULES, QUIZZES
from elearn.content.minutes import Pace
from elearn.content.summary import quiz_summary
from elearn.content.tree import ContentTree, CourseReading
from elearn.problems import Problem
from elearn.publishing.addresses import addresses_of
from elearn.publishing.cache import CachedRenderer
from elearn.publishing.compiling import Compilation, CompiledCourse, Compiler
from elearn.publishing.course_memory import CourseMemory
from elearn.publishing.course_rows import FolderResult, Made, Understood
from elearn.publishing.folder_keys import LOOSE
from elearn.publishing.overlay import LaidOver
from elearn.publishing.pictures import Pictures
from elearn.publishing.progress import Progress, Stage, Told
from elearn.publishing.renditions import Renditions
from elearn.publishing.stored_objects import StoredObjects
from elearn.publishing.texts import TextRenderer
from elearn.publishing.working_files import WorkingFiles
from elearn.publishing.working_tree import WorkingTree, reading_of

_WRITE_EVERY = 10  # courses
# Told when a text or picture took too long: on a machine that is less busy it may not be so.
_MAY_BE_CHANCE = frozenset({"K-602", "K-605"})


class Tools(NamedTuple):
    """What results are made with, and where they are remembered."""

    renderer: CachedRenderer
    renditions: Renditions
    memory: CourseMemory


class Found(NamedTuple):
    """A result, and what it was made of where it was not remembered."""

    result: FolderResult
    compiled: CompiledCourse | None = None
    reading: CourseReading | None = None


class FolderChecks:
    """One look at all working files. `between` are by code the problems that only other courses and the
    calendar tell.
    """

    def __init__(
        self, settings: Settings, pace: Pace, tools: Tools, laid: LaidOver, today: date | None, told: Told
    ) -> None:
        self._settings = settings
        self._pace = pace
        self._tools = tools
        self._told = told
        folders = (settings.modules_dir, settings.quizzes_dir)
        place = "\n".join(str(one.absolute()) for one in folders)
        seen = tools.memory.seen(place)
        self.files = WorkingFiles(*folders, seen, time.time_ns(), laid)
        self.tree = WorkingTree(self.files, pace, tools.memory, self._told_of_reading)
        if not laid and self.files.is_steady and self.files.seen != seen:
            tools.memory.keep_seen(place, self.files.seen)
        keys = self.tree.keys
        self.between = between_courses(keys.courses, has_all_courses=keys.has_all_courses, today=today)

    def _told_of_reading(self, progress: Progress) -> None:
        # What has to be read has to be rendered: the renderer loads its libraries meanwhile.
        self._tools.renderer.warm_up()
        self._told(progress)

    def forget_bytes(self) -> None:
        """Let go of what was read; who asks again reads again."""
        self.files.forget_bytes()
        self.tree.forget_readings()

    @property
    def loose_problems(self) -> list[Problem]:
        """The problems of files that cannot be opened, outside every course."""
        mine = tuple(f"{root}/{name}/" for root in (MODULES, QUIZZES) for name in self.tree.names)
        return [one for one in self.files.problems if not one.place.path.startswith(mine)]

    def results(self, names: Iterable[str], *, wants_objects: bool) -> Mapping[str, Found]:
        """The results of these folders (`LOOSE` for the files of no course).

        With `wants_objects` a course that could be published is made again unless its objects are stored.
        """
        keys = {name: self.tree.keys.key(name) for name in names}
        kept = self._tools.memory.results(keys.values())
        found = {
            name: Found(kept[key])
            for name, key in keys.items()
            if key in kept and (not wants_objects or self._has_objects(kept[key]))
        }
        missing = [name for name in keys if name not in found]
        return found | self._made(missing, keys) if missing else found

    def reading(self, name: str) -> CourseReading:
        """A folder as its files are, without what only other courses and the calendar tell."""
        return reading_of(self.tree.part((name,)), name)

    def compiled(self, name: str, reading: CourseReading) -> Compilation | None:
        """A folder compiled, with this reading in the place of the one of its files."""
        compilation, asked = self._compilation(reading, _with(self.tree.part((name,)), reading))
        if not self.tree.keys.is_known(name, asked):
            compilation, _ = self._compilation(reading, _with(self.tree.part(self.tree.names), reading))
        return compilation

    def stored(self, code: str, made: Made) -> CompiledCourse:
        """A course that was compiled earlier."""
        return CompiledCourse(
            code=code,
            version=made.version,
            index_sha256=made.index_sha256,
            objects=self._objects(made),
            telling=made.telling,
        )

    def _has_objects(self, result: FolderResult) -> bool:
        is_draft = result.understood is not None and result.understood.status is Status.DRAFT
        has_errors = any(one.is_error for one in (*result.read, *result.rendered))
        if result.made is None or is_draft or has_errors:
            return True  # nobody can publish it
        return self._objects(result.made).are_there()

    def _objects(self, made: Made) -> StoredObjects:
        return StoredObjects(self._settings.published_folder, made.sizes)

    def _made(self, missing: Collection[str], keys: Mapping[str, str]) -> dict[str, Found]:
        found: dict[str, Found] = {}
        courses = [name for name in missing if name != LOOSE]
        part = self.tree.part(courses)
        addresses = addresses_of(part)
        for at, name in enumerate(missing):
            if name != LOOSE:
                self._told(Progress(Stage.CHECKING, at, len(courses)))
            found[name], is_lasting = self._loose() if name == LOOSE else self._one(name, part, addresses)
            if is_lasting and self.files.is_steady:
                self._tools.memory.keep_result(keys[name], found[name].result)
            if at % _WRITE_EVERY == _WRITE_EVERY - 1:
                self._tools.renderer.keep()
                self._tools.memory.write()
        return found

    def _loose(self) -> tuple[Found, bool]:
        problems = self.tree.part((LOOSE,)).problems
        return Found(FolderResult(understood=None, quizzes=(), read=problems)), True

    def _one(self, name: str, part: ContentTree, addresses: Mapping[str, str]) -> tuple[Found, bool]:
        """What became of a folder, and whether this depends on nothing that its key does not name."""
        reading = reading_of(part, name)
        compilation, asked = self._compilation(reading, part, addresses)
        is_known = self.tree.keys.is_known(name, asked)
        if not is_known:
            part = self.tree.part(self.tree.names)
            reading = reading_of(part, name)
            compilation, _ = self._compilation(reading, part)
        found = _found(reading, compilation)
        is_chance = any(one.rule in _MAY_BE_CHANCE for one in found.result.rendered)
        return found, is_known and not is_chance

    def _compilation(
        self, reading: CourseReading, tree: ContentTree, addresses: Mapping[str, str] | None = None
    ) -> tuple[Compilation | None, set[str]]:
        """The course as learners would get it, None when not even course.md could be read; and the folders
        that its texts asked for.
        """
        # A course with errors is compiled too: its author hears everything at once.
        course = reading.course or reading.draft
        if course is None:
            return None, set()
        texts = TextRenderer(
            renderer=self._tools.renderer,
            addresses=addresses_of(tree) if addresses is None else addresses,
            pictures=Pictures(read=self.files.attachment, renditions=self._tools.renditions),
        )
        compiler = Compiler(texts, tree.banks, self._pace)
        return compiler.compile(course, reading.quizzes), texts.folders


def _with(tree: ContentTree, reading: CourseReading) -> ContentTree:
    courses = {code: reading if one.folder == reading.folder else one for code, one in tree.courses.items()}
    return ContentTree(courses=courses, banks=tree.banks, problems=tree.problems)


def _found(reading: CourseReading, compilation: Compilation | None) -> Found:
    compiled = compilation.compiled if compilation else None
    course = reading.course or reading.draft
    result = FolderResult(
        understood=_understood(course, compiled) if course else None,
        quizzes=tuple(quiz_summary(quiz) for quiz in reading.quizzes.values()),
        read=reading.problems,
        rendered=compilation.problems if compilation else (),
        made=_made_of(compiled) if compiled else None,
    )
    return Found(result, compiled, reading)


def _understood(course: Course, compiled: CompiledCourse | None) -> Understood:
    modules = compiled.index.course.modules if compiled else ()
    return Understood(
        path=course.path,
        title=course.title,
        status=course.status,
        modules=len(course.modules),
        minutes=course.minutes,
        jp=course.jp,
        owners=course.owners,
        legal_basis=course.legal_basis,
        reviewed_on=course.reviewed_on,
        reviewed_by=course.reviewed_by,
        valid_until=course.valid_until,
        sections=tuple((module.code, one.code, one.bytes) for module in modules for one in module.sections),
    )


def _made_of(compiled: CompiledCourse) -> Made:
    return Made(
        version=compiled.version,
        index_sha256=compiled.index_sha256,
        sizes={name: len(data) for name, data in sorted(compiled.objects.items())},
        telling=compiled.telling,
    )
