"""Every query on requests of people who cannot sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, insert, or_, select, true, update

from elearn.accounts.tables import HelpRequest
from elearn.database import db


@dataclass(frozen=True, kw_only=True, slots=True)
class HelpRequestRow:
    """A request as its reader sees it; person and unit only as far as they were recognised."""

    id: int
    kind: str
    name: str
    unit_name: str
    contact: str
    person_id: int | None
    unit_id: int | None
    created_at: datetime
    handled_at: datetime | None
    handled_by_id: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """The units somebody looks after. Whoever looks after a whole agency also sees unplaced requests."""

    is_whole: bool
    unit_ids: frozenset[int]
    sees_unplaced: bool


_COLUMNS = tuple(getattr(HelpRequest, name) for name in HelpRequestRow.__slots__)


def insert_request(
    *,
    kind: str,
    name: str,
    unit_name: str,
    contact: str,
    person_id: int | None,
    unit_id: int | None,
    now: datetime,
) -> None:
    """Write a request."""
    db.session.execute(
        insert(HelpRequest).values(
            kind=kind,
            name=name,
            unit_name=unit_name,
            contact=contact,
            person_id=person_id,
            unit_id=unit_id,
            created_at=now,
        )
    )


def requests_in(reach: Reach, *, is_handled: bool, limit: int) -> list[HelpRequestRow]:
    """Requests within reach: waiting ones oldest first, handled ones latest first."""
    order = HelpRequest.handled_at.desc() if is_handled else HelpRequest.created_at
    query = (
        select(*_COLUMNS)
        .where(_within(reach), HelpRequest.handled_at.is_not(None) == is_handled)
        .order_by(order, HelpRequest.id)
        .limit(limit)
    )
    return [HelpRequestRow(**row) for row in db.session.execute(query).mappings()]


def find_request(request_id: int, reach: Reach) -> HelpRequestRow | None:
    """The request if it is within reach, else None."""
    query = select(*_COLUMNS).where(HelpRequest.id == request_id, _within(reach))
    row = db.session.execute(query).mappings().one_or_none()
    return HelpRequestRow(**row) if row else None


def mark_handled(request_id: int, *, by_id: int, now: datetime) -> None:
    """Note who dealt with it; the first one stays noted."""
    db.session.execute(
        update(HelpRequest)
        .where(HelpRequest.id == request_id, HelpRequest.handled_at.is_(None))
        .values(handled_at=now, handled_by_id=by_id)
    )


def _within(reach: Reach) -> ColumnElement[bool]:
    if reach.is_whole:
        return true()
    within = HelpRequest.unit_id.in_(reach.unit_ids)
    return or_(within, HelpRequest.unit_id.is_(None)) if reach.sees_unplaced else within
