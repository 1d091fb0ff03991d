"""What the page of one course prints: its state, quizzes and dates, and what its questions ask about."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.authoring import access
from elearn.authoring.actions import CourseRow, course_row
from elearn.authoring.coverage import Coverage, coverage
from elearn.authoring.upkeep import Upkeep, upkeep
from elearn.publishing.checking import CheckedCourse
from elearn.releases.library import PublishedCourse, find_course


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizRow:
    """A quiz of the files (`is_here`) or of the release that learners have (`is_published`), or of both."""

    code: str
    title: str
    question_count: int
    is_published: bool
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class CoursePage:
    """One course for its authors; `upkeep` and `coverage` are None while course.md cannot be read."""

    row: CourseRow
    quizzes: tuple[QuizRow, ...]
    upkeep: Upkeep | None
    coverage: Coverage | None
    owners: tuple[str, ...]
    may_publish: bool


def course_page(checked: CheckedCourse) -> CoursePage:
    """The page of one course."""
    course = checked.reading.course or checked.reading.draft
    return CoursePage(
        row=course_row(checked),
        quizzes=_quizzes(checked, find_course(checked.code)),
        upkeep=upkeep(course, access.today()) if course else None,
        coverage=coverage(course, checked.reading.quizzes) if course else None,
        owners=access.owners(checked.code, checked),
        may_publish=access.may_publish_course(checked.code, checked),
    )


def _quizzes(checked: CheckedCourse, published: PublishedCourse | None) -> tuple[QuizRow, ...]:
    here = checked.reading.quizzes
    given = published.quizzes if published else {}
    return tuple(
        QuizRow(
            code=code,
            title=here[code].title if code in here else given[code].title,
            question_count=here[code].question_count if code in here else given[code].question_count,
            is_published=code in given,
            is_here=code in here,
        )
        for code in sorted({*here, *given})
    )
