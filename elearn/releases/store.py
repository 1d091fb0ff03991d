"""Queries on releases and the pointer to the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, select

from elearn.database import db, reading_beside
from elearn.releases.tables import Release, ReleasePointer

_POINTER_ID = 1
_IN_FORCE = select(Release.number, Release.manifest_sha256).join(
    ReleasePointer, ReleasePointer.number == Release.number
)


class InForce(NamedTuple):
    """The release that learners get."""

    number: int
    manifest_sha256: str


def lock_in_force() -> InForce | None:
    """The release in force, held until the end of the open writing transaction."""
    row = db.session.execute(_IN_FORCE.with_for_update(of=ReleasePointer)).first()
    return InForce(row.number, row.manifest_sha256) if row else None


class ReleaseRow(NamedTuple):
    """One release as it was published."""

    number: int
    manifest_sha256: str
    published_at: datetime
    published_by: str
    note: str
    is_in_force: bool


def find_in_force() -> InForce | None:
    """The release in force, seen from outside any open transaction; None before the first publication."""
    # A connection of its own: the session may hold an older snapshot, and must not get one through us.
    with reading_beside() as connection:
        row = connection.execute(_IN_FORCE).first()
    return InForce(row.number, row.manifest_sha256) if row else None


def releases(limit: int = 50) -> Sequence[ReleaseRow]:
    """The newest releases, newest first."""
    query = (
        select(
            Release.number,
            Release.manifest_sha256,
            Release.published_at,
            Release.published_by,
            Release.note,
            ReleasePointer.number.is_not(None),
        )
        .outerjoin(ReleasePointer, ReleasePointer.number == Release.number)
        .order_by(Release.number.desc())
        .limit(limit)
    )
    return [ReleaseRow(*row) for row in db.session.execute(query)]


def add_release(*, manifest_sha256: str, published_at: datetime, published_by: str, note: str) -> int:
    """Add a release and put it in force; gives its number. To be called inside one transaction."""
    number = (db.session.execute(select(func.max(Release.number))).scalar() or 0) + 1
    db.session.execute(
        insert(Release).values(
            number=number,
            manifest_sha256=manifest_sha256,
            published_at=published_at,
            published_by=published_by[:100],
            note=note,
        )
    )
    pointer = db.session.get(ReleasePointer, _POINTER_ID)
    if pointer is None:
        db.session.add(ReleasePointer(id=_POINTER_ID, number=number))
    else:
        pointer.number = number
    db.session.flush()
    return number
