"""What the author's pages show: the working files beside the release in force."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import get_locale

from elearn import clock
from elearn.authoring.rules import (
    ProblemRow,
    ReleasedState,
    TrafficWord,
    problem_rows,
    released_state,
    traffic_word,
)
from elearn.publishing.checking import CheckedContent, CheckedCourse, check_content
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
    quizzes: tuple[tuple[str, str], ...]  # kode and title of what is published

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
    """The state of all working files, checked now just as publishing checks them."""
    settings = current_settings()
    shelf = library()
    today = clock.now().astimezone(settings.time_zone).date()
    try:
        content = check_content(settings, today=today)
    except OSError:
        return Overview(release=shelf.number, courses=None)
    return _overview(content, shelf, str(get_locale() or "id"))


def _overview(content: CheckedContent, shelf: Library, language: str) -> Overview:
    return Overview(
        release=shelf.number,
        courses=tuple(_row(course, shelf, language) for course in content.courses),
        loose_problems=problem_rows(content.problems, language),
    )


def _row(checked: CheckedCourse, shelf: Library, language: str) -> CourseRow:
    course = checked.reading.course or checked.reading.draft
    published = shelf.courses.get(checked.code)
    compiled = checked.compiled
    return CourseRow(
        code=checked.code,
        title=checked.title,
        folder=checked.folder,
        word=traffic_word(is_sound=compiled is not None, status=checked.status),
        released=released_state(
            published.version if published else None, compiled.version if compiled else None
        ),
        minutes=course.minutes if course else 0,
        module_count=len(course.modules) if course else 0,
        problems=problem_rows(checked.problems, language),
        quizzes=tuple((one.code, one.title) for one in published.quiz_entries) if published else (),
    )
