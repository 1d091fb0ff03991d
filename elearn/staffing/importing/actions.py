"""Bringing a list of staff and units in: all rows, or the good ones, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from elearn.accounts import bulk_store
from elearn.accounts.actions import Actor
from elearn.audit.store import add_entry
from elearn.database import one_transaction
from elearn.obligations import counting_store
from elearn.obligations.counting_store import counted_anew
from elearn.obligations.upkeep import people_changed
from elearn.people import staff_store
from elearn.spreadsheet.table import Table
from elearn.staffing import leaving
from elearn.staffing.importing.files import plan_of
from elearn.staffing.importing.plan import Leader, PersonStep, Plan, UnitStep, Verdict
from elearn.staffing.reach import Reach

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What an import did; nothing when a row was refused and all rows were asked for."""

    plan: Plan
    was_written: bool


@one_transaction
def bring_in(
    tables: Sequence[Table],
    *,
    reach: Reach,
    good_rows_only: bool,
    source: str,
    actor: Actor,
    now: datetime,
    today: date,
) -> Outcome:
    """Plan anew inside the transaction and write what the plan says.

    No role is ever given here, and no password: new people get an account that only a one-time code opens.
    """
    plan = plan_of(tables, reach, today=today)
    if not plan.is_whole and not good_rows_only:
        return Outcome(plan=plan, was_written=False)
    ids = _write_units(plan.unit_steps)
    # Who moves takes his share of the counters along; who comes gets what is asked of his unit.
    with counted_anew(person_ids=[step.id for step in plan.person_steps if step.id is not None]):
        known = [step.id for step in plan.person_steps if step.id is not None]
    with counting_store.counted_anew(person_ids=known):  # they may change unit, kind of position, status
        _write_people(plan.person_steps, plan.ended_lines, ids, today)
    people_changed(staff_store.ids_by_number([step.nip for step in plan.person_steps]).values(), now)
    leaving.close_accounts(now=now, today=today, actor=actor)
    if plan.unit_steps or plan.person_steps:
        _note(plan, source, actor, now)
    return Outcome(plan=plan, was_written=True)


def _write_units(steps: Iterable[UnitStep]) -> dict[str, int]:
    """Write units, parents first; gives the ids of all units by code."""
    ids = {unit.code: unit.id for unit in staff_store.every_unit()}
    moved = False
    for step in steps:
        place = {"parent_id": ids[step.parent] if step.parent else None} if step.moves else {}
        if step.id is None:
            ids[step.code] = staff_store.insert_plain_unit({"code": step.code, **step.values, **place})
        else:
            staff_store.update_unit(step.id, {**step.values, **place})
        moved = moved or step.moves
    if moved:
        staff_store.rebuild_closure()
    return ids


def _write_people(
    steps: Sequence[PersonStep], ended_lines: Mapping[int, date], units: Mapping[str, int], today: date
) -> None:
    new = [step for step in steps if step.id is None]
    known = [step for step in steps if step.id is not None]
    new_ids = staff_store.insert_people([{**step.values, "unit_id": units[step.unit]} for step in new])
    people = {step.nip: person_id for step, person_id in zip(new, new_ids, strict=True)}
    staff_store.insert_numbers(
        [{"person_id": people[step.nip], "nip": step.nip, "valid_from": step.since} for step in new]
    )
    bulk_store.insert_accounts(new_ids)
    people |= {step.nip: step.id for step in known if step.id is not None}
    staff_store.update_people(
        (people[step.nip], {**step.values, "unit_id": units[step.unit]}) for step in known
    )
    _write_positions(steps, people, units, today)
    _write_lines(steps, people, ended_lines, today)
    bulk_store.reopen_accounts([people[step.nip] for step in known if step.returns])


def _write_positions(
    steps: Sequence[PersonStep], people: Mapping[str, int], units: Mapping[str, int], today: date
) -> None:
    """End the present positions of those who change or leave, and open the new ones."""
    touched = [step for step in steps if step.changes_position or step.leaves_on]
    opened = staff_store.open_positions([people[step.nip] for step in touched])
    names = staff_store.positions_of([people[step.nip] for step in touched])
    ended: dict[int, date] = {}
    rows = []
    for step in touched:
        person_id = people[step.nip]
        present = opened.get(person_id, [])
        first = step.leaves_on or _first_day(step.since, [one.valid_from for one in present], today)
        ended |= {one.id: first - ONE_DAY for one in present}
        name, kind = names[person_id]
        if step.changes_position and step.leaves_on is None and name:
            rows.append(
                {
                    "person_id": person_id,
                    "unit_id": units[step.unit],
                    "name": name,
                    "kind": kind,
                    "basis": "definitive",
                    "valid_from": first,
                    "valid_to": None,
                }
            )
    staff_store.end_positions(ended)
    staff_store.insert_positions(rows)


def _write_lines(
    steps: Sequence[PersonStep], people: Mapping[str, int], ended_lines: Mapping[int, date], today: date
) -> None:
    """End reporting lines and open the new ones."""
    changed = {people[step.nip]: step for step in steps if step.leader is not Leader.KEEP}
    supervisors = staff_store.ids_by_number(
        {str(step.leader) for step in changed.values() if not isinstance(step.leader, Leader)}
    )
    began: dict[int, list[date]] = {}
    ended = {}
    for line in staff_store.open_lines(today):
        if line.id in ended_lines:
            ended[line.id] = _last_day(ended_lines[line.id], line.valid_from, today)
        elif line.person_id in changed and line.basis == "definitive":
            began.setdefault(line.person_id, []).append(line.valid_from)
            last = changed[line.person_id].since - ONE_DAY
            ended[line.id] = _last_day(last, line.valid_from, today)
    rows: list[dict[str, Any]] = [
        {
            "person_id": person_id,
            "supervisor_id": supervisors[str(step.leader)],
            "basis": "definitive",
            "valid_from": _first_day(step.since, began.get(person_id, []), today),
            "valid_to": None,
        }
        for person_id, step in changed.items()
        if not isinstance(step.leader, Leader)
    ]
    staff_store.end_lines(ended)
    staff_store.insert_lines(rows)


def _first_day(since: date, began: Sequence[date], today: date) -> date:
    """From when the new holds: the day that was said, unless the old began later: then from today.

    Lists often repeat the first day of the present position; it must not rewrite who led whom in between.
    """
    return since if all(since > first for first in began) else today


def _last_day(said: date, began: date, today: date) -> date:
    return said if said >= began else today - ONE_DAY


def _note(plan: Plan, source: str, actor: Actor, now: datetime) -> None:
    counts: dict[str, str | int | float | bool | None] = {
        verdict.value: count for verdict, count in plan.counts.items() if verdict is not Verdict.SAME
    }
    add_entry(
        at=now,
        action="staff.imported",
        subject=f"file:{source}"[:200],
        actor_id=actor.person_id,
        actor_name=actor.name,
        details=counts,
    )
