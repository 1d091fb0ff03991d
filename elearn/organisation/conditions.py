"""What belongs to what is asked for, as conditions: the same for the sums and for the rows behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from elearn.obligations.tables import ObligationCount
from elearn.organisation.asked import UNKNOWN_KIND, Asked
from elearn.people.tables import Person, UnitClosure


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Whose figures: the units of `top_ids` and all below them, without `unit_id` below when `is_own`.

    `is_everyone` says that nobody is outside: then no unit needs to be looked up.
    """

    top_ids: tuple[int, ...]
    is_everyone: bool = False
    is_own: bool = False

    def holds(self, column: Any) -> list[ColumnElement[bool]]:
        """The condition on a column of unit ids."""
        if self.is_own:
            return [column.in_(self.top_ids)]
        if self.is_everyone:
            return []
        below = select(UnitClosure.unit_id).where(UnitClosure.ancestor_id.in_(self.top_ids))
        return [column.in_(below)]


def is_here(today: date) -> ColumnElement[bool]:
    """People who have not left."""
    return or_(Person.left_on.is_(None), Person.left_on > today)


def is_due(table: Any, is_open: ColumnElement[bool], asked: Asked) -> list[ColumnElement[bool]]:
    """Due in the year; or, for a whole year, still open from before."""
    within = table.due_on.between(asked.first_day, asked.last_day)
    return [within if asked.month else or_(within, and_(is_open, table.due_on < asked.first_day))]


def is_of_course(table: Any, asked: Asked) -> list[ColumnElement[bool]]:
    """Of the course and level that are asked for."""
    wanted = ((table.course, asked.course), (table.level, asked.level))
    return [column == value for column, value in wanted if value]


def is_of_group(table: Any, asked: Asked) -> list[ColumnElement[bool]]:
    """Of the kind of position and status that are asked for."""
    kind = "" if asked.kind == UNKNOWN_KIND else asked.kind
    found = [table.position_kind == kind] if asked.kind else []
    return [*found, table.employment_status == asked.status] if asked.status else found


def is_counted(scope: Scope, asked: Asked) -> list[ColumnElement[bool]]:
    """Counters that belong to what is asked for."""
    return [
        *is_due(ObligationCount, ObligationCount.standing == "open", asked),
        *is_of_course(ObligationCount, asked),
        *scope.holds(ObligationCount.unit_id),
        *is_of_group(ObligationCount, asked),
    ]
