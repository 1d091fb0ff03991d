"""Cycles: learning a finished course again from its start, while all that was finished stays.

The present cycle of a person in a course stands in his enrolment with the instant it began. What he read
or passed before that instant counts in the cycle before; the log keeps both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select, update

from elearn.database import db, upsert_into
from elearn.progress.store import COURSE, add_events
from elearn.progress.tables import Completion, Enrolment, ProgressEvent

RENEWED, UNDONE = "renewed", "renewal-undone"
AT_ONCE = 5_000


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishedCourse:
    """The last time a person finished a course."""

    cycle: int
    version: str
    completed_at: datetime


def last_finished(course: str, person_ids: Collection[int]) -> dict[int, FinishedCourse]:
    """Of each person who finished a course the last time; one query for every 5,000 people."""
    found: dict[int, FinishedCourse] = {}
    for ids in _portions(person_ids):
        for person_id, cycle, version, at in db.session.execute(
            _finished(course).where(Completion.person_id.in_(ids))
        ):
            found[person_id] = FinishedCourse(cycle=cycle, version=version, completed_at=at)
    return found


def finished_before(course: str, instant: datetime, version: str) -> dict[int, FinishedCourse]:
    """Who finished a course before an instant, in another version than this; one query."""
    rows = db.session.execute(_finished(course))
    last = {
        person: FinishedCourse(cycle=cycle, version=old, completed_at=at) for person, cycle, old, at in rows
    }
    return {
        person: one for person, one in last.items() if one.completed_at < instant and one.version != version
    }


def begin(course: str, cycles: Mapping[int, int], *, version: str, now: datetime) -> None:
    """Let each person (key) begin this cycle (value) of a course; who is in it already stays as he is."""
    events = [_event(person_id, RENEWED, course, version, now) for person_id in _begin(course, cycles, now)]
    add_events(events)


def undo(course: str, cycles: Mapping[int, int], *, version: str, now: datetime) -> None:
    """Go back from this cycle (value) to the one before, unless the person finished it meanwhile."""
    back = {person: cycle for person, cycle in cycles.items() if cycle > 1}
    earlier = _began_before(course, list(back))
    undone = []
    for person_id, cycle in back.items():
        gone = db.session.execute(
            update(Enrolment)
            .where(
                Enrolment.person_id == person_id,
                Enrolment.course == course,
                Enrolment.cycle == cycle,
                ~_has_finished(person_id, course, cycle),
            )
            .values(cycle=cycle - 1, cycle_began_at=earlier.get(person_id) if cycle > 2 else None)
            .returning(Enrolment.course)
        )
        if gone.first() is not None:
            undone.append(_event(person_id, UNDONE, course, version, now))
    add_events(undone)


def _begin(course: str, cycles: Mapping[int, int], now: datetime) -> list[int]:
    """Those for whom the cycle is new."""
    begun: list[int] = []
    # Nearly always all begin the same cycle, so this is one statement for each 5,000 people.
    for cycle, people in groupby(sorted(cycles, key=lambda one: cycles[one]), key=lambda one: cycles[one]):
        for ids in _portions(list(people)):
            rows = [_enrolment(person_id, course, cycle, now) for person_id in ids]
            begun += _put(rows, cycle)
    return begun


def _put(rows: list[dict[str, Any]], cycle: int) -> list[int]:
    put: list[int] = []
    for start in range(0, len(rows), 1_000):  # eight parameters a row
        new = upsert_into(Enrolment).values(rows[start : start + 1_000])
        changed = {
            name: new.excluded[name] for name in ("cycle", "cycle_began_at", "last_module", "last_section")
        }
        made = db.session.execute(
            new.on_conflict_do_update(
                index_elements=["person_id", "course"],
                set_=changed | {"left_at": None},
                where=Enrolment.cycle < cycle,
            ).returning(Enrolment.person_id)
        )
        put += made.scalars()
    return put


def _enrolment(person_id: int, course: str, cycle: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "course": course,
        "started_at": now,
        "left_at": None,
        "last_module": "",
        "last_section": "",
        "last_opened_at": now,
        "cycle": cycle,
        "cycle_began_at": now,
    }


def _finished(course: str) -> Select[*tuple[Any, ...]]:
    columns = (Completion.person_id, Completion.cycle, Completion.version, Completion.completed_at)
    # In order of cycles: of each person the last one wins.
    return (
        select(*columns)
        .where(Completion.scope == COURSE, Completion.course == course)
        .order_by(Completion.person_id, Completion.cycle)
    )


def _has_finished(person_id: int, course: str, cycle: int) -> Any:
    return (
        select(Completion.id)
        .where(
            Completion.person_id == person_id,
            Completion.scope == COURSE,
            Completion.course == course,
            Completion.cycle == cycle,
        )
        .exists()
    )


def _began_before(course: str, person_ids: Collection[int]) -> dict[int, datetime]:
    """When the cycle before the present one began, of those who have had several."""
    found: dict[int, list[datetime]] = {}
    for ids in _portions(person_ids):
        query = select(ProgressEvent.person_id, ProgressEvent.at).where(
            ProgressEvent.person_id.in_(ids), ProgressEvent.course == course, ProgressEvent.kind == RENEWED
        )
        for person_id, at in db.session.execute(query.order_by(ProgressEvent.id)):
            found.setdefault(person_id, []).append(at)
    return {person_id: begun[-2] for person_id, begun in found.items() if len(begun) > 1}


def _event(person_id: int, kind: str, course: str, version: str, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "at": now,
        "kind": kind,
        "course": course,
        "module": "",
        "section": "",
        "quiz": "",
        "version": version,
        "attempt_id": None,
    }


def _portions(ids: Collection[int]) -> list[tuple[int, ...]]:
    every = tuple(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
