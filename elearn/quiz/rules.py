"""Pure decisions about attempts: who may begin, until when answers count, what may be shown afterwards.

Time and grace follow Moodle's quiz time controls: deadline = start + limit, and a short grace after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from elearn.content.course import Status
from elearn.content.quiz import GradeRule, Quiz, ShowExplanation
from elearn.progress.reading_list import ListItem
from elearn.quiz.modes import Moment, mode_of

GRACE = timedelta(seconds=30)
"""How long after the deadline an answer or a submission still counts: for slow lines and a full server."""

CLOCKS_DIFFER = timedelta(seconds=10)
"""How far a page's countdown may be ahead of the server's clock."""

OPEN = "open"
AWAITING_GRADER = "awaiting_grader"
GRADED = "graded"


class Reason(StrEnum):
    """Why a new attempt may not begin."""

    OPEN_ATTEMPT = "open-attempt"
    COURSE_ARCHIVED = "course-archived"
    NOT_PUBLISHED = "not-published"
    NO_TRIES_LEFT = "no-tries-left"
    READING_LIST = "reading-list"
    AWAITING_GRADER = "awaiting-grader"
    WAIT = "wait"


class Acceptance(StrEnum):
    """Whether an attempt still takes answers."""

    YES = "yes"
    CLOSED = "closed"
    TIME_OVER = "time-over"


@dataclass(frozen=True, kw_only=True, slots=True)
class PastAttempt:
    """One try. `score_percent` and `passed` are None until it is marked; `finished_at` is None while open."""

    id: int
    number: int
    state: str
    started_at: datetime
    deadline_at: datetime | None
    finished_at: datetime | None
    score_percent: Decimal | None
    passed: bool | None
    questions: tuple[str, ...] = ()  # the codes asked
    score_before_percent: Decimal | None = None  # before the first correction of a key
    is_of_earlier_cycle: bool = False  # from before the course was begun again

    @property
    def is_open(self) -> bool:
        """Whether the learner is still in it."""
        return self.state == OPEN

    @property
    def is_awaiting(self) -> bool:
        """Whether a person has yet to mark a part of it."""
        return self.state == AWAITING_GRADER

    @property
    def has_new_score(self) -> bool:
        """Whether a corrected key changed its score."""
        return self.score_before_percent is not None and self.score_before_percent != self.score_percent


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """A new attempt may begin, as try number `number`."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A new attempt may not begin.

    `when` is the instant from which it may as far as time is in the way; `remaining` is what must be read
    again first.
    """

    reason: Reason
    when: datetime | None = None
    remaining: tuple[ListItem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Visible:
    """What a finished attempt may show."""

    verdicts: bool  # right or wrong per question
    key: bool  # the right answers
    explanation: bool  # feedback of options, closing words and explanation
    headings: bool = True  # what to reread

    @classmethod
    def everything(cls) -> Visible:
        """All there is: practice, and checks on the spot."""
        return cls(verdicts=True, key=True, explanation=True)

    @classmethod
    def nothing(cls) -> Visible:
        """Only that it was handed in."""
        return cls(verdicts=False, key=False, explanation=False, headings=False)


def may_start(
    quiz: Quiz,
    past: Sequence[PastAttempt],
    now: datetime,
    *,
    to_read: Sequence[ListItem] = (),
    is_archived: bool = False,
) -> Allowed | Refused:
    """Whether the learner may open a new attempt at this moment. Practice is unlimited and never waits,
    but for a grader: nobody is given two essays of one person to mark at once.

    Args:
        to_read: what his reading list still asks for.
        is_archived: the course is kept for those who are in it; nothing new begins there.
    """
    if any(attempt.is_open for attempt in past):
        return Refused(reason=Reason.OPEN_ATTEMPT)
    if is_archived:
        return Refused(reason=Reason.COURSE_ARCHIVED)
    if quiz.status is not Status.PUBLISHED:
        return Refused(reason=Reason.NOT_PUBLISHED)
    if any(attempt.is_awaiting for attempt in past):
        return Refused(reason=Reason.AWAITING_GRADER)
    if tries_left(quiz, past) == 0:
        return Refused(reason=Reason.NO_TRIES_LEFT)
    when = waiting_until(quiz, past)
    when = None if when is None or when <= now else when
    if to_read:
        return Refused(reason=Reason.READING_LIST, when=when, remaining=tuple(to_read))
    if when is not None:
        return Refused(reason=Reason.WAIT, when=when)
    return Allowed(number=1 + max((attempt.number for attempt in past), default=0))


def tries_left(quiz: Quiz, past: Sequence[PastAttempt]) -> int | None:
    """How many attempts may still begin; None when there is no limit. Each cycle of a course has its own."""
    if not mode_of(quiz.purpose).is_limited or quiz.max_attempts is None:
        return None
    return max(0, quiz.max_attempts - sum(not attempt.is_of_earlier_cycle for attempt in past))


def waiting_until(quiz: Quiz, past: Sequence[PastAttempt]) -> datetime | None:
    """The end of the pause after the last attempt; None when there is no pause."""
    ends = [attempt.finished_at for attempt in past if attempt.finished_at is not None]
    if not mode_of(quiz.purpose).is_limited or not quiz.wait_between_attempts or not ends:
        return None
    return max(ends) + quiz.wait_between_attempts


def remedial_is_due(quiz: Quiz, past: Sequence[PastAttempt]) -> bool:
    """Whether a reading list stands before the next attempt: `remedial` failures or more, and no pass.

    An attempt that awaits a grader is neither. Whoever has passed reads again when he likes.
    """
    if not mode_of(quiz.purpose).has_remedial or not quiz.remedial_after:
        return False
    mine = [attempt for attempt in past if not attempt.is_of_earlier_cycle]
    failures = sum(attempt.passed is False for attempt in mine)
    return failures >= quiz.remedial_after and not any(attempt.passed for attempt in mine)


def deadline(quiz: Quiz, started_at: datetime, extra: timedelta = timedelta(0)) -> datetime | None:
    """The instant at which an attempt begun at `started_at` ends; None without a time limit.

    Args:
        extra: what this person gets on top of the limit.
    """
    return None if quiz.time_limit is None else started_at + quiz.time_limit + extra


def ended_at(started_at: datetime, deadline_at: datetime | None, now: datetime) -> datetime:
    """The instant at which an attempt that is closed now ended: not after its deadline.

    Not before its start either: the server's clock may have been set back meanwhile.
    """
    return max(started_at, min(now, deadline_at or now))


def accepts(state: str, deadline_at: datetime | None, arrived_at: datetime) -> Acceptance:
    """Whether an answer that arrived at this instant counts. State is looked at before time."""
    if state != OPEN:
        return Acceptance.CLOSED
    if deadline_at is not None and arrived_at > deadline_at + GRACE:
        return Acceptance.TIME_OVER
    return Acceptance.YES


def is_open(state: str, deadline_at: datetime | None, now: datetime) -> bool:
    """Whether the attempt takes answers at this moment, grace included."""
    return accepts(state, deadline_at, now) is Acceptance.YES


def runs_on(state: str, deadline_at: datetime | None, now: datetime) -> bool:
    """Whether so much time is left that a page which hands the attempt in for lack of time is mistaken."""
    return state == OPEN and deadline_at is not None and deadline_at - now > CLOCKS_DIFFER


def visible_after(
    quiz: Quiz, *, passed: bool, tries_left: int | None, answered: bool, has_open: bool = False
) -> Visible:
    """What a finished attempt may show now.

    Args:
        passed: this quiz was passed, in this attempt or another one.
        tries_left: attempts that may still begin; None without a limit.
        answered: at least one answer was saved. An empty submission reveals nothing.
        has_open: another attempt at this quiz is running; its key must not be read off this one.
    """
    if not answered:
        return Visible.nothing()
    mode = mode_of(quiz.purpose)
    done = (passed or tries_left == 0) and not has_open
    explains = _has_come(mode.key, done) and _author_allows(quiz.show_explanation, passed)
    return Visible(
        verdicts=_has_come(mode.verdicts, done),
        key=explains,
        explanation=explains,
        headings=_has_come(mode.headings, done),
    )


def judges_each(quiz: Quiz) -> bool:
    """Whether each question may be judged while the attempt is open: in practice with `langsung`."""
    return mode_of(quiz.purpose).judges_each and quiz.show_explanation is ShowExplanation.IMMEDIATELY


def _has_come(moment: Moment, done: bool) -> bool:
    return moment is Moment.AT_ONCE or (moment is Moment.WHEN_DONE and done)


def _author_allows(setting: ShowExplanation, passed: bool) -> bool:
    """What `tampilkan-pembahasan` says: it can only hold back longer than the mode of the quiz does."""
    if setting is ShowExplanation.AFTER_PASS:
        return passed
    return setting is not ShowExplanation.NEVER


def counted_attempt(past: Sequence[PastAttempt], rule: GradeRule) -> PastAttempt | None:
    """The attempt whose mark counts by this rule, of equal marks the earlier; None before the first."""
    marked = sorted((one for one in past if one.score_percent is not None), key=lambda one: one.number)
    if not marked:
        return None
    if rule is GradeRule.FIRST:
        return marked[0]
    if rule is GradeRule.LATEST:
        return marked[-1]
    return max(marked, key=lambda one: one.score_percent or Decimal(0))
