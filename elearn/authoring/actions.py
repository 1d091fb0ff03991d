"""What the author's pages show: the working files beside the release in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import get_locale

from elearn.authoring import access
from elearn.authoring.desk import Desk, desk
from elearn.authoring.known_owners import unknown_owner_problems
from elearn.authoring.rules import (
    ProblemRow,
    ReleasedState,
    TrafficWord,
    problem_rows,
    released_state,
    traffic_word,
)
from elearn.config import Settings
from elearn.content.codes import is_code
from elearn.problems import Problem
from elearn.publishing.actions import reasons_kept_back
from elearn.publishing.checking import CheckedContent, CheckedCourse
from elearn.publishing.reviewing import UNREVIEWED
from elearn.releases.library import Library, library
from elearn.web.settings import current_settings


@dataclass(frozen=True, kw_only=True)
class CourseRow:
    """One course: its traffic word, what learners have of it, and what its author should mend."""

    code: str
    title: str
    folder: str
    word: TrafficWord
    released: ReleasedState
    minutes: int
    module_count: int
    problems: tuple[ProblemRow, ...]
    quiz_count: int
    can_preview: bool  # course.md can be read

    @property
    def has_page(self) -> bool:
        """Whether its code can stand in an address: an unreadable folder may be called anything."""
        return is_code(self.code)

    @property
    def error_count(self) -> int:
        """Problems that keep the course from being published."""
        return sum(one.is_error for one in self.problems)

    @property
    def warning_count(self) -> int:
        """Problems that an author should look at."""
        return len(self.problems) - self.error_count


@dataclass(frozen=True, kw_only=True)
class Overview:
    """The page: `courses` is None while the content folder cannot be read."""

    release: int
    courses: tuple[CourseRow, ...] | None
    loose_problems: tuple[ProblemRow, ...] = ()


def overview() -> Overview:
    """The state of all working files, checked just as publishing checks them."""
    settings = current_settings()
    shelf = library()
    try:
        working = desk(settings, access.today())
    except OSError:
        return Overview(release=shelf.number, courses=None)
    beside = _told_beside(settings, working.content)
    return _overview(working, beside, shelf, str(get_locale() or "id"))


def working_overview() -> Overview:
    """The state of all working files beside nothing: where no database is at hand."""
    nothing = Library(number=0, manifest_sha256="", courses={})
    try:
        working = desk(current_settings(), access.today())
    except OSError:
        return Overview(release=0, courses=None)
    return _overview(working, {}, nothing, str(get_locale() or "id"))


def course_row(checked: CheckedCourse) -> CourseRow:
    """The state of one course."""
    alone = CheckedContent(courses=(checked,), problems=(), documents=())
    beside = _told_beside(current_settings(), alone).get(checked.code, ())
    return _row(checked, beside, library(), str(get_locale() or "id"))


@dataclass(frozen=True, slots=True)
class _Owned:
    """A course that names owners; its file is read only to show the line of one that nobody is."""

    code: str
    path: str
    owners: tuple[str, ...]
    checked: CheckedCourse

    @property
    def source(self) -> bytes:
        course = self.checked.reading.course or self.checked.reading.draft
        return course.source if course else b""


def _told_beside(settings: Settings, content: CheckedContent) -> dict[str, tuple[Problem, ...]]:
    """By course what only the database knows: what keeps it back, and owners that nobody is."""
    kept_back = reasons_kept_back(settings, content)
    nobody = unknown_owner_problems(
        _Owned(one.code, one.understood.path, one.understood.owners, one)
        for one in content.courses
        if one.understood is not None
    )
    return {code: (*kept_back.get(code, ()), *nobody.get(code, ())) for code in {**kept_back, **nobody}}


def _overview(
    working: Desk, beside: Mapping[str, tuple[Problem, ...]], shelf: Library, language: str
) -> Overview:
    return Overview(
        release=shelf.number,
        courses=tuple(
            _row(course, beside.get(course.code, ()), shelf, language) for course in working.courses
        ),
        loose_problems=problem_rows(working.content.problems, language),
    )


def _row(checked: CheckedCourse, beside: tuple[Problem, ...], shelf: Library, language: str) -> CourseRow:
    course = checked.understood
    published = shelf.courses.get(checked.code)
    compiled = checked.compiled
    kept_back = {one.rule for one in beside if one.is_error}
    awaits_review = kept_back == {UNREVIEWED}
    return CourseRow(
        code=checked.code,
        title=checked.title,
        folder=checked.folder,
        word=traffic_word(
            is_sound=compiled is not None and (awaits_review or not kept_back),
            status=checked.status,
            awaits_review=awaits_review,
        ),
        released=released_state(
            published.version if published else None, compiled.version if compiled else None
        ),
        minutes=course.minutes if course else 0,
        module_count=course.modules if course else 0,
        problems=problem_rows((*checked.problems, *beside), language),
        quiz_count=len(checked.quizzes),
        can_preview=course is not None,
    )
