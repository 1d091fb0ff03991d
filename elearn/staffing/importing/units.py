"""Planning a list of units: which are new, which change, which row cannot stand. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from elearn.staffing.importing.columns import Field
from elearn.staffing.importing.lines import Line
from elearn.staffing.importing.plan import Change, RowPlan, UnitStep, Verdict
from elearn.staffing.importing.present import KnownUnit, Present
from elearn.staffing.importing.remarks import Code, Remark, refuses

_COLUMNS = {Field.NAME: "name", Field.UNIT_KIND: "kind", Field.ZONE: "zone"}
DEFAULT_KIND = "unit"


def planned_units(lines: Sequence[Line], present: Present) -> tuple[list[RowPlan], Present]:
    """The verdict on every row, and the state with the units that come of it."""
    twice = {code for code, count in Counter(line.key for line in lines).items() if code and count > 1}
    remarks = {line.number: [*line.remarks, *_of_itself(line, present, line.key in twice)] for line in lines}
    after = dict(present.units)
    while True:
        good = [line for line in lines if not refuses(remarks[line.number])]
        after = dict(present.units) | {line.key: _unit_after(line, present) for line in good}
        bad = list(_without_place(good, present, after))
        for number, remark in bad:
            remarks[number].append(remark)
        if not bad:
            break
    rows = [_row(line, present, after, remarks[line.number]) for line in lines]
    return _parents_first(rows, after), replace(present, units=after, reach=_wider(present, after))


def _of_itself(line: Line, present: Present, is_twice: bool) -> Iterable[Remark]:
    """What can be said of a row without looking at others."""
    known = present.units.get(line.key)
    if is_twice:
        yield Remark(Code.CODE_TWICE, Field.CODE)
    if known is not None and not present.reaches(line.key):
        yield Remark(Code.CODE_ELSEWHERE, Field.CODE)
    if line.values.get(Field.NAME, known.name if known else "") == "" and line.key:
        yield Remark(Code.NAME_MISSING, Field.NAME)
    names_parent = line.values.get(Field.PARENT)
    if present.reach is not None and known is None and not names_parent and line.key:
        yield Remark(Code.PARENT_MISSING, Field.PARENT)
    if known is not None and _moves(line, known) and not _may_move(known, names_parent, present):
        yield Remark(Code.UNIT_OUTSIDE, Field.PARENT)


def _moves(line: Line, known: KnownUnit) -> bool:
    return Field.PARENT in line.values and (line.values[Field.PARENT] or None) != known.parent


def _may_move(known: KnownUnit, parent: str | None, present: Present) -> bool:
    if present.reach is None:
        return True
    return known.parent in present.reach and bool(parent)


def _without_place(
    good: Sequence[Line], present: Present, after: Mapping[str, KnownUnit]
) -> Iterable[tuple[int, Remark]]:
    """Rows whose parent is not there, is out of reach, or stands below the unit itself."""
    reach = _wider(present, after)
    for line in good:
        parent = after[line.key].parent
        if parent is None:
            continue
        if parent not in after:
            yield line.number, Remark(Code.PARENT_UNKNOWN, Field.PARENT, parent[:40])
        elif line.key in _above(parent, after):
            yield line.number, Remark(Code.PARENT_CYCLE, Field.PARENT)
        elif reach is not None and parent not in reach and _is_new_place(line, present):
            yield line.number, Remark(Code.UNIT_OUTSIDE, Field.PARENT)


def _is_new_place(line: Line, present: Present) -> bool:
    known = present.units.get(line.key)
    return known is None or _moves(line, known)


def _above(code: str, units: Mapping[str, KnownUnit]) -> set[str]:
    """A unit and all above it; a circle in it ends the walk."""
    found: set[str] = set()
    at: str | None = code
    while at is not None and at in units and at not in found:
        found.add(at)
        at = units[at].parent
    return found


def _wider(present: Present, after: Mapping[str, KnownUnit]) -> frozenset[str] | None:
    """The reach, with new units below what is reached."""
    if present.reach is None:
        return None
    new = [code for code in after if code not in present.units]
    return present.reach | {code for code in new if _above(code, after) & present.reach}


def _unit_after(line: Line, present: Present) -> KnownUnit:
    known = present.units.get(line.key) or KnownUnit(code=line.key, name="", kind=DEFAULT_KIND, parent=None)
    values = {column: line.values[one] for one, column in _COLUMNS.items() if one in line.values}
    parent = (line.values[Field.PARENT] or None) if Field.PARENT in line.values else known.parent
    closed_on = line.dates.get(Field.CLOSED, known.closed_on)
    return KnownUnit(
        code=known.code,
        name=values.get("name", known.name),
        kind=values.get("kind", known.kind) or DEFAULT_KIND,
        zone=values.get("zone", known.zone),
        parent=parent,
        closed_on=closed_on,
        id=known.id,
    )


def _row(line: Line, present: Present, after: Mapping[str, KnownUnit], remarks: list[Remark]) -> RowPlan:
    row = RowPlan(
        sheet=line.sheet,
        number=line.number,
        key=line.key,
        shown=line.shown,
        verdict=Verdict.REFUSED,
        remarks=tuple(remarks),
    )
    if refuses(remarks):
        return row
    known, unit = present.units.get(line.key), after[line.key]
    if known is None:
        return replace(row, verdict=Verdict.NEW, step=_step(unit, is_moved=True))
    changes = tuple(_changes(known, unit))
    if not changes:
        return replace(row, verdict=Verdict.SAME)
    is_moved = known.parent != unit.parent
    verdict = Verdict.MOVED if is_moved else Verdict.CHANGED
    return replace(row, verdict=verdict, changes=changes, step=_step(unit, is_moved=is_moved))


def _step(unit: KnownUnit, *, is_moved: bool) -> UnitStep:
    values: dict[str, str | date | None] = {
        "name": unit.name,
        "kind": unit.kind,
        "zone": unit.zone,
        "closed_on": unit.closed_on,
    }
    return UnitStep(id=unit.id, code=unit.code, values=values, parent=unit.parent, moves=is_moved)


def _changes(before: KnownUnit, after: KnownUnit) -> Iterable[Change]:
    for field, old, new in (
        (Field.NAME, before.name, after.name),
        (Field.UNIT_KIND, before.kind, after.kind),
        (Field.PARENT, before.parent, after.parent),
        (Field.ZONE, before.zone, after.zone),
        (Field.CLOSED, before.closed_on, after.closed_on),
    ):
        if old != new:
            yield Change(field, str(old or ""), str(new or ""))


def _parents_first(rows: Sequence[RowPlan], after: Mapping[str, KnownUnit]) -> list[RowPlan]:
    """Rows in the order in which they can be written: a unit after the one above it."""
    depth = {row.key: len(_above(row.key, after)) for row in rows}
    return sorted(rows, key=lambda row: (depth[row.key], row.number))
