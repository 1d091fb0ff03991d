"""What the pages of a quiz print: frozen values, ready to be laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from markupsafe import Markup

from elearn.content.questions.contract import Answer, Question
from elearn.content.quiz import Quiz, QuizSection
from elearn.progress.reading_list import ReadingList
from elearn.quiz import links, rules, sentences
from elearn.quiz.forms import Unreadable
from elearn.quiz.modes import Mode, mode_of
from elearn.quiz.offers import Offer
from elearn.quiz.questions import QuestionResult, ShownQuestion, Texts, result_of
from elearn.quiz.remedial import ListLine, lines_of
from elearn.quiz.rules import PastAttempt, Refused, Visible
from elearn.quiz.store import AttemptRow, SavedAnswer
from elearn.releases.library import PublishedModule, ReleasedQuiz


@dataclass(frozen=True, kw_only=True)
class IntroPage:
    """What awaits the learner, and how it went so far."""

    course_code: str
    course_title: str
    quiz: Quiz
    introduction: Markup | None
    question_count: int
    past: tuple[PastAttempt, ...]
    running: PastAttempt | None
    refused: Refused | None  # None: he may begin (or go on)
    tries_left: int | None
    counted: PastAttempt | None
    blocking: PublishedModule | None  # the module to finish first
    reading: tuple[ListLine, ...]  # what stands before the next attempt, read items included
    extra_time: timedelta  # on top of the limit, for this person

    @property
    def mode(self) -> Mode:
        """What holds for quizzes of this purpose."""
        return mode_of(self.quiz.purpose)

    @property
    def has_passed(self) -> bool:
        """Whether any attempt was passed; what only measures is never passed."""
        return self.mode.is_judged and any(one.passed for one in self.past)


def intro_page(
    offer: Offer,
    past: Sequence[PastAttempt],
    now: datetime,
    blocking: PublishedModule | None = None,
    reading: ReadingList | None = None,
    extra_time: timedelta = timedelta(0),
) -> IntroPage:
    """The page before the first click."""
    quiz = offer.released.quiz
    running = next((one for one in past if one.is_open), None)
    to_read = reading.remaining if reading else ()
    decision = rules.may_start(quiz, past, now, to_read=to_read, is_archived=offer.is_archived)
    texts = Texts(offer.released.html)
    return IntroPage(
        course_code=offer.course.code,
        course_title=offer.course.title,
        quiz=quiz,
        introduction=texts[quiz.introduction] if quiz.introduction else None,
        question_count=offer.entry.question_count,
        past=tuple(past),
        running=running,
        refused=decision if isinstance(decision, Refused) and not running else None,
        tries_left=rules.tries_left(quiz, past),
        counted=rules.counted_attempt(past, quiz.grade_rule),
        blocking=blocking,
        reading=lines_of(reading) if reading else (),
        extra_time=extra_time,
    )


@dataclass(frozen=True, kw_only=True)
class Dot:
    """One question in the strip above: where it is and how it stands."""

    number: int
    url: str
    state: str  # answered, flagged, blank
    is_current: bool = False


@dataclass(frozen=True, kw_only=True)
class SectionHead:
    """Title and introduction of a part of the quiz, each perhaps missing."""

    title: Markup | None
    introduction: Markup | None


@dataclass(frozen=True, kw_only=True)
class AttemptPage:
    """An open attempt: all its questions with the stored answers, and the time it has."""

    attempt: AttemptRow
    course_title: str
    quiz: Quiz
    questions: tuple[ShownQuestion, ...]
    heads: Mapping[str, SectionHead]  # by the first question below it
    now: datetime
    checked: tuple[str, ...] = ()  # practice: the questions that are judged already

    @property
    def judges_each(self) -> bool:
        """Whether every question has a button that judges it at once."""
        return rules.judges_each(self.quiz)

    @property
    def dots(self) -> tuple[Dot, ...]:
        """The strip of questions."""
        url = url_for("quiz.attempt", attempt_id=self.attempt.id)
        return tuple(
            Dot(number=one.number or 0, url=f"{url}#{element_id(one.question.code)}", state=state_of(one))
            for one in self.questions
        )

    @property
    def answered(self) -> int:
        """How many questions have a stored answer."""
        return sum(one.is_answered for one in self.questions)

    @property
    def flagged(self) -> int:
        """How many questions the learner marked for another look."""
        return sum(one.is_flagged for one in self.questions)

    @property
    def has_errors(self) -> bool:
        """Whether an answer of this POST must be looked at again."""
        return any(one.error for one in self.questions)

    @property
    def time_left(self) -> timedelta | None:
        """The time until the deadline, from zero to the length of the attempt; None without a limit."""
        if self.attempt.deadline_at is None:
            return None
        whole = self.attempt.deadline_at - self.attempt.started_at
        return max(timedelta(0), min(whole, self.attempt.deadline_at - self.now))

    @property
    def extra_time(self) -> timedelta:
        """What this person has on top of the limit; part of the time left."""
        return timedelta(seconds=self.attempt.extra_time_s)

    @property
    def time_limit_s(self) -> int:
        """The length of the attempt in seconds, extra time included; 0 without a limit."""
        end = self.attempt.deadline_at
        return int((end - self.attempt.started_at).total_seconds()) if end else 0


def element_id(question: str) -> str:
    """The id of a question's element on a page."""
    return f"q-{question}"


