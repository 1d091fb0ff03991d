"""What keeps a course back although its files are sound: publishing it would take progress away from people.

Whoever has finished a course loses nothing, whatever happens to it; and a section of a module that everyone
has finished may go. So only people in the middle count, and only for what they have done and would have to
do again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from elearn.content.course import Status
from elearn.errors import ElearnError
from elearn.problems import Place, Problem
from elearn.progress import changes_store
from elearn.publishing.checking import CheckedCourse
from elearn.publishing.sentences import level_of
from elearn.quiz.open_attempts_store import OpenAttempts, open_attempts
from elearn.releases import objects
from elearn.releases.library import find_published
from elearn.releases.manifest import Manifest
from elearn.releases.published import PublishedCourse

Problems = dict[str, tuple[Problem, ...]]


class Kind(StrEnum):
    """What a kode may name, in the word of the files."""

    MODULE = "modul"
    SECTION = "bagian"
    QUIZ = "kuis"


_VANISHED = {Kind.MODULE: "K-613", Kind.SECTION: "K-614", Kind.QUIZ: "K-615"}
_REUSED = "K-616"
_OBJECT_MISSING = "K-617"


class Vanished(NamedTuple):
    """A thing of the release in force that the new version no longer has; `module` is that of a section."""

    kind: Kind
    code: str
    module: str = ""

    def name_in(self, course: str) -> str:
        """How `--archive` names it: `kursus/kode` or `kursus/modul/bagian`."""
        return "/".join(part for part in (course, self.module, self.code) if part)


class NothingToArchive(ElearnError):
    """A name was given that is no thing of a course that is published anew."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            f"Tidak ada {', '.join(sorted(names))} di antara yang hilang dari kursus yang terbit.",
            hint="Tulis KURSUS/KODE untuk modul dan kuis, KURSUS/MODUL/BAGIAN untuk bagian;"
            " elearn publish --dry-run menunjukkannya.",
        )


@dataclass(frozen=True, kw_only=True)
class _Pair:
    """A course as learners have it and as it is about to be."""

    checked: CheckedCourse
    old: PublishedCourse
    new: PublishedCourse
    fresh: Mapping[str, bytes]

    @property
    def code(self) -> str:
        return self.new.code


@dataclass(frozen=True, kw_only=True)
class _People:
    """Counts of people by what they have done, of the courses that lose something."""

    sections: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    modules: Mapping[tuple[str, str], int] = field(default_factory=dict)
    passed: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sitting: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def of(self, course: str, one: Vanished) -> int:
        """How many people would lose what they have done in this thing."""
        if one.kind is Kind.SECTION:
            return self.sections.get((course, one.module, one.code), 0)
        if one.kind is Kind.MODULE:
            return self.modules.get((course, one.code), 0)
        # One person may have passed and sit again: the larger count is certain, the sum is not.
        return max(self.passed.get((course, one.code), 0), self.sitting.get((course, one.code), 0))


def stopping_problems(
    folder: Path, base: Manifest, courses: Sequence[CheckedCourse], archived: Collection[str] = ()
) -> Problems:
    """By course what keeps it back. `archived` are the things that may go, by name. At most four statements.

    Raises:
        NothingToArchive: a name in `archived` is nothing that vanishes or cannot be read.
    """
    pairs = [pair for course in courses if (pair := _pair(folder, base, course)) is not None]
    gone = {pair.code: list(_vanished(pair)) for pair in pairs}
    sitting = open_attempts([pair.code for pair in pairs])
    people = _people([code for code, things in gone.items() if things], sitting)
    known = {one.name_in(code) for code, things in gone.items() for one in things}
    found: dict[str, list[Problem]] = defaultdict(list)
    for pair in pairs:
        found[pair.code] += _reused(pair, gone[pair.code])
        for one in gone[pair.code]:
            if one.name_in(pair.code) not in archived and not _is_archived(pair.checked, one):
                found[pair.code] += _vanished_problem(pair, one, people.of(pair.code, one))
        for name, problem in _unreadable(folder, pair, sitting):
            known.add(name)
            found[pair.code] += [problem] if name not in archived else []
    unknown = set(archived) - known
    if unknown:
        raise NothingToArchive(unknown)
    return {code: tuple(problems) for code, problems in found.items() if problems}


