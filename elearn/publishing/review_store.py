"""Which versions a reviewer has said yes to."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from elearn.database import db
from elearn.publishing.tables import ReviewRequest

APPROVED, OPEN, CHANGES = "approved", "open", "changes"
"""The verdicts of a request as they are stored."""


def approved_versions(courses: Collection[str]) -> set[tuple[str, str]]:
    """The (course, version) pairs whose last answer is a yes. One statement; none without courses."""
    if not courses:
        return set()
    query = (
        select(ReviewRequest.course, ReviewRequest.version, ReviewRequest.verdict)
        .where(ReviewRequest.course.in_(courses), ReviewRequest.verdict != OPEN)
        .order_by(ReviewRequest.answered_at, ReviewRequest.id)
    )
    last = {(row.course, row.version): row.verdict for row in db.session.execute(query)}
    return {pair for pair, verdict in last.items() if verdict == APPROVED}
