"""All courses and quizzes of the two folders, read and checked together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from elearn.content.checks import Scope, check_course, check_prerequisites
from elearn.content.course import Course, Section
from elearn.content.course_files import COURSE_FILE, CourseFiles, natural_order, read_course_folder
from elearn.content.findings import found
from elearn.content.link_checks import LinkScope, anchors_of, check_links
from elearn.content.links import MODULES, QUIZZES
from elearn.content.minutes import DEFAULT_PACE, Pace
from elearn.content.near import meant as meant_word
from elearn.content.quiz import Quiz
from elearn.content.quiz_checks import check_codes, check_draws
from elearn.content.quiz_files import read_quiz
from elearn.content.text import DEFAULT_LIMITS, Limits, read_again
from elearn.problems import Place, Problem

BANK_FOLDER = "bank"


@dataclass(frozen=True, kw_only=True)
class TreeFiles:
    """The files of both folders: the bytes of documents, the sizes of attachments, and what could not be
    opened.

    Paths begin with `modules/` or `quizzes/`, wherever the folders really are.
    """

    documents: Mapping[str, bytes]
    attachments: Mapping[str, int]
    problems: tuple[Problem, ...] = ()

    def documents_in(self, root: str, folder: str) -> dict[str, bytes]:
        """The documents of one folder, in the order of their numbers."""
        inside = sorted(self._by_folder.get((root, folder), ()), key=natural_order)
        return {path: self.documents[path] for path in inside}

    def folders(self, root: str) -> list[str]:
        """The names of the folders of a root that hold documents."""
        return sorted(name for inside, name in self._by_folder if inside == root)

    @cached_property
    def _by_folder(self) -> Mapping[tuple[str, str], list[str]]:
        folders: dict[tuple[str, str], list[str]] = {}
        for path in self.documents:
            root, name, _ = path.split("/", 2)
            folders.setdefault((root, name), []).append(path)
        return folders


@dataclass(frozen=True, kw_only=True)
class CourseReading:
    """One course folder as it was read.

    `course` is None when an error keeps the course from being published; `draft` is what could be read all
    the same, for a preview. `quizzes` are by code, the questions of their banks joined. `problems` are
    those of all its files.
    """

    folder: str
    course: Course | None
    draft: Course | None
    quizzes: Mapping[str, Quiz]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class ContentTree:
    """Everything that was read. `courses` are by code, `banks` by file name; `problems` belong to no
    course.
    """

    courses: Mapping[str, CourseReading]
    banks: Mapping[str, Quiz]
    problems: tuple[Problem, ...]

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """The problems of all files, each once, by place."""
        every = [*self.problems, *(one for course in self.courses.values() for one in course.problems)]
        return tuple(sorted(dict.fromkeys(every), key=lambda problem: (problem.place, problem.rule)))


@dataclass(frozen=True, kw_only=True)
class FolderReading:
    """What the files of one course folder say by themselves, before anything else is looked at.

    `quizzes` are by code, without the questions of banks; `broken` are the paths of those that could not be
    read. `module_count` counts module files, readable or not.
    """

    name: str
    course: Course | None
    quizzes: Mapping[str, Quiz]
    broken: frozenset[str]
    problems: tuple[Problem, ...]
    module_count: int


def read_folder(
    files: TreeFiles, name: str, *, pace: Pace = DEFAULT_PACE, limits: Limits = DEFAULT_LIMITS
) -> FolderReading:
    """Read the course folder of this name."""
    documents = files.documents_in(MODULES, name)
    reading = read_course_folder(CourseFiles(folder=name, documents=documents), pace=pace, limits=limits)
    quizzes = _Quizzes.read(files.documents_in(QUIZZES, name), limits)
    mine = (f"{MODULES}/{name}/", f"{QUIZZES}/{name}/")
    unread = [problem for problem in files.problems if problem.place.path.startswith(mine)]
    return FolderReading(
        name=name,
        course=_with_real_quiz_codes(reading.course, quizzes) if reading.course else None,
        quizzes=quizzes.by_code,
        broken=frozenset(quizzes.broken),
        problems=(*unread, *reading.problems, *quizzes.problems),
        module_count=sum(1 for path in documents if path != f"{MODULES}/{name}/{COURSE_FILE}"),
    )


def read_banks(files: TreeFiles, limits: Limits = DEFAULT_LIMITS) -> Mapping[str, Quiz]:
    """The question banks that can be read, by code."""
    return _Quizzes.read(files.documents_in(QUIZZES, BANK_FOLDER), limits).by_code


def assemble(
    files: TreeFiles,
    *,
    today: date | None = None,
    pace: Pace = DEFAULT_PACE,
    limits: Limits = DEFAULT_LIMITS,
    readings: Mapping[str, FolderReading] | None = None,
    has_all_courses: bool | None = None,
) -> ContentTree:
    """Read and check all files. Without `today` no date is checked.

    `readings` are folders that have been read already, by name. `has_all_courses` is given for a part of all
    folders: whether each of them all holds a course of its own. Prerequisites are not looked at then.
    """
    known = readings or {}
    is_part = has_all_courses is not None
    banks = _Quizzes.read(files.documents_in(QUIZZES, BANK_FOLDER), limits)
    folders = [
        _Folder.of(known.get(name) or read_folder(files, name, pace=pace, limits=limits), banks)
        for name in files.folders(MODULES)
    ]
    courses = _unique_codes(folders)
    _check_links(files, folders, banks, limits)
    has_all = all(folder.course for folder in folders) if has_all_courses is None else has_all_courses
    for code, problems in check_prerequisites({} if is_part else courses, has_all).items():
        next(one for one in folders if one.course is courses[code]).problems += problems
    for folder in folders:
        folder.check(courses, has_all, today)
    mine = tuple(f"{root}/{folder.name}/" for root in (MODULES, QUIZZES) for folder in folders)
    loose = [problem for problem in files.problems if not problem.place.path.startswith(mine)]
    return ContentTree(
        courses={folder.key: folder.frozen() for folder in folders},
        banks=banks.by_code,
        problems=(*loose, *_orphans(files, folders), *banks.problems),
    )


@dataclass
class _Quizzes:
    """The quizzes of one folder by code; files that could not be read are in `broken`."""

    by_code: dict[str, Quiz]
    problems: list[Problem]
    broken: set[str]

    @classmethod
    def read(cls, documents: Mapping[str, bytes], limits: Limits) -> "_Quizzes":
        quizzes = cls({}, [], set())
        for path, data in documents.items():
            quiz, problems = read_quiz(data, path, limits)
            quizzes.problems += problems
            if quiz is None:
                quizzes.broken.add(path)
            elif quiz.code in quizzes.by_code:
                first = quizzes.by_code[quiz.code].path
                quizzes.problems.append(found("K-312", Place(path), code=quiz.code, first=first, second=path))
            else:
                quizzes.by_code[quiz.code] = quiz
        return quizzes


@dataclass
class _Folder:
    """A course folder while it is read and checked."""

    name: str
    key: str
    course: Course | None
    quizzes: _Quizzes
    problems: list[Problem]
    module_count: int

    @classmethod
    def of(cls, reading: FolderReading, banks: _Quizzes) -> "_Folder":
        quizzes = _Quizzes(dict(reading.quizzes), [], set(reading.broken))
        folder = cls(
            reading.name, reading.name, reading.course, quizzes, [*reading.problems], reading.module_count
        )
        for quiz in list(quizzes.by_code.values()):
            folder._join_banks(quiz, banks)
        return folder

    def _join_banks(self, quiz: Quiz, banks: _Quizzes) -> None:
        by_name = {path.rsplit("/", 1)[-1].removesuffix(".md"): path for path in banks.broken}
        joined: list[Quiz] = []
        for name in quiz.banks:
            if name in banks.by_code:
                joined.append(banks.by_code[name])
            elif name in by_name:
                self.problems.append(found("K-513", Place(quiz.path), bank=name, path=by_name[name]))
            else:
                meant = meant_word(name, banks.by_code)
                self.problems.append(found("K-207", Place(quiz.path), bank=name, folder=QUIZZES, meant=meant))
        if len(joined) == len(quiz.banks) and joined:
            whole = quiz.pool(joined)
            self.quizzes.by_code[quiz.code] = whole
            self.problems += [*check_codes(whole.questions), *check_draws(whole)]

    def check(self, courses: Mapping[str, Course], has_all_courses: bool, today: date | None) -> None:
        """Look at everything between the files of the course."""
        if self.course is None:
            return
        scope = Scope(
            course=self.course,
            quizzes=self.quizzes.by_code,
            courses=courses,
            has_all_modules=len(self.course.modules) == self.module_count,
            has_all_quizzes=not self.quizzes.broken,
            has_all_courses=has_all_courses,
            quiz_folder=f"{QUIZZES}/{self.name}",
        )
        self.problems += check_course(scope, today)

    def frozen(self) -> CourseReading:
        """The reading, complete."""
        problems = tuple(sorted(self.problems, key=lambda problem: (problem.place, problem.rule)))
        is_sound = not any(problem.is_error for problem in problems)
        return CourseReading(
            folder=self.name,
            course=self.course if is_sound else None,
            draft=self.course,
            quizzes=self.quizzes.by_code,
            problems=problems,
        )


def _with_real_quiz_codes(course: Course, quizzes: _Quizzes) -> Course:
    """The course with the checks on the spot naming quizzes by code, whatever their files are called."""
    by_path = {quiz.path: code for code, quiz in quizzes.by_code.items()}

    def settled(section: Section) -> Section:
        checks = tuple(replace(one, quiz=by_path.get(one.target, one.quiz)) for one in section.checks)
        return replace(section, checks=checks) if checks else section

    modules = tuple(
        replace(module, sections=tuple(settled(section) for section in module.sections))
        for module in course.modules
    )
    return replace(course, modules=modules)


def _unique_codes(folders: Iterable[_Folder]) -> dict[str, Course]:
    """The courses by code; a second folder with the same code is told and stays under its folder's name."""
    courses: dict[str, Course] = {}
    for folder in folders:
        if folder.course is None:
            continue
        code = folder.course.code
        if code in courses:
            first, second = courses[code].path, folder.course.path
            folder.problems.append(found("K-312", Place(second), code=code, first=first, second=second))
            folder.course = None
            continue
        courses[code] = folder.course
        folder.key = code
    for folder in folders:
        if folder.course is None:
            folder.key = key_without_course(folder.name, courses)
    return courses


