"""The release in force, as this process knows it: an index in memory, bodies through a small cache.

Readers need the published folder and one row of the database, never the folders of the authors.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from flask import current_app
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from elearn.errors import ElearnError
from elearn.releases import objects, store
from elearn.releases import search as search_index
from elearn.releases.manifest import manifest_from
from elearn.releases.published import (
    CheckRef,
    PublishedCourse,
    PublishedModule,
    PublishedSection,
    QuizEntry,
    ReleasedQuiz,
    check_marker,
    course_index_from,
    released_quiz_from,
)
from elearn.releases.search import Hit
from elearn.web.settings import current_settings

__all__ = [
    "CheckRef",
    "Hit",
    "Library",
    "PublishedCourse",
    "PublishedModule",
    "PublishedSection",
    "QuizEntry",
    "ReleasedQuiz",
    "body",
    "check_marker",
    "find_course",
    "find_published",
    "library",
    "library_of",
    "look_again",
    "released_quiz",
    "search",
]
LOOK_INTERVAL_S = 0.5
"""How long a process may not notice a new release."""
_EXTENSION = "elearn.library"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Library:
    """All courses of one release; `number` 0 when nothing has been published."""

    number: int = 0
    manifest_sha256: str = ""
    courses: Mapping[str, PublishedCourse] = field(default_factory=lambda: MappingProxyType({}))


class _Shelf:
    """What one process holds: the library, and when it last looked for a newer one."""

    def __init__(self) -> None:
        self.library = Library()
        self.looked_at_s = float("-inf")
        self.looking = threading.Lock()


def library() -> Library:
    """The courses of the release in force. Looks for a new release at most every half second."""
    shelf: _Shelf = current_app.extensions.setdefault(_EXTENSION, _Shelf())
    if time.monotonic() - shelf.looked_at_s < LOOK_INTERVAL_S:
        return shelf.library
    # The first call has nothing to give and must wait; later ones go on with what they have while one looks.
    if shelf.looking.acquire(blocking=shelf.library.number == 0):
        try:
            if time.monotonic() - shelf.looked_at_s >= LOOK_INTERVAL_S:  # nobody looked while we waited
                shelf.library = _looked(shelf.library)
                shelf.looked_at_s = time.monotonic()
        finally:
            shelf.looking.release()
    return shelf.library


def look_again() -> None:
    """Let the next call of `library` see a release that was published a moment ago in this process."""
    shelf: _Shelf = current_app.extensions.setdefault(_EXTENSION, _Shelf())
    shelf.looked_at_s = float("-inf")


def find_course(code: str) -> PublishedCourse | None:
    """The published course of this code, if there is one."""
    return library().courses.get(code)


def body(sha256: str) -> Markup:
    """The HTML of a section or introduction; it was made safe when it was published.

    Raises:
        ObjectMissing: the object is gone or damaged.
    """
    return _body(current_settings().published_folder, sha256)


def released_quiz(object_sha256: str) -> ReleasedQuiz:
    """A quiz with its questions, of whatever release.

    Raises:
        ObjectMissing: the object is gone or damaged.
    """
    return _released_quiz(current_settings().published_folder, object_sha256)


def search(words: str, limit: int = 20) -> tuple[Hit, ...]:
    """The sections of the release in force that have these words or their stems, best first."""
    path = search_index.index_path(current_settings().published_folder, library().manifest_sha256)
    return search_index.find(path, words, limit)


def library_of(folder: Path, number: int, manifest_sha256: str) -> Library:
    """The library of a release, read from its objects.

    Raises:
        ObjectMissing: an object is gone or damaged.
    """
    manifest = manifest_from(objects.get(folder, manifest_sha256))
    courses = {line.code: _course(folder, line.index_sha256) for line in manifest.courses}
    return Library(number=number, manifest_sha256=manifest_sha256, courses=MappingProxyType(courses))


def find_published(folder: Path, index_sha256: str) -> PublishedCourse | None:
    """A course of any release by its index, or None when that is gone or damaged."""
    try:
        return _course(folder, index_sha256)
    except (objects.ObjectMissing, ValueError, KeyError, TypeError):
        _log.exception("The course index %s cannot be read.", index_sha256)
        return None


def _looked(old: Library) -> Library:
    """The library in force, or the old one while the new one cannot be read."""
    try:
        in_force = store.find_in_force()
        if in_force is None or in_force == (old.number, old.manifest_sha256):
            return old
        return library_of(current_settings().published_folder, *in_force)
    except (SQLAlchemyError, ElearnError, OSError, ValueError, KeyError, TypeError):
        _log.exception("The release in force cannot be read; release %s stays.", old.number)
        return old


@lru_cache(maxsize=2_048)
def _course(folder: Path, index_sha256: str) -> PublishedCourse:
    """An index never changes, so a new release costs only the courses that changed."""
    return course_index_from(objects.get(folder, index_sha256)).course


@lru_cache(maxsize=512)
def _body(folder: Path, sha256: str) -> Markup:
    return Markup(objects.get(folder, sha256).decode())  # noqa: S704 (sanitised when it was published)


@lru_cache(maxsize=128)
def _released_quiz(folder: Path, sha256: str) -> ReleasedQuiz:
    return released_quiz_from(objects.get(folder, sha256))
