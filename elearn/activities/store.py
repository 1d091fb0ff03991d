"""Every query on outside activities, their steps and their evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, update

from elearn.activities.rows import FACTS, ActivityRow, StepRow
from elearn.activities.rules import Facts, State
from elearn.activities.tables import Activity, ActivityEvidence, ActivityStep
from elearn.database import db
from elearn.people.tables import Person

_OWN = ("id", "person_id", "state", "jp_granted", "created_at", "changed_at")
_COLUMNS = tuple(getattr(Activity, name) for name in (*_OWN, *FACTS))


def hold(person_id: int) -> None:
    """Let one transaction at a time write new activities of a person (PostgreSQL)."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def find(activity_id: int, *, locked: bool = False) -> ActivityRow | None:
    """An activity, or None; `locked`: nobody changes it until the transaction ends (PostgreSQL)."""
    query = select(*_COLUMNS).where(Activity.id == activity_id)
    return next(iter(_rows(query.with_for_update() if locked else query)), None)


def of_person(person_id: int) -> list[ActivityRow]:
    """Everything a person ever asked for or handed in, the latest first."""
    query = select(*_COLUMNS).where(Activity.person_id == person_id)
    return _rows(query.order_by(Activity.starts_on.desc(), Activity.id.desc()))


def of_ids(ids: Select[int]) -> list[ActivityRow]:
    """The activities of a query of ids, by the day they ended."""
    query = select(*_COLUMNS).where(Activity.id.in_(ids))
    return _rows(query.order_by(Activity.ends_on, Activity.id))


def of_people(
    person_ids: Collection[int], states: Collection[State], *, limit: int, oldest_first: bool = True
) -> list[ActivityRow]:
    """Activities of these people in these states, by when they came there."""
    query = select(*_COLUMNS).where(Activity.person_id.in_(person_ids), Activity.state.in_(states))
    return _rows(query.order_by(*_order(oldest_first)).limit(limit))


def waiting(unit_ids: Collection[int] | None, *, but_of: int, limit: int) -> list[ActivityRow]:
    """What waits for a verifier of these units (None: everywhere), the longest first; never his own."""
    query = select(*_COLUMNS).where(*_of_units(unit_ids, but_of), Activity.state == State.SUBMITTED)
    return _rows(query.order_by(*_order(True)).limit(limit))


def count_waiting(unit_ids: Collection[int] | None, *, but_of: int) -> int:
    """How many wait there."""
    query = select(func.count()).select_from(Activity)
    where = (*_of_units(unit_ids, but_of), Activity.state == State.SUBMITTED)
    return int(db.session.scalar(query.where(*where)) or 0)


def settled(unit_ids: Collection[int] | None, *, but_of: int, limit: int) -> list[ActivityRow]:
    """What verifiers of these units answered last, the latest first."""
    states = (State.VERIFIED, State.TO_MEND, State.REJECTED)
    query = select(*_COLUMNS).where(*_of_units(unit_ids, but_of), Activity.state.in_(states))
    return _rows(query.order_by(*_order(False)).limit(limit))


def _order(oldest_first: bool) -> tuple[ColumnElement[Any], ...]:
    if oldest_first:
        return Activity.changed_at.asc(), Activity.id.asc()
    return Activity.changed_at.desc(), Activity.id.desc()


def _of_units(unit_ids: Collection[int] | None, but_of: int) -> tuple[ColumnElement[bool], ...]:
    others = Activity.person_id != but_of
    if unit_ids is None:
        return (others,)
    people = select(Person.id).where(Person.unit_id.in_(unit_ids))
    return others, Activity.person_id.in_(people)


def _rows(query: Select[*tuple[Any, ...]]) -> list[ActivityRow]:
    return [_row(dict(row)) for row in db.session.execute(query).mappings()]


def _row(values: dict[str, Any]) -> ActivityRow:
    facts = Facts(**{name: values[name] for name in FACTS})
    own = {name: values[name] for name in _OWN}
    return ActivityRow(**own | {"state": State(own["state"])}, facts=facts)


def steps_of(activity_id: int) -> list[StepRow]:
    """The history of an activity, the first step first."""
    columns = (ActivityStep.at, ActivityStep.by_id, ActivityStep.state, ActivityStep.note)
    query = select(*columns).where(ActivityStep.activity_id == activity_id).order_by(ActivityStep.id)
    rows = db.session.execute(query).mappings()
    return [StepRow(**{**row, "state": State(row["state"])}) for row in rows]


def last_words(activity_ids: Collection[int]) -> dict[int, str]:
    """The words of the latest step of each activity; empty ones are left out. One query."""
    latest = select(func.max(ActivityStep.id)).where(ActivityStep.activity_id.in_(activity_ids))
    query = select(ActivityStep.activity_id, ActivityStep.note).where(
        ActivityStep.id.in_(latest.group_by(ActivityStep.activity_id)), ActivityStep.note != ""
    )
    return {row.activity_id: row.note for row in db.session.execute(query)}


def files_of(activity_ids: Collection[int]) -> dict[int, list[int]]:
    """The ids of the files that prove each activity; who has none is left out. One query."""
    query = select(ActivityEvidence.activity_id, ActivityEvidence.file_id).where(
        ActivityEvidence.activity_id.in_(activity_ids)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in db.session.execute(query.order_by(ActivityEvidence.file_id)):
        found[row.activity_id].append(row.file_id)
    return dict(found)


def insert_activity(person_id: int, facts: Facts, state: State, now: datetime) -> int:
    """Write a new activity; gives its id."""
    values = asdict(facts) | {
        "person_id": person_id,
        "state": state.value,
        "created_at": now,
        "changed_at": now,
    }
    return db.session.execute(insert(Activity).values(**values).returning(Activity.id)).scalar_one()


def set_facts(activity_id: int, facts: Facts) -> None:
    """Put what its owner says now in the place of what he said before."""
    db.session.execute(update(Activity).where(Activity.id == activity_id).values(**asdict(facts)))


def set_state(activity_id: int, state: State, now: datetime, jp_granted: Decimal | None = None) -> None:
    """Move an activity; `jp_granted` goes with a verified one."""
    values = {"state": state.value, "changed_at": now, "jp_granted": jp_granted}
    db.session.execute(update(Activity).where(Activity.id == activity_id).values(**values))


def insert_step(activity_id: int, state: State, *, by_id: int | None, note: str, now: datetime) -> None:
    """Add a step to its history."""
    values = {"activity_id": activity_id, "state": state.value, "by_id": by_id, "note": note, "at": now}
    db.session.execute(insert(ActivityStep).values(**values))


def set_files(activity_id: int, file_ids: Collection[int]) -> None:
    """Let these files prove an activity, and no others."""
    own = ActivityEvidence.activity_id == activity_id
    db.session.execute(delete(ActivityEvidence).where(own))
    rows = [{"activity_id": activity_id, "file_id": one} for one in file_ids]
    if rows:
        db.session.execute(insert(ActivityEvidence), rows)
