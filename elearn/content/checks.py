"""What can be wrong between files: references, quizzes, checks on the spot, prerequisites, dates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from elearn.content.course import CheckLink, CompletionRule, Course, Module, Status
from elearn.content.findings import found
from elearn.content.near import meant as meant_word
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.writing import written_reference
from elearn.content.quiz import Purpose, Quiz
from elearn.problems import Place, Problem

REVIEW_EVERY_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Scope:
    """A course with everything its files may point at.

    `courses` are all courses by code. A name that is not found is an error only when all files of its sort
    could be read: one broken file must not cast blame on those that point at it.
    """

    course: Course
    quizzes: Mapping[str, Quiz]
    courses: Mapping[str, Course]
    has_all_modules: bool
    has_all_quizzes: bool
    has_all_courses: bool
    quiz_folder: str


def check_course(scope: Scope, today: date | None) -> Iterator[Problem]:
    """Every problem between the files of a course."""
    yield from _completion(scope)
    yield from _named_quizzes(scope)
    yield from _double_codes(scope)
    for module in scope.course.modules:
        yield from _module_quiz(scope, module)
        for section in module.sections:
            for check in section.checks:
                yield from _check_link(scope, check)
    for quiz in scope.quizzes.values():
        yield from _parallel(scope, quiz)
        for question in quiz.questions:
            yield from _reference(scope, question)
    if today is not None:
        yield from check_dates(scope.course, today)


def _completion(scope: Scope) -> Iterator[Problem]:
    course, place = scope.course, Place(scope.course.path)
    if CompletionRule.POSTTEST in course.completion_rule and course.posttest is None:
        yield found("K-511", place)
    has_task = any(section.practice_task for module in course.modules for section in module.sections)
    if CompletionRule.PRACTICE_TASK in course.completion_rule and not has_task and scope.has_all_modules:
        yield found("K-512", place)


def _named_quizzes(scope: Scope) -> Iterator[Problem]:
    for key, code in (("prates", scope.course.pretest), ("pascates", scope.course.posttest)):
        if code is not None and code not in scope.quizzes and scope.has_all_quizzes:
            yield found(
                "K-508",
                Place(scope.course.path),
                key=key,
                quiz=code,
                path=f"{scope.quiz_folder}/{code}.md",
                meant=meant_word(code, scope.quizzes),
            )
    pretest = scope.quizzes.get(scope.course.pretest or "")
    if pretest is not None and pretest.purpose is not Purpose.PRETEST:
        yield found("K-551", Place(pretest.path), quiz=pretest.code)
    posttest = scope.quizzes.get(scope.course.posttest or "")
    if posttest is not None and posttest.purpose is Purpose.PRETEST:
        yield found("K-516", Place(scope.course.path), key="pascates", quiz=posttest.code)


def _double_codes(scope: Scope) -> Iterator[Problem]:
    """A module and a quiz with one code."""
    for module in scope.course.modules:
        quiz = scope.quizzes.get(module.code)
        if quiz is not None:
            yield found("K-514", Place(quiz.path), code=module.code, first=module.path, second=quiz.path)


def _module_quiz(scope: Scope, module: Module) -> Iterator[Problem]:
    if module.quiz is None:
        return
    quiz = scope.quizzes.get(module.quiz)
    if quiz is None:
        if scope.has_all_quizzes:
            path = f"{scope.quiz_folder}/{module.quiz}.md"
            meant = meant_word(module.quiz, scope.quizzes)
            yield found("K-502", Place(module.path), quiz=module.quiz, path=path, meant=meant)
        return
    if quiz.purpose is Purpose.PRETEST:
        yield found("K-516", Place(module.path), key="kuis", quiz=quiz.code)
    references = [question.reference for question in quiz.questions if question.reference]
    if not any(one.module == module.code and one.course in (None, scope.course.code) for one in references):
        yield found("K-550", Place(quiz.path), quiz=quiz.code, module=module.code)


def _check_link(scope: Scope, check: CheckLink) -> Iterator[Problem]:
    quiz = scope.quizzes.get(check.quiz)
    if quiz is None:
        if scope.has_all_quizzes:
            path = f"{scope.quiz_folder}/{check.quiz}.md"
            meant = meant_word(check.quiz, scope.quizzes)
            yield found("K-502", check.place, quiz=check.quiz, path=path, meant=meant)
        return
    if quiz.purpose is not Purpose.PRACTICE:
        yield found("K-504", check.place, quiz=quiz.code)
    known = {question.code: question for question in quiz.questions}
    question = known.get(check.question)
    if question is None or question.status is not QuestionStatus.ACTIVE:
        meant = meant_word(check.question, known)
        yield found("K-503", check.place, question=check.question, quiz=quiz.code, meant=meant)
    elif question.NEEDS_GRADER:
        yield found("K-505", check.place, question=question.title)


def _parallel(scope: Scope, quiz: Quiz) -> Iterator[Problem]:
    other = quiz.parallel_form
    if other is not None and scope.has_all_quizzes and (other not in scope.quizzes or other == quiz.code):
        yield found("K-209", Place(quiz.path), quiz=other, meant=meant_word(other, scope.quizzes))


def _reference(scope: Scope, question: Question) -> Iterator[Problem]:
    reference = question.reference
    if reference is None:
        return
    elsewhere = reference.course not in (None, scope.course.code)
    course = scope.courses.get(reference.course or "") if elsewhere else scope.course
    if course is None and not scope.has_all_courses:
        return
    modules = {module.code: module for module in course.modules} if course else {}
    module = modules.get(reference.module)
    if module is None:
        if elsewhere or scope.has_all_modules:
            near = meant_word(reference.module, modules)
            yield found("K-501", question.place, reference=written_reference(reference), meant=near)
        return
    sections = tuple(section.code for section in module.sections)
    if reference.section not in sections:
        near = meant_word(reference.section, sections)
        yield found("K-501", question.place, reference=written_reference(reference), meant=near)


class Dated(Protocol):
    """What the calendar asks of a course."""

    @property
    def path(self) -> str: ...
    @property
    def status(self) -> Status: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def reviewed_on(self) -> date | None: ...


class Requiring(Protocol):
    """A course that wants others to be learnt first."""

    @property
    def path(self) -> str: ...
    @property
    def prerequisites(self) -> tuple[str, ...]: ...


def check_prerequisites(courses: Mapping[str, Requiring], has_all_courses: bool) -> dict[str, list[Problem]]:
    """Prerequisites that do not exist or go in a circle, by the code of the course they stand in."""
    problems: dict[str, list[Problem]] = {code: [] for code in courses}
    for code, course in courses.items():
        place = Place(course.path)
        for wanted in course.prerequisites:
            if wanted not in courses and has_all_courses:
                near = meant_word(wanted, courses)
                problems[code].append(found("K-506", place, course=wanted, meant=near))
        circle = _circle(code, courses)
        if circle:
            problems[code].append(found("K-507", place, circle=" → ".join(circle)))
    return problems


def _circle(start: str, courses: Mapping[str, Requiring]) -> list[str]:
    """The shortest way from a course over its prerequisites back to itself, or nothing."""
    ways, seen = [[start]], set[str]()
    while ways:
        way = ways.pop(0)
        for wanted in courses[way[-1]].prerequisites if way[-1] in courses else ():
            if wanted == start:
                return [*way, start]
            if wanted not in seen:
                seen.add(wanted)
                ways.append([*way, wanted])
    return []


def check_dates(course: Dated, today: date) -> Iterator[Problem]:
    """A legal basis that has run out, and content nobody has looked at for a year."""
    place = Place(course.path)
    if course.valid_until is not None and course.valid_until < today:
        yield found("K-353", place, date=course.valid_until.isoformat())
    if course.status is not Status.PUBLISHED:
        return
    if course.reviewed_on is None:
        yield found("K-357", place)
    elif _months_between(course.reviewed_on, today) >= REVIEW_EVERY_MONTHS:
        yield found("K-354", place, date=course.reviewed_on.isoformat())


def _months_between(earlier: date, later: date) -> int:
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)
