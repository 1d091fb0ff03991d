"""The rows behind a number of the organisation's page: obligations or people, by name, 50 at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from elearn.obligations.rules import due_state
from elearn.organisation import rows_store
from elearn.organisation.access import Sight
from elearn.organisation.asked import Asked
from elearn.organisation.rows_store import ObligationLine, PersonLine
from elearn.organisation.rules import OF_PEOPLE
from elearn.releases.library import find_course

ROWS_A_PAGE = 50
MOST_ROWS = 200_000
"""What a file holds at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DueLine:
    """An obligation with its state of today and the title of its course."""

    line: ObligationLine
    state: str
    title: str


@dataclass(frozen=True, kw_only=True)
class RowsPage:
    """Some of the rows; `count` is the number that opened them."""

    asked: Asked
    unit_id: int
    unit_name: str
    count: int
    page_count: int
    obligations: tuple[DueLine, ...]
    people: tuple[PersonLine, ...]
    is_of_people: bool


def rows_page(asked: Asked, sight: Sight, today: date) -> RowsPage:
    """The rows of one page of the screen. Two statements."""
    assert sight.unit is not None
    is_of_people = asked.what in OF_PEOPLE
    count_rows = rows_store.count_people if is_of_people else rows_store.count_obligations
    count = count_rows(sight.scope, asked, today)
    page = slice((asked.page - 1) * ROWS_A_PAGE, asked.page * ROWS_A_PAGE)
    return RowsPage(
        asked=asked,
        unit_id=sight.unit.id,
        unit_name=sight.unit.name,
        count=count,
        page_count=max(1, -(-count // ROWS_A_PAGE)),
        obligations=() if is_of_people else tuple(due_lines(asked, sight, today, page)),
        people=tuple(people_lines(asked, sight, today, page)) if is_of_people else (),
        is_of_people=is_of_people,
    )


def due_lines(asked: Asked, sight: Sight, today: date, rows: slice) -> Iterator[DueLine]:
    """Obligations from one row up to another, one at a time: a file may hold many."""
    limit = rows.stop - rows.start
    for line in rows_store.obligation_lines(sight.scope, asked, today, limit=limit, offset=rows.start):
        yield _due_line(line, today)


def people_lines(asked: Asked, sight: Sight, today: date, rows: slice) -> Iterator[PersonLine]:
    """People from one row up to another, one at a time."""
    limit = rows.stop - rows.start
    return rows_store.person_lines(sight.scope, asked, today, limit=limit, offset=rows.start)


def _due_line(line: ObligationLine, today: date) -> DueLine:
    course = find_course(line.course)
    dated = _Dated(state=line.state, due_on=line.due_on)
    # Whether somebody has begun is not counted here: an open one without a date near is "not started".
    state = due_state(dated, today=today, has_started=False)
    return DueLine(line=line, state=state.value, title=course.title if course else line.course)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Dated:
    """An obligation without the validity of its completion: completed is completed here."""

    state: str
    due_on: date
    valid_until: date | None = None
