"""What reviewers and authors are told of a review, in the transaction that changes it.

The words are Indonesian for everybody: who will read them is not the one who acts, and mails go to both.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import force_locale, gettext

from elearn.authoring.reviews.rules import Verdict
from elearn.authoring.reviews.store import RequestRow
from elearn.messages.actions import tell
from elearn.messages.kinds import Kind
from elearn.releases.library import find_course


def tell_asked(
    request_id: int, course: str, note: str, reviewers: Collection[int], asked_by: int, now: datetime
) -> None:
    """Tell the reviewers that a course waits for their yes."""
    with force_locale("id"):
        title = gettext("Menunggu tinjauan Anda: %(title)s", title=_title(course))
    tell(
        reviewers,
        Kind.CONTENT_REVIEW,
        cause=f"review:asked:{request_id}",
        title=title,
        text=note,
        link=_page(course),
        sender_id=asked_by,
        now=now,
    )


def tell_answered(request: RequestRow, verdict: Verdict, text: str, reviewer: int, now: datetime) -> None:
    """Tell the author who asked what the reviewer says."""
    with force_locale("id"):
        words = gettext("Perlu perbaikan: %(title)s", title=_title(request.course))
        if verdict is Verdict.APPROVED:
            words = gettext("Disetujui peninjau: %(title)s", title=_title(request.course))
    tell(
        [request.asked_by],
        Kind.CONTENT_REVIEW,
        cause=f"review:answered:{request.id}",
        title=words,
        text=text,
        link=_page(request.course),
        sender_id=reviewer,
        now=now,
    )


def _title(code: str) -> str:
    course = find_course(code)
    return course.title if course else code


def _page(course: str) -> str:
    return f"/authoring/{course}/review/"
