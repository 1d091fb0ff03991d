"""Every query on the event log, enrolments, section states and completions.

Reads are Core selects of columns: the hot pages build no ORM objects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, insert, or_, select, union, update

from elearn.database import db, upsert_into
from elearn.progress.standing import CompletionRow, EnrolmentRow, SectionKey, SectionMark, Standing
from elearn.progress.tables import Completion, Enrolment, ProgressEvent, SectionState
from elearn.progress.tasks_store import tasks_done

MODULE, COURSE = "module", "course"
LEARNED, PRETEST = "learned", "pretest"


def section_states(person_id: int, course: str) -> dict[SectionKey, SectionMark]:
    """What a person did with each section of a course; one query."""
    rows = db.session.execute(
        select(SectionState.module, SectionState.section, SectionState.opened_at, SectionState.read_at).where(
            SectionState.person_id == person_id, SectionState.course == course
        )
    )
    return {
        SectionKey(module, section): SectionMark(opened_at=opened_at, read_at=read_at)
        for module, section, opened_at, read_at in rows
    }


def enrolment(person_id: int, course: str) -> EnrolmentRow | None:
    """A person in a course, or None when no section was ever opened; one query."""
    row = db.session.execute(_enrolments(person_id).where(Enrolment.course == course)).one_or_none()
    return _enrolment_row(*row) if row else None


def enrolments(person_id: int) -> list[EnrolmentRow]:
    """All courses a person ever began, the latest opened first; one query."""
    rows = db.session.execute(_enrolments(person_id).order_by(Enrolment.last_opened_at.desc()))
    return [_enrolment_row(*row) for row in rows]


def completions(person_id: int, course: str | None = None) -> list[CompletionRow]:
    """The finished modules and courses of a person (or of one course), oldest first; one query."""
    query = (
        select(
            Completion.course,
            Completion.module,
            Completion.version,
            Completion.completed_at,
            Completion.jp,
            Completion.basis,
            Completion.cycle,
        )
        .where(Completion.person_id == person_id)
        .order_by(Completion.completed_at, Completion.id)
    )
    if course is not None:
        query = query.where(Completion.course == course)
    return [
        CompletionRow(
            course=code,
            module=module,
            version=version,
            completed_at=at,
            jp=jp,
            is_skipped=basis == PRETEST,
            cycle=cycle,
        )
        for code, module, version, at, jp, basis, cycle in db.session.execute(query)
    ]


def passed_quizzes(person_id: int, course: str) -> frozenset[str]:
    """The quizzes of a course a person passed in the present cycle; one query."""
    return frozenset(quiz for _, quiz in db.session.execute(_passed(person_id, course)))


def standing(person_id: int, course: str) -> Standing:
    """All that is known of a person in one course; four queries, five where practice tasks are asked for."""
    return standings(person_id, course).get(course, Standing())


def standings(person_id: int, course: str | None = None) -> dict[str, Standing]:
    """Where a person stands in every course he ever touched, by kode; four queries, however many courses, and
    one more when `kelulusan` of one of them asks for practice tasks.
    """
    opened: dict[str, set[SectionKey]] = defaultdict(set)
    read: dict[str, set[SectionKey]] = defaultdict(set)
    entered = {row.course: row for row in enrolments(person_id) if course in (None, row.course)}
    for code, module, section, read_at in db.session.execute(_sections(person_id, course)):
        opened[code].add(SectionKey(module, section))
        if counts_in(entered.get(code), read_at):
            read[code].add(SectionKey(module, section))
    passed: dict[str, set[str]] = defaultdict(set)
    for code, quiz in db.session.execute(_passed(person_id, course)):
        passed[code].add(quiz)
    done: dict[str, list[CompletionRow]] = defaultdict(list)
    for row in completions(person_id, course):
        if row.cycle == (entered[row.course].cycle if row.course in entered else 1):
            done[row.course].append(row)
    touched = {*opened, *passed, *done, *entered}
    tasks = tasks_done(person_id, touched, entered)
    return {
        code: Standing(
            enrolment=entered.get(code),
            opened=frozenset(opened[code]),
            read=frozenset(read[code]),
            passed=frozenset(passed[code]),
            done_modules=frozenset(row.module for row in done[code] if not row.is_course),
            tasks_done=frozenset(tasks[code]),
            completed_at=next((row.completed_at for row in done[code] if row.is_course), None),
        )
        for code in touched
    }


def counts_in(enrolment: EnrolmentRow | None, at: datetime | None) -> bool:
    """Whether something that happened then (None: never) counts in the present cycle."""
    began_at = enrolment.cycle_began_at if enrolment else None
    return at is not None and (began_at is None or at >= began_at)


def has_passed_event(person_id: int, attempt_id: int) -> bool:
    """Whether the passing of this attempt is already in the log."""
    found = db.session.execute(
        select(ProgressEvent.id).where(
            ProgressEvent.person_id == person_id,
            ProgressEvent.kind == "passed",
            ProgressEvent.attempt_id == attempt_id,
        )
    )
    return found.first() is not None


def add_events(rows: Iterable[dict[str, Any]]) -> None:
    """Append to the log, in one statement."""
    values = list(rows)
    if values:
        db.session.execute(insert(ProgressEvent), values)


def enter(
    person_id: int, course: str, position: SectionKey, now: datetime, *, looks: bool, moves: bool = True
) -> bool:
    """Be in the course: go on in it, begin it, or come back to it. True when the person was not inside.

    `moves`: this section becomes the position; `looks`: the page was asked for just now. The row stays locked
    for the rest of the transaction, so that two last steps at the same moment see each other.
    """
    place = {"last_module": position.module, "last_section": position.section}
    changes: dict[str, Any] = (place if moves else {}) | ({"last_opened_at": now} if looks else {})
    inside = db.session.execute(
        update(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.course == course, Enrolment.left_at.is_(None))
        .values(changes or {"person_id": person_id})
        .returning(Enrolment.course)
    )
    return inside.first() is None and _begin_or_return(person_id, course, place, now)


def _begin_or_return(person_id: int, course: str, place: dict[str, str], now: datetime) -> bool:
    """Make the enrolment or take back that it was left. False when another tab did so a moment ago."""
    row = {"person_id": person_id, "course": course, "started_at": now, "left_at": None}
    new = upsert_into(Enrolment).values(row | place | {"last_opened_at": now})
    changed = ("left_at", "last_module", "last_section", "last_opened_at")
    made = db.session.execute(
        new.on_conflict_do_update(
            index_elements=["person_id", "course"],
            set_={name: new.excluded[name] for name in changed},
            where=Enrolment.left_at.is_not(None),
        ).returning(Enrolment.course)
    )
    return made.first() is not None


def mark_left(person_id: int, course: str, now: datetime) -> bool:
    """Leave a course, keeping all else. False when the person is not in it."""
    gone = db.session.execute(
        update(Enrolment)
        .where(Enrolment.person_id == person_id, Enrolment.course == course, Enrolment.left_at.is_(None))
        .values(left_at=now)
        .returning(Enrolment.course)
    )
    return gone.first() is not None


def mark_opened(person_id: int, course: str, key: SectionKey, version: str, now: datetime) -> bool:
    """Note the first opening of a section. False when it was opened before."""
    made = db.session.execute(
        upsert_into(SectionState)
        .values(_section_row(person_id, course, key, version, now))
        .on_conflict_do_nothing(index_elements=["person_id", "course", "module", "section"])
        .returning(SectionState.section)
    )
    return made.first() is not None


def mark_read(person_id: int, course: str, key: SectionKey, version: str, now: datetime) -> bool:
    """Note that a section was read. False when it was, in this cycle: a double click counts once."""
    new = upsert_into(SectionState).values(
        _section_row(person_id, course, key, version, now) | {"read_at": now}
    )
    made = db.session.execute(
        new.on_conflict_do_update(
            index_elements=["person_id", "course", "module", "section"],
            set_={"read_at": new.excluded.read_at, "version": new.excluded.version},
            where=or_(SectionState.read_at.is_(None), SectionState.read_at < _cycle_began(person_id, course)),
        ).returning(SectionState.section)
    )
    return made.first() is not None


def add_completion(
    person_id: int,
    course: str,
    *,
    module: str = "",
    version: str,
    now: datetime,
    jp: Decimal,
    basis: str = LEARNED,
    cycle: int = 1,
) -> bool:
    """Note a finished module, or the course when `module` is empty. False when it was, in this cycle.

    `basis` is LEARNED, or PRETEST for what was shown to be known already.
    """
    made = db.session.execute(
        upsert_into(Completion)
        .values(
            person_id=person_id,
            scope=MODULE if module else COURSE,
            course=course,
            module=module,
            cycle=cycle,
            version=version,
            completed_at=now,
            jp=jp,
            basis=basis,
        )
        .on_conflict_do_nothing(index_elements=["person_id", "scope", "course", "module", "cycle"])
        .returning(Completion.id)
    )
    return made.first() is not None


def _section_row(person_id: int, course: str, key: SectionKey, version: str, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "course": course,
        "module": key.module,
        "section": key.section,
        "opened_at": now,
        "version": version,
    }


def _enrolments(person_id: int) -> Select[*tuple[Any, ...]]:
    return select(
        Enrolment.course,
        Enrolment.started_at,
        Enrolment.left_at,
        Enrolment.last_module,
        Enrolment.last_section,
        Enrolment.last_opened_at,
        Enrolment.cycle,
        Enrolment.cycle_began_at,
    ).where(Enrolment.person_id == person_id)


def _enrolment_row(
    course: str,
    started_at: datetime,
    left_at: datetime | None,
    module: str,
    section: str,
    last_opened_at: datetime,
    cycle: int,
    cycle_began_at: datetime | None,
) -> EnrolmentRow:
    return EnrolmentRow(
        course=course,
        started_at=started_at,
        left_at=left_at,
        position=SectionKey(module, section),
        last_opened_at=last_opened_at,
        cycle=cycle,
        cycle_began_at=cycle_began_at,
    )


def _cycle_began(person_id: int, course: str) -> ScalarSelect[datetime | None]:
    return (
        select(Enrolment.cycle_began_at)
        .where(Enrolment.person_id == person_id, Enrolment.course == course)
        .scalar_subquery()
    )


def _sections(person_id: int, course: str | None) -> Select[*tuple[Any, ...]]:
    query = select(
        SectionState.course, SectionState.module, SectionState.section, SectionState.read_at
    ).where(SectionState.person_id == person_id)
    return query if course is None else query.where(SectionState.course == course)


def _passed(person_id: int, course: str | None) -> Select[*tuple[Any, ...]]:
    query = (
        select(ProgressEvent.course, ProgressEvent.quiz)
        .outerjoin(
            Enrolment,
            and_(Enrolment.person_id == ProgressEvent.person_id, Enrolment.course == ProgressEvent.course),
        )
        .where(
            ProgressEvent.person_id == person_id,
            ProgressEvent.kind == "passed",
            or_(Enrolment.cycle_began_at.is_(None), ProgressEvent.at >= Enrolment.cycle_began_at),
        )
        .distinct()
    )
    return query if course is None else query.where(ProgressEvent.course == course)


def named_course_versions() -> frozenset[str]:
    """The versions of courses that a section read, or a completion, was earned on."""
    read, done = select(SectionState.version).distinct(), select(Completion.version).distinct()
    return frozenset(db.session.scalars(union(read, done)))
