"""Every query on looks and consents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select, update

from elearn.database import db
from elearn.people.tables import Delegation, HeldPosition, Person, ReportingLine, UnitClosure
from elearn.visibility.looks import HeldUnit, Led, LookRow
from elearn.visibility.tables import Consent, Look


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Whose records a look was at: one person, all whom the viewer leads, or everyone of a unit and below."""

    kind: str
    subject_id: int | None = None
    unit_id: int | None = None
    as_of: date | None = None


def has_look_since(viewer_id: int, page: str, scope: Scope, since: datetime) -> bool:
    """Whether this viewer looked at the same thing a moment ago."""
    query = select(Look.id).where(
        Look.viewer_id == viewer_id,
        Look.at > since,
        Look.page == page,
        Look.scope == scope.kind,
        Look.subject_id.is_(None) if scope.subject_id is None else Look.subject_id == scope.subject_id,
        Look.unit_id.is_(None) if scope.unit_id is None else Look.unit_id == scope.unit_id,
    )
    return db.session.execute(query.limit(1)).first() is not None


def insert_look(viewer_id: int, page: str, scope: Scope, now: datetime) -> None:
    """Write a look."""
    db.session.add(
        Look(
            viewer_id=viewer_id,
            at=now,
            page=page,
            scope=scope.kind,
            subject_id=scope.subject_id,
            unit_id=scope.unit_id,
            as_of=scope.as_of,
        )
    )
    db.session.flush()


def looks_that_may_concern(
    person_id: int, led: Collection[Led], unit_ids: Collection[int], since: datetime
) -> list[LookRow]:
    """Looks since then at this person, at whom his leaders led, or at one of these units; latest first."""
    query = (
        select(Look.viewer_id, Look.at, Look.page, Look.scope, Look.unit_id)
        .where(
            Look.at >= since,
            Look.viewer_id != person_id,
            or_(
                and_(Look.scope == "person", Look.subject_id == person_id),
                and_(Look.scope == "direct", Look.viewer_id.in_({one.viewer_id for one in led})),
                and_(Look.scope == "unit", Look.unit_id.in_(unit_ids)),
            ),
        )
        .order_by(Look.at.desc(), Look.id.desc())
    )
    return [LookRow(**row) for row in db.session.execute(query).mappings()]


def led_by(person_id: int) -> list[Led]:
    """Who led this person in which days, himself or as the delegate of who did. Two queries."""
    lines = select(ReportingLine.supervisor_id, ReportingLine.valid_from, ReportingLine.valid_to).where(
        ReportingLine.person_id == person_id
    )
    led = [
        Led(viewer_id=row.supervisor_id, valid_from=row.valid_from, valid_to=row.valid_to)
        for row in db.session.execute(lines)
    ]
    delegations = select(
        Delegation.supervisor_id, Delegation.deputy_id, Delegation.valid_from, Delegation.valid_to
    ).where(Delegation.supervisor_id.in_({one.viewer_id for one in led}))
    stand_ins = [
        during.lent_to(row.deputy_id, row.valid_from, row.valid_to)
        for row in db.session.execute(delegations)
        for during in led
        if during.viewer_id == row.supervisor_id
    ]
    return led + stand_ins


def units_held(person_id: int) -> list[HeldUnit]:
    """The units a person was in and in which days, the present one without days, each with all above it."""
    held = select(HeldPosition.unit_id, HeldPosition.valid_from, HeldPosition.valid_to).where(
        HeldPosition.person_id == person_id
    )
    rows = [(row.unit_id, row.valid_from, row.valid_to) for row in db.session.execute(held)]
    present = db.session.scalar(select(Person.unit_id).where(Person.id == person_id))
    if present is not None:
        rows.append((present, None, None))
    above = _above({unit_id for unit_id, _from, _to in rows})
    return [
        HeldUnit(unit_ids=frozenset(above[unit_id]), valid_from=valid_from, valid_to=valid_to)
        for unit_id, valid_from, valid_to in rows
    ]


def _above(unit_ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    query = select(UnitClosure.unit_id, UnitClosure.ancestor_id).where(UnitClosure.unit_id.in_(unit_ids))
    for unit_id, ancestor_id in db.session.execute(query):
        found[unit_id].add(ancestor_id)
    return found


def consents_of(person_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """The purposes each person agrees to now. One query."""
    query = select(Consent.person_id, Consent.purpose).where(
        Consent.person_id.in_(person_ids), Consent.withdrawn_at.is_(None)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for person_id, purpose in db.session.execute(query):
        found[person_id].add(purpose)
    return {person_id: frozenset(found[person_id]) for person_id in person_ids}


def insert_consent(person_id: int, purpose: str, *, text_version: str, now: datetime) -> None:
    """Write that a person agreed."""
    db.session.add(Consent(person_id=person_id, purpose=purpose, text_version=text_version, given_at=now))
    db.session.flush()


def withdraw_consent(person_id: int, purpose: str, now: datetime) -> None:
    """Write that a person agrees no longer; what was agreed until then stays on record."""
    db.session.execute(
        update(Consent)
        .where(Consent.person_id == person_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
    )
