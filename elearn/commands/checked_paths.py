"""What a path given to `elearn check` means: everything, a part of it, or a file from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from elearn.config import Settings
from elearn.content.folders import list_files
from elearn.content.links import MODULES, QUIZZES
from elearn.content.numbers import written
from elearn.content.quiz import Quiz
from elearn.content.summary import QuizSummary, quiz_summary
from elearn.markup.renderer import Renderer
from elearn.problems import Problem
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content, pace_of
from elearn.publishing.fixing import fix_files
from elearn.publishing.progress import Told, untold
from elearn.publishing.single import SingleCheck, check_file, kind_of_file, virtual_path
from elearn.quiz.robot import RobotReport

LEFT_OUT = (
    "{path}: diperiksa sendiri. Rujukan, tautan dan gambar ke berkas lain tidak diperiksa, "
    "sebab berkas ini di luar folder materi."
)


@dataclass(frozen=True, kw_only=True)
class CourseEcho:
    """A course as it was understood; `sections` has the bytes that a telephone fetches for each."""

    code: str
    title: str
    path: str
    state: str
    modules: int
    minutes: int
    jp: float
    sections: tuple[tuple[str, str, int], ...] = ()

    def written(self) -> str:
        """The echo in one sentence: minutes of reading, figures and checks, quizzes left out."""
        jp = written(Decimal(str(self.jp)))
        return f"Ringkasan: {self.modules} modul, {self.minutes} menit membaca di luar kuis, {jp} JP."

    def to_data(self) -> dict[str, Any]:
        """The echo as JSON says it."""
        return {
            "kode": self.code,
            "judul": self.title,
            "path": self.path,
            "state": self.state,
            "modules": self.modules,
            "minutes": self.minutes,
            "jp": self.jp,
            "sections": [
                {"module": module, "section": section, "bytes": size}
                for module, section, size in self.sections
            ],
        }


@dataclass(kw_only=True)
class Checked:
    """What was found; `shown` tells the real path of a file inside the content folders, `robot` what it saw
    in the quiz of a path. `owned` are the paths of courses that name owners.
    """

    problems: tuple[Problem, ...] = ()
    quizzes: list[QuizSummary] = field(default_factory=list)
    courses: list[CourseEcho] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    robot: dict[str, RobotReport] = field(default_factory=dict)
    owned: list[str] = field(default_factory=list)
    file_count: int = 0


@dataclass(frozen=True)
class _Split:
    """Paths told apart: parts of the content folders as their virtual paths, and files from elsewhere."""

    inside: tuple[str, ...]
    outside: tuple[Path, ...]
    is_all: bool


def check_paths(
    settings: Settings,
    paths: Sequence[Path],
    today: date,
    *,
    robot: Callable[[Quiz], RobotReport] | None = None,
    renderer: Renderer | None = None,
    told: Told = untold,
) -> Checked:
    """Check the given paths, or everything. `robot` then sits each quiz that could be read; who checks again
    and again passes a `renderer` that is already running. `told` hears how far it is.

    Raises:
        OSError: a path is not there or cannot be read.
    """
    settings, paths = _rooted(settings, paths)
    split = _split(settings, paths)
    checked = Checked()
    problems: list[Problem] = []
    content = None
    quizzes: list[Quiz] = []
    if split.is_all or split.inside:
        content = check_content(settings, today=today, renderer=renderer, wants_objects=False, told=told)
        problems += _check_tree(settings, split, content, checked)
    for path in split.outside:
        single = check_file(path.read_bytes(), path.absolute(), today=today, pace=pace_of(settings))
        problems += _check_outside(path, single, checked)
        quizzes += [single.quiz] if single.quiz else []
    if robot is not None:
        quizzes = [*(_quizzes_of(content, split) if content else ()), *quizzes]
        problems += _sit_all(settings, checked, quizzes, robot)
    checked.problems = tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.place, one.rule)))
    return checked


def fix_paths(settings: Settings, paths: Sequence[Path]) -> list[Path]:
    """Make the sure mends in the given paths, or everywhere; gives the files that changed.

    Raises:
        OSError: a file cannot be read or written.
    """
    settings, paths = _rooted(settings, paths)
    split = _split(settings, paths)
    files: dict[str, Path] = {}
    if split.is_all or split.inside:
        documents = list_files(settings.modules_dir, settings.quizzes_dir).documents
        files = {inside: _real(settings, inside) for inside in documents if _is_in(inside, split)}
    changed = fix_files(files)
    for path in split.outside:
        kind = kind_of_file(path.absolute(), path.read_bytes())
        changed += fix_files({virtual_path(path.absolute(), kind): path})
    return changed


def watched_places(settings: Settings, paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files and folders whose saves may change what `check_paths` finds."""
    settings, paths = _rooted(settings, paths)
    # A file inside may point at any other one inside; one from elsewhere stands alone.
    outside = _split(settings, paths).outside
    return (settings.modules_dir, settings.quizzes_dir, *outside)


