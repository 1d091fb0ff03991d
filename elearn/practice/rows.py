"""Reports on practice tasks as the store reads them: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from elearn.practice.rules import Confirming, ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """What a learner reported of a task, and what became of it.

    `confirmer_id` is who was asked; where that is the supervisor, whoever leads him today decides.
    `facts` are what the confirmer saw on `seen_on`, or what is to be mended.
    """

    id: int
    person_id: int
    course: str
    module: str
    cycle: int
    version: str
    confirmer: Confirming
    confirmer_id: int | None
    done_on: date
    text: str
    state: ReportState
    reported_at: datetime
    decided_at: datetime | None
    decided_by: int | None
    seen_on: date | None
    facts: str
