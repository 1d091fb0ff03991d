"""Which certificates and outside activities go into an export, and which went before."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import aliased

from elearn.activities import store as activities
from elearn.activities.rows import ActivityRow
from elearn.activities.rules import State
from elearn.activities.tables import Activity
from elearn.certificates import store as certificates
from elearn.certificates.store import CertificateRow
from elearn.certificates.tables import Certificate
from elearn.database import db
from elearn.ledger.store import two_places
from elearn.ledger.tables import LedgerEntry
from elearn.people.tables import Person, UnitClosure
from elearn.record.tables import SiasnActivityExport, SiasnExport


def certificates_for(year: int, *, unit_ids: Collection[int] | None, only_new: bool) -> list[CertificateRow]:
    """Certificates in force of people in these units (and below; None: everywhere), finished in a year."""
    query = select(Certificate.id).where(
        Certificate.revoked_at.is_(None),
        Certificate.replaced_at.is_(None),
        Certificate.completed_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    if unit_ids is not None:
        query = query.where(Certificate.person_id.in_(_people_of(unit_ids)))
    if only_new:
        query = query.where(Certificate.id.not_in(select(SiasnExport.certificate_id)))
    return certificates.of_ids(query)


def activities_for(year: int, *, unit_ids: Collection[int] | None, only_new: bool) -> list[ActivityRow]:
    """Verified activities of people in these units (and below; None: everywhere), ended in a year."""
    query = (
        select(Activity.id)
        .where(Activity.state == State.VERIFIED)
        .where(Activity.ends_on.between(date(year, 1, 1), date(year, 12, 31)))
    )
    if unit_ids is not None:
        query = query.where(Activity.person_id.in_(_people_of(unit_ids)))
    if only_new:
        query = query.where(Activity.id.not_in(select(SiasnActivityExport.activity_id)))
    return activities.of_ids(query)


def corrections_of(activity_ids: Collection[int]) -> dict[int, Decimal]:
    """What corrections of the ledger added to (or took from) the JP of each activity; zero is left out."""
    entry, change = aliased(LedgerEntry), aliased(LedgerEntry)
    query = (
        select(entry.source_key, func.sum(change.jp))
        .join(change, change.corrects_id == entry.id)
        .where(entry.source == "activity", entry.source_key.in_([str(one) for one in activity_ids]))
        .group_by(entry.source_key)
    )
    return {int(row[0]): two_places(row[1]) for row in db.session.execute(query)}


def _people_of(unit_ids: Collection[int]) -> Select[int]:
    below = select(UnitClosure.unit_id).where(UnitClosure.ancestor_id.in_(unit_ids))
    return select(Person.id).where(Person.unit_id.in_(below))


def mark_exported(
    certificate_ids: Collection[int], activity_ids: Collection[int], *, by: int | None, now: datetime
) -> None:
    """Remember that these went out; a second export of one is another row."""
    stamp: dict[str, object] = {"exported_at": now, "exported_by": by}
    if certificate_ids:
        db.session.execute(insert(SiasnExport), [stamp | {"certificate_id": one} for one in certificate_ids])
    if activity_ids:
        db.session.execute(
            insert(SiasnActivityExport), [stamp | {"activity_id": one} for one in activity_ids]
        )