def _rooted(settings: Settings, paths: Sequence[Path]) -> tuple[Settings, Sequence[Path]]:
    """One folder with a modules folder in it, as a whole checkout elsewhere, is checked as everything."""
    if len(paths) == 1 and (paths[0] / MODULES).is_dir():
        root = paths[0].absolute()
        return replace(settings, modules_dir=root / MODULES, quizzes_dir=root / QUIZZES), ()
    return settings, paths


def _split(settings: Settings, paths: Sequence[Path]) -> _Split:
    inside: list[str] = []
    outside: list[Path] = []
    for path in paths:
        path.stat()  # a path that is not there is told at once
        virtual = _virtual(settings, path)
        if virtual is not None:
            inside.append(virtual)
        elif path.is_dir():
            outside += sorted(one for one in path.rglob("*.md") if one.is_file() and not one.is_symlink())
        else:
            outside.append(path)
    return _Split(tuple(inside), tuple(outside), not paths)


def _virtual(settings: Settings, path: Path) -> str | None:
    for root, folder in ((MODULES, settings.modules_dir), (QUIZZES, settings.quizzes_dir)):
        if path.resolve().is_relative_to(folder.resolve()):
            rest = path.resolve().relative_to(folder.resolve()).as_posix()
            return root if rest == "." else f"{root}/{rest}"
    return None


def _is_in(inside: str, split: _Split) -> bool:
    return split.is_all or any(
        inside == one or inside.startswith(f"{one}/") for one in _with_quizzes(split.inside)
    )


def _with_quizzes(inside: Iterable[str]) -> list[str]:
    """A course folder means its quizzes too."""
    wanted = list(inside)
    wanted += [one.replace(MODULES, QUIZZES, 1) for one in wanted if one.startswith(f"{MODULES}/")]
    return wanted


def _real(settings: Settings, inside: str) -> Path:
    root, _, rest = inside.partition("/")
    return (settings.modules_dir if root == MODULES else settings.quizzes_dir) / rest


def _shown(settings: Settings, inside: str) -> str:
    """The path as an editor can open it from here."""
    if inside.split("/")[0] not in (MODULES, QUIZZES):
        return inside
    real = _real(settings, inside).absolute()
    here = Path.cwd()
    return str(real.relative_to(here)) if real.is_relative_to(here) else str(real)


def _check_tree(
    settings: Settings, split: _Split, content: CheckedContent, checked: Checked
) -> list[Problem]:
    for course in content.courses:
        _echo_course(settings, course, split, checked)
    checked.file_count += len(_documents(settings, content, split))
    return [
        replace(one, place=replace(one.place, path=_shown(settings, one.place.path)))
        for one in content.all_problems
        if _is_in(one.place.path, split)
    ]


def _quizzes_of(content: CheckedContent, split: _Split) -> Iterator[Quiz]:
    for course in content.courses:
        if any(_is_in(one.path, split) for one in course.quizzes):
            yield from (one for one in course.reading.quizzes.values() if _is_in(one.path, split))


def _sit_all(
    settings: Settings, checked: Checked, quizzes: Iterable[Quiz], robot: Callable[[Quiz], RobotReport]
) -> list[Problem]:
    """What the robot finds; a question of a bank is told at its own file."""
    problems: list[Problem] = []
    for quiz in quizzes:
        report = checked.robot[quiz.path] = robot(quiz)
        problems += [_shown_problem(settings, one, checked) for one in report.problems]
    return problems


def _shown_problem(settings: Settings, problem: Problem, checked: Checked) -> Problem:
    path = problem.place.path
    shown = checked.shown.get(path) or _shown(settings, path)
    return replace(problem, place=replace(problem.place, path=shown))


def _documents(settings: Settings, content: CheckedContent, split: _Split) -> list[str]:
    return [path for path in content.documents if _is_in(path, split)]


def _echo_course(settings: Settings, checked_course: CheckedCourse, split: _Split, checked: Checked) -> None:
    course = checked_course.understood
    for quiz in checked_course.quizzes:
        if _is_in(quiz.path, split):
            checked.quizzes.append(quiz)
            checked.shown[quiz.path] = _shown(settings, quiz.path)
    if course is None or not _is_in(course.path, split):
        return
    checked.owned += [_shown(settings, course.path)] if course.owners else []
    state = "error" if checked_course.compiled is None else course.status.value
    checked.courses.append(
        CourseEcho(
            code=checked_course.code,
            title=course.title,
            path=_shown(settings, course.path),
            state=state,
            modules=course.modules,
            minutes=course.minutes,
            jp=float(course.jp),
            sections=course.sections if checked_course.compiled else (),
        )
    )


def _check_outside(path: Path, single: SingleCheck, checked: Checked) -> tuple[Problem, ...]:
    name = os.fsencode(path).decode("utf-8", "replace")  # a name that is no text must not stop the output
    checked.notes.append(LEFT_OUT.format(path=name))
    checked.file_count += 1
    if single.quiz is not None:
        checked.quizzes.append(quiz_summary(single.quiz))
        checked.shown[single.quiz.path] = name
    return tuple(replace(one, place=replace(one.place, path=name)) for one in single.problems)
