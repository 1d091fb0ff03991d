"""What a course rests on, and when somebody must look at it again: review, end of validity. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from elearn.content.course import Course
from elearn.publishing.course_rows import Understood
from elearn.workdays import months_later

REVIEW_MONTHS = 12
SOON = timedelta(days=60)
"""How long before its last day a course is told to be about to end."""


class Due(StrEnum):
    """What waits for somebody."""

    NEVER_REVIEWED = "never_reviewed"
    REVIEW_OLD = "review_old"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """The dates of a course; `review_by` is the day when its review becomes too old."""

    legal_basis: tuple[str, ...]
    reviewed_on: date | None
    reviewed_by: str
    review_by: date | None
    valid_until: date | None
    due: tuple[Due, ...]


def upkeep(course: Course | Understood, today: date) -> Upkeep:
    """What the author wrote about the grounds of the course, and what of it is due."""
    review_by = months_later(course.reviewed_on, REVIEW_MONTHS) if course.reviewed_on else None
    return Upkeep(
        legal_basis=course.legal_basis,
        reviewed_on=course.reviewed_on,
        reviewed_by=course.reviewed_by,
        review_by=review_by,
        valid_until=course.valid_until,
        due=(*_review_due(review_by, today), *_end_due(course.valid_until, today)),
    )


def _review_due(review_by: date | None, today: date) -> tuple[Due, ...]:
    if review_by is None:
        return (Due.NEVER_REVIEWED,)
    return (Due.REVIEW_OLD,) if review_by < today else ()


def _end_due(valid_until: date | None, today: date) -> tuple[Due, ...]:
    if valid_until is None:
        return ()
    if valid_until < today:
        return (Due.ENDED,)
    return (Due.ENDS_SOON,) if valid_until - today <= SOON else ()
