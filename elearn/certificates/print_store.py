"""Every query on what people want on paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from elearn.certificates.tables import Certificate, PrintOrder
from elearn.database import db
from elearn.people.tables import Person, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Somebody waits for a certificate on paper."""

    id: int
    certificate_id: int
    person_id: int
    name: str
    unit: str
    number: str
    course: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderState:
    """The latest order of one certificate."""

    asked_at: datetime
    printed_at: datetime | None


def latest(certificate_id: int) -> OrderState | None:
    """The latest order of a certificate."""
    query = (
        select(PrintOrder.asked_at, PrintOrder.printed_at)
        .where(PrintOrder.certificate_id == certificate_id)
        .order_by(PrintOrder.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return OrderState(asked_at=row.asked_at, printed_at=row.printed_at) if row else None


def lock_certificate(certificate_id: int) -> None:
    """Let two presses of one button come one after the other."""
    query = select(Certificate.id).where(Certificate.id == certificate_id)
    db.session.execute(query.with_for_update())


def insert_order(certificate_id: int, *, by: int | None, now: datetime) -> None:
    """Write that it is wanted on paper."""
    db.session.add(PrintOrder(certificate_id=certificate_id, asked_by=by, asked_at=now))
    db.session.flush()


def waiting(unit_ids: Collection[int] | None, limit: int) -> list[Order]:
    """What waits in these units (None: everywhere), by units and names; nothing that was revoked."""
    columns: tuple[Any, ...] = (
        PrintOrder.id,
        PrintOrder.certificate_id,
        Person.id.label("person_id"),
        Person.name,
        Unit.name.label("unit"),
        Certificate.number,
        Certificate.course,
        PrintOrder.asked_at,
    )
    query = (
        select(*columns)
        .join(Certificate, Certificate.id == PrintOrder.certificate_id)
        .join(Person, Person.id == Certificate.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(PrintOrder.printed_at.is_(None), Certificate.revoked_at.is_(None))
        .order_by(func.lower(Unit.name), Unit.id, func.lower(Person.name), PrintOrder.id)
        .limit(limit)
    )
    if unit_ids is not None:
        query = query.where(Person.unit_id.in_(unit_ids))
    return [Order(**row) for row in db.session.execute(query).mappings()]


def mark_printed(order_ids: Collection[int], *, by: int | None, now: datetime) -> list[int]:
    """Note that these are printed, once; gives the certificates of those that were not."""
    changed = (
        update(PrintOrder)
        .where(PrintOrder.id.in_(order_ids), PrintOrder.printed_at.is_(None))
        .values(printed_at=now, printed_by=by)
        .returning(PrintOrder.certificate_id)
    )
    return list(db.session.scalars(changed))
