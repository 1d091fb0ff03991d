"""Which certificates go into an export, and which went before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import insert, select

from elearn.certificates import store as certificates
from elearn.certificates.store import CertificateRow
from elearn.certificates.tables import Certificate
from elearn.database import db
from elearn.people.tables import Person, UnitClosure
from elearn.record.tables import SiasnExport


def certificates_for(year: int, *, unit_ids: Collection[int] | None, only_new: bool) -> list[CertificateRow]:
    """Certificates in force of people in these units (and below; None: everywhere), finished in a year."""
    query = select(Certificate.id).where(
        Certificate.revoked_at.is_(None),
        Certificate.replaced_at.is_(None),
        Certificate.completed_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    if unit_ids is not None:
        below = select(UnitClosure.unit_id).where(UnitClosure.ancestor_id.in_(unit_ids))
        people = select(Person.id).where(Person.unit_id.in_(below))
        query = query.where(Certificate.person_id.in_(people))
    if only_new:
        query = query.where(Certificate.id.not_in(select(SiasnExport.certificate_id)))
    return certificates.of_ids(query)


def mark_exported(certificate_ids: Collection[int], *, by: int | None, now: datetime) -> None:
    """Remember that these went out; a second export of one is another row."""
    if certificate_ids:
        rows = [{"certificate_id": one, "exported_at": now, "exported_by": by} for one in certificate_ids]
        db.session.execute(insert(SiasnExport), rows)
