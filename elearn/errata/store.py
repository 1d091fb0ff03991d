"""Every query on readers' reports. What authors get never names the reader."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select, update

from elearn.database import db
from elearn.errata.rules import Answer, Kind, NewReport, State
from elearn.errata.tables import ErrataReport
from elearn.people.tables import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report and what became of it; nobody's name."""

    id: int
    course: str
    module: str
    section: str
    version: str
    kind: Kind
    excerpt: str
    message: str
    reported_at: datetime
    state: State
    reply: str
    answered_at: datetime | None


_COLUMNS = [getattr(ErrataReport, name) for name in ReportRow.__dataclass_fields__]
_is_open = ErrataReport.state == State.OPEN.value


def hold(person_id: int) -> None:
    """Let other reports of this person wait until the open transaction ends, so that counting is right."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update())


def open_count_since(person_id: int, since: datetime) -> int:
    """How many reports that a person sent since then wait for an answer."""
    query = select(func.count()).where(
        ErrataReport.person_id == person_id, ErrataReport.reported_at > since, _is_open
    )
    return db.session.execute(query).scalar_one()


def has_same_open(person_id: int, new: NewReport) -> bool:
    """Whether the same person has sent the same already, and it waits."""
    query = select(ErrataReport.id).where(
        ErrataReport.person_id == person_id,
        ErrataReport.course == new.course,
        ErrataReport.module == new.module,
        ErrataReport.section == new.section,
        ErrataReport.kind == new.kind.value,
        ErrataReport.excerpt == new.excerpt,
        ErrataReport.message == new.message,
        _is_open,
    )
    return db.session.execute(query.limit(1)).first() is not None


def insert_report(person_id: int, new: NewReport, now: datetime) -> int:
    """Keep a report; gives its id."""
    values = {name: getattr(new, name) for name in NewReport.__dataclass_fields__}
    values |= {"kind": new.kind.value, "person_id": person_id, "reported_at": now}
    values |= {"state": State.OPEN.value, "reply": ""}
    return db.session.execute(insert(ErrataReport).values(**values).returning(ErrataReport.id)).scalar_one()


def own_reports(person_id: int, limit: int) -> list[ReportRow]:
    """The reports of a person, the newest first."""
    query = select(*_COLUMNS).where(ErrataReport.person_id == person_id)
    return _rows(query.order_by(ErrataReport.reported_at.desc(), ErrataReport.id.desc()).limit(limit))


def reported_courses() -> set[str]:
    """The courses that somebody ever reported something about."""
    return set(db.session.scalars(select(ErrataReport.course).distinct()))


def open_reports(limit: int, courses: Collection[str]) -> list[ReportRow]:
    """The reports about these courses that wait, the oldest first."""
    query = select(*_COLUMNS).where(_is_open, ErrataReport.course.in_(courses))
    return _rows(query.order_by(ErrataReport.reported_at, ErrataReport.id).limit(limit))


def answered_reports(limit: int, courses: Collection[str]) -> list[ReportRow]:
    """The reports about these courses that were answered, the last answer first."""
    query = select(*_COLUMNS).where(~_is_open, ErrataReport.course.in_(courses))
    return _rows(query.order_by(ErrataReport.answered_at.desc(), ErrataReport.id.desc()).limit(limit))


def open_count(courses: Collection[str]) -> int:
    """How many reports about these courses wait."""
    mine = (_is_open, ErrataReport.course.in_(courses))
    return db.session.execute(select(func.count()).select_from(ErrataReport).where(*mine)).scalar_one()


def find_report(report_id: int) -> ReportRow | None:
    """A report by its id, for those who answer."""
    found = _rows(select(*_COLUMNS).where(ErrataReport.id == report_id))
    return found[0] if found else None


def put_answer(report_id: int, answer: Answer, answered_by: int, now: datetime) -> bool:
    """Answer a report that waits; False when it does not (any more): the first answer stays."""
    changed = db.session.execute(
        update(ErrataReport)
        .where(ErrataReport.id == report_id, _is_open)
        .values(state=answer.state.value, reply=answer.reply, answered_by=answered_by, answered_at=now)
        .returning(ErrataReport.id)
    )
    return changed.first() is not None


def has_news(person_id: int, since: datetime, course: str | None = None) -> bool:
    """Whether a report of this person (about one course, if one is named) was answered after `since`."""
    query = select(ErrataReport.id).where(
        ErrataReport.person_id == person_id, ErrataReport.answered_at > since
    )
    if course is not None:
        query = query.where(ErrataReport.course == course)
    return db.session.execute(query.limit(1)).first() is not None


def _rows(query: Select[Any]) -> list[ReportRow]:
    return [_row(**row) for row in db.session.execute(query).mappings()]


def _row(*, kind: str, state: str, **others: Any) -> ReportRow:
    return ReportRow(kind=Kind(kind), state=State(state), **others)
