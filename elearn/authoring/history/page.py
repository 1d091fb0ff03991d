"""The releases of one course, and what differs between two of them in words and in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from elearn.authoring import store
from elearn.authoring.history.line_rows import FileRows, file_rows
from elearn.releases import history, objects
from elearn.releases import store as releases
from elearn.releases.differences import CourseDifference, course_difference
from elearn.releases.manifest import CourseLine
from elearn.releases.store import ReleaseRow
from elearn.web.settings import current_settings

UNREADABLE = (objects.ObjectMissing, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """A release that changed the course. `version` is empty where the course left the release; `kind` where
    nobody computed it; `before` is the release that the change is told against, 0 for the first.
    """

    number: int
    published_at: datetime
    published_by: str
    note: str
    kind: str
    version: str
    before: int
    is_in_force: bool


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two releases of a course; `is_whole` is False where objects of one of them were cleaned up."""

    old: int
    new: int
    difference: CourseDifference | None
    files: tuple[FileRows, ...]
    is_whole: bool


def history_rows(course: str) -> tuple[HistoryRow, ...]:
    """The releases in which this course became another, newest first. Two statements."""
    rows = releases.releases(limit=None)
    kinds = store.change_kinds(course)
    lines = [(row, _line_or_none(row, course)) for row in reversed(rows)]
    return tuple(reversed(list(_changed(lines, kinds))))


def line_of(number: int, course: str) -> CourseLine | None:
    """The course in a release, or None when that does not have it or is not there."""
    row = releases.find_release(number)
    return _line_or_none(row, course) if row else None


def comparison(course: str, old: int, new: int) -> Comparison:
    """What differs in a course between two releases."""
    folder = current_settings().published_folder
    before, after = line_of(old, course), line_of(new, course)
    nothing = Comparison(old=old, new=new, difference=None, files=(), is_whole=True)
    if before == after:
        return nothing
    try:
        difference = course_difference(history.contents(folder, before), history.contents(folder, after))
        files = file_rows(history.source_differences(folder, before, after))
    except UNREADABLE:
        return Comparison(old=old, new=new, difference=None, files=(), is_whole=False)
    return Comparison(old=old, new=new, difference=difference, files=files, is_whole=True)


def against_learners(course: str, release: int) -> Comparison:
    """What would change for learners if a release of the course held again."""
    in_force = releases.find_in_force()
    return comparison(course, in_force.number if in_force else 0, release)


def _changed(
    lines: Iterable[tuple[ReleaseRow, CourseLine | None]], kinds: dict[int, str]
) -> Iterator[HistoryRow]:
    """Oldest first: each release whose line differs from that of the one before."""
    last: CourseLine | None = None
    before = in_force_of = 0
    found: list[HistoryRow] = []
    for row, line in lines:
        if line != last:
            found.append(_row(row, line, kinds.get(row.number, ""), before))
            last, before = line, row.number
        in_force_of = before if row.is_in_force else in_force_of
    for one in found:
        yield replace(one, is_in_force=one.number == in_force_of)


def _row(row: ReleaseRow, line: CourseLine | None, kind: str, before: int) -> HistoryRow:
    return HistoryRow(
        number=row.number,
        published_at=row.published_at,
        published_by=row.published_by,
        note=row.note,
        kind=kind,
        version=line.version if line else "",
        before=before,
        is_in_force=False,
    )


def _line_or_none(row: ReleaseRow, course: str) -> CourseLine | None:
    try:
        return _line(current_settings().published_folder, row.manifest_sha256, course)
    except UNREADABLE:
        return None


@lru_cache(maxsize=10_000)
def _line(folder: Path, manifest_sha256: str, course: str) -> CourseLine | None:
    """A manifest never changes: what it says of a course is read once."""
    return history.manifest_of(folder, manifest_sha256).line(course)
