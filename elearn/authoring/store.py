"""Queries of the author's pages: kinds of change, and links to drafts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, or_, select, update

from elearn.authoring.tables import PreviewLink
from elearn.database import db
from elearn.people.tables import EmployeeNumber, Person, Unit
from elearn.releases.tables import ReleaseChange


def change_kinds(course: str) -> dict[int, str]:
    """What kind of change each release brought to a course, as far as that was written down."""
    query = select(ReleaseChange.release_number, ReleaseChange.kind).where(ReleaseChange.course == course)
    return {row.release_number: row.kind for row in db.session.execute(query)}


def known_numbers(numbers: Collection[str]) -> set[str]:
    """Those of these NIPs that somebody has or had."""
    if not numbers:
        return set()
    return set(db.session.scalars(select(EmployeeNumber.nip).where(EmployeeNumber.nip.in_(numbers))))


def known_units(names: Collection[str]) -> set[str]:
    """Those of these names (in small letters) that are the code or the name of a unit."""
    if not names:
        return set()
    columns = (func.lower(Unit.code), func.lower(Unit.name))
    query = select(*columns).where(or_(*(column.in_(names) for column in columns)))
    return {word for row in db.session.execute(query) for word in row} & set(names)


def owning_units(numbers: Collection[str], names: Collection[str]) -> set[int]:
    """The units of the people with these NIPs, and those of these codes or names (in small letters)."""
    found: set[int] = set()
    if names:
        called = or_(func.lower(Unit.code).in_(names), func.lower(Unit.name).in_(names))
        found |= set(db.session.scalars(select(Unit.id).where(called)))
    if numbers:
        holders = select(Person.unit_id).join(EmployeeNumber, EmployeeNumber.person_id == Person.id)
        found |= set(db.session.scalars(holders.where(EmployeeNumber.nip.in_(numbers))))
    return found


class LinkRow(NamedTuple):
    """A link to a draft that still works. Its token is known only to those who got it."""

    token_sha256: str
    course: str
    made_by: str
    made_at: datetime
    expires_at: datetime


_LINKS = select(
    PreviewLink.token_sha256,
    PreviewLink.course,
    Person.name,
    PreviewLink.made_at,
    PreviewLink.expires_at,
).join(Person, Person.id == PreviewLink.made_by)


def links(course: str, now: datetime) -> list[LinkRow]:
    """The links to the draft of a course that work now, newest first."""
    works = (PreviewLink.course == course, PreviewLink.ended_at.is_(None), PreviewLink.expires_at > now)
    return [
        LinkRow(*row) for row in db.session.execute(_LINKS.where(*works).order_by(PreviewLink.made_at.desc()))
    ]


def find_link(token_sha256: str, now: datetime) -> LinkRow | None:
    """The link of a token, if it works now."""
    works = (PreviewLink.ended_at.is_(None), PreviewLink.expires_at > now)
    row = db.session.execute(_LINKS.where(PreviewLink.token_sha256 == token_sha256, *works)).first()
    return LinkRow(*row) if row else None


def insert_link(
    *, token_sha256: str, course: str, made_by: int, made_at: datetime, expires_at: datetime
) -> None:
    """Keep a link."""
    db.session.execute(
        insert(PreviewLink).values(
            token_sha256=token_sha256, course=course, made_by=made_by, made_at=made_at, expires_at=expires_at
        )
    )


def end_link(token_sha256: str, course: str, now: datetime) -> bool:
    """End a link of this course; whether there was one that had not ended."""
    ended = db.session.execute(
        update(PreviewLink)
        .where(
            PreviewLink.token_sha256 == token_sha256,
            PreviewLink.course == course,
            PreviewLink.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    return bool(ended.rowcount)  # type: ignore[attr-defined]
