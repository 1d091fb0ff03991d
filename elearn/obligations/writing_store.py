"""Every statement that writes assignments, obligations and their changes. The caller keeps the counters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, insert, literal, select, update

from elearn.accounts.actions import Actor
from elearn.database import connection, db, upsert_into
from elearn.obligations.planning import Planned
from elearn.obligations.rows import ObligationRow
from elearn.obligations.rules import COMPLETED, OPEN, Audience, Terms
from elearn.obligations.store import chunks
from elearn.obligations.tables import Assignment, BulkAction, Obligation, ObligationChange, ShiftRequest

_CHANGE_COLUMNS = (
    "obligation_id",
    "at",
    "actor_id",
    "actor_name",
    "kind",
    "state_before",
    "due_after",
    "reason_kind",
    "note",
    "bulk_id",
)


def insert_assignment(
    course: str, audience: Audience, terms: Terms, *, cause: str, actor: Actor, now: datetime
) -> int:
    """Write an assignment and give its id."""
    row = Assignment(
        course=course,
        level=terms.level,
        cause=cause,
        names_people=audience.names_people,
        unit_id=audience.unit_id,
        position_kind=audience.position_kind,
        employment_status=audience.employment_status,
        starts_on=terms.starts_on,
        due_on=terms.due_on,
        due_after_workdays=terms.due_after_workdays,
        repeat_months=terms.repeat_months,
        window_days=terms.window_days,
        note=terms.note,
        made_by=actor.person_id,
        made_by_name=actor.name,
        made_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def end_assignment(assignment_id: int, ended_by: int | None, now: datetime) -> None:
    """Nobody gets it from now on."""
    db.session.execute(
        update(Assignment)
        .where(Assignment.id == assignment_id, Assignment.ended_at.is_(None))
        .values(ended_at=now, ended_by=ended_by)
    )


def insert_bulk(kind: str, people: int, actor_id: int, now: datetime) -> int:
    """Note an action on many people and give its id."""
    row = BulkAction(actor_id=actor_id, at=now, kind=kind, people=people)
    db.session.add(row)
    db.session.flush()
    return row.id


def mark_undone(bulk_id: int, undone_by: int | None, now: datetime) -> bool:
    """Note that an action was taken back; False when it was before."""
    done = db.session.execute(
        update(BulkAction)
        .where(BulkAction.id == bulk_id, BulkAction.undone_at.is_(None))
        .values(undone_at=now, undone_by=undone_by)
        .returning(BulkAction.id)
    )
    return done.first() is not None


def insert_planned(
    assignment_id: int, course: str, terms: Terms, plan: Iterable[Planned], *, starts_on: date, now: datetime
) -> None:
    """Write the new obligations of a plan; one that another request made a moment ago stays."""
    rows = [
        {
            "person_id": one.person_id,
            "course": course,
            "cycle": one.cycle,
            "assignment_id": assignment_id,
            "level": terms.level,
            "starts_on": starts_on,
            "due_on": one.due_on,
            "first_due_on": one.due_on,
            "state": COMPLETED if one.completed_on else OPEN,
            "made_at": now,
            "completed_on": one.completed_on,
            "valid_until": one.valid_until,
            "exempt_reason": "",
            "own_shifts": 0,
        }
        for one in plan
    ]
    if rows:
        new = upsert_into(Obligation).on_conflict_do_nothing(index_elements=["person_id", "course", "cycle"])
        connection().execute(new, rows)


def add_changes_of_new(
    assignment_id: int, *, actor: Actor, note: str, bulk_id: int | None, now: datetime
) -> None:
    """Note how the obligations made at this instant came about; one statement, however many."""
    values = select(
        Obligation.id,
        Obligation.made_at,
        literal(actor.person_id, Obligation.id.type),
        literal(actor.name),
        literal("assigned"),
        literal(""),
        Obligation.due_on,
        literal(""),
        literal(note),
        literal(bulk_id, Obligation.id.type),
    ).where(is_untold(assignment_id, now))
    db.session.execute(insert(ObligationChange).from_select(_CHANGE_COLUMNS, values))


def is_untold(assignment_id: int, made_at: datetime) -> ColumnElement[bool]:
    """The condition for the obligations an assignment made at this instant that have no change yet."""
    has_change = exists().where(ObligationChange.obligation_id == Obligation.id)
    return and_(Obligation.assignment_id == assignment_id, Obligation.made_at == made_at, ~has_change)


def change_rows(values: Sequence[Mapping[str, Any]]) -> None:
    """Change obligations: each mapping names its row by `id`; all must name the same columns."""
    if not values:
        return
    names = [name for name in values[0] if name != "id"]
    query = (
        update(Obligation.__table__)  # type: ignore[arg-type]  # the table, so that many rows go at once
        .where(Obligation.__table__.c.id == bindparam("row_id"))
        .values({name: bindparam(f"new_{name}") for name in names})
    )
    rows = [{"row_id": one["id"], **{f"new_{name}": one[name] for name in names}} for one in values]
    connection().execute(query, rows)


def set_all(ids: Collection[int], **values: Any) -> None:
    """Give all these obligations the same values; one statement for every 10,000."""
    for some in chunks(ids):
        db.session.execute(update(Obligation).where(Obligation.id.in_(some)).values(**values))


def add_changes(
    rows: Iterable[ObligationRow],
    kind: str,
    *,
    actor: Actor,
    now: datetime,
    due_after: Mapping[int, date] | None = None,
    reason_kind: str = "",
    note: str = "",
    bulk_id: int | None = None,
) -> None:
    """Note one change of each obligation, given as it was before. `due_after` by id; else the date stays."""
    dates = due_after or {}
    values = [
        {
            "obligation_id": row.id,
            "at": now,
            "actor_id": actor.person_id,
            "actor_name": actor.name,
            "kind": kind,
            "state_before": row.state,
            "due_before": row.due_on,
            "due_after": dates.get(row.id, row.due_on),
            "reason_kind": reason_kind,
            "note": note,
            "bulk_id": bulk_id,
        }
        for row in rows
    ]
    if values:
        connection().execute(insert(ObligationChange.__table__), values)  # type: ignore[arg-type]


def insert_request(obligation_id: int, wanted_on: date, reason: str, now: datetime) -> int:
    """Write a request for another date and give its id."""
    row = ShiftRequest(obligation_id=obligation_id, asked_at=now, wanted_on=wanted_on, reason=reason)
    db.session.add(row)
    db.session.flush()
    return row.id


def decide_request(request_id: int, verdict: str, answer: str, decided_by: int | None, now: datetime) -> bool:
    """Keep the decision on a request; False when it was decided before."""
    done = db.session.execute(
        update(ShiftRequest)
        .where(ShiftRequest.id == request_id, ShiftRequest.verdict == "open")
        .values(verdict=verdict, answer=answer, decided_by=decided_by, decided_at=now)
        .returning(ShiftRequest.id)
    )
    return done.first() is not None