def _pair(folder: Path, base: Manifest, course: CheckedCourse) -> _Pair | None:
    """The course with what learners have of it; None when they have nothing, or the same."""
    compiled, line = course.compiled, base.line(course.code)
    if compiled is None or line is None or line.index_sha256 == compiled.index_sha256:
        return None
    old = find_published(folder, line.index_sha256)
    # Whoever lost the published folder publishes anew: there is no version that could be kept.
    if old is None:
        return None
    return _Pair(checked=course, old=old, new=compiled.index.course, fresh=compiled.objects)


def _things(course: PublishedCourse) -> list[Vanished]:
    sections = [
        Vanished(Kind.SECTION, one.code, module.code) for module in course.modules for one in module.sections
    ]
    modules = [Vanished(Kind.MODULE, one.code) for one in course.modules]
    return [*modules, *sections, *(Vanished(Kind.QUIZ, one.code) for one in course.quiz_entries)]


def _vanished(pair: _Pair) -> Iterator[Vanished]:
    """What is gone; the sections of a module that is gone are told by the module."""
    after = set(_things(pair.new))
    for one in _things(pair.old):
        if one not in after and (not one.module or pair.new.find_module(one.module) is not None):
            yield one


def _is_archived(course: CheckedCourse, one: Vanished) -> bool:
    """Whether its author wrote `status: arsip` into its file."""
    draft = course.reading.course or course.reading.draft
    if one.kind is Kind.QUIZ:
        quiz = course.reading.quizzes.get(one.code)
        return quiz is not None and quiz.status is Status.ARCHIVED
    modules = draft.modules if draft else ()
    return any(module.code == one.code and module.status is Status.ARCHIVED for module in modules)


def _people(courses: Collection[str], sitting: Iterable[OpenAttempts]) -> _People:
    if not courses:
        return _People()
    open_now: dict[tuple[str, str], int] = defaultdict(int)
    for one in sitting:
        open_now[one.course, one.quiz] += one.people
    return _People(
        sections=changes_store.readers_of_sections(courses),
        modules=changes_store.learners_of_modules(courses),
        passed=changes_store.passers_of_quizzes(courses),
        sitting=open_now,
    )


def _vanished_problem(pair: _Pair, one: Vanished, people: int) -> list[Problem]:
    values = {"code": one.code, "people": str(people), "name": one.name_in(pair.code)}
    return [_problem(_VANISHED[one.kind], _place(pair, one.module), values)] if people else []


def _reused(pair: _Pair, gone: Iterable[Vanished]) -> Iterator[Problem]:
    """Codes that belonged to one kind of thing and belong to another kind now."""
    before, after = _things(pair.old), _things(pair.new)
    old_kinds = {(one.kind, one.code) for one in before}
    new_kinds = {(one.kind, one.code) for one in after}
    told: set[str] = set()
    for one in gone:
        is_elsewhere = (one.kind, one.code) in new_kinds
        new = next((it for it in after if it.code == one.code and (it.kind, it.code) not in old_kinds), None)
        if new is not None and not is_elsewhere and one.code not in told:
            told.add(one.code)
            values = {"code": one.code, "before": one.kind.value, "after": new.kind.value}
            yield _problem(_REUSED, _place(pair, new.module or one.module), values)


def _unreadable(folder: Path, pair: _Pair, sitting: Iterable[OpenAttempts]) -> Iterator[tuple[str, Problem]]:
    """The quizzes people are at whose object is gone; what this publication writes anew is not."""
    for one in sitting:
        if one.course == pair.code and one.object_sha256 not in pair.fresh:
            try:
                objects.get(folder, one.object_sha256)
            except objects.ObjectMissing:
                name = f"{pair.code}/{one.quiz}"
                values = {"code": one.quiz, "people": str(one.people), "name": name}
                yield name, _problem(_OBJECT_MISSING, _place(pair, ""), values)


def _place(pair: _Pair, module: str) -> Place:
    """The file of a module, or course.md."""
    course = pair.checked.reading.course or pair.checked.reading.draft
    modules = course.modules if course else ()
    path = next((one.path for one in modules if module and one.code == module), None)
    return Place(path or (course.path if course else f"modules/{pair.checked.folder}/course.md"))


def _problem(rule: str, place: Place, values: Mapping[str, str]) -> Problem:
    return Problem(place=place, level=level_of(rule), rule=rule, values=dict(values))
