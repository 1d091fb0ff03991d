"""A quiz and its sections, frozen and complete at birth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from elearn.content.course import Status
from elearn.content.plain import from_plain, to_plain
from elearn.content.questions.contract import Question, QuestionStatus
from elearn.content.questions.kinds import question_from_data
from elearn.problems import Place


class Purpose(StrEnum):
    """What a quiz is for; practice shows feedback at once and is unlimited, the others wait."""

    PRACTICE = "practice"
    QUIZ = "quiz"
    PRETEST = "pretest"
    POSTTEST = "posttest"
    EXAM = "exam"


class GradeRule(StrEnum):
    """Which of several attempts counts."""

    HIGHEST = "highest"
    LATEST = "latest"
    FIRST = "first"


class ShowExplanation(StrEnum):
    """When key, feedback and explanation may be shown."""

    IMMEDIATELY = "immediately"
    AFTER_SUBMIT = "after_submit"
    AFTER_PASS = "after_pass"  # noqa: S105 - a moment, not a password
    NEVER = "never"


@dataclass(frozen=True, kw_only=True)
class QuizSection:
    """A run of questions under one `#` heading; `draw` None asks all of them. Without a heading the title
    is empty.
    """

    title: str
    draw: int | None
    shuffle: bool
    questions: tuple[Question, ...]
    introduction: str = ""
    place: Place = Place("")

    @property
    def active_questions(self) -> tuple[Question, ...]:
        """The questions that are asked: neither draft nor withdrawn."""
        return tuple(one for one in self.questions if one.status is QuestionStatus.ACTIVE)


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """One quiz file. `wait_between_attempts` zero: at once; `remedial_after` 0: no reading list;
    `partial_credit` None: each kind of question as usual.
    """

    code: str
    title: str
    purpose: Purpose
    status: Status
    pass_percent: Decimal
    max_attempts: int | None
    wait_between_attempts: timedelta
    time_limit: timedelta | None
    draw: int | None
    shuffle_questions: bool
    shuffle_options: bool
    grade_rule: GradeRule
    show_explanation: ShowExplanation
    show_score: bool
    partial_credit: bool | None
    remedial_after: int
    banks: tuple[str, ...]
    parallel_form: str | None
    introduction: str
    sections: tuple[QuizSection, ...]
    path: str
    source: bytes

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions of this file, whatever their status."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def active_questions(self) -> tuple[Question, ...]:
        """The questions of this file that are asked."""
        return tuple(question for section in self.sections for question in section.active_questions)

    @property
    def question_count(self) -> int:
        """How many questions one attempt asks."""
        return sum(count for count, _ in self._portions())

    @property
    def total_points(self) -> Decimal:
        """The points of one attempt; a drawn section counts the points of any of its (equally worth)
        questions.
        """
        return sum((points for _, points in self._portions()), Decimal(0))

    @property
    def draws(self) -> bool:
        """Whether learners receive only a part of the questions."""
        return self.draw is not None or any(section.draw is not None for section in self.sections)

    def pool(self, banks: Iterable["Quiz"]) -> "Quiz":
        """This quiz with the questions of its banks, as sectionless questions that the draw may take.

        Partial credit that a bank question leaves open follows this quiz. `source` becomes the bytes of all
        files, so that a changed bank gives the quiz a new version.
        """
        joined = tuple(banks)
        if not joined:
            return self
        questions = tuple(self.settled(question) for bank in joined for question in bank.questions)
        section = QuizSection(title="", draw=None, shuffle=self.shuffle_questions, questions=questions)
        source = b"\n".join([self.source, *(bank.source for bank in joined)])
        return replace(self, sections=(*self.sections, section), source=source)

    def settled(self, question: Question) -> Question:
        """The question with partial credit decided: its own word first, then the quiz's, then its kind's."""
        if question.partial_credit is not None:
            return question
        says = question.PAYS_PARTS if self.partial_credit is None else self.partial_credit
        return replace(question, partial_credit=says)

    def to_data(self) -> dict[str, Any]:
        """The quiz as JSON can say it, without the bytes of its file."""
        data: dict[str, Any] = {
            name: to_plain(value) for name, value in vars(self).items() if name not in ("source",)
        }
        return data

    def _portions(self) -> Iterable[tuple[int, Decimal]]:
        """For each section how many questions are asked and what they are worth."""
        if self.draw is not None and not any(section.draw for section in self.sections):
            yield _portion(self.active_questions, self.draw)
            return
        for section in self.sections:
            yield _portion(section.active_questions, section.draw)


def _portion(questions: tuple[Question, ...], draw: int | None) -> tuple[int, Decimal]:
    if draw is None or draw >= len(questions):
        return len(questions), sum((one.points for one in questions), Decimal(0))
    return draw, draw * questions[0].points


def quiz_from_data(data: Mapping[str, Any]) -> Quiz:
    """The quiz that `Quiz.to_data` wrote; its `source` is empty."""
    quiz = from_plain(Quiz, {**data, "source": ""}, {Question: question_from_data})
    if quiz.partial_credit is False and any(one.partial_credit is None for one in quiz.questions):
        # Written when "not said" was stored as False; a file that says `tidak` settles all its questions.
        return replace(quiz, partial_credit=None)
    return quiz
