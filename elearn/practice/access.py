"""Practice tasks and reports, fetched only by whom they concern; else 404 as if they were not."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from elearn.accounts.acting import today
from elearn.accounts.identity import signed_in
from elearn.content.course import PracticeTask
from elearn.evidence import store as evidence
from elearn.evidence.store import Evidence
from elearn.practice import actions, store
from elearn.practice.rows import ReportRow
from elearn.progress import store as progress
from elearn.progress.rules import blocking_module
from elearn.progress.standing import Standing
from elearn.releases.library import find_course
from elearn.releases.published import PublishedCourse, PublishedModule, PublishedSection


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskPlace:
    """A practice task of the release in force, and where the signed-in person stands in its course."""

    course: PublishedCourse
    module: PublishedModule
    section: PublishedSection
    task: PracticeTask
    standing: Standing


def task_or_404(course_code: str, module_code: str) -> TaskPlace:
    """The task of a module that the signed-in person may open."""
    course = find_course(course_code)
    module = course.find_module(module_code) if course else None
    section = module.task_section if module else None
    if course is None or module is None or section is None or section.task is None:
        abort(404)
    standing = progress.standing(signed_in().person_id, course.code)
    if blocking_module(course, module.code, standing) is not None:
        abort(404)
    return TaskPlace(course=course, module=module, section=section, task=section.task, standing=standing)


def for_me_or_404(report_id: int) -> ReportRow:
    """A report that is, or was, for the signed-in person to confirm as things stand today."""
    row = store.find(report_id)
    if row is None or not actions.may_decide(row, signed_in().person_id, today()):
        abort(404)
    return row


def evidence_or_404(report_id: int, file_id: int) -> Evidence:
    """A file of a report: for who handed it in and for who confirms."""
    row, me = store.find(report_id), signed_in().person_id
    if row is None or not (row.person_id == me or actions.may_decide(row, me, today())):
        abort(404)
    if file_id not in store.files_of([row.id])[row.id]:
        abort(404)
    return evidence.file(file_id) or abort(404)
