"""What Beranda prints: the one next step, JP of the year, what fits into a short break, begun courses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from elearn.learning.addresses import course_url, section_url, step_url, task_url
from elearn.policy.rules import AnnualJp, annual_jp_target
from elearn.policy.values import Policy
from elearn.progress import rules, steps
from elearn.progress.rules import MissingKind
from elearn.progress.standing import NOTHING, SectionKey, Standing
from elearn.progress.steps import Step
from elearn.releases.library import PublishedCourse

MINUTES_CHOICES = (5, 10, 15, 30)
TOUR = "mengenal-platform"
"""The course offered to someone who has none yet, where it is published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One thing to do; `minutes` 0 for a quiz of unknown length."""

    title: str
    course_title: str
    url: str
    minutes: int
    is_quiz: bool
    is_task: bool = False  # a practice task to report; perhaps it waits for somebody else already


@dataclass(frozen=True, slots=True, kw_only=True)
class BegunCourse:
    """A course the person is in, with what is read of it."""

    course: PublishedCourse
    url: str
    read: int
    total: int
    minutes_left: int
    step: NextStep | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JpYear:
    """JP of a person in one calendar year, against what the rules say."""

    year: int
    jp: Decimal
    rule: AnnualJp


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """Beranda. `minutes` is the break the person named, None when he named none."""

    next: NextStep | None
    begun: list[BegunCourse]
    finished: list[PublishedCourse]
    jp: JpYear
    minutes: int | None
    fitting: list[NextStep]
    tour: PublishedCourse | None
    has_courses: bool


def home_page(
    courses: Mapping[str, PublishedCourse],
    standings: Mapping[str, Standing],
    *,
    employment_status: str,
    policy: Policy,
    jp: Decimal,
    minutes: int | None,
    now: datetime,
    zone: tzinfo,
) -> HomePage:
    """Beranda of one person; `jp` is the sum of his ledger in the year of `now`."""
    begun = _begun(courses, standings)
    year = now.astimezone(zone).year
    offered = [course for course in courses.values() if is_offered(course, standings)]
    fitting = steps.fitting_sections(offered, standings, minutes) if minutes else ()
    return HomePage(
        next=_first_step(begun),
        begun=begun,
        finished=[course for code, course in courses.items() if standings.get(code, NOTHING).is_done],
        jp=JpYear(
            year=year,
            jp=jp,
            rule=annual_jp_target(employment_status, year, policy),
        ),
        minutes=minutes,
        fitting=[_fitting_step(one) for one in fitting],
        tour=courses.get(TOUR),
        has_courses=bool(offered),
    )


def is_offered(course: PublishedCourse, standings: Mapping[str, Standing]) -> bool:
    """Whether a course is shown to this person: an archived one only to who is in it or finished it."""
    standing = standings.get(course.code, NOTHING)
    return course.state != "archived" or standing.is_active or standing.is_done


def chosen_minutes(text: str | None) -> int | None:
    """The minutes named in the address, if they are one of the choices."""
    return next((one for one in MINUTES_CHOICES if str(one) == text), None)


def next_step_of(course: PublishedCourse, standing: Standing) -> NextStep | None:
    """The next thing to do in a course, with its address; when all is read and passed, a practice task."""
    step = steps.next_step(course, standing)
    return _named(course, step) if step else _task_step(course, standing)


def _begun(courses: Mapping[str, PublishedCourse], standings: Mapping[str, Standing]) -> list[BegunCourse]:
    """The courses a person is in and has not finished, the latest opened first."""
    entered = [
        (one.enrolment.last_opened_at, code)
        for code, one in standings.items()
        if one.enrolment and one.is_active and not one.is_done and code in courses
    ]
    return [_begun_course(courses[code], standings[code]) for _, code in sorted(entered, reverse=True)]


def _begun_course(course: PublishedCourse, standing: Standing) -> BegunCourse:
    read, total = rules.sections_read(course.modules, standing.read)
    return BegunCourse(
        course=course,
        url=course_url(course.code),
        read=read,
        total=total,
        minutes_left=rules.minutes_left(rules.unfinished_modules(course, standing), standing.read),
        step=next_step_of(course, standing),
    )


def _task_step(course: PublishedCourse, standing: Standing) -> NextStep | None:
    """The page on which the first practice task still asked for is reported."""
    for one in rules.missing(course, standing):
        section = one.module.task_section if one.module else None
        if one.kind is MissingKind.PRACTICE_TASK and one.module and section:
            return NextStep(
                title=section.title,
                course_title=course.title,
                url=task_url(course.code, one.module.code),
                minutes=section.minutes,
                is_quiz=False,
                is_task=True,
            )
    return None


def _first_step(begun: list[BegunCourse]) -> NextStep | None:
    """Of the latest course with something to read or take; a task to report where there is nothing else."""
    found = [one.step for one in begun if one.step]
    return next((one for one in found if not one.is_task), found[0] if found else None)


def _named(course: PublishedCourse, step: Step) -> NextStep:
    url = step_url(course.code, step)
    if step.section is not None:
        return NextStep(
            title=step.section.title,
            course_title=course.title,
            url=url,
            minutes=step.section.minutes,
            is_quiz=False,
        )
    entry = course.quizzes.get(step.quiz or "")
    return NextStep(
        title=entry.title if entry else course.title,
        course_title=course.title,
        url=url,
        minutes=entry.minutes if entry else 0,
        is_quiz=True,
    )


def _fitting_step(one: steps.Fitting) -> NextStep:
    return NextStep(
        title=one.section.title,
        course_title=one.course.title,
        url=section_url(one.course.code, SectionKey(one.module.code, one.section.code)),
        minutes=one.section.minutes,
        is_quiz=False,
    )
