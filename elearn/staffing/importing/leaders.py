"""Who leads whom after an import: rows that cannot stand, and lines that end by themselves. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.lines_of_command import Command
from elearn.staffing.importing.present import Present
from elearn.staffing.importing.readings import Reading, has_left, since
from elearn.staffing.importing.remarks import Code, Remark, refuses


def settle_leaders(readings: list[Reading], remarks: list[list[Remark]], present: Present) -> None:
    """Refuse rows whose leader is not there, until what is left stands.

    A refused row takes those along who should be led by the person it would have added.
    """
    command = Command(present.people, present.lines)
    while True:
        good = [reading for reading, said in zip(readings, remarks, strict=True) if not refuses(said)]
        leaving = {r.line.key for r in good if (r.line.dates.get(Field.LEFT) or date.max) <= present.today}
        staying = {reading.line.key for reading in good} - leaving
        wanted = {
            reading.line.key: reading.line.values[Field.SUPERVISOR]
            for reading in good
            if Field.SUPERVISOR in reading.line.values
        }
        found = {
            nip: code
            for nip, leader in wanted.items()
            if leader and (code := _leader_fault(leader, leaving, staying, present))
        }
        found |= {nip: Code.SUPERVISOR_CYCLE for nip in command.circles(wanted) if nip not in found}
        if not found:
            return
        for reading, said in zip(readings, remarks, strict=True):
            if reading.line.key in found and not refuses(said):
                said.append(Remark(found[reading.line.key], Field.SUPERVISOR))


def _leader_fault(leader: str, leaving: set[str], staying: set[str], present: Present) -> Code | None:
    person = present.people.get(leader)
    if leader in leaving:
        return Code.SUPERVISOR_LEFT
    if leader in staying:
        return None
    if person is None:
        return Code.SUPERVISOR_UNKNOWN
    return Code.SUPERVISOR_LEFT if has_left(person, present.today) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """Reporting lines that end because one end of them moves or leaves."""

    own: frozenset[int]  # people in the file who lose who led them
    of_others: Mapping[int, date]  # lines of people whose row says nothing of it
    teams: Mapping[int, int]  # leader -> how many lose him


def cut_lines(good: Mapping[str, Reading], present: Present) -> Cut:
    """The lines that end: one end leaves, or moves without the other, and no row says who leads then."""
    by_id = {reading.person.id: reading for reading in good.values() if reading.person}
    moves = {
        person_id: (reading.person.unit, reading.unit)
        for person_id, reading in by_id.items()
        if reading.person and reading.unit != reading.person.unit
    }
    leaves = {
        person_id: left
        for person_id, reading in by_id.items()
        if (left := reading.line.dates.get(Field.LEFT)) is not None
        and reading.person
        and left != reading.person.left_on
    }
    own: set[int] = set()
    others: dict[int, date] = {}
    teams: dict[int, int] = defaultdict(int)
    for line in present.lines:
        ends = [leaves[end] for end in (line.person_id, line.supervisor_id) if end in leaves]
        if not ends:
            if moves.get(line.person_id) == moves.get(line.supervisor_id):
                continue
            ends = [
                since(by_id[end].line, present.today)
                for end in (line.person_id, line.supervisor_id)
                if end in moves
            ]
        led = by_id.get(line.person_id)
        if led is not None and Field.SUPERVISOR in led.line.values and line.person_id not in leaves:
            continue  # his own row says who leads him
        if led is not None:
            own.add(line.person_id)
        others[line.id] = min(ends) - timedelta(days=1)
        if line.supervisor_id in moves or line.supervisor_id in leaves:
            teams[line.supervisor_id] += 1
    return Cut(own=frozenset(own), of_others=others, teams=teams)
