"""What the author's pages show: the working files beside the release in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import get_locale

from elearn.authoring import access
from elearn.authoring.desk import Desk, desk
from elearn.authoring.rules import (
    ProblemRow,
    ReleasedState,
    TrafficWord,
    problem_rows,
    released_state,
    traffic_word,
)
from elearn.content.codes import is_code
from elearn.problems import Problem
from elearn.publishing.actions import reasons_kept_back
from elearn.publishing.checking import CheckedContent, CheckedCourse
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
    unsigned = reasons_kept_back(settings, working.content)
    return _overview(working, unsigned, shelf, str(get_locale() or "id"))


def course_row(checked: CheckedCourse) -> CourseRow:
    """The state of one course."""
    alone = CheckedContent(courses=(checked,), problems=(), documents=())
    unsigned = reasons_kept_back(current_settings(), alone).get(checked.code, ())
    return _row(checked, unsigned, library(), str(get_locale() or "id"))


def _overview(
    working: Desk, unsigned: Mapping[str, tuple[Problem, ...]], shelf: Library, language: str
) -> Overview:
    return Overview(
        release=shelf.number,
        courses=tuple(
            _row(course, unsigned.get(course.code, ()), shelf, language) for course in working.courses
        ),
        loose_problems=problem_rows(working.content.problems, language),
    )


def _row(checked: CheckedCourse, unsigned: tuple[Problem, ...], shelf: Library, language: str) -> CourseRow:
    course = checked.reading.course or checked.reading.draft
    published = shelf.courses.get(checked.code)
    compiled = checked.compiled
    return CourseRow(
        code=checked.code,
        title=checked.title,
        folder=checked.folder,
        word=traffic_word(is_sound=compiled is not None and not unsigned, status=checked.status),
        released=released_state(
            published.version if published else None, compiled.version if compiled else None
        ),
        minutes=course.minutes if course else 0,
        module_count=len(course.modules) if course else 0,
        problems=problem_rows((*checked.problems, *unsigned), language),
        quiz_count=len(checked.reading.quizzes),
        can_preview=course is not None,
    )
