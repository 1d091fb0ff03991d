"""The result of a finished attempt, as far as it may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from elearn.content.questions.contract import Question, Verdict
from elearn.content.quiz import Quiz
from elearn.progress.standing import Standing
from elearn.quiz import grading, links, rules
from elearn.quiz.next_steps import NextStep, next_steps
from elearn.quiz.pages import asked
from elearn.quiz.questions import QuestionResult, ShownQuestion, Texts, result_of
from elearn.quiz.rules import PastAttempt, Visible
from elearn.quiz.store import AttemptRow, SavedAnswer
from elearn.releases.library import PublishedCourse, ReleasedQuiz


@dataclass(frozen=True, kw_only=True)
class Reread:
    """A heading behind answers that were not right, and the numbers of those questions."""

    url: str
    heading: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """A finished attempt: the score, what went well, what to reread, where to go."""

    attempt: AttemptRow
    course_title: str
    quiz: Quiz
    visible: Visible
    questions: tuple[ShownQuestion, ...]
    reread: tuple[Reread, ...]
    steps: tuple[NextStep, ...]
    past: tuple[PastAttempt, ...]
    tries_left: int | None
    counted: PastAttempt | None
    has_answers: bool

    @property
    def passed(self) -> bool:
        """Whether this attempt was passed."""
        return bool(self.attempt.passed)

    @property
    def has_passed_before(self) -> bool:
        """Whether another attempt was passed: that one stays, whatever this one says."""
        return not self.passed and any(one.passed for one in self.past)

    @property
    def right_count(self) -> int:
        """How many answers were fully right."""
        return sum(bool(one.result and one.result.verdict is Verdict.RIGHT) for one in self.questions)

    @property
    def marked_count(self) -> int:
        """How many of the questions have a key."""
        return sum(one.question.IS_MARKED for one in self.questions)

    @property
    def ran_out(self) -> bool:
        """Whether the time ended the attempt."""
        end = self.attempt.deadline_at
        return end is not None and self.attempt.finished_at is not None and self.attempt.finished_at >= end

    @property
    def score(self) -> Decimal:
        """Percent, 0 to 100."""
        return self.attempt.score_percent or Decimal(0)


def result_page(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    stored: Mapping[str, SavedAnswer],
    past: Sequence[PastAttempt],
    course: PublishedCourse | None,
    standing: Standing,
    now: datetime,
) -> ResultPage:
    """The result of a marked attempt, marked again from the same object and the same answers."""
    quiz = released.quiz
    left = rules.tries_left(quiz, past)
    visible = rules.visible_after(
        quiz,
        passed=any(one.passed for one in past),
        tries_left=left,
        answered=any(one.value is not None for one in stored.values()),
        has_open=any(one.is_open for one in past),
    )
    shown = tuple(
        _judged(attempt, released, question, stored.get(question.code), visible, number)
        for number, question in enumerate(asked(quiz, attempt.questions), start=1)
    )
    return ResultPage(
        attempt=attempt,
        course_title=course.title if course else attempt.course,
        quiz=quiz,
        visible=visible,
        questions=shown,
        reread=_to_reread(shown),
        steps=next_steps(attempt, quiz, past, course, standing, now),
        past=tuple(past),
        tries_left=left,
        counted=rules.counted_attempt(past, quiz.grade_rule),
        has_answers=any(one.value is not None for one in stored.values()),
    )


def _judged(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    question: Question,
    stored: SavedAnswer | None,
    visible: Visible,
    number: int,
) -> ShownQuestion:
    html = Texts(released.html)
    value = stored.value if stored else None
    return ShownQuestion(
        question=question,
        html=html,
        seed=attempt.seed,
        shuffle=released.quiz.shuffle_options,
        value=value,
        number=number,
        total=len(attempt.questions),
        disabled=True,
        result=_result(attempt, released.quiz, question, stored, html, visible),
    )


def _result(
    attempt: AttemptRow,
    quiz: Quiz,
    question: Question,
    stored: SavedAnswer | None,
    html: Texts,
    visible: Visible,
) -> QuestionResult | None:
    value = stored.value if stored else None
    mark = grading.mark_of(quiz, question, value)
    return result_of(question, mark, value, html, visible, links.reread(question.reference, attempt.course))


def _to_reread(shown: Sequence[ShownQuestion]) -> tuple[Reread, ...]:
    """The headings behind answers that were not right, in the order of the questions, each once."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for one in shown:
        is_weak = one.question.IS_MARKED and one.result and one.result.verdict is not Verdict.RIGHT
        if is_weak and one.result and one.result.reread:
            numbers.setdefault(one.result.reread, []).append(one.number or 0)
    return tuple(
        Reread(url=url, heading=heading, numbers=tuple(at)) for (url, heading), at in numbers.items()
    )
