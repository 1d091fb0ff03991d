"""The result of a finished attempt, as far as it may be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from elearn.content.questions.contract import Question, Verdict
from elearn.content.questions.essay import Essay
from elearn.content.quiz import Quiz, ShowExplanation
from elearn.progress import store as progress_store
from elearn.progress.reading_list import ReadingList
from elearn.progress.standing import Standing
from elearn.quiz import grading, links, offers, remedial, rules, store
from elearn.quiz.corrections import NOT_CORRECTED, Corrected, Notice, corrections_of
from elearn.quiz.essays.results import EssayMarks
from elearn.quiz.modes import Mode, mode_of
from elearn.quiz.next_steps import NextStep, next_steps
from elearn.quiz.pages import asked
from elearn.quiz.pretest import KnownModule, known_modules
from elearn.quiz.questions import QuestionResult, ShownQuestion, Texts, result_of
from elearn.quiz.remedial import ListLine, Reread, headings_behind, lines_of
from elearn.quiz.rules import PastAttempt, Visible
from elearn.quiz.store import AttemptRow, SavedAnswer
from elearn.releases.library import PublishedCourse, ReleasedQuiz


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """A finished attempt: the score, what went well, what to reread, where to go."""

    attempt: AttemptRow
    course_title: str
    quiz: Quiz
    visible: Visible
    questions: tuple[ShownQuestion, ...]
    reread: tuple[Reread, ...]
    reading: tuple[ListLine, ...]  # the list that this attempt made; it stands in place of `reread`
    known: tuple[KnownModule, ...]  # of a pre-test
    steps: tuple[NextStep, ...]
    past: tuple[PastAttempt, ...]
    tries_left: int | None
    counted: PastAttempt | None
    has_answers: bool
    corrections: tuple[Notice, ...] = ()

    @property
    def is_awaiting(self) -> bool:
        """Whether a person has yet to mark a part of it; until then neither score nor verdicts are told."""
        return self.attempt.state == rules.AWAITING_GRADER

    @property
    def passed(self) -> bool:
        """Whether this attempt was passed; what only measures is never passed."""
        return self.mode.is_judged and bool(self.attempt.passed)

    @property
    def mode(self) -> Mode:
        """What holds for quizzes of this purpose."""
        return mode_of(self.quiz.purpose)

    @property
    def later(self) -> str:
        """When what is held back here is shown: verdicts, when-done, after-pass, never; empty: nothing is."""
        if not self.has_answers or not self.mode.is_judged or self.visible.key or self.is_awaiting:
            return ""
        if not self.visible.verdicts:
            return "verdicts"
        if self.quiz.show_explanation is ShowExplanation.NEVER:
            return "never"
        return "after-pass" if self.quiz.show_explanation is ShowExplanation.AFTER_PASS else "when-done"

    @property
    def may_want_help(self) -> bool:
        """Whether the learner failed, and never passed: then he may ask his supervisor for help."""
        is_failed = self.mode.is_judged and not self.is_awaiting and not self.passed
        return is_failed and not self.has_passed_before

    @property
    def has_passed_before(self) -> bool:
        """Whether another attempt was passed: that one stays, whatever this one says."""
        return not self.passed and any(one.passed for one in self.past)

    @property
    def right_count(self) -> int:
        """How many answers to questions with a key were fully right."""
        return sum(
            bool(one.result and one.result.verdict is Verdict.RIGHT)
            for one in self.questions
            if not one.question.NEEDS_GRADER
        )

    @property
    def marked_count(self) -> int:
        """How many of the questions have a key."""
        return sum(one.question.IS_MARKED and not one.question.NEEDS_GRADER for one in self.questions)

    @property
    def ran_out(self) -> bool:
        """Whether the time ended the attempt."""
        end = self.attempt.deadline_at
        return end is not None and self.attempt.finished_at is not None and self.attempt.finished_at >= end

    @property
    def score(self) -> Decimal:
        """Percent, 0 to 100."""
        return self.attempt.score_percent or Decimal(0)


def page_of(own: AttemptRow, now: datetime, refused: tuple[str, str] | None = None) -> ResultPage:
    """The result page of a closed attempt, with all it needs from the database.

    Args:
        refused: question and text of a request for a second look that could not be taken.
    """
    released = offers.released_quiz(own.object_sha256)
    past = store.past_attempts(own.person_id, own.course, own.quiz)
    has_essays = any(one.NEEDS_GRADER for one in asked(released.quiz, own.questions))
    return result_page(
        own,
        released,
        store.answers_of(own.id),
        past,
        offers.find_course(own.course),
        progress_store.standing(own.person_id, own.course),
        now,
        remedial.list_before_next(own.person_id, own.course, released.quiz, past),
        EssayMarks.of_attempt(own.id, now, refused) if has_essays else None,
        corrections_of(own),
    )


def result_page(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    stored: Mapping[str, SavedAnswer],
    past: Sequence[PastAttempt],
    course: PublishedCourse | None,
    standing: Standing,
    now: datetime,
    reading: ReadingList | None = None,
    essays: EssayMarks | None = None,
    corrected: Corrected = NOT_CORRECTED,
) -> ResultPage:
    """The result of a marked attempt from its stored marks. Feedback is that of its own quiz object, or that
    of the corrected one where a key was corrected.
    """
    quiz = released.quiz
    left = rules.tries_left(quiz, past)
    visible = rules.visible_after(
        quiz,
        passed=any(one.passed for one in past),
        tries_left=left,
        answered=any(one.value is not None for one in stored.values()),
        has_open=any(one.is_open for one in past),
    )
    is_awaiting = attempt.state == rules.AWAITING_GRADER
    if is_awaiting:
        visible = Visible.nothing()
    shown = tuple(
        _judged(attempt, released, question, stored.get(question.code), visible, number, essays, corrected)
        for number, question in enumerate(asked(quiz, attempt.questions), start=1)
    )
    return ResultPage(
        attempt=attempt,
        course_title=course.title if course else attempt.course,
        quiz=quiz,
        visible=visible,
        questions=shown,
        reread=headings_behind(attempt, quiz, stored, visible) if visible.headings else (),
        reading=lines_of(reading) if reading and reading.attempt_id == attempt.id else (),
        known=()
        if is_awaiting or not mode_of(quiz.purpose).may_skip_modules
        else known_modules(attempt, quiz, stored, course),
        steps=next_steps(attempt, quiz, past, course, standing, now, reading),
        past=tuple(past),
        tries_left=left,
        counted=rules.counted_attempt(past, quiz.grade_rule),
        has_answers=any(one.value is not None for one in stored.values()),
        corrections=corrected.notices,
    )


def _judged(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    question: Question,
    stored: SavedAnswer | None,
    visible: Visible,
    number: int,
    essays: EssayMarks | None,
    corrected: Corrected,
) -> ShownQuestion:
    value = stored.value if stored else None
    question, released = corrected.as_shown(question, value, released)
    html = Texts(released.html)
    return ShownQuestion(
        question=question,
        html=html,
        seed=attempt.seed,
        shuffle=released.quiz.shuffle_options,
        value=value,
        number=number,
        total=len(attempt.questions),
        disabled=True,
        result=_result(attempt, released.quiz, question, stored, html, visible, essays),
    )


def _result(
    attempt: AttemptRow,
    quiz: Quiz,
    question: Question,
    stored: SavedAnswer | None,
    html: Texts,
    visible: Visible,
    essays: EssayMarks | None,
) -> QuestionResult | None:
    value = stored.value if stored else None
    mark = grading.judged(quiz, question, value, stored.fraction if stored else None)
    reread = links.reread(question.reference, attempt.course)
    result = result_of(question, mark, value, html, visible, reread)
    if result is None or essays is None or not isinstance(question, Essay):
        return result
    return replace(result, essay=essays.result(question, html, shows_points=quiz.show_score))
