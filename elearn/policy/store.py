"""Every query on the agency's own numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from elearn.database import db
from elearn.policy.tables import PolicyValue
from elearn.policy.values import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class SetValue:
    """A value somebody set, from a day on."""

    name: str
    value: str
    legal_basis: str
    effective_from: date
    set_at: datetime
    set_by_name: str


def in_force(on: date) -> Policy:
    """The policy of a day: of each value the last one that took effect, else the default. One query."""
    return in_force_on([on])[on]


def in_force_on(days: Collection[date]) -> dict[date, Policy]:
    """The policy of each of these days. One query."""
    rows = history()
    return {day: _policy([row for row in rows if row.effective_from <= day]) for day in days}


def _policy(rows: Sequence[SetValue]) -> Policy:
    return Policy(
        values={row.name: row.value for row in rows}, bases={row.name: row.legal_basis for row in rows}
    )


def history() -> Sequence[SetValue]:
    """Everything ever set, in the order in which it takes effect; of one day, the later word counts."""
    columns = (
        PolicyValue.name,
        PolicyValue.value,
        PolicyValue.legal_basis,
        PolicyValue.effective_from,
        PolicyValue.set_at,
        PolicyValue.set_by_name,
    )
    query = select(*columns).order_by(PolicyValue.effective_from, PolicyValue.id)
    return [SetValue(**row) for row in db.session.execute(query).mappings()]


def add(row: SetValue, *, set_by: int | None) -> None:
    """Keep a value; what was set earlier stays."""
    db.session.add(
        PolicyValue(
            name=row.name,
            value=row.value,
            legal_basis=row.legal_basis,
            effective_from=row.effective_from,
            set_at=row.set_at,
            set_by=set_by,
            set_by_name=row.set_by_name,
        )
    )
    db.session.flush()
