"""What the pages of a practice task print: the learner's, the queue, and one report to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from elearn.evidence import store as evidence
from elearn.mentoring import store as mentoring
from elearn.people import store as people
from elearn.people.rows import PersonRow
from elearn.practice import rules, store
from elearn.practice.access import TaskPlace
from elearn.practice.actions import Task
from elearn.practice.rows import ReportRow
from elearn.practice.rules import OF_TASK, Confirming, ReportState
from elearn.practice.telling import task_title
from elearn.releases import library

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReport:
    """A report with the names of its files by their ids, and of who decided."""

    row: ReportRow
    title: str
    course_title: str
    person: PersonRow
    decided_by: PersonRow | None
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPage:
    """A task for the learner. `mentors`: whom he may ask, by id; None where it is not a mentor who confirms.

    `is_open`: it may be reported now. `is_missing_confirmer`: nobody is there who could confirm.
    """

    place: TaskPlace
    body: Markup
    confirming: Confirming
    supervisor: PersonRow | None
    mentors: dict[int, str] | None
    reports: tuple[ShownReport, ...]
    is_open: bool
    kept: dict[int, str]

    @property
    def last(self) -> ShownReport | None:
        """The latest report of this cycle."""
        now = [one for one in self.reports if one.row.cycle == self.place.standing.cycle]
        return now[0] if now else None

    @property
    def is_missing_confirmer(self) -> bool:
        """Whether nobody is there who could confirm."""
        if self.confirming is Confirming.MENTOR:
            return not self.mentors
        return self.confirming is Confirming.SUPERVISOR and self.supervisor is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    """A report for who confirms it, with the task as it is published now (None: no longer)."""

    report: ShownReport
    evidence_asked: str
    body: Markup | None


def task_of(place: TaskPlace) -> Task:
    """The task as a report names it."""
    return Task(
        course=place.course.code,
        module=place.module.code,
        cycle=place.standing.cycle,
        version=place.course.version,
        confirming=OF_TASK[place.task.confirmer],
    )


def task_page(person_id: int, place: TaskPlace, today: date) -> TaskPage:
    """The page of a task for one learner."""
    reports = shown(store.of_task(person_id, place.course.code, place.module.code))
    last = next((one for one in reports if one.row.cycle == place.standing.cycle), None)
    confirming = OF_TASK[place.task.confirmer]
    is_mending = last is not None and last.row.state in (ReportState.TO_MEND, ReportState.WITHDRAWN)
    return TaskPage(
        place=place,
        body=library.body(place.section.body_sha256),
        confirming=confirming,
        supervisor=people.supervisor_of(person_id, today) if confirming is Confirming.SUPERVISOR else None,
        mentors=_mentors(person_id, today) if confirming is Confirming.MENTOR else None,
        reports=reports,
        is_open=rules.state_fault(last.row.state if last else None) is None,
        kept=dict(last.files) if last is not None and is_mending else {},
    )


def queue(person_id: int, today: date) -> tuple[ShownReport, ...]:
    """What waits for a person to confirm, the oldest first."""
    return shown(store.waiting_for(person_id, people.team_of(person_id, today), limit=MOST_SHOWN))


def confirm_page(row: ReportRow) -> ConfirmPage:
    """One report for who confirms it."""
    course = library.find_course(row.course)
    module = course.find_module(row.module) if course else None
    section = module.task_section if module else None
    return ConfirmPage(
        report=shown([row])[0],
        evidence_asked=section.task.evidence if section and section.task else "",
        body=library.body(section.body_sha256) if section else None,
    )


def shown(rows: Sequence[ReportRow]) -> tuple[ShownReport, ...]:
    """Reports with names; a fixed number of queries, however many they are."""
    files = store.files_of([row.id for row in rows])
    names = evidence.names_of({one for found in files.values() for one in found})
    deciders = {row.decided_by for row in rows if row.decided_by is not None}
    known = people.persons({row.person_id for row in rows} | deciders)
    return tuple(
        ShownReport(
            row=row,
            title=task_title(row),
            course_title=_course_title(row.course),
            person=known[row.person_id],
            decided_by=known.get(row.decided_by) if row.decided_by is not None else None,
            files=tuple((one, names[one]) for one in files.get(row.id, ()) if one in names),
        )
        for row in rows
    )


def _mentors(person_id: int, today: date) -> dict[int, str]:
    ids = mentoring.mentors_of(person_id, today)
    return {one.id: one.full_name for one in people.persons(ids).values()}


def _course_title(code: str) -> str:
    course = library.find_course(code)
    return course.title if course else code
