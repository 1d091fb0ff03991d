"""When a practice task may be reported, and who confirms it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from elearn.content.course import Confirmer

MOST_FILES = 5
"""That belong to one report."""


class ReportState(StrEnum):
    """Where a report stands."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    TO_MEND = "to_mend"
    WITHDRAWN = "withdrawn"


class Confirming(StrEnum):
    """Who confirms, as a report keeps it."""

    SUPERVISOR = "supervisor"
    MENTOR = "mentor"
    NONE = "none"


OF_TASK = {
    Confirmer.SUPERVISOR: Confirming.SUPERVISOR,
    Confirmer.MENTOR: Confirming.MENTOR,
    Confirmer.NOBODY: Confirming.NONE,
}


class ReportFault(StrEnum):
    """Why a report cannot be sent so."""

    WAITS = "waits"  # one is under way
    DONE = "done"  # it was confirmed already
    FUTURE = "future"
    TOO_MANY_FILES = "too-many-files"
    NO_MENTOR = "no-mentor"


class SeenFault(StrEnum):
    """Why a date of seeing the result cannot be right."""

    FUTURE = "future"
    BEFORE_DONE = "before-done"


def state_fault(last: ReportState | None) -> ReportFault | None:
    """What the last report of this task, if there is one, has against another."""
    if last is ReportState.WAITING:
        return ReportFault.WAITS
    return ReportFault.DONE if last is ReportState.CONFIRMED else None


def report_fault(
    confirming: Confirming,
    last: ReportState | None,
    *,
    done_on: date,
    today: date,
    files: int,
    mentor_id: int | None,
    mentors: Collection[int],
) -> ReportFault | None:
    """What keeps a report from being sent; None when nothing does."""
    if (fault := state_fault(last)) is not None:
        return fault
    if done_on > today:
        return ReportFault.FUTURE
    if files > MOST_FILES:
        return ReportFault.TOO_MANY_FILES
    has_mentor = confirming is not Confirming.MENTOR or mentor_id in mentors
    return None if has_mentor else ReportFault.NO_MENTOR


def seen_fault(seen_on: date, *, done_on: date, today: date) -> SeenFault | None:
    """What is wrong with the day on which a confirmer says he saw the result."""
    if seen_on > today:
        return SeenFault.FUTURE
    return SeenFault.BEFORE_DONE if seen_on < done_on else None


def may_decide(
    person_id: int,
    *,
    reporter_id: int,
    confirming: Confirming,
    confirmer_id: int | None,
    leaders: Collection[int],
) -> bool:
    """Whether a person confirms this report: who leads the reporter today, or the mentor he chose.

    Nobody confirms his own work.
    """
    if person_id == reporter_id:
        return False
    if confirming is Confirming.SUPERVISOR:
        return person_id in leaders
    return confirming is Confirming.MENTOR and person_id == confirmer_id