def key_without_course(name: str, codes: Collection[str]) -> str:
    """What a folder goes by that has no course of its own: its name, or its path where a course has that
    code.
    """
    return f"{MODULES}/{name}" if name in codes else name


def _check_links(files: TreeFiles, folders: list[_Folder], banks: _Quizzes, limits: Limits) -> None:
    quizzes = {quiz.path: quiz for one in folders for quiz in one.quizzes.by_code.values()}
    sources = {path: read_again(data, path, limits) for path, data in files.documents.items()}
    anchors = {
        path: anchors_of(source.lines, _question_codes(quizzes.get(path))) if source else None
        for path, source in sources.items()
    }
    checks = [
        check.place
        for folder in folders
        if folder.course
        for module in folder.course.modules
        for section in module.sections
        for check in section.checks
    ]
    scope = LinkScope(
        attachments=files.attachments,
        anchors=anchors,
        check_lines=frozenset((place.path, place.line) for place in checks),
    )
    owners = {folder.name: folder.problems for folder in folders}
    for path, source in sources.items():
        if source is not None:
            owners.get(path.split("/")[1], banks.problems).extend(check_links(source, scope))


def _question_codes(quiz: Quiz | None) -> frozenset[str]:
    return frozenset(question.code for question in quiz.questions) if quiz else frozenset()


def _orphans(files: TreeFiles, folders: list[_Folder]) -> list[Problem]:
    known = {BANK_FOLDER, *(folder.name for folder in folders)}
    return [
        found("K-515", Place(f"{QUIZZES}/{folder}"), folder=folder, modules=MODULES)
        for folder in files.folders(QUIZZES)
        if folder not in known
    ]
