"""Every query on evidence files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from elearn.database import db
from elearn.evidence.rules import Kind
from elearn.evidence.tables import EvidenceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file with its bytes. Who may have it is decided by the room whose thing it proves."""

    id: int
    person_id: int
    name: str
    kind: Kind
    body: bytes


def file(file_id: int) -> Evidence | None:
    """A file with its bytes, or None."""
    query = select(
        EvidenceFile.id, EvidenceFile.person_id, EvidenceFile.name, EvidenceFile.kind, EvidenceFile.body
    ).where(EvidenceFile.id == file_id)
    row = db.session.execute(query).mappings().first()
    return Evidence(**{**row, "kind": Kind(row["kind"])}) if row else None


def names_of(file_ids: Collection[int]) -> dict[int, str]:
    """The name of each file, to show; without the bytes. One query."""
    query = select(EvidenceFile.id, EvidenceFile.name).where(EvidenceFile.id.in_(file_ids))
    return {row.id: row.name for row in db.session.execute(query)}


def same_of(person_id: int, sha256: str) -> int | None:
    """The file of this person with the same content, or None."""
    query = select(func.min(EvidenceFile.id)).where(
        EvidenceFile.person_id == person_id, EvidenceFile.sha256 == sha256
    )
    return db.session.scalar(query)


def bytes_since(person_id: int, since: datetime) -> int:
    """How much a person handed in after an instant, in bytes."""
    query = select(func.coalesce(func.sum(EvidenceFile.size_bytes), 0)).where(
        EvidenceFile.person_id == person_id, EvidenceFile.put_at > since
    )
    return int(db.session.scalar(query) or 0)


def insert_file(*, person_id: int, name: str, kind: Kind, body: bytes, sha256: str, put_at: datetime) -> int:
    """Keep a file; gives its id."""
    values = {
        "person_id": person_id,
        "name": name,
        "kind": str(kind),
        "size_bytes": len(body),
        "sha256": sha256,
        "body": body,
        "put_at": put_at,
    }
    return db.session.execute(insert(EvidenceFile).values(**values).returning(EvidenceFile.id)).scalar_one()
