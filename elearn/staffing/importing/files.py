"""A file that was put in, as a plan: its lists are found, its rows read, and compared with what is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from elearn.spreadsheet.reading import read_tables
from elearn.spreadsheet.sentences import fault_words
from elearn.spreadsheet.table import USUAL_LIMITS, Limits, Table
from elearn.staffing.importing import store
from elearn.staffing.importing.columns import (
    Field,
    Headings,
    is_person_list,
    is_unit_list,
    person_headings,
    unit_headings,
)
from elearn.staffing.importing.lines import Line, person_lines, unit_lines
from elearn.staffing.importing.plan import Plan
from elearn.staffing.importing.rules import planned_people
from elearn.staffing.importing.sentences import (
    column_twice_words,
    no_list_words,
)
from elearn.staffing.importing.units import planned_units
from elearn.staffing.reach import Reach


def tables_of(name: str, body: bytes, limits: Limits = USUAL_LIMITS) -> tuple[Table, ...] | str:
    """The lists of a file, or one or two sentences why there is none."""
    tables = read_tables(name, body, limits=limits)
    if isinstance(tables, list):
        return fault_words(tables[0])
    lists = tuple(table for table in tables if is_person_list(table.headers) or is_unit_list(table.headers))
    if not lists:
        return no_list_words()
    for table in lists:
        twice = _headings(table).twice
        if twice:
            return column_twice_words(twice[0])
    return lists


def plan_of(tables: Sequence[Table], reach: Reach, *, today: date) -> Plan:
    """What the lists would do, read against the present state."""
    people, units = _lines(tables)
    nips = {line.key for line in people} | {line.values.get(Field.SUPERVISOR, "") for line in people}
    known = store.present(nips - {""}, reach, today=today)
    unit_rows, known = planned_units(units, known)
    person_rows, ended = planned_people(people, known)
    return Plan(
        rows=(*unit_rows, *person_rows),
        ended_lines=ended,
        headings=tuple(_headings(table) for table in tables),
    )


def _lines(tables: Sequence[Table]) -> tuple[list[Line], list[Line]]:
    people: list[Line] = []
    units: list[Line] = []
    for table in tables:
        if is_person_list(table.headers):
            people = people or person_lines(table, person_headings(table.headers))
        else:
            units = units or unit_lines(table, unit_headings(table.headers))
    return people, units


def _headings(table: Table) -> Headings:
    is_people = is_person_list(table.headers)
    return person_headings(table.headers) if is_people else unit_headings(table.headers)
