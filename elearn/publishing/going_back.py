"""Going back to an earlier release: it is put in force again under a new number, and nothing is lost."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path

from elearn import clock
from elearn.audit.store import add_entry
from elearn.config import Settings
from elearn.database import one_transaction
from elearn.errors import ElearnError
from elearn.publishing.impact import CourseChange
from elearn.publishing.search_index import write_search_index
from elearn.publishing.weighing import changes_between
from elearn.releases import history, objects, store
from elearn.releases.library import look_again
from elearn.releases.manifest import CourseLine, Manifest
from elearn.releases.store import InForce, ReleaseRow

_ATTEMPTS = 5
_log = logging.getLogger(__name__)


class NoSuchRelease(ElearnError):
    """A release number that was never given."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Tidak ada rilis {number}.", hint="Lihat nomornya dengan elearn releases.")


class CourseNotInRelease(ElearnError):
    """The release never had this course."""

    def __init__(self, course: str, number: int) -> None:
        super().__init__(
            f"Rilis {number} tidak memuat kursus {course}.", hint="Pilih rilis lain dari riwayat kursus ini."
        )


class PublishedInBetween(ElearnError):
    """Other publications came between, again and again."""

    def __init__(self) -> None:
        super().__init__("Penerbitan lain sedang berjalan.", hint="Coba lagi sebentar.")


class ReleaseCleanedUp(ElearnError):
    """Objects of an old release were removed to save space."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Isi rilis {number} sudah dibersihkan, sehingga tidak dapat diberlakukan lagi.",
            hint="Pilih rilis yang lebih baru, atau terbitkan berkas lamanya.",
        )


def release(number: int) -> ReleaseRow:
    """A release by its number.

    Raises:
        NoSuchRelease: there is none.
    """
    found = store.find_release(number)
    if found is None:
        raise NoSuchRelease(number)
    return found


def roll_back(settings: Settings, number: int, *, actor: str, note: str = "") -> int:
    """Put the contents of release `number` in force again; the number of the release that does so.

    Attempts that are open stay on the version they were begun with, and marks stay as they are.

    Raises:
        NoSuchRelease: there is no such release.
        ReleaseCleanedUp: an object of it is gone.
    """
    wanted = release(number)
    folder = settings.published_folder
    manifest = _whole_manifest(folder, wanted)
    # As publishing does: everything that the pointer leads to is on disk before the pointer moves.
    write_search_index(folder, wanted.manifest_sha256, manifest, Manifest(), base_sha256=None, pages={})
    changes = _changes(folder, store.find_in_force(), manifest)
    new = _put_in_force(wanted, changes, actor, note or f"Kembali ke rilis {number}")
    look_again()
    return new


def roll_back_course(settings: Settings, course: str, number: int, *, actor: str, note: str = "") -> int:
    """Put one course back to what it was in release `number`, all others stay; the number of the release in
    force then. A course that is as it was makes no new release. Attempts and marks are as in `roll_back`.

    Raises:
        NoSuchRelease: there is no such release.
        CourseNotInRelease: it did not have this course.
        ReleaseCleanedUp: an object of the course in it is gone, or that of the release in force.
        PublishedInBetween: other publications came between, again and again.
    """
    wanted = release(number)
    folder = settings.published_folder
    line = _whole_line(folder, wanted, course)
    for _ in range(_ATTEMPTS):
        in_force = store.find_in_force()
        assert in_force is not None  # a release is never taken away
        base = _manifest(folder, in_force)
        manifest = base.with_courses([line])
        if manifest == base:
            return in_force.number
        sha256 = objects.put(folder, manifest.to_bytes())
        base_sha256 = in_force.manifest_sha256
        write_search_index(folder, sha256, manifest, base, base_sha256=base_sha256, pages={})
        note = note or f"Kursus {course} kembali ke rilis {number}"
        changes = _changes(folder, in_force, manifest)
        new = _put_course_in_force(in_force, sha256, course, number, changes, actor, note)
        if new is not None:
            look_again()
            return new
    raise PublishedInBetween


def _whole_line(folder: Path, row: ReleaseRow, course: str) -> CourseLine:
    """The line of the course in a release, when all its objects are there."""
    line = _manifest(folder, row).line(course)
    if line is None:
        raise CourseNotInRelease(course, row.number)
    try:
        for name in history.object_names(folder, line):
            objects.get(folder, name)
            # Whoever cleans up at this moment leaves young objects alone.
            os.utime(objects.path_of(folder, name))
    except (objects.ObjectMissing, OSError) as missing:
        raise ReleaseCleanedUp(row.number) from missing
    return line


def _manifest(folder: Path, row: ReleaseRow | InForce) -> Manifest:
    try:
        return history.manifest_of(folder, row.manifest_sha256)
    except objects.ObjectMissing as missing:
        raise ReleaseCleanedUp(row.number) from missing


def _whole_manifest(folder: Path, row: ReleaseRow) -> Manifest:
    try:
        manifest = history.manifest_of(folder, row.manifest_sha256)
        for line in manifest.courses:
            for name in history.object_names(folder, line):
                objects.get(folder, name)
    except objects.ObjectMissing as missing:
        raise ReleaseCleanedUp(row.number) from missing
    return manifest


def _changes(folder: Path, in_force: InForce | None, manifest: Manifest) -> tuple[CourseChange, ...]:
    """What going back changes for people; nothing can be told where the release in force is damaged."""
    try:
        old = history.manifest_of(folder, in_force.manifest_sha256) if in_force else Manifest()
    except objects.ObjectMissing:
        _log.exception("The release in force cannot be read; what going back changes is not noted.")
        return ()
    return changes_between(folder, old, manifest)


@one_transaction
def _put_in_force(wanted: ReleaseRow, changes: Iterable[CourseChange], actor: str, note: str) -> int:
    now = clock.now()
    before = store.lock_in_force()
    number = store.add_release(
        manifest_sha256=wanted.manifest_sha256, published_at=now, published_by=actor, note=note
    )
    store.add_changes(number, [one.row for one in changes])
    add_entry(
        at=now,
        action="content.rollback",
        subject=f"release {number}",
        actor_name=actor,
        details={"contents_of": wanted.number, "before": before.number if before else 0},
    )
    return number


@one_transaction
def _put_course_in_force(
    expected: InForce,
    manifest_sha256: str,
    course: str,
    contents_of: int,
    changes: Iterable[CourseChange],
    actor: str,
    note: str,
) -> int | None:
    """The number of the new release; None when the release in force is no longer the expected one."""
    if store.lock_in_force() != expected:
        return None
    now = clock.now()
    number = store.add_release(
        manifest_sha256=manifest_sha256, published_at=now, published_by=actor, note=note
    )
    store.add_changes(number, [one.row for one in changes])
    add_entry(
        at=now,
        action="content.rollback",
        subject=f"release {number}",
        actor_name=actor,
        details={"course": course, "contents_of": contents_of, "before": expected.number},
    )
    return number
