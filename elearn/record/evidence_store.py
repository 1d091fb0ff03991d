"""How much of each kind of evidence there is; one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from elearn.database import db
from elearn.progress.tables import ProgressEvent

KINDS = ("opened", "read", "passed", "applied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Four kinds of evidence, each with its own count; they are never added up.

    `opened`, `read`: sections. `passed`: attempts at quizzes. `applied`: practice tasks confirmed at work.
    """

    opened: int = 0
    read: int = 0
    passed: int = 0
    applied: int = 0


def evidence_of(person_id: int, start: datetime, end: datetime) -> Evidence:
    """The evidence between two instants, the second not included."""
    query = (
        select(ProgressEvent.kind, func.count().label("things"))
        .where(ProgressEvent.person_id == person_id, ProgressEvent.kind.in_(KINDS))
        .where(ProgressEvent.at >= start, ProgressEvent.at < end)
        .group_by(ProgressEvent.kind)
    )
    counts: dict[str, int] = {row.kind: row.things for row in db.session.execute(query)}
    return Evidence(**counts)
