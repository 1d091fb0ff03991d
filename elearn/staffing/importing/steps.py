"""A row that stands, as a step: what is added or changed, and how its reader is told. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from elearn.people.numbers import likely_status
from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.leaders import Cut
from elearn.staffing.importing.lines import Line
from elearn.staffing.importing.plan import Change, Leader, PersonStep, RowPlan, Verdict
from elearn.staffing.importing.present import KnownPerson, Present
from elearn.staffing.importing.readings import Reading, since
from elearn.staffing.importing.remarks import Code, Remark

COLUMNS = {
    Field.NAME: "name",
    Field.TITLE_BEFORE: "title_before",
    Field.TITLE_AFTER: "title_after",
    Field.STATUS: "employment_status",
    Field.RANK: "rank",
    Field.KIND: "position_kind",
    Field.POSITION: "position",
    Field.EMAIL: "email",
    Field.PHONE: "phone",
}
_DEFAULT_LEFT_REASON = "ended"


def new_row(reading: Reading, said: list[Remark], present: Present) -> RowPlan:
    """A person to add."""
    line = reading.line
    values: dict[str, str | date | None] = {
        column: line.values.get(field, "") for field, column in COLUMNS.items()
    }
    values["employment_status"] = values["employment_status"] or likely_status(line.key)
    values["email"] = values["email"] or None
    step = PersonStep(
        id=None,
        nip=line.key,
        values=values,
        unit=reading.unit,
        since=since(line, present.today),
        changes_position=bool(values["position"]),
        leader=line.values.get(Field.SUPERVISOR) or Leader.KEEP,
    )
    return replace(row_of(line, Verdict.NEW, remarks=said), step=step)


def known_row(
    reading: Reading, person: KnownPerson, said: list[Remark], cut: Cut, present: Present
) -> RowPlan:
    """A person who is known: what changes, if anything."""
    line = reading.line
    changes = list(_changes(reading, person, present))
    leader = _leader_after(line, person, present)
    if person.id in cut.own:
        is_told = line.dates.get(Field.LEFT) is None  # of who leaves everybody knows it
        said = [*said, Remark(Code.LINE_ENDED)] if is_told else said
        leader = Leader.END
    if person.id in cut.teams:
        said = [*said, Remark(Code.TEAM_ENDED, value=str(cut.teams[person.id]))]
    changed = {change.field for change in changes}
    verdict = _verdict(changed, line, leader)
    row = replace(row_of(line, verdict, remarks=said), changes=tuple(changes))
    if verdict is Verdict.SAME:
        return row
    left = line.dates.get(Field.LEFT, person.left_on)
    values: dict[str, str | date | None] = {
        column: line.values[field] for field, column in COLUMNS.items() if field in changed
    }
    if Field.EMAIL in changed:
        values["email"] = values["email"] or None
    if Field.LEFT in changed or Field.LEFT_REASON in changed:
        values |= {"left_on": left, "left_reason": _reason(line, person) if left else ""}
    step = PersonStep(
        id=person.id,
        nip=line.key,
        values=values,
        unit=reading.unit,
        since=since(line, present.today),
        changes_position=bool(changed & {Field.UNIT, Field.POSITION, Field.KIND}),
        leader=leader,
        leaves_on=left if Field.LEFT in changed else None,
        returns=Field.LEFT in changed and left is None,
    )
    return replace(row, step=step)


def _verdict(changed: set[str], line: Line, leader: Leader | str) -> Verdict:
    if Field.LEFT in changed and line.dates.get(Field.LEFT) is not None:
        return Verdict.LEAVING
    if Field.UNIT in changed:
        return Verdict.MOVED
    return Verdict.CHANGED if changed or leader is not Leader.KEEP else Verdict.SAME


def _reason(line: Line, person: KnownPerson) -> str:
    return line.values.get(Field.LEFT_REASON) or person.left_reason or _DEFAULT_LEFT_REASON


def _changes(reading: Reading, person: KnownPerson, present: Present) -> Iterable[Change]:
    line = reading.line
    for field, column in COLUMNS.items():
        before = getattr(person, column)
        if field in line.values and line.values[field] != before:
            yield Change(field, before, line.values[field])
    if reading.unit != person.unit:
        before, after = present.units[person.unit], present.units[reading.unit]
        yield Change(Field.UNIT, before.name, after.name)
    leader = _leader_after(line, person, present)
    if leader is not Leader.KEEP:
        after_nip = "" if leader is Leader.END else str(leader)
        yield Change(Field.SUPERVISOR, "", after_nip)
    left = line.dates.get(Field.LEFT, person.left_on)
    if left != person.left_on:
        yield Change(Field.LEFT, str(person.left_on or ""), str(left or ""))
    elif left is not None and _reason(line, person) != person.left_reason:
        yield Change(Field.LEFT_REASON, person.left_reason, _reason(line, person))


def _leader_after(line: Line, person: KnownPerson, present: Present) -> Leader | str:
    """Who leads the person afterwards, where the row says another than now."""
    wanted = line.values.get(Field.SUPERVISOR)
    if wanted is None or line.dates.get(Field.LEFT) is not None:
        return Leader.KEEP
    now = present.leader_of(person.id)
    if not wanted:
        return Leader.KEEP if now is None else Leader.END
    leader = present.people.get(wanted)
    return Leader.KEEP if leader is not None and leader.id == now else wanted


def row_of(line: Line, verdict: Verdict, *, remarks: Iterable[Remark]) -> RowPlan:
    """A row with its verdict."""
    return RowPlan(
        sheet=line.sheet,
        number=line.number,
        key=line.key,
        shown=line.shown,
        verdict=verdict,
        remarks=tuple(remarks),
    )
