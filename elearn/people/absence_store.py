"""Days on which people are away: every query that shows or changes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, insert, select

from elearn.database import db
from elearn.people.tables import Absence


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceRow:
    """Days away, both ends included; `kind` is leave or duty."""

    id: int
    first_day: date
    last_day: date
    kind: str


def absences_of(person_id: int, *, since: date) -> list[AbsenceRow]:
    """The days away of a person that end on this day or later, the earliest first."""
    query = (
        select(Absence.id, Absence.first_day, Absence.last_day, Absence.kind)
        .where(Absence.person_id == person_id, Absence.last_day >= since)
        .order_by(Absence.first_day, Absence.id)
    )
    return [AbsenceRow(**row) for row in db.session.execute(query).mappings()]


def insert_absence(*, person_id: int, first_day: date, last_day: date, kind: str) -> None:
    """Write days away."""
    values = {"person_id": person_id, "first_day": first_day, "last_day": last_day, "kind": kind}
    db.session.execute(insert(Absence).values(values))


def delete_absence(absence_id: int, *, person_id: int) -> bool:
    """Take days away back; False when this person has none of this id."""
    gone = delete(Absence).where(Absence.id == absence_id, Absence.person_id == person_id)
    return db.session.execute(gone.returning(Absence.id)).first() is not None
