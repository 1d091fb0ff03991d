"""Queries on open attempts, for those who publish: which quiz they need, and how many people sit at it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import func, select

from elearn.database import db
from elearn.quiz.tables import Attempt


class OpenAttempts(NamedTuple):
    """People with an open attempt at one version of a quiz."""

    course: str
    quiz: str
    object_sha256: str
    people: int


def open_attempts(courses: Collection[str]) -> list[OpenAttempts]:
    """The open attempts of these courses by quiz and quiz object; one statement."""
    if not courses:
        return []
    names = (Attempt.course, Attempt.quiz, Attempt.object_sha256)
    rows = db.session.execute(
        select(*names, func.count())
        .where(Attempt.state == "open", Attempt.course.in_(courses))
        .group_by(*names)
        .order_by(*names)
    )
    return [OpenAttempts(*row) for row in rows]
