"""What is known before an import, read in batches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from elearn.people import staff_store
from elearn.staffing.importing.present import KnownLine, KnownPerson, KnownUnit, Present
from elearn.staffing.reach import Reach


def present(nips: Collection[str], reach: Reach, *, today: date) -> Present:
    """Everything a plan about these people needs; the count of queries grows with batches of people only."""
    units = staff_store.every_unit()
    codes = {unit.id: unit.code for unit in units}
    lines = tuple(KnownLine(**row._asdict()) for row in staff_store.open_lines(today))
    return Present(
        today=today,
        units={
            unit.code: KnownUnit(
                id=unit.id,
                code=unit.code,
                name=unit.name,
                kind=unit.kind,
                parent=codes.get(unit.parent_id) if unit.parent_id else None,
                zone=unit.zone,
                closed_on=unit.closed_on,
            )
            for unit in units
        },
        people={row["nip"]: KnownPerson(**row) for row in staff_store.people_by_number(nips)},
        ended_numbers=frozenset(staff_store.ended_numbers(nips)),
        lines=lines,
        leaders={
            line.person_id: line.supervisor_id
            for line in lines
            if line.basis == "definitive" and line.valid_from <= today
        },
        reach=None if reach.is_whole else frozenset(codes[one] for one in reach.unit_ids if one in codes),
        irremovable=reach.irremovable,
    )
