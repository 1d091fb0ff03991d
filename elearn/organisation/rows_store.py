"""The rows behind a number: obligations or people, some at a time, and how many they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from elearn.database import db
from elearn.ledger.tables import JpYear
from elearn.obligations.tables import Obligation, ObligationCount
from elearn.organisation.asked import Asked
from elearn.organisation.conditions import Scope, is_counted, is_due, is_here, is_of_course, is_of_group
from elearn.organisation.rules import What
from elearn.people.names import full_name
from elearn.people.tables import EmployeeNumber, Person, Unit

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ObligationLine:
    """An obligation behind a number."""

    person_id: int
    name: str
    nip: str
    unit_name: str
    position: str
    course: str
    level: str
    due_on: date
    state: str
    completed_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """A person behind a number."""

    person_id: int
    name: str
    nip: str
    unit_name: str
    position: str
    jp: Decimal


def count_obligations(scope: Scope, asked: Asked, today: date) -> int:
    """How many obligations the rows of `obligation_lines` are, from the counters."""
    query = select(func.coalesce(func.sum(ObligationCount.people), 0))
    return int(
        db.session.scalar(query.where(*is_counted(scope, asked), *_of_counters(asked.what, today))) or 0
    )


def count_people(scope: Scope, asked: Asked, today: date) -> int:
    """How many people the rows of `person_lines` are."""
    query = select(func.count()).select_from(Person)
    wanted = (is_here(today), *scope.holds(Person.unit_id), *is_of_group(Person, asked))
    return int(db.session.scalar(query.where(*wanted)) or 0)


def obligation_lines(
    scope: Scope, asked: Asked, today: date, *, limit: int, offset: int = 0
) -> Iterator[ObligationLine]:
    """Obligations behind a number, the earliest due first; memory stays flat while they are asked for."""
    query = (
        select(
            *_person_columns(),
            Obligation.course,
            Obligation.level,
            Obligation.due_on,
            Obligation.state,
            Obligation.completed_on,
        )
        .join(Person, Person.id == Obligation.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(EmployeeNumber, _present_number())
        .where(
            Obligation.state != "withdrawn",
            *is_due(Obligation, Obligation.state == "open", asked),
            *is_of_course(Obligation, asked),
            *scope.holds(Person.unit_id),
            *is_of_group(Person, asked),
            *_of_obligations(asked.what, today),
        )
        .order_by(Obligation.due_on, Obligation.id)
    )
    for row in _streamed(query.limit(limit).offset(offset)):
        yield ObligationLine(**_named(row))


def person_lines(
    scope: Scope, asked: Asked, today: date, *, limit: int, offset: int = 0
) -> Iterator[PersonLine]:
    """People behind a number with their JP of the year: by name, or those with the fewest JP first."""
    jp = func.coalesce(JpYear.jp, 0)
    query = (
        select(*_person_columns(), jp.label("jp"))
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(EmployeeNumber, _present_number())
        .outerjoin(JpYear, and_(JpYear.person_id == Person.id, JpYear.year == asked.year))
        .where(is_here(today), *scope.holds(Person.unit_id), *is_of_group(Person, asked))
    )
    order = (jp, Person.name, Person.id) if asked.what is What.JP else (Person.name, Person.id)
    for row in _streamed(query.order_by(*order).limit(limit).offset(offset)):
        yield PersonLine(**_named(row) | {"jp": Decimal(str(row["jp"]))})


def _streamed(query: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    return iter(db.session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}).mappings())


def _person_columns() -> tuple[ColumnElement[Any], ...]:
    return (
        Person.id.label("person_id"),
        Person.name.label("name"),
        Person.title_before.label("title_before"),
        Person.title_after.label("title_after"),
        Person.position.label("position"),
        Unit.name.label("unit_name"),
        func.coalesce(EmployeeNumber.nip, "").label("nip"),
    )


def _named(row: Any) -> dict[str, Any]:
    values = dict(row)
    before, after = values.pop("title_before"), values.pop("title_after")
    return values | {"name": full_name(values["name"], title_before=before, title_after=after)}


def _present_number() -> ColumnElement[bool]:
    return (EmployeeNumber.person_id == Person.id) & EmployeeNumber.valid_to.is_(None)


def _of_counters(what: What, today: date) -> list[ColumnElement[bool]]:
    standings = {What.IN_TIME: "completed", What.LATE: "late", What.EXEMPT: "exempt"}
    if what in standings:
        return [ObligationCount.standing == standings[what]]
    is_open = [ObligationCount.standing == "open"] if what in {What.OPEN, What.OVERDUE} else []
    return [*is_open, ObligationCount.due_on < today] if what is What.OVERDUE else is_open


def _of_obligations(what: What, today: date) -> list[ColumnElement[bool]]:
    """The same on the obligations themselves."""
    completed = Obligation.state == "completed"
    is_late = Obligation.completed_on > Obligation.due_on
    found: dict[What, list[ColumnElement[bool]]] = {
        What.IN_TIME: [completed, or_(Obligation.completed_on.is_(None), ~is_late)],
        What.LATE: [completed, is_late],
        What.EXEMPT: [Obligation.state == "exempt"],
        What.OPEN: [Obligation.state == "open"],
        What.OVERDUE: [Obligation.state == "open", Obligation.due_on < today],
    }
    return found.get(what, [])
