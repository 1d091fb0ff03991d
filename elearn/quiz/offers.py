"""A published quiz with its place in a course: the room's one door to the library."""

from __future__ import annotations

from dataclasses import dataclass

from elearn.content.questions.contract import Reference
from elearn.errors import ElearnError
from elearn.releases import library
from elearn.releases.library import (
    PublishedCourse,
    PublishedModule,
    PublishedSection,
    QuizEntry,
    ReleasedQuiz,
)


class NoSuchQuiz(ElearnError):
    """No published course has this quiz."""

    def __init__(self, course: str, quiz: str) -> None:
        super().__init__(f"Kuis {course}/{quiz} tidak ada di rilis ini.", hint="Terbitkan dahulu kursusnya.")


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A quiz as published now; `module` is the one that it ends, if any."""

    course: PublishedCourse
    entry: QuizEntry
    released: ReleasedQuiz
    module: PublishedModule | None

    @property
    def is_archived(self) -> bool:
        """Whether the course is only kept for those who are in it or finished it."""
        return is_archived(self.course)


def find_offer(course_code: str, quiz_code: str) -> Offer | None:
    """The published quiz of a course, or None."""
    course = library.find_course(course_code)
    entry = course.quizzes.get(quiz_code) if course else None
    if course is None or entry is None:
        return None
    module = next((one for one in course.modules if one.quiz == quiz_code), None)
    return Offer(course=course, entry=entry, released=released_quiz(entry.object_sha256), module=module)


def offer(course_code: str, quiz_code: str) -> Offer:
    """The published quiz of a course.

    Raises:
        NoSuchQuiz: the course or the quiz is not in the release in force.
    """
    found = find_offer(course_code, quiz_code)
    if found is None:
        raise NoSuchQuiz(course_code, quiz_code)
    return found


def is_archived(course: PublishedCourse) -> bool:
    """Whether nothing new begins in this course; who is in it may go on."""
    return course.state == "archived"


def find_course(code: str) -> PublishedCourse | None:
    """The published course, or None when it left the release."""
    return library.find_course(code)


def find_section(reference: Reference, course_code: str) -> PublishedSection | None:
    """What a question of this course refers to, or None when it is not published any more."""
    course = find_course(reference.course or course_code)
    module = course.find_module(reference.module) if course else None
    sections = module.sections if module else ()
    return next((one for one in sections if one.code == reference.section), None)


def released_quiz(object_sha256: str) -> ReleasedQuiz:
    """The exact quiz that an attempt was begun with, whatever was published since."""
    return library.released_quiz(object_sha256)


def courses_with_quizzes() -> tuple[PublishedCourse, ...]:
    """All published courses that have a quiz, in their order."""
    return tuple(one for one in library.library().courses.values() if one.quizzes)


def is_place(course_code: str, quiz_code: str) -> bool:
    """Whether this names a published quiz, (without quiz) a course, or (both empty) everything."""
    if not course_code:
        return not quiz_code
    course = library.find_course(course_code)
    return course is not None and (not quiz_code or quiz_code in course.quizzes)


def quiz_title(course_code: str, quiz_code: str) -> str:
    """The title of a quiz, or its kode when it left the release."""
    course = library.find_course(course_code)
    entry = course.quizzes.get(quiz_code) if course else None
    return entry.title if entry else quiz_code


def course_title(code: str) -> str:
    """The title of a course, or its kode when it left the release."""
    course = library.find_course(code)
    return course.title if course else code
