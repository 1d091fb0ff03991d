"""Queries on releases and the pointer to the one in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, select

from elearn.database import db, reading_beside
from elearn.releases.change_kind import CourseChangeRow
from elearn.releases.tables import Release, ReleaseChange, ReleasePointer

_POINTER_ID = 1
PUBLISHING = 7_301
"""The name of the lock that publications queue at on PostgreSQL; any number that no other lock has."""
_IN_FORCE = select(Release.number, Release.manifest_sha256).join(
    ReleasePointer, ReleasePointer.number == Release.number
)

_ROWS = select(
    Release.number,
    Release.manifest_sha256,
    Release.published_at,
    Release.published_by,
    Release.note,
    ReleasePointer.number.is_not(None),
).outerjoin(ReleasePointer, ReleasePointer.number == Release.number)


class InForce(NamedTuple):
    """The release that learners get."""

    number: int
    manifest_sha256: str


def lock_in_force() -> InForce | None:
    """The release in force, held until the end of the open writing transaction."""
    # First the lock, then the look: a statement that had to wait for the pointer joins it with the release it
    # had before, finds no such pair, and would take this for "nothing was ever published".
    if db.engine.dialect.name == "postgresql":
        # Before the first publication there is no row to lock, and two first ones would not see each other:
        # the second would put its release in force without the courses of the first.
        db.session.execute(select(func.pg_advisory_xact_lock(PUBLISHING)))
    db.session.execute(select(ReleasePointer.id).with_for_update()).all()
    row = db.session.execute(_IN_FORCE).first()
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


def releases(limit: int | None = 50) -> Sequence[ReleaseRow]:
    """The newest releases, newest first; None: all of them."""
    query = _ROWS.order_by(Release.number.desc()).limit(limit)
    return [ReleaseRow(*row) for row in db.session.execute(query)]


def find_release(number: int) -> ReleaseRow | None:
    """The release of this number."""
    row = db.session.execute(_ROWS.where(Release.number == number)).one_or_none()
    return ReleaseRow(*row) if row else None


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


def add_changes(number: int, changes: Iterable[CourseChangeRow]) -> None:
    """Write down what a release changed, in the transaction that puts it in force; one statement."""
    rows = [{"release_number": number, **one._asdict(), "kind": one.kind.value} for one in changes]
    if rows:
        db.session.execute(insert(ReleaseChange), rows)


def manifests_of(course: str) -> tuple[str, ...]:
    """The manifests of the releases that changed a course, the latest first."""
    rows = db.session.scalars(
        select(Release.manifest_sha256)
        .join(ReleaseChange, ReleaseChange.release_number == Release.number)
        .where(ReleaseChange.course == course)
        .order_by(Release.number.desc())
    )
    return tuple(dict.fromkeys(rows))


def manifests_with(course: str, version: str) -> tuple[str, ...]:
    """The manifests of the releases that brought a course to this version, the latest first."""
    rows = db.session.scalars(
        select(Release.manifest_sha256)
        .join(ReleaseChange, ReleaseChange.release_number == Release.number)
        .where(ReleaseChange.course == course, ReleaseChange.version == version)
        .order_by(Release.number.desc())
    )
    return tuple(rows)
