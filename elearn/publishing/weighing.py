"""Weighing a publication before it is done: what each course gains and loses, and how many people feel it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from elearn.errors import ElearnError
from elearn.markup.paragraphs import paragraphs_of
from elearn.progress import changes_store
from elearn.publishing.change_kinds import computed_kind
from elearn.publishing.compiling import CompiledCourse
from elearn.publishing.impact import CourseChange, CourseImpact, course_impact
from elearn.publishing.keys import KeyChange
from elearn.releases import history, objects
from elearn.releases.change_kind import CourseChangeKind
from elearn.releases.differences import CourseContents, CourseDifference, course_difference
from elearn.releases.manifest import CourseLine, Manifest
from elearn.releases.published import released_quiz_from

_log = logging.getLogger(__name__)
_UNREADABLE = (objects.ObjectMissing, ValueError, KeyError, TypeError)

KindWords = Mapping[str, CourseChangeKind]
"""The author's word on the kind of change, by course."""


class UnchangedCourse(ElearnError):
    """A kind of change was given for a course that does not change."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(
            f"Kursus {', '.join(sorted(codes))} tidak terbit dengan isi baru.",
            hint="elearn publish --dry-run menunjukkan kursus yang berubah.",
        )


def changes_of(
    folder: Path, base: Manifest, compiled: Iterable[CompiledCourse], words: KindWords
) -> tuple[CourseChange, ...]:
    """The courses that differ from the release `base`, each with its kind of change. Nothing is written.

    Raises:
        UnchangedCourse: a word was given for a course that is not among them.
    """
    changed = [one for one in compiled if _is_changed(base, one)]
    unknown = set(words) - {one.code for one in changed}
    if unknown:
        raise UnchangedCourse(unknown)
    return tuple(_change(folder, base.line(one.code), one, words.get(one.code)) for one in changed)


def changes_between(folder: Path, old: Manifest, new: Manifest) -> tuple[CourseChange, ...]:
    """The courses that differ between two releases whose objects are all there; the kinds are computed.

    A course that the newer one lacks has no line: it has no version that anybody could be shown.
    """
    found: list[CourseChange] = []
    for line in new.courses:
        before = old.line(line.code)
        after = history.contents(folder, line) if before != line else None
        if after is not None:
            found.append(_compared(folder, before, after, line.version, {}, None))
    return tuple(found)


def impacts_of(changes: Sequence[CourseChange], key_changes: Sequence[KeyChange]) -> tuple[CourseImpact, ...]:
    """The changes with the people they touch; two statements, however many courses."""
    codes = [one.course for one in changes]
    middle, finished = changes_store.in_the_middle(codes), changes_store.finished(codes)
    return tuple(
        course_impact(
            one,
            middle=middle.get(one.course, 0),
            finished=finished.get(one.course, 0),
            key_changes=key_changes,
        )
        for one in changes
    )


def _is_changed(base: Manifest, course: CompiledCourse) -> bool:
    line = base.line(course.code)
    return line is None or line.index_sha256 != course.index_sha256


def _change(
    folder: Path, line: CourseLine | None, course: CompiledCourse, word: CourseChangeKind | None
) -> CourseChange:
    index = course.index
    quizzes = {
        one.code: released_quiz_from(course.objects[one.object_sha256]).quiz
        for one in index.course.quiz_entries
    }
    after = CourseContents(index=index, quizzes=quizzes)
    return _compared(folder, line, after, course.version, course.objects, word)


def _compared(
    folder: Path,
    line: CourseLine | None,
    after: CourseContents,
    version: str,
    fresh: Mapping[str, bytes],
    word: CourseChangeKind | None,
) -> CourseChange:
    before = _contents_before(folder, line)
    difference = course_difference(before, after)
    kind = word or CourseChangeKind.CONTENT  # of what cannot be compared nothing smaller can be said
    if before is not None and word is None:
        kind = _kind(difference, before, after, _texts_in(folder, fresh))
    return CourseChange(
        difference=difference,
        kind=kind,
        is_authors_word=word is not None,
        version_before=line.version if line else "",
        version=version,
    )


def _kind(
    difference: CourseDifference,
    before: CourseContents,
    after: CourseContents,
    text_of: Callable[[str], Sequence[str]],
) -> CourseChangeKind:
    try:
        return computed_kind(difference, before, after, text_of)
    except objects.ObjectMissing:
        _log.exception("The text of an earlier version of %s is gone.", after.index.course.code)
        return CourseChangeKind.CONTENT


def _contents_before(folder: Path, line: CourseLine | None) -> CourseContents | None:
    try:
        return history.contents(folder, line)
    except _UNREADABLE:
        # Whoever lost the published folder publishes anew; then there is nothing to compare with.
        _log.exception("The course %s of the release in force cannot be read.", line.code if line else "")
        return None


def _texts_in(folder: Path, fresh: Mapping[str, bytes]) -> Callable[[str], Sequence[str]]:
    """The paragraphs of a body, of the objects that are not written yet or of those on disk."""

    def text_of(sha256: str) -> Sequence[str]:
        data = fresh.get(sha256) or (objects.get(folder, sha256) if sha256 not in fresh else b"")
        return paragraphs_of(data.decode("utf-8", "replace"))

    return text_of
