"""Where to go after a quiz: the most useful thing first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from elearn.content.quiz import Quiz
from elearn.progress.rules import unread_sections
from elearn.progress.standing import Standing
from elearn.quiz import links, rules
from elearn.quiz.rules import PastAttempt, Refused
from elearn.quiz.store import AttemptRow
from elearn.releases.library import PublishedCourse

FULL_MARKS = 100


class StepKind(StrEnum):
    """What a step is."""

    READ = "read"  # a section of this module that is still unread
    MODULE = "module"  # the next module
    AGAIN = "again"  # another attempt, now
    WAIT = "wait"  # another attempt, from `when`
    COURSE = "course"  # back to the course


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """One way on; `title` names the section, module or course, `count` the unread sections."""

    kind: StepKind
    url: str
    title: str = ""
    count: int = 0
    when: datetime | None = None


def next_steps(
    attempt: AttemptRow,
    quiz: Quiz,
    past: Sequence[PastAttempt],
    course: PublishedCourse | None,
    standing: Standing,
    now: datetime,
) -> tuple[NextStep, ...]:
    """What a learner can do now; nothing when the course left the release."""
    if course is None:
        return ()
    passed = any(one.passed for one in past)
    best = max((one.score_percent for one in past if one.score_percent is not None), default=0)
    steps = list(_onward(attempt, course, standing)) if passed else []
    if attempt.quiz in course.quizzes and not (passed and best >= FULL_MARKS):
        steps += _again(attempt, quiz, past, now)
    back = NextStep(kind=StepKind.COURSE, url=links.course_url(course.code), title=course.title)
    return (*steps, back)


def _onward(attempt: AttemptRow, course: PublishedCourse, standing: Standing) -> Iterator[NextStep]:
    """What this module still asks for, or else the first section of the next one."""
    place = next((at for at, module in enumerate(course.modules) if module.quiz == attempt.quiz), None)
    if place is None:
        return
    module = course.modules[place]
    unread = tuple(unread_sections(module, standing.read))
    if unread and module.code not in standing.done_modules:
        url = links.section_url(course.code, module.code, unread[0].code)
        yield NextStep(kind=StepKind.READ, url=url, title=unread[0].title, count=len(unread))
        return
    for following in course.modules[place + 1 : place + 2]:
        url = links.section_url(course.code, following.code, following.sections[0].code)
        yield NextStep(kind=StepKind.MODULE, url=url, title=following.title)


def _again(attempt: AttemptRow, quiz: Quiz, past: Sequence[PastAttempt], now: datetime) -> Iterator[NextStep]:
    decision = rules.may_start(quiz, past, now)
    url = links.intro_url(attempt.course, attempt.quiz)
    if not isinstance(decision, Refused) or decision.reason is rules.Reason.OPEN_ATTEMPT:
        yield NextStep(kind=StepKind.AGAIN, url=url)
    elif decision.reason is rules.Reason.WAIT:
        yield NextStep(kind=StepKind.WAIT, url=url, when=decision.when)
