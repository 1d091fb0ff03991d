"""Where to go after a quiz: the most useful thing first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from elearn.content.quiz import Quiz
from elearn.progress.reading_list import ReadingList
from elearn.progress.rules import unread_sections
from elearn.progress.standing import Standing
from elearn.quiz import links, offers, rules
from elearn.quiz.modes import mode_of
from elearn.quiz.remedial import lines_of
from elearn.quiz.rules import PastAttempt, Refused
from elearn.quiz.store import AttemptRow
from elearn.releases.library import PublishedCourse

FULL_MARKS = 100


class StepKind(StrEnum):
    """What a step is."""

    READ = "read"  # a section of this module that is still unread
    MODULE = "module"  # the next module
    REREAD = "reread"  # the reading list, `count` sections of it
    AGAIN = "again"  # another attempt, now
    WAIT = "wait"  # another attempt, from `when`
    COURSE = "course"  # back to the course


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """One way on; `title` names the section, module or course, `count` the sections that are to be read."""

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
    reading: ReadingList | None = None,
) -> tuple[NextStep, ...]:
    """What a learner can do now; nothing when the course left the release."""
    if course is None:
        return ()
    is_judged = mode_of(quiz.purpose).is_judged
    passed = is_judged and any(one.passed for one in past)
    best = max((one.score_percent for one in past if one.score_percent is not None), default=0)
    steps = list(_onward(attempt, course, standing)) if passed else []
    # Not offering full marks again would tell a score that is not to be shown.
    is_perfect = passed and best >= FULL_MARKS and quiz.show_score
    if is_judged and attempt.quiz in course.quizzes and not is_perfect:
        steps += _again(attempt, quiz, past, course, now, reading)
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


def _again(
    attempt: AttemptRow,
    quiz: Quiz,
    past: Sequence[PastAttempt],
    course: PublishedCourse,
    now: datetime,
    reading: ReadingList | None,
) -> Iterator[NextStep]:
    to_read = reading.remaining if reading else ()
    is_archived = offers.is_archived(course)
    decision = rules.may_start(quiz, past, now, to_read=to_read, is_archived=is_archived)
    url = links.intro_url(attempt.course, attempt.quiz)
    if not isinstance(decision, Refused) or decision.reason is rules.Reason.OPEN_ATTEMPT:
        yield NextStep(kind=StepKind.AGAIN, url=url)
    elif decision.reason is rules.Reason.WAIT:
        yield NextStep(kind=StepKind.WAIT, url=url, when=decision.when)
    elif decision.reason is rules.Reason.READING_LIST and reading is not None:
        first = next((one for one in lines_of(reading) if not one.is_read), None)
        if first is not None:
            count = len(decision.remaining)
            yield NextStep(kind=StepKind.REREAD, url=first.url, title=first.heading, count=count)
