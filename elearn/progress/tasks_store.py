"""Every query on confirmed practice tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from elearn.database import db, upsert_into
from elearn.progress.rules import asks_tasks
from elearn.progress.standing import EnrolmentRow
from elearn.progress.tables import TaskDone
from elearn.releases.library import find_course


def tasks_done(
    person_id: int, courses: Collection[str], entered: Mapping[str, EnrolmentRow]
) -> dict[str, set[str]]:
    """The modules whose practice task was confirmed in the present cycle, of the courses that ask for it."""
    found: dict[str, set[str]] = defaultdict(set)
    asking = [code for code in courses if (course := find_course(code)) and asks_tasks(course)]
    if not asking:
        return found
    query = select(TaskDone.course, TaskDone.module, TaskDone.cycle).where(
        TaskDone.person_id == person_id, TaskDone.course.in_(asking)
    )
    for code, module, cycle in db.session.execute(query):
        if cycle == (entered[code].cycle if code in entered else 1):
            found[code].add(module)
    return found


def add_task_done(
    person_id: int, course: str, module: str, *, cycle: int, version: str, now: datetime
) -> bool:
    """Note that the practice task of a module was confirmed. False when it was, in this cycle."""
    made = db.session.execute(
        upsert_into(TaskDone)
        .values(person_id=person_id, course=course, module=module, cycle=cycle, done_at=now, version=version)
        .on_conflict_do_nothing(index_elements=["person_id", "course", "module", "cycle"])
        .returning(TaskDone.module)
    )
    return made.first() is not None
