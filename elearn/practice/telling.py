"""What people are told about practice tasks, in the transaction that moves them. Indonesian for all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import force_locale, gettext

from elearn.messages.actions import tell, withdraw
from elearn.messages.kinds import Kind
from elearn.outcomes.happenings import Consequences
from elearn.practice.rows import ReportRow
from elearn.releases.library import find_course
from elearn.web.formats import long_date


def tell_reported(confirmers: Collection[int], report: ReportRow, name: str, now: datetime) -> None:
    """Tell those who confirm that a result waits for them."""
    with force_locale("id"):
        title = gettext("%(name)s melaporkan hasil tugas praktik", name=name)
        text = gettext(
            "%(module)s, dikerjakan %(date)s.", module=task_title(report), date=long_date(report.done_on)
        )
    tell(
        confirmers,
        Kind.TASK_REPORTED,
        cause=_reported_cause(report.id),
        title=title,
        text=text,
        link=f"/practice/confirm/{report.id}",
        sender_id=report.person_id,
        now=now,
    )


def take_back_reported(report_id: int, now: datetime) -> None:
    """Nobody need confirm it any more."""
    withdraw(_reported_cause(report_id), now)


def tell_decided(report: ReportRow, facts: str, followed: Consequences | None, now: datetime) -> None:
    """Tell the learner what his report became, in the words of who decided; `followed` when confirmed."""
    with force_locale("id"):
        title = gettext("Tugas praktik perlu perbaikan: %(module)s", module=task_title(report))
        if followed is not None:
            title = gettext("Tugas praktik dikonfirmasi: %(module)s", module=task_title(report))
        done = gettext("Kursusnya selesai.") if followed and followed.course_completed else ""
    tell(
        [report.person_id],
        Kind.TASK_DECIDED,
        cause=f"task-decided:report:{report.id}",
        title=title,
        text=f"{done} {facts}".strip(),
        link=f"/practice/{report.course}/{report.module}",
        sender_id=report.decided_by,
        now=now,
    )


def task_title(report: ReportRow) -> str:
    """The title of the module whose task it is, or its code where it is no longer published."""
    course = find_course(report.course)
    module = course.find_module(report.module) if course else None
    return module.title if module else report.module


def _reported_cause(report_id: int) -> str:
    return f"task-reported:report:{report_id}"
