"""Building an invented agency of any size into a demo installation, and removing it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from elearn.config import Settings
from elearn.database import Durability, transaction
from elearn.errors import ElearnError
from elearn.operations.agency import store
from elearn.operations.agency.courses import Duty, duties
from elearn.operations.agency.history import Ids, Past, Written, live_through
from elearn.operations.agency.staff import Staffer, leaders_count, staff_of
from elearn.operations.agency.units import PlannedUnit, planned_units
from elearn.releases.library import library

PEOPLE_AT_ONCE = 2_000
MOST_PEOPLE = 5_000_000
MADE_BY = "demo"
ENDED_AFTER = timedelta(days=60)
# The first units of an agency, whose heads and clerks get the roles that a demo wants to show.
HEAD_KINDS = frozenset({"dinas", "badan", "kecamatan", "inspektorat"})


class AgencyRefused(ElearnError):
    """An agency of this size cannot be built here; nothing has been changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """What was written."""

    people: int
    units: int
    rows: int


def build(
    settings: Settings, *, people: int, seed: int, today: date, tell: Callable[[int], None] = lambda _: None
) -> Built:
    """Write an agency of so many people with two years of history; `tell` hears how many stand already.

    Equal arguments give equal rows. Commits after every 2,000 people: what a crash leaves is removed by
    `remove`, which also goes before a second building. Raises AgencyRefused for a size out of range.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise AgencyRefused(f"Jumlah orang harus dari 1 sampai {MOST_PEOPLE}.", hint="Contoh: --people 1000.")
    units = planned_units(people, seed)
    asked = duties(list(library().courses.values()), today)
    with transaction():
        last = store.last_ids()
        unit_ids = store.insert_units([_unit_row(unit) for unit in units])
        assignments = _assign(units, unit_ids, asked, today)
    first_person = last["person"] + 1
    site = _Site(
        units=units, unit_ids=unit_ids, asked=asked, assignments=assignments, first_person=first_person,
        people=people, seed=seed, today=today, ids=Ids(last),
    )  # fmt: skip
    rows = 0
    for chunk in _chunks(units):
        stands = chunk[-1].first_number + chunk[-1].seats
        # Before the commit: what stands in the database is always within the noted range.
        _note(settings, people=people, seed=seed, first=first_person, last=first_person + stands - 1)
        with transaction(Durability.RELAXED):
            store.prepare_connection()
            rows += store.write(site.live_through(chunk))
        tell(stands)
    with transaction():
        store.insert_grants(list(_grants(site)))
        store.follow_numbers()
    return Built(people=people, units=len(units), rows=rows)


def remove(settings: Settings) -> int:
    """Remove the agency that stands here, if any; gives how many people it had."""
    marker = _marker(settings)
    if not marker.is_file():
        return 0
    noted = json.loads(marker.read_text(encoding="utf-8"))
    with transaction():
        removed = store.remove(noted["first"], noted["last"])
    marker.unlink()
    return removed


@dataclass(frozen=True, kw_only=True)
class _Site:
    """An agency while it is built."""

    units: Sequence[PlannedUnit]
    unit_ids: Sequence[int]
    asked: Sequence[Duty]
    assignments: Sequence[Sequence[int]]  # of each agency, in the order of `asked`
    first_person: int
    people: int
    seed: int
    today: date
    ids: Ids

    def live_through(self, chunk: Sequence[PlannedUnit]) -> dict[str, list[store.Row]]:
        """All rows of some units."""
        out = Written()
        for unit in chunk:
            self._live_in(unit, out)
        return out.rows

    def _live_in(self, unit: PlannedUnit, out: Written) -> None:
        unit_id = self.unit_ids[unit.number]
        duties_here = list(zip(self.asked, self.assignments[unit.agency], strict=True))
        chance = random.Random(f"{self.seed} history {unit.number}")  # noqa: S311 - a story, not a secret
        # Units differ: in some, one learns because the head does.
        climate = -(chance.random() ** 2)
        past = Past(today=self.today, duties=duties_here, ids=self.ids, climate=climate)
        for staffer in staff_of(unit, self.boss_of(unit), self.people, self.seed, self.today):
            self._appoint(staffer, unit_id, out)
            live_through(staffer, self.first_person + staffer.number, past, chance, out)
        out.rows["obligation_count"] += [
            (unit_id, *standing, count) for standing, count in sorted(out.standings.items())
        ]
        out.standings.clear()

    def boss_of(self, unit: PlannedUnit) -> int | None:
        """The number of who leads the head of a unit: a leader of the unit above, each in his turn."""
        if unit.parent is None or unit.seats == 0:
            return None
        above = self.units[unit.parent]
        if above.seats == 0:
            return self.boss_of(above)
        return above.first_number + unit.place % leaders_count(above.seats, self.seed, above.number)

    def _appoint(self, staffer: Staffer, unit_id: int, out: Written) -> None:
        person_id, since = self.first_person + staffer.number, str(staffer.service.since)
        rows = out.rows
        rows["person"].append(
            (person_id, staffer.name, "", staffer.title_after, staffer.status, staffer.rank, staffer.position,
             unit_id, None, "", staffer.kind, None, "", None)
        )  # fmt: skip
        rows["employee_number"].append(
            (self.ids.next("employee_number"), person_id, staffer.nip, since, None)
        )
        # No password: in demo mode one signs in with a button, and nothing secret is fixed anywhere.
        rows["account"].append((person_id, None, None, None, "id", "normal"))
        rows["held_position"].append(
            (self.ids.next("held_position"), person_id, unit_id, staffer.position, staffer.kind, "definitive",
             since, None)
        )  # fmt: skip
        if staffer.leader is not None:
            leader = self.first_person + staffer.leader
            rows["reporting_line"].append(
                (self.ids.next("reporting_line"), person_id, leader, "definitive", since, None)
            )


def _unit_row(unit: PlannedUnit) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "zone": unit.zone,
        "parent": unit.parent,
    }


def _assign(
    units: Sequence[PlannedUnit], unit_ids: Sequence[int], asked: Sequence[Duty], today: date
) -> list[list[int]]:
    """Assign every duty in each agency; gives the numbers of the assignments by agency."""
    roots = [unit for unit in units if unit.parent is None]
    return [
        store.insert_assignments([_assignment_row(duty, unit_ids[root.number], today) for duty in asked])
        for root in roots
    ]


def _assignment_row(duty: Duty, unit_id: int, today: date) -> dict[str, Any]:
    return {
        "course": duty.course,
        "level": duty.level,
        "unit_id": unit_id,
        "position_kind": duty.position_kind,
        "employment_status": duty.employment_status,
        "starts_on": duty.starts_on,
        "due_on": duty.due_on,
        "made_by_name": "BKPSDM",
        "made_at": _morning(duty.starts_on),
        # Courses of long ago: who joins today is not asked to learn them any more.
        "ended_at": _morning(duty.due_on + ENDED_AFTER) if duty.due_on + ENDED_AFTER < today else None,
    }


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


def _chunks(units: Sequence[PlannedUnit]) -> Iterator[list[PlannedUnit]]:
    """The units in turn, some 2,000 people at once."""
    chunk: list[PlannedUnit] = []
    for unit in units:
        chunk.append(unit)
        if sum(one.seats for one in chunk) >= PEOPLE_AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _grants(site: _Site) -> Iterator[dict[str, Any]]:
    """Heads and operators of the larger offices, and an HR admin of each agency."""
    granted_at = datetime(site.today.year, site.today.month, 1, tzinfo=UTC)
    for unit in site.units:
        if unit.seats < 2:
            continue
        roles = {0: "unit_head", 1: "unit_operator"} if unit.kind in HEAD_KINDS else {}
        if unit.kind == "instansi":
            roles = {1: "hr_admin"}
        for place, role in roles.items():
            yield {
                "person_id": site.first_person + unit.first_number + place,
                "role": role,
                "unit_id": site.unit_ids[unit.number],
                "granted_at": granted_at,
                "granted_by": MADE_BY,
            }


def _marker(settings: Settings) -> Path:
    return settings.instance / "demo-agency"


def _note(settings: Settings, **noted: int) -> None:
    _marker(settings).write_text(json.dumps(noted, indent=1) + "\n", encoding="utf-8")
