"""Planning a list of staff: what each row would do, whatever the order of the rows. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.leaders import cut_lines, settle_leaders
from elearn.staffing.importing.lines import Line
from elearn.staffing.importing.plan import RowPlan, Verdict
from elearn.staffing.importing.present import KnownPerson, Present
from elearn.staffing.importing.readings import Reading, has_left
from elearn.staffing.importing.remarks import Code, Remark, refuses
from elearn.staffing.importing.steps import known_row, new_row, row_of
from elearn.staffing.importing.unit_names import UnitNames

_ROWS_NAMED = 5
_NEVER_EMPTY = {
    Field.NAME: Code.NAME_MISSING,
    Field.STATUS: Code.STATUS_UNKNOWN,
    Field.UNIT: Code.UNIT_MISSING,
}


def planned_people(lines: Sequence[Line], present: Present) -> tuple[list[RowPlan], dict[int, date]]:
    """The verdict on every row, and the reporting lines of others that end with it (id -> last day)."""
    names = UnitNames(present.units)
    rows_of: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        rows_of[line.key].append(line.number)
    readings: list[Reading] = []
    remarks: list[list[Remark]] = []
    for line in lines:
        person = present.people.get(line.key)
        unit, remark = _unit_of(line, person, names, present)
        readings.append(Reading(line=line, person=person, unit=unit))
        twice = list(_twice(line, rows_of[line.key]))
        found = [] if twice else [*remark, *_of_itself(line, person, present)]
        remarks.append([*line.remarks, *twice, *found])
    settle_leaders(readings, remarks, present)
    return _judged(readings, remarks, present)


def _twice(line: Line, rows: Sequence[int]) -> Iterable[Remark]:
    if line.key and len(rows) > 1:
        others = [number for number in rows[: _ROWS_NAMED + 1] if number != line.number]
        yield Remark(Code.NIP_TWICE, Field.NIP, ", ".join(map(str, others[:_ROWS_NAMED])))


def _unit_of(
    line: Line, person: KnownPerson | None, names: UnitNames, present: Present
) -> tuple[str, list[Remark]]:
    """The unit of a person afterwards, and what keeps it from being so."""
    text = line.values.get(Field.UNIT)
    if not text:
        return (
            (person.unit, []) if person else ("", [Remark(Code.UNIT_MISSING, Field.UNIT)] if line.key else [])
        )
    found = names.found(text)
    within = [code for code in found if present.reaches(code)]
    if len(within) > 1:
        return "", [Remark(Code.UNIT_AMBIGUOUS, Field.UNIT, ", ".join(within[:5]))]
    if not within:
        code = Code.UNIT_OUTSIDE if found else Code.UNIT_UNKNOWN
        return "", [Remark(code, Field.UNIT, text[:80])]
    closed_on = present.units[within[0]].closed_on
    if closed_on is not None and closed_on <= present.today and (person is None or person.unit != within[0]):
        return "", [Remark(Code.UNIT_CLOSED, Field.UNIT, present.units[within[0]].name)]
    return within[0], []


def _of_itself(line: Line, person: KnownPerson | None, present: Present) -> Iterable[Remark]:
    """What can be said of a row by itself and the person it names."""
    if person is not None and not present.reaches(person.unit):
        yield Remark(Code.NIP_ELSEWHERE, Field.NIP)
        return
    if line.key in present.ended_numbers:
        yield Remark(Code.NIP_ENDED, Field.NIP)
    for field, code in _NEVER_EMPTY.items():
        if line.values.get(field) == "":
            yield Remark(code, field)
    if person is None and line.key and Field.NAME not in line.values:
        yield Remark(Code.NAME_MISSING, Field.NAME)
    if line.key and line.values.get(Field.SUPERVISOR) == line.key:
        yield Remark(Code.SUPERVISOR_SELF, Field.SUPERVISOR)
    since = line.dates.get(Field.SINCE)
    if since is not None and since > present.today:
        yield Remark(Code.DATE_AHEAD, Field.SINCE)
    yield from _about_leaving(line, person, present)


def _about_leaving(line: Line, person: KnownPerson | None, present: Present) -> Iterable[Remark]:
    left = line.dates.get(Field.LEFT)
    if person is None:
        if left is not None and line.key:
            yield Remark(Code.NOT_HERE, Field.LEFT)
        return
    if has_left(person, present.today) and Field.LEFT not in line.dates:
        yield Remark(Code.HAS_LEFT, Field.LEFT, str(person.left_on))
    if left is not None and left != person.left_on and person.id in present.irremovable:
        yield Remark(Code.LEAVE_FORBIDDEN, Field.LEFT)


def _judged(
    readings: Sequence[Reading], remarks: Sequence[list[Remark]], present: Present
) -> tuple[list[RowPlan], dict[int, date]]:
    """Rows with their steps, after the lines that a move or a leaving ends have been found."""
    good = {
        reading.line.key: reading
        for reading, said in zip(readings, remarks, strict=True)
        if not refuses(said)
    }
    cut = cut_lines(good, present)
    rows = []
    for reading, said in zip(readings, remarks, strict=True):
        if refuses(said):
            rows.append(row_of(reading.line, Verdict.REFUSED, remarks=said))
        elif reading.person is None:
            rows.append(new_row(reading, said, present))
        else:
            rows.append(known_row(reading, reading.person, said, cut, present))
    return rows, dict(cut.of_others)
