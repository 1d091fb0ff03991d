"""Cleaning up: objects that no kept release, attempt or completion names are removed; all others stay."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from elearn.config import Settings
from elearn.progress import store as progress_store
from elearn.quiz import store as quiz_store
from elearn.releases import history, objects, store
from elearn.releases.manifest import CourseLine, Manifest

KEPT_RELEASES = 10
SAFE_AGE_S = 24 * 60 * 60
"""Younger objects stay: a publication that is running now has written them and not named them yet. Writing an
object that is there already makes it young again (`objects.put`)."""


@dataclass(frozen=True, kw_only=True)
class Pruned:
    """What cleaning up did, or would do: how many objects, and their bytes."""

    removed: int
    removed_bytes: int
    kept: int


def prune(
    settings: Settings, *, keep: int = KEPT_RELEASES, dry_run: bool = False, also: Collection[str] = ()
) -> Pruned:
    """Remove the objects that nobody needs any more.

    Needed are: the newest `keep` releases and the one in force; each quiz that an attempt was begun or marked
    with; each version of a course that an attempt, a section read or a completion names; and what `also`
    names: rooms above this one keep objects too. Manifests stay all: they are small, and the history of
    releases is read from them.

    Raises:
        ObjectMissing: an object of a kept release is gone; nothing is removed then.
    """
    folder = settings.published_folder
    needed = _needed(folder, keep) | frozenset(also)
    removed = removed_bytes = kept = 0
    oldest_safe = time.time() - SAFE_AGE_S
    for path, name in _objects(folder):
        known = path.stat()
        if name in needed or known.st_mtime > oldest_safe:
            kept += 1
            continue
        removed, removed_bytes = removed + 1, removed_bytes + known.st_size
        if not dry_run:
            path.unlink(missing_ok=True)
    return Pruned(removed=removed, removed_bytes=removed_bytes, kept=kept)


def _needed(folder: Path, keep: int) -> frozenset[str]:
    rows = store.releases(limit=None)
    whole = [row for at, row in enumerate(rows) if at < keep or row.is_in_force]
    named_versions = quiz_store.named_course_versions() | progress_store.named_course_versions()
    needed = {row.manifest_sha256 for row in rows} | quiz_store.named_objects()
    for row in whole:
        needed |= _names(folder, history.manifest_of(folder, row.manifest_sha256).courses)
    for manifest in _readable(folder, (row.manifest_sha256 for row in rows)):
        lines = [line for line in manifest.courses if line.version in named_versions]
        needed |= _names(folder, [line for line in lines if line.index_sha256 not in needed])
    return frozenset(needed)


def _names(folder: Path, lines: Iterable[CourseLine]) -> set[str]:
    return {name for line in lines for name in history.object_names(folder, line)}


def _readable(folder: Path, manifests: Iterable[str]) -> Iterator[Manifest]:
    """The manifests of all releases, as far as they are still there."""
    for sha256 in dict.fromkeys(manifests):
        if objects.path_of(folder, sha256).is_file():
            yield history.manifest_of(folder, sha256)


def _objects(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((folder / "objects").glob("[0-9a-f][0-9a-f]/*")):
        if path.is_file() and not path.name.startswith("."):
            yield path, path.parent.name + path.name
