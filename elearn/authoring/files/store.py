"""Every query on the versions of content files."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, or_, select, text

from elearn.authoring.files.journal import Putting
from elearn.authoring.tables import FileVersion
from elearn.database import db
from elearn.people.tables import Person
from elearn.uploads.tables import WaitingFile

_ROOTS = ("modules", "quizzes")


class VersionRow(NamedTuple):
    """A version of a file: who put it in place of which other one. `sha256` is empty when the file went."""

    id: int
    path: str
    sha256: str
    replaced_sha256: str
    put_by: int
    name: str
    put_at: datetime


_ROWS = select(
    FileVersion.id,
    FileVersion.path,
    FileVersion.sha256,
    FileVersion.replaced_sha256,
    FileVersion.put_by,
    Person.name,
    FileVersion.put_at,
).join(Person, Person.id == FileVersion.put_by)


def lock() -> None:
    """Let one putting at a time look at the folders and change them, until the transaction ends."""
    db.session.connection()  # a transaction begins with its first statement; SQLite lets one writer in
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("LOCK TABLE file_version IN SHARE ROW EXCLUSIVE MODE"))


def add_versions(putting: Putting) -> None:
    """Keep what a putting changes; twice is once."""
    there = set(
        db.session.scalars(
            select(FileVersion.path).where(
                FileVersion.put_by == putting.put_by, FileVersion.put_at == putting.put_at
            )
        )
    )
    rows = [
        {
            "path": step.path,
            "sha256": step.after,
            "replaced_sha256": step.before,
            "put_by": putting.put_by,
            "put_at": putting.put_at,
        }
        for step in putting.steps
        if step.path not in there
    ]
    if rows:
        db.session.execute(insert(FileVersion), rows)


def newest_versions(paths: Collection[str]) -> dict[str, VersionRow]:
    """The last version of each file that was put in place by browser. One query for all of them."""
    newest = select(func.max(FileVersion.id)).where(FileVersion.path.in_(paths)).group_by(FileVersion.path)
    rows = db.session.execute(_ROWS.where(FileVersion.id.in_(newest)))
    return {row.path: VersionRow(*row) for row in rows}


def versions(path: str, limit: int) -> list[VersionRow]:
    """The versions of a file, newest first."""
    query = _ROWS.where(FileVersion.path == path).order_by(FileVersion.id.desc()).limit(limit)
    return [VersionRow(*row) for row in db.session.execute(query)]


def find_version(number: int) -> VersionRow | None:
    """A version, or None."""
    row = db.session.execute(_ROWS.where(FileVersion.id == number)).first()
    return VersionRow(*row) if row else None


def gone_files(folder: str) -> list[str]:
    """Every path of a course that was ever put in place by browser, by name."""
    starts = [FileVersion.path.startswith(f"{root}/{folder}/", autoescape=True) for root in _ROOTS]
    return sorted(db.session.scalars(select(FileVersion.path).where(or_(*starts)).distinct()))


def named_objects() -> frozenset[str]:
    """The SHA-256 of all bytes that versions name: what cleaning up must leave."""
    rows = db.session.execute(select(FileVersion.sha256, FileVersion.replaced_sha256))
    return frozenset(name for row in rows for name in row if name)


class OpenMark(NamedTuple):
    """Somebody who is writing in a file; `body` says since when."""

    person_id: int
    name: str
    body: bytes


def open_marks(purpose: str, path: str, *, sent_after: datetime) -> list[OpenMark]:
    """Who has a file open, those first who began last."""
    query = (
        select(WaitingFile.person_id, Person.name, WaitingFile.body)
        .join(Person, Person.id == WaitingFile.person_id)
        .where(
            WaitingFile.purpose == purpose,
            WaitingFile.name == path[:200],
            WaitingFile.sent_at > sent_after,
        )
        .order_by(WaitingFile.sent_at.desc())
    )
    return [OpenMark(*row) for row in db.session.execute(query)]
