"""Every query on batches and on what goes into them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select, update
from sqlalchemy.orm import aliased

from elearn.certificates import store
from elearn.certificates.batch_rules import Batch, Kind, State, Wanted
from elearn.certificates.store import CertificateRow
from elearn.certificates.tables import Certificate, CertificateBatch
from elearn.database import db
from elearn.people.tables import Person, Unit, UnitClosure
from elearn.progress.tables import Completion


class Earned(NamedTuple):
    """A finished course without a certificate."""

    person_id: int
    course: str
    cycle: int


def insert_batch(wanted: Wanted, *, total: int, by: int | None, now: datetime) -> int:
    """Write a batch that waits; gives its id."""
    row = CertificateBatch(
        unit_id=wanted.unit_id,
        year=wanted.year,
        course=wanted.course,
        kind=wanted.kind.value,
        state=State.WAITING.value,
        total=total,
        asked_by=by,
        asked_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _batches(query: Select[Any]) -> list[Batch]:
    return [
        Batch(**{**row, "kind": Kind(row["kind"]), "state": State(row["state"])})
        for row in db.session.execute(query).mappings()
    ]


_IS_OPEN = CertificateBatch.state.in_([State.WAITING.value, State.RUNNING.value])
_COLUMNS: tuple[Any, ...] = tuple(getattr(CertificateBatch, name) for name in Batch.__slots__)


def find(batch_id: int) -> Batch | None:
    """A batch by its id."""
    return next(iter(_batches(select(*_COLUMNS).where(CertificateBatch.id == batch_id))), None)


def latest(unit_ids: Collection[int] | None, limit: int) -> list[Batch]:
    """The latest batches of these units (None: of all, and those of every unit)."""
    query = select(*_COLUMNS).order_by(CertificateBatch.id.desc()).limit(limit)
    return _batches(query if unit_ids is None else query.where(CertificateBatch.unit_id.in_(unit_ids)))


def next_open() -> Batch | None:
    """The first batch that is not over."""
    query = select(*_COLUMNS).where(_IS_OPEN).order_by(CertificateBatch.id).limit(1)
    return next(iter(_batches(query)), None)


def finished_before(instant: datetime) -> list[int]:
    """The ids of batches that ended before that instant."""
    query = select(CertificateBatch.id).where(CertificateBatch.finished_at < instant)
    return list(db.session.scalars(query))


def put_done(batch: Batch, done: int) -> bool:
    """Note how far a batch is; False when another worker was there first."""
    here = (CertificateBatch.id == batch.id, CertificateBatch.done == batch.done, _IS_OPEN)
    changed = update(CertificateBatch).where(*here).values(done=done, state=State.RUNNING.value)
    return db.session.execute(changed.returning(CertificateBatch.id)).first() is not None


def end(batch_id: int, state: State, now: datetime, problem: str = "") -> None:
    """Nothing more is done for this batch; the first word on that stays."""
    changed = update(CertificateBatch).where(CertificateBatch.id == batch_id, _IS_OPEN)
    db.session.execute(changed.values(state=state.value, finished_at=now, problem=problem[:300]))


def certificate_ids(wanted: Wanted) -> list[int]:
    """Certificates in force for courses finished in that year, in the order of units, names and numbers."""
    query = (
        select(Certificate.id)
        .join(Person, Person.id == Certificate.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(
            Certificate.revoked_at.is_(None),
            Certificate.replaced_at.is_(None),
            Certificate.completed_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)),
        )
        .order_by(func.lower(Unit.name), Unit.id, func.lower(Person.name), Person.id, Certificate.id)
    )
    if wanted.course:
        query = query.where(Certificate.course == wanted.course)
    return list(db.session.scalars(_of_unit(query, wanted)))


def earned_without(wanted: Wanted, begin: datetime, end: datetime) -> list[Earned]:
    """Courses that brought JP, were finished between these instants and never got a certificate."""
    module = aliased(Completion)
    brought_jp = exists().where(
        module.person_id == Completion.person_id,
        module.course == Completion.course,
        module.cycle == Completion.cycle,
        module.scope == "module",
        module.jp > 0,
    )
    has_one = exists().where(
        Certificate.person_id == Completion.person_id,
        Certificate.course == Completion.course,
        Certificate.cycle == Completion.cycle,
    )
    columns: tuple[Any, ...] = (Completion.person_id, Completion.course, Completion.cycle)
    query = (
        select(*columns)
        .join(Person, Person.id == Completion.person_id)
        .where(Completion.scope == "course", Completion.completed_at >= begin, Completion.completed_at < end)
        .where(brought_jp, ~has_one)
        .order_by(Completion.completed_at, Completion.id)
    )
    if wanted.course:
        query = query.where(Completion.course == wanted.course)
    return [Earned(*row) for row in db.session.execute(_of_unit(query, wanted))]


def _of_unit(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.unit_id is None:
        return query
    below = select(UnitClosure.unit_id).where(UnitClosure.ancestor_id == wanted.unit_id)
    return query.where(Person.unit_id.in_(below))


def in_order(ids: Sequence[int]) -> list[CertificateRow]:
    """These certificates in exactly this order; one that is gone is left out."""
    known = {row.id: row for row in store.of_ids(select(Certificate.id).where(Certificate.id.in_(ids)))}
    return [known[one] for one in ids if one in known]


def units_of(person_ids: Collection[int | None]) -> dict[int, str]:
    """The unit's name of each of these people."""
    query = select(Person.id, Unit.name).join(Unit, Unit.id == Person.unit_id)
    rows = db.session.execute(query.where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def courses_with_certificates(unit_ids: Collection[int] | None) -> list[str]:
    """The courses somebody of these units has a certificate of or finished, by their kode."""
    certified = select(Certificate.course).join(Person, Person.id == Certificate.person_id)
    finished = select(Completion.course).join(Person, Person.id == Completion.person_id)
    if unit_ids is not None:
        certified = certified.where(Person.unit_id.in_(unit_ids))
        finished = finished.where(Person.unit_id.in_(unit_ids))
    both = certified.union(finished).subquery()
    return list(db.session.scalars(select(both.c.course).order_by(both.c.course)))


class UnitChoice(NamedTuple):
    """A unit to choose."""

    id: int
    name: str


def units_to_choose(unit_ids: Collection[int] | None) -> list[UnitChoice]:
    """The units that are not closed, of these (None: all), by name."""
    columns: tuple[Any, ...] = (Unit.id, Unit.name)
    query = select(*columns).where(Unit.closed_on.is_(None)).order_by(func.lower(Unit.name), Unit.id)
    if unit_ids is not None:
        query = query.where(Unit.id.in_(unit_ids))
    return [UnitChoice(*row) for row in db.session.execute(query)]
