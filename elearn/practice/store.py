"""Every query on reports of practice tasks and their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, insert, or_, select, update

from elearn.database import db
from elearn.people.tables import Person
from elearn.practice.rows import ReportRow
from elearn.practice.rules import Confirming, ReportState
from elearn.practice.tables import TaskEvidence, TaskReport

_COLUMNS = [getattr(TaskReport, one.name) for one in fields(ReportRow)]


def find(report_id: int, *, locked: bool = False) -> ReportRow | None:
    """A report, or None; `locked`: nobody changes it until the transaction ends (PostgreSQL)."""
    query = select(*_COLUMNS).where(TaskReport.id == report_id)
    return next(iter(_rows(query.with_for_update() if locked else query)), None)


def of_task(person_id: int, course: str, module: str) -> list[ReportRow]:
    """All a person reported on the task of a module, in whatever cycle, the latest first."""
    query = select(*_COLUMNS).where(
        TaskReport.person_id == person_id, TaskReport.course == course, TaskReport.module == module
    )
    return _rows(query.order_by(TaskReport.id.desc()))


def last_state(person_id: int, course: str, module: str, cycle: int) -> ReportState | None:
    """Where the last report of this task stands in a cycle; None when there is none. One query."""
    query = (
        select(TaskReport.state)
        .where(
            TaskReport.person_id == person_id,
            TaskReport.course == course,
            TaskReport.module == module,
            TaskReport.cycle == cycle,
        )
        .order_by(TaskReport.id.desc())
        .limit(1)
    )
    found = db.session.execute(query).scalar_one_or_none()
    return ReportState(found) if found else None


def waiting_for(person_id: int, team: Collection[int], *, limit: int) -> list[ReportRow]:
    """The reports that a person confirms, the oldest first; `team` are those he leads today."""
    query = select(*_COLUMNS).where(_is_for(person_id, team))
    return _rows(query.order_by(TaskReport.reported_at, TaskReport.id).limit(limit))


def count_waiting(person_id: int, team: Collection[int]) -> int:
    """How many reports wait for a person who leads this team today."""
    query = select(func.count()).select_from(TaskReport).where(_is_for(person_id, team))
    return db.session.execute(query).scalar_one()


def files_of(report_ids: Collection[int]) -> dict[int, list[int]]:
    """The evidence files of each report, in the order they came."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(TaskEvidence.report_id, TaskEvidence.file_id).where(TaskEvidence.report_id.in_(report_ids))
    for report_id, file_id in db.session.execute(query.order_by(TaskEvidence.file_id)):
        found[report_id].append(file_id)
    return found


def lock_person(person_id: int) -> None:
    """Let one transaction at a time report for a person; SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        row = select(Person.id).where(Person.id == person_id)
        db.session.execute(row.with_for_update(key_share=True))


def insert_report(file_ids: Sequence[int], **values: Any) -> int:
    """Write a report with its evidence; gives its id."""
    made = db.session.execute(insert(TaskReport).values(**values).returning(TaskReport.id)).scalar_one()
    if file_ids:
        db.session.execute(
            insert(TaskEvidence), [{"report_id": made, "file_id": one} for one in dict.fromkeys(file_ids)]
        )
    return made


def settle(
    report_id: int,
    state: ReportState,
    *,
    by_id: int,
    now: datetime,
    seen_on: date | None = None,
    facts: str = "",
) -> None:
    """Note what became of a report."""
    db.session.execute(
        update(TaskReport)
        .where(TaskReport.id == report_id)
        .values(state=state.value, decided_at=now, decided_by=by_id, seen_on=seen_on, facts=facts)
    )


def _is_for(person_id: int, team: Collection[int]) -> ColumnElement[bool]:
    """Of whom he leads today, whoever was asked when it was reported; and as the mentor who was asked."""
    of_team = and_(
        TaskReport.confirmer == Confirming.SUPERVISOR.value,
        TaskReport.person_id.in_(team),
        TaskReport.person_id != person_id,
    )
    as_mentor = and_(TaskReport.confirmer == Confirming.MENTOR.value, TaskReport.confirmer_id == person_id)
    return and_(TaskReport.state == ReportState.WAITING.value, or_(of_team, as_mentor))


def _rows(query: Select[*tuple[Any, ...]]) -> list[ReportRow]:
    return [
        ReportRow(**{**row, "confirmer": Confirming(row["confirmer"]), "state": ReportState(row["state"])})
        for row in db.session.execute(query).mappings()
    ]
