"""What one course folder shows to the others, and what it asks of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from elearn.content.checks import check_dates, check_prerequisites
from elearn.content.course import Course, Status
from elearn.content.links import OutsideTree, links_of, resolve
from elearn.content.quiz import Quiz
from elearn.content.text import DEFAULT_LIMITS, Limits, read_again
from elearn.content.tree import FolderReading
from elearn.problems import Problem


@dataclass(frozen=True, kw_only=True)
class CourseFace:
    """What other courses and the calendar ask of a course."""

    code: str
    path: str
    status: Status
    prerequisites: tuple[str, ...]
    valid_until: date | None
    reviewed_on: date | None


@dataclass(frozen=True, kw_only=True)
class FolderFace:
    """A course folder seen from outside; `course` is None when its course.md cannot be read.

    What it asks of others: `linked` are the names of folders that its links lead into, its own included;
    `referred` the codes of courses that its questions refer to; `draws_on_banks` whether a quiz names a bank.
    """

    course: CourseFace | None
    linked: frozenset[str]
    referred: frozenset[str]
    draws_on_banks: bool = False


def face_of(
    reading: FolderReading, documents: Mapping[str, bytes], limits: Limits = DEFAULT_LIMITS
) -> FolderFace:
    """The face of a folder as it was read; `documents` are its files."""
    quizzes = tuple(reading.quizzes.values())
    return FolderFace(
        course=_course_face(reading.course) if reading.course else None,
        linked=linked_folders(documents, limits),
        referred=referred_courses(quizzes),
        draws_on_banks=any(quiz.banks for quiz in quizzes),
    )


def _course_face(course: Course) -> CourseFace:
    return CourseFace(
        code=course.code,
        path=course.path,
        status=course.status,
        prerequisites=course.prerequisites,
        valid_until=course.valid_until,
        reviewed_on=course.reviewed_on,
    )


def linked_folders(documents: Mapping[str, bytes], limits: Limits = DEFAULT_LIMITS) -> frozenset[str]:
    """The names of the folders that links in these files lead into, whether or not they are there."""
    return frozenset(name for path, data in documents.items() for name in _linked(path, data, limits))


def _linked(path: str, data: bytes, limits: Limits) -> Iterator[str]:
    source = read_again(data, path, limits)
    for link in links_of(source.lines) if source else ():
        try:
            target = resolve(path, link.target)
        except OutsideTree:
            continue
        if name := folder_of(target.path):
            yield name


def folder_of(path: str) -> str:
    """The name of the folder that a path of the tree leads into, or nothing."""
    return path.split("/")[1] if "/" in path else ""


def referred_courses(quizzes: Iterable[Quiz]) -> frozenset[str]:
    """The codes of the courses that questions refer to by name."""
    references = (question.reference for quiz in quizzes for question in quiz.questions)
    return frozenset(one.course for one in references if one is not None and one.course)


def between_courses(
    faces: Mapping[str, CourseFace], *, has_all_courses: bool, today: date | None
) -> dict[str, list[Problem]]:
    """By code what only the other courses and the calendar tell: prerequisites and dates.

    Without `today` no date is checked.
    """
    problems = check_prerequisites(faces, has_all_courses)
    if today is not None:
        for code, face in faces.items():
            problems[code] += check_dates(face, today)
    return problems