def state_of(shown: ShownQuestion) -> str:
    """The state of a question in one word."""
    return "flagged" if shown.is_flagged else "answered" if shown.is_answered else "blank"


def attempt_page(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    stored: Mapping[str, SavedAnswer],
    course_title: str,
    now: datetime,
    *,
    refused: Sequence[Unreadable] = (),
    stale: Sequence[SavedAnswer] = (),
    checked: Sequence[str] = (),
) -> AttemptPage:
    """The page of an open attempt, with a sentence beside each answer of the last POST that is not stored.

    `checked` names the questions that the learner asks to be judged; only practice does that.
    """
    errors = {one.question: sentences.unreadable(one.code) for one in refused}
    errors |= {one.question: str(sentences.CHANGED_ELSEWHERE) for one in stale}
    typed: dict[str, Answer] = {one.question: one.typed for one in refused if one.typed}
    heads = _heads(released.quiz, attempt.questions)
    judged = tuple(code for code in attempt.questions if code in checked)
    judged = judged if rules.judges_each(released.quiz) else ()
    return AttemptPage(
        attempt=attempt,
        course_title=course_title,
        quiz=released.quiz,
        heads={code: _head(section, released) for code, section in heads.items()},
        questions=tuple(
            _to_answer(
                attempt,
                released,
                question,
                stored.get(question.code),
                typed,
                errors,
                number,
                is_judged=question.code in judged,
            )
            for number, question in enumerate(asked(released.quiz, attempt.questions), start=1)
        ),
        now=now,
        checked=judged,
    )


def _heads(quiz: Quiz, codes: Sequence[str]) -> dict[str, QuizSection]:
    """The part that begins at a question, by its code; none when the draw mixes the parts."""
    if quiz.draw is not None and not any(section.draw for section in quiz.sections):
        return {}
    firsts: dict[str, QuizSection] = {}
    for section in quiz.sections:
        own = {one.code for one in section.questions}
        first = next((code for code in codes if code in own), None)
        if first is not None and (section.title or section.introduction):
            firsts[first] = section
    return firsts


def _head(section: QuizSection, released: ReleasedQuiz) -> SectionHead:
    html = Texts(released.html)
    return SectionHead(
        title=html[section.title] if section.title else None,
        introduction=html[section.introduction] if section.introduction else None,
    )


def asked(quiz: Quiz, codes: Sequence[str]) -> tuple[Question, ...]:
    """The questions of an attempt in the order shown, with partial credit settled."""
    questions = {one.code: one for one in quiz.questions}
    return tuple(quiz.settled(questions[code]) for code in codes)


def _to_answer(
    attempt: AttemptRow,
    released: ReleasedQuiz,
    question: Question,
    stored: SavedAnswer | None,
    typed: Mapping[str, Answer],
    errors: Mapping[str, str],
    number: int,
    *,
    is_judged: bool,
) -> ShownQuestion:
    html = Texts(released.html)
    return ShownQuestion(
        question=question,
        html=html,
        seed=attempt.seed,
        shuffle=released.quiz.shuffle_options,
        value=typed.get(question.code) or (stored.value if stored else None),
        number=number,
        total=len(attempt.questions),
        is_flagged=stored.is_flagged if stored else False,
        sequence=stored.sequence if stored else 0,
        state=sentences.saved(stored) if stored else "",
        error=errors.get(question.code, ""),
        shows_hints=mode_of(released.quiz.purpose).shows_hints,
        result=_judgement(attempt, question, stored, html) if is_judged else None,
    )


def _judgement(
    attempt: AttemptRow, question: Question, stored: SavedAnswer | None, html: Texts
) -> QuestionResult | None:
    """What practice says at once about the stored answer; nothing about a blank, which would give the key."""
    if stored is None or stored.value is None:
        return None
    reread = links.reread(question.reference, attempt.course)
    return result_of(question, question.mark(stored.value), stored.value, html, Visible.everything(), reread)
