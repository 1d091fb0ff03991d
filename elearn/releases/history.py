"""Releases of the past, read back from their objects: what was in them, and what differs between two."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from elearn.releases import objects
from elearn.releases.differences import CourseContents, CourseDifference, course_difference
from elearn.releases.manifest import CourseLine, Manifest, manifest_from
from elearn.releases.published import CourseIndex, course_index_from, released_quiz_from

CONTEXT_LINES = 2


@dataclass(frozen=True, kw_only=True)
class FileDifference:
    """The changed lines of one source file, as `diff -u` shows them."""

    path: str
    lines: tuple[str, ...]


def manifest_of(folder: Path, manifest_sha256: str) -> Manifest:
    """The manifest of a release.

    Raises:
        ObjectMissing: it is gone or damaged.
    """
    return manifest_from(objects.get(folder, manifest_sha256))


def differences(folder: Path, old: Manifest, new: Manifest) -> tuple[CourseDifference, ...]:
    """The courses that differ, in the order of their codes; unchanged ones are not even read.

    Raises:
        ObjectMissing: an object of a course that differs is gone.
    """
    codes = sorted({one.code for one in (*old.courses, *new.courses)})
    pairs = [(old.line(code), new.line(code)) for code in codes]
    return tuple(
        course_difference(contents(folder, before), contents(folder, after))
        for before, after in pairs
        if before != after
    )


def source_differences(
    folder: Path, old: CourseLine | None, new: CourseLine | None
) -> Iterator[FileDifference]:
    """The changed lines of every source file of a course, by path; files that are no text are left out.

    Raises:
        ObjectMissing: an object is gone or damaged.
    """
    before = _index(folder, old).sources if old else {}
    after = _index(folder, new).sources if new else {}
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path) and path.endswith(".md"):
            lines = difflib.unified_diff(
                _lines(folder, before.get(path)),
                _lines(folder, after.get(path)),
                fromfile=path,
                tofile=path,
                lineterm="",
                n=CONTEXT_LINES,
            )
            yield FileDifference(path=path, lines=tuple(lines))


def object_names(folder: Path, line: CourseLine) -> frozenset[str]:
    """Every object that a course of a release consists of, its index included.

    Raises:
        ObjectMissing: the index is gone or damaged.
    """
    index = _index(folder, line)
    course = index.course
    bodies = {one.body_sha256 for module in course.modules for one in module.sections}
    quizzes = {one.object_sha256 for one in course.quiz_entries}
    files = {*index.sources.values(), *index.images.values()}
    return frozenset({line.index_sha256, course.introduction_sha, *bodies, *quizzes, *files})


def contents(folder: Path, line: CourseLine | None) -> CourseContents | None:
    """A course of a release with its quizzes; None for no course.

    Raises:
        ObjectMissing: an object of it is gone or damaged.
    """
    if line is None:
        return None
    index = _index(folder, line)
    quizzes = {
        one.code: released_quiz_from(objects.get(folder, one.object_sha256)).quiz
        for one in index.course.quiz_entries
    }
    return CourseContents(index=index, quizzes=quizzes)


def _index(folder: Path, line: CourseLine) -> CourseIndex:
    return course_index_from(objects.get(folder, line.index_sha256))


def _lines(folder: Path, sha256: str | None) -> list[str]:
    return objects.get(folder, sha256).decode("utf-8", "replace").splitlines() if sha256 else []
