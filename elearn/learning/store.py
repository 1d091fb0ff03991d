"""Every query on bookmarks and private notes, and the one statement behind a section page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Select,
    String,
    bindparam,
    cast,
    delete,
    literal_column,
    null,
    select,
    union_all,
)

from elearn.database import RowId, connection, db, upsert_into
from elearn.learning.tables import Bookmark, PrivateNote
from elearn.progress.standing import EnrolmentRow, SectionKey, Standing
from elearn.progress.store import PRETEST, counts_in
from elearn.progress.tables import Completion, Enrolment, ReadingListItem, SectionState

_KEY = ("person_id", "course", "module", "section")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a section page needs to know of its reader. `standing` leaves out passed quizzes."""

    standing: Standing
    is_bookmarked: bool = False
    note: str = ""
    skipped: frozenset[str] = frozenset()  # finished modules that were not learned here
    listed_for: tuple[str, str] | None = None  # course and quiz whose reading list asks for this section


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlace:
    """A bookmarked or annotated section; `text` is empty for a bookmark."""

    course: str
    key: SectionKey
    at: datetime
    text: str = ""


def reading(person_id: int, course: str, here: SectionKey) -> Reading:
    """Section states, enrolment, finished modules, bookmark and note for one section page: one statement."""
    mine = {"person_id": person_id, "course": course, "module": here.module, "section": here.section}
    by_tag: dict[str, list[Any]] = {}
    for row in connection().execute(_reading_query(), mine):
        by_tag.setdefault(row[0], []).append(row[1:])
    enrolment = _enrolment(course, by_tag.get("enrolment", []), by_tag.get("cycle", []))
    sections = by_tag.get("section", [])
    in_cycle = str(enrolment.cycle) if enrolment else "1"
    done = [row for row in by_tag.get("done", []) if row[1] == in_cycle]
    standing = Standing(
        enrolment=enrolment,
        opened=frozenset(SectionKey(module, section) for module, section, *_ in sections),
        read=frozenset(
            SectionKey(module, section)
            for module, section, _, read_at, _ in sections
            if counts_in(enrolment, read_at)
        ),
        done_modules=frozenset(module for module, *_ in done if module),
        completed_at=next((at for module, _, at, *_ in done if not module), None),
    )
    notes = by_tag.get("note", [])
    listed = [(asked_by, quiz) for asked_by, *_, quiz in by_tag.get("listed", [])]
    return Reading(
        standing=standing,
        is_bookmarked="bookmark" in by_tag,
        note=notes[0][-1] if notes else "",
        skipped=frozenset(module for module, *_, basis in done if module and basis == PRETEST),
        listed_for=listed[0] if listed else None,
    )


def bookmarks(person_id: int) -> list[SavedPlace]:
    """All bookmarks of a person, the newest first; one query."""
    rows = db.session.execute(
        select(Bookmark.course, Bookmark.module, Bookmark.section, Bookmark.created_at)
        .where(Bookmark.person_id == person_id)
        .order_by(Bookmark.created_at.desc())
    )
    return [SavedPlace(course=course, key=SectionKey(m, s), at=at) for course, m, s, at in rows]


def notes(person_id: int) -> list[SavedPlace]:
    """All private notes of a person, the latest changed first; one query."""
    rows = db.session.execute(
        select(
            PrivateNote.course,
            PrivateNote.module,
            PrivateNote.section,
            PrivateNote.updated_at,
            PrivateNote.text,
        )
        .where(PrivateNote.person_id == person_id)
        .order_by(PrivateNote.updated_at.desc())
    )
    return [
        SavedPlace(course=course, key=SectionKey(m, s), at=at, text=text) for course, m, s, at, text in rows
    ]


def add_bookmark(person_id: int, course: str, key: SectionKey, now: datetime) -> None:
    """Bookmark a section; a second time changes nothing."""
    db.session.execute(
        upsert_into(Bookmark)
        .values(person_id=person_id, course=course, module=key.module, section=key.section, created_at=now)
        .on_conflict_do_nothing(index_elements=_KEY)
    )


def remove_bookmark(person_id: int, course: str, key: SectionKey) -> None:
    """Take a bookmark away, if there is one."""
    db.session.execute(
        delete(Bookmark).where(
            Bookmark.person_id == person_id,
            Bookmark.course == course,
            Bookmark.module == key.module,
            Bookmark.section == key.section,
        )
    )


def put_note(person_id: int, course: str, key: SectionKey, text: str, now: datetime) -> None:
    """Keep a note, in place of the old one."""
    new = upsert_into(PrivateNote).values(
        person_id=person_id,
        course=course,
        module=key.module,
        section=key.section,
        text=text,
        updated_at=now,
    )
    db.session.execute(
        new.on_conflict_do_update(
            index_elements=_KEY, set_={"text": new.excluded.text, "updated_at": new.excluded.updated_at}
        )
    )


def remove_note(person_id: int, course: str, key: SectionKey) -> None:
    """Take a note away, if there is one."""
    db.session.execute(
        delete(PrivateNote).where(
            PrivateNote.person_id == person_id,
            PrivateNote.course == course,
            PrivateNote.module == key.module,
            PrivateNote.section == key.section,
        )
    )


@cache
def _reading_query() -> CompoundSelect[Any]:
    """Built once: putting a statement of seven parts together costs more than asking it."""
    nothing = literal_column("''", String)

    def mine(table: Any, tag: str, *columns: Any) -> Select[*tuple[Any, ...]]:
        person, course = bindparam("person_id", type_=RowId), bindparam("course", type_=String)
        # Written out: as parameters these words would be a tenth of the cost of the statement.
        query = select(literal_column(f"'{tag}'", String), *columns)
        return query.where(table.person_id == person, table.course == course)

    def here(table: Any, tag: str, *columns: Any, name: Any = nothing) -> Select[*tuple[Any, ...]]:
        module, section = bindparam("module", type_=String), bindparam("section", type_=String)
        query = mine(table, tag, name, nothing, *columns)
        return query.where(table.module == module, table.section == section)

    state, entered, done, item = SectionState, Enrolment, Completion, ReadingListItem
    # The first select gives the others their types, so it must be the one with both instants.
    return union_all(
        mine(state, "section", state.module, state.section, state.opened_at, state.read_at, nothing),
        mine(
            entered,
            "enrolment",
            entered.last_module,
            entered.last_section,
            entered.last_opened_at,
            entered.left_at,
            nothing,
        ),
        # Only of those who learn a course again; for all others this finds nothing.
        mine(
            entered, "cycle", nothing, nothing, entered.cycle_began_at, null(), cast(entered.cycle, String)
        ).where(entered.cycle > 1),
        mine(done, "done", done.module, cast(done.cycle, String), done.completed_at, null(), done.basis),
        here(Bookmark, "bookmark", Bookmark.created_at, null(), nothing),
        here(PrivateNote, "note", PrivateNote.updated_at, null(), PrivateNote.text),
        here(item, "listed", item.asked_at, null(), item.quiz, name=item.quiz_course).where(
            item.read_at.is_(None)
        ),
    )


def _enrolment(course: str, rows: list[Any], cycles: list[Any]) -> EnrolmentRow | None:
    """The enrolment, with the last look in place of the start: a section page does not print the start."""
    began_at, cycle = (cycles[0][2], int(cycles[0][-1])) if cycles else (None, 1)
    for module, section, looked_at, left_at, _ in rows:
        return EnrolmentRow(
            course=course,
            started_at=looked_at,
            left_at=left_at,
            position=SectionKey(module, section),
            last_opened_at=looked_at,
            cycle=cycle,
            cycle_began_at=began_at,
        )
    return None
