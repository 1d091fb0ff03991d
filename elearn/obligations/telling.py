"""What people are told about their obligations, in the transaction that changes them.

The words are Indonesian for everybody: who will read them is not the one who acts, and mails go to both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from flask_babel import force_locale, gettext

from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.obligations.rows import AssignmentRow, ObligationRow, ShiftRequestRow
from elearn.obligations.rules import MANDATORY
from elearn.releases.library import find_course
from elearn.web.formats import long_date

MINE = "/obligations/mine"
REQUESTS = "/team/"


def tell_assigned(
    person_ids: Collection[int], assignment: AssignmentRow, due_on: date | None, now: datetime
) -> None:
    """Tell people of a new obligation; `due_on` where all have the same date."""
    with force_locale("id"):
        title = course_title(assignment.course)
        words = gettext("Kursus wajib: %(title)s", title=title)
        if assignment.level != MANDATORY:
            words = gettext("Kursus yang dianjurkan: %(title)s", title=title)
        if assignment.cause == "relearn":
            words = gettext("Wajib dipelajari ulang: %(title)s", title=title)
        until = gettext("Tenggatnya ada di halaman kewajiban Anda.")
        if due_on is not None:
            until = gettext("Tenggat %(date)s.", date=long_date(due_on))
        text = f"{until} {assignment.note}".strip()
    kind = Kind.RELEARN if assignment.cause == "relearn" else Kind.ASSIGNMENT
    cause = assigned_cause(assignment.id, now)
    tell(
        person_ids,
        kind,
        cause=cause,
        title=words,
        text=text,
        link=MINE,
        sender_id=_sender(assignment),
        now=now,
    )


def assigned_cause(assignment_id: int, now: datetime) -> str:
    """What names the telling of an assignment; who joins on another day is told then."""
    return f"assigned:assignment:{assignment_id}:{now:%Y%m%d}"


def tell_shifted(
    rows: Iterable[ObligationRow], to: date, reason: str, *, cause: str, sender_id: int | None, now: datetime
) -> None:
    """Tell people that somebody else moved their date."""
    by_course: dict[str, list[int]] = {}
    for row in rows:
        by_course.setdefault(row.course, []).append(row.person_id)
    for course, person_ids in by_course.items():
        with force_locale("id"):
            title = gettext(
                "Tenggat %(title)s menjadi %(date)s", title=course_title(course), date=long_date(to)
            )
        tell(
            person_ids,
            Kind.SHIFT_DECIDED,
            cause=f"shifted:{cause}:{course}",
            title=title,
            text=reason,
            link=MINE,
            sender_id=sender_id,
            now=now,
        )


def tell_exempted(rows: Iterable[ObligationRow], *, cause: str, sender_id: int | None, now: datetime) -> None:
    """Tell people that they need not finish a course for now; the reason stands on their page."""
    by_course: dict[str, list[int]] = {}
    for row in rows:
        by_course.setdefault(row.course, []).append(row.person_id)
    for course, person_ids in by_course.items():
        with force_locale("id"):
            title = gettext("Anda dikecualikan dari kewajiban %(title)s", title=course_title(course))
        tell(
            person_ids,
            Kind.ASSIGNMENT,
            cause=f"exempted:{cause}:{course}",
            title=title,
            link=MINE,
            sender_id=sender_id,
            now=now,
        )


def tell_asked(leader_ids: Collection[int], request: ShiftRequestRow, name: str, now: datetime) -> None:
    """Tell those who decide that somebody asks for another date."""
    with force_locale("id"):
        title = gettext("%(name)s meminta perpanjangan tenggat", name=name)
        text = gettext(
            "%(title)s: dari %(old)s menjadi %(new)s.",
            title=course_title(request.course),
            old=long_date(request.due_on),
            new=long_date(request.wanted_on),
        )
    cause = f"shift-asked:request:{request.id}"
    tell(leader_ids, Kind.SHIFT_ASKED, cause=cause, title=title, text=text, link=REQUESTS, now=now)


def tell_decided(
    request: ShiftRequestRow, *, is_approved: bool, answer: str, sender_id: int | None, now: datetime
) -> None:
    """Tell somebody what became of his request."""
    with force_locale("id"):
        title = gettext("Permintaan perpanjangan %(title)s ditolak", title=course_title(request.course))
        if is_approved:
            title = gettext(
                "Tenggat %(title)s menjadi %(date)s",
                title=course_title(request.course),
                date=long_date(request.wanted_on),
            )
    tell(
        [request.person_id],
        Kind.SHIFT_DECIDED,
        cause=f"shift-decided:request:{request.id}",
        title=title,
        text=answer,
        link=MINE,
        sender_id=sender_id,
        now=now,
    )


def course_title(code: str) -> str:
    """The title of a course, or its code where it is no longer published."""
    course = find_course(code)
    return course.title if course else code


def _sender(assignment: AssignmentRow) -> int | None:
    return assignment.made_by
