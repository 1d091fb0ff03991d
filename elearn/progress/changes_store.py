"""Queries on what changed for people: how many a publication touches, and what a finished person has seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, union

from elearn.database import db, upsert_into
from elearn.progress.changes import ChangeRow
from elearn.progress.store import COURSE, MODULE
from elearn.progress.tables import ChangeSeen, Completion, Enrolment, ProgressEvent, SectionState
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.tables import Release, ReleaseChange


def in_the_middle(courses: Collection[str]) -> dict[str, int]:
    """How many people began each course and neither finished nor left it; one statement."""
    query = select(Enrolment.course, func.count()).where(Enrolment.course.in_(courses), *_IN_THE_MIDDLE)
    return _counts(query.group_by(Enrolment.course)) if courses else {}


def finished(courses: Collection[str]) -> dict[str, int]:
    """How many people finished each course; one statement."""
    people = func.count(Completion.person_id.distinct())
    query = select(Completion.course, people).where(
        Completion.course.in_(courses), Completion.scope == COURSE
    )
    return _counts(query.group_by(Completion.course)) if courses else {}


def readers_of_sections(courses: Collection[str]) -> dict[tuple[str, str, str], int]:
    """By course, module and section: how many people in the middle have read it and have its module still
    to finish; one statement. Of a finished module nothing can be taken away.
    """
    has_module = exists().where(
        Completion.person_id == SectionState.person_id,
        Completion.scope == MODULE,
        Completion.course == SectionState.course,
        Completion.module == SectionState.module,
    )
    place = (SectionState.course, SectionState.module, SectionState.section)
    query = (
        select(*place, func.count())
        .join(Enrolment, _same_person(SectionState))
        .where(
            SectionState.course.in_(courses), SectionState.read_at.is_not(None), ~has_module, *_IN_THE_MIDDLE
        )
        .group_by(*place)
    )
    return {(row[0], row[1], row[2]): row[3] for row in db.session.execute(query)} if courses else {}


def learners_of_modules(courses: Collection[str]) -> dict[tuple[str, str], int]:
    """By course and module: how many people in the middle have read in it or finished it; one statement."""
    read = select(SectionState.person_id, SectionState.course, SectionState.module).where(
        SectionState.course.in_(courses), SectionState.read_at.is_not(None)
    )
    done = select(Completion.person_id, Completion.course, Completion.module).where(
        Completion.course.in_(courses), Completion.scope == MODULE
    )
    touched = union(read, done).subquery()  # each person once in each module
    query = (
        select(touched.c.course, touched.c.module, func.count())
        .join(
            Enrolment,
            and_(Enrolment.person_id == touched.c.person_id, Enrolment.course == touched.c.course),
        )
        .where(*_IN_THE_MIDDLE)
        .group_by(touched.c.course, touched.c.module)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(query)} if courses else {}


def passers_of_quizzes(courses: Collection[str]) -> dict[tuple[str, str], int]:
    """By course and quiz: how many people in the middle have passed it; one statement."""
    query = (
        select(ProgressEvent.course, ProgressEvent.quiz, func.count(ProgressEvent.person_id.distinct()))
        .join(Enrolment, _same_person(ProgressEvent))
        .where(Enrolment.course.in_(courses), ProgressEvent.kind == "passed", *_IN_THE_MIDDLE)
        .group_by(ProgressEvent.course, ProgressEvent.quiz)
    )
    return {(row[0], row[1]): row[2] for row in db.session.execute(query)} if courses else {}


def changes_after(person_id: int, course: str, after: datetime) -> list[ChangeRow]:
    """What releases brought to a course after an instant, oldest first, and what of it this person has seen;
    one statement.
    """
    seen = and_(
        ChangeSeen.person_id == person_id,
        ChangeSeen.course == ReleaseChange.course,
        ChangeSeen.version == ReleaseChange.version,
    )
    rows = db.session.execute(
        select(
            ReleaseChange.kind, ReleaseChange.version, Release.published_at, ChangeSeen.seen_at.is_not(None)
        )
        .join(Release, Release.number == ReleaseChange.release_number)
        .outerjoin(ChangeSeen, seen)
        .where(ReleaseChange.course == course, Release.published_at > after)
        .order_by(ReleaseChange.release_number)
    )
    return [
        ChangeRow(kind=CourseChangeKind(kind), version=version, at=at, is_seen=bool(is_seen))
        for kind, version, at, is_seen in rows
    ]


def add_seen(person_id: int, course: str, version: str, now: datetime) -> None:
    """Note that a person was shown the changes up to this version; saying so twice changes nothing."""
    row = {"person_id": person_id, "course": course, "version": version, "seen_at": now}
    db.session.execute(
        upsert_into(ChangeSeen)
        .values(row)
        .on_conflict_do_nothing(index_elements=["person_id", "course", "version"])
    )


_HAS_FINISHED = exists().where(
    Completion.person_id == Enrolment.person_id,
    Completion.scope == COURSE,
    Completion.course == Enrolment.course,
)
_IN_THE_MIDDLE: tuple[ColumnElement[bool], ...] = (Enrolment.left_at.is_(None), ~_HAS_FINISHED)


def _same_person(table: Any) -> ColumnElement[bool]:
    return and_(Enrolment.person_id == table.person_id, Enrolment.course == table.course)


def _counts(query: Select[*tuple[Any, ...]]) -> dict[str, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}
