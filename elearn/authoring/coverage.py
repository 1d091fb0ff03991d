"""What the questions of a course ask about: objective by objective, heading by heading. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from elearn.content.course import Course, Module, Objective
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.quiz import Quiz


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question by its quiz."""

    quiz: str
    question: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingCoverage:
    """A section and the questions whose Rujukan leads to it."""

    code: str
    title: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleCoverage:
    """A module: what it is for, and what is asked about each of its headings.

    `loose` questions name the module and a heading that it does not have.
    """

    code: str
    title: str
    objectives: tuple[Objective, ...]
    headings: tuple[HeadingCoverage, ...]
    loose: tuple[Asked, ...] = ()

    @property
    def question_count(self) -> int:
        """All questions that refer to this module."""
        return sum(len(one.questions) for one in self.headings) + len(self.loose)

    @property
    def unasked(self) -> tuple[str, ...]:
        """The titles of the headings that no question asks about."""
        return tuple(one.title for one in self.headings if not one.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All modules in order, and the questions that say nothing about what they ask."""

    modules: tuple[ModuleCoverage, ...]
    without_reference: tuple[Asked, ...]

    @property
    def unasked_count(self) -> int:
        """Headings that no question asks about."""
        return sum(len(module.unasked) for module in self.modules)


def coverage(course: Course, quizzes: Mapping[str, Quiz]) -> Coverage:
    """How the active questions of these quizzes spread over the course; references to others do not count."""
    found: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    without: list[Asked] = []
    for quiz, question in _active(quizzes.values()):
        asked = Asked(quiz=quiz.code, question=question.code, title=question.title)
        reference = question.reference
        if reference is None:
            without.append(asked)
        elif reference.course in (None, course.code):
            found[reference.module, reference.section].append(asked)
    return Coverage(
        modules=tuple(_module(module, found) for module in course.modules), without_reference=tuple(without)
    )


def _active(quizzes: Iterable[Quiz]) -> Iterable[tuple[Quiz, Question]]:
    """Every question that is asked and marked; a survey question asks about no heading."""
    for quiz in sorted(quizzes, key=lambda one: one.code):
        for question in quiz.questions:
            if question.status is QuestionStatus.ACTIVE and question.IS_MARKED:
                yield quiz, question


def _module(module: Module, found: Mapping[tuple[str, str], list[Asked]]) -> ModuleCoverage:
    codes = {section.code for section in module.sections}
    loose = [
        one
        for (at, section), some in found.items()
        if at == module.code and section not in codes
        for one in some
    ]
    return ModuleCoverage(
        code=module.code,
        title=module.title,
        objectives=module.objectives,
        headings=tuple(
            HeadingCoverage(
                code=section.code,
                title=section.title,
                questions=tuple(found.get((module.code, section.code), ())),
            )
            for section in module.sections
        ),
        loose=tuple(loose),
    )
