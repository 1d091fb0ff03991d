"""Queries on requests for a review and on the remarks of reviewers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from elearn.accounts.roles import Role
from elearn.accounts.tables import Account, Grant
from elearn.authoring.reviews.rules import Verdict
from elearn.authoring.tables import FileVersion, ReviewComment
from elearn.database import db
from elearn.people.tables import Person
from elearn.publishing.tables import ReviewRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request and what became of it; the names are those of the people."""

    id: int
    course: str
    version: str
    asked_by: int
    asker: str
    asked_at: datetime
    note: str
    verdict: Verdict
    answer: str
    reviewer: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A remark at a paragraph (at the whole section, when `paragraph_sha256` is empty)."""

    id: int
    course: str
    module: str
    section: str
    version: str
    excerpt: str
    paragraph_sha256: str
    text: str
    written_by: int
    writer: str
    written_at: datetime
    settled_at: datetime | None
    settler: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewComment:
    """A remark as it is written."""

    course: str
    module: str
    section: str
    version: str
    excerpt: str
    paragraph_sha256: str
    text: str


_reviewer, _settler = aliased(Person), aliased(Person)
_REQUESTS = (
    select(
        ReviewRequest.id,
        ReviewRequest.course,
        ReviewRequest.version,
        ReviewRequest.asked_by,
        Person.name.label("asker"),
        ReviewRequest.asked_at,
        ReviewRequest.note,
        ReviewRequest.verdict,
        ReviewRequest.answer,
        _reviewer.name.label("reviewer"),
        ReviewRequest.answered_at,
    )
    .join(Person, Person.id == ReviewRequest.asked_by)
    .outerjoin(_reviewer, _reviewer.id == ReviewRequest.answered_by)
)
_COMMENTS = (
    select(
        ReviewComment.id,
        ReviewComment.course,
        ReviewComment.module,
        ReviewComment.section,
        ReviewComment.version,
        ReviewComment.excerpt,
        ReviewComment.paragraph_sha256,
        ReviewComment.text,
        ReviewComment.written_by,
        Person.name.label("writer"),
        ReviewComment.written_at,
        ReviewComment.settled_at,
        _settler.name.label("settler"),
    )
    .join(Person, Person.id == ReviewComment.written_by)
    .outerjoin(_settler, _settler.id == ReviewComment.settled_by)
)
_last = select(func.max(ReviewRequest.id)).group_by(ReviewRequest.course)
# A later request of the same course takes the place of an earlier one that nobody answered.
_waits = (ReviewRequest.verdict == Verdict.OPEN.value, ReviewRequest.id.in_(_last))


def open_requests(limit: int) -> list[RequestRow]:
    """The requests that wait, one a course, the oldest first."""
    return _requests(_REQUESTS.where(*_waits).order_by(ReviewRequest.asked_at, ReviewRequest.id).limit(limit))


def open_count() -> int:
    """How many courses wait for a reviewer."""
    return db.session.execute(select(func.count()).select_from(ReviewRequest).where(*_waits)).scalar_one()


def answered_requests(limit: int) -> list[RequestRow]:
    """The requests that were answered, the last answer first."""
    query = _REQUESTS.where(ReviewRequest.verdict != Verdict.OPEN.value)
    return _requests(query.order_by(ReviewRequest.answered_at.desc(), ReviewRequest.id.desc()).limit(limit))


def requests_of(course: str, limit: int) -> list[RequestRow]:
    """The requests of a course, the newest first."""
    query = _REQUESTS.where(ReviewRequest.course == course)
    return _requests(query.order_by(ReviewRequest.id.desc()).limit(limit))


def last_request(course: str) -> RequestRow | None:
    """The newest request of a course."""
    return next(iter(requests_of(course, 1)), None)


def insert_request(course: str, version: str, note: str, asked_by: int, now: datetime) -> int:
    """Keep a request and give its id."""
    values = {"course": course, "version": version, "note": note, "asked_by": asked_by, "asked_at": now}
    kept = insert(ReviewRequest).values(**values, verdict=Verdict.OPEN.value, answer="")
    return int(db.session.execute(kept.returning(ReviewRequest.id)).scalar_one())


def put_answer(request_id: int, verdict: Verdict, answer: str, answered_by: int, now: datetime) -> bool:
    """Answer a request that waits; False when it does not (any more): the first answer stays."""
    changed = db.session.execute(
        update(ReviewRequest)
        .where(ReviewRequest.id == request_id, ReviewRequest.verdict == Verdict.OPEN.value)
        .values(verdict=verdict.value, answer=answer, answered_by=answered_by, answered_at=now)
        .returning(ReviewRequest.id)
    )
    return changed.first() is not None


def comments_of(course: str, limit: int) -> list[CommentRow]:
    """The remarks on a course: those not settled first, then in the order in which they were written."""
    query = _COMMENTS.where(ReviewComment.course == course).order_by(
        ReviewComment.settled_at.is_not(None), ReviewComment.id
    )
    return [CommentRow(**row) for row in db.session.execute(query.limit(limit)).mappings()]


def open_comment_count(course: str) -> int:
    """How many remarks on a course are not settled."""
    query = select(func.count()).where(ReviewComment.course == course, ReviewComment.settled_at.is_(None))
    return db.session.execute(query).scalar_one()


def insert_comment(new: NewComment, written_by: int, now: datetime) -> int:
    """Keep a remark; gives its id."""
    values = {name: getattr(new, name) for name in NewComment.__dataclass_fields__}
    values |= {"written_by": written_by, "written_at": now}
    return db.session.execute(insert(ReviewComment).values(**values).returning(ReviewComment.id)).scalar_one()


def has_same_open(new: NewComment, written_by: int) -> bool:
    """Whether the same person wrote the same remark there already, and it is not settled."""
    query = select(ReviewComment.id).where(
        ReviewComment.course == new.course,
        ReviewComment.module == new.module,
        ReviewComment.section == new.section,
        ReviewComment.paragraph_sha256 == new.paragraph_sha256,
        ReviewComment.text == new.text,
        ReviewComment.written_by == written_by,
        ReviewComment.settled_at.is_(None),
    )
    return db.session.execute(query.limit(1)).first() is not None


def settle_comment(comment_id: int, course: str, settled_by: int, now: datetime) -> bool:
    """Settle a remark on this course; whether there was one that was not."""
    changed = db.session.execute(
        update(ReviewComment)
        .where(
            ReviewComment.id == comment_id, ReviewComment.course == course, ReviewComment.settled_at.is_(None)
        )
        .values(settled_at=now, settled_by=settled_by)
        .returning(ReviewComment.id)
    )
    return changed.first() is not None


def writers_of(files: Mapping[str, str]) -> set[int]:
    """The people who put these files in place by browser, as {path: SHA-256}; files saved otherwise tell
    nobody.
    """
    if not files:
        return set()
    query = select(FileVersion.path, FileVersion.sha256, FileVersion.put_by).where(
        FileVersion.path.in_(list(files)), FileVersion.sha256.in_(list(files.values()))
    )
    return {row.put_by for row in db.session.execute(query) if files[row.path] == row.sha256}


def _requests(query: Select[*tuple[Any, ...]]) -> list[RequestRow]:
    return [_request(**row) for row in db.session.execute(query).mappings()]


def _request(*, verdict: str, **others: Any) -> RequestRow:
    return RequestRow(verdict=Verdict(verdict), **others)


def reviewers(unit_ids: Collection[int] | None) -> set[int]:
    """Reviewers with an enabled account whose grant is for one of these units (None: for any) or for all."""
    query = (
        select(Grant.person_id)
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.role == Role.REVIEWER.value, Account.disabled_at.is_(None))
    )
    if unit_ids is not None:
        query = query.where(or_(Grant.unit_id.is_(None), Grant.unit_id.in_(unit_ids)))
    return set(db.session.scalars(query))
