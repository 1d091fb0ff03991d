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
from elearn.content.quiz import GradeRule, Purpose, Quiz, ShowExplanation

GRACE = timedelta(seconds=30)
"""How long after the deadline an answer or a submission still counts: for slow lines and a full server."""

OPEN = "open"


class Reason(StrEnum):
    """Why a new attempt may not begin."""

    OPEN_ATTEMPT = "open-attempt"
    NOT_PUBLISHED = "not-published"
    NO_TRIES_LEFT = "no-tries-left"
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

    @property
    def is_open(self) -> bool:
        """Whether the learner is still in it."""
        return self.state == OPEN


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowed:
    """A new attempt may begin, as try number `number`."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Refused:
    """A new attempt may not begin; `when` is the instant from which it may, if time alone will help."""

    reason: Reason
    when: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Visible:
    """What a finished attempt may show."""

    verdicts: bool  # right or wrong per question, and the headings to reread
    key: bool  # the right answers
    explanation: bool  # feedback of options, closing words and explanation

    @classmethod
    def nothing(cls) -> Visible:
        """Only that it was handed in."""
        return cls(verdicts=False, key=False, explanation=False)


def may_start(quiz: Quiz, past: Sequence[PastAttempt], now: datetime) -> Allowed | Refused:
    """Whether the learner may open a new attempt at this moment. Practice is unlimited and never waits."""
    if any(attempt.is_open for attempt in past):
        return Refused(reason=Reason.OPEN_ATTEMPT)
    if quiz.status is not Status.PUBLISHED:
        return Refused(reason=Reason.NOT_PUBLISHED)
    if tries_left(quiz, past) == 0:
        return Refused(reason=Reason.NO_TRIES_LEFT)
    when = waiting_until(quiz, past)
    if when is not None and now < when:
        return Refused(reason=Reason.WAIT, when=when)
    return Allowed(number=1 + max((attempt.number for attempt in past), default=0))


def tries_left(quiz: Quiz, past: Sequence[PastAttempt]) -> int | None:
    """How many attempts may still begin; None when there is no limit."""
    if quiz.purpose is Purpose.PRACTICE or quiz.max_attempts is None:
        return None
    return max(0, quiz.max_attempts - len(past))


def waiting_until(quiz: Quiz, past: Sequence[PastAttempt]) -> datetime | None:
    """The end of the pause after the last attempt; None when there is no pause."""
    ends = [attempt.finished_at for attempt in past if attempt.finished_at is not None]
    if quiz.purpose is Purpose.PRACTICE or not quiz.wait_between_attempts or not ends:
        return None
    return max(ends) + quiz.wait_between_attempts


def deadline(quiz: Quiz, started_at: datetime) -> datetime | None:
    """The instant at which an attempt begun at `started_at` ends; None without a time limit."""
    return None if quiz.time_limit is None else started_at + quiz.time_limit


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
    if quiz.purpose is Purpose.PRACTICE:
        return Visible(verdicts=True, key=True, explanation=True)
    done = (passed or tries_left == 0) and not has_open
    allowed = done and _author_allows(quiz.show_explanation, passed)
    return Visible(verdicts=True, key=allowed, explanation=allowed)


def _author_allows(setting: ShowExplanation, passed: bool) -> bool:
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
