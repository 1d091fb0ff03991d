"""Writing the search index of a release, from that of the release before where there is one."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from elearn.markup.rendering import plain_text
from elearn.releases import objects
from elearn.releases.manifest import CourseLine, Manifest
from elearn.releases.published import course_index_from
from elearn.releases.search import Page, index_path, replace_courses, write_index

MAX_FILES = 10
"""Indexes kept; old ones are of use only to processes that have not changed over yet."""

CoursePages = Mapping[str, tuple[Page, ...]]


def write_search_index(
    folder: Path,
    manifest_sha256: str,
    manifest: Manifest,
    base: Manifest,
    *,
    base_sha256: str | None,
    pages: CoursePages,
) -> None:
    """Write the index of `manifest`, synced, unless it is there. `pages` are those of the compiled courses.

    Raises:
        OSError: it could not be written.
    """
    path = index_path(folder, manifest_sha256)
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", suffix=".sqlite", dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        old = index_path(folder, base_sha256) if base_sha256 else None
        if old is not None and old.is_file():
            shutil.copyfile(old, temporary)
            changed = [line for line in manifest.courses if line != base.line(line.code)]
            fresh = [page for line in changed for page in pages.get(line.code) or _pages_of(folder, line)]
            replace_courses(temporary, [line.code for line in changed], fresh)
        else:
            write_index(temporary, _all_pages(folder, manifest, pages))
        _put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    _forget_old_ones(path.parent)


def _put_in_place(temporary: Path, path: Path) -> None:
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.chmod(0o644)
    temporary.replace(path)
    objects.sync_folder(path.parent)


def _all_pages(folder: Path, manifest: Manifest, pages: CoursePages) -> Iterable[Page]:
    for line in manifest.courses:
        yield from pages.get(line.code) or _pages_of(folder, line)


def _pages_of(folder: Path, line: CourseLine) -> Iterable[Page]:
    """The search pages of a course that was kept as it was: its words are in its bodies."""
    course = course_index_from(objects.get(folder, line.index_sha256)).course
    whole = Page(course=course.code, module="", section="", title=course.title, text=course.summary)
    yield replace(whole, text=f"{course.summary} {_words(folder, course.introduction_sha)}")
    for module in course.modules:
        for section in module.sections:
            text = _words(folder, section.body_sha256)
            yield replace(whole, module=module.code, section=section.code, title=section.title, text=text)


def _words(folder: Path, sha256: str) -> str:
    return plain_text(objects.get(folder, sha256).decode())


def _forget_old_ones(folder: Path) -> None:
    files = sorted(folder.glob("[0-9a-f]*.sqlite"), key=lambda path: path.stat().st_mtime)
    for path in files[:-MAX_FILES]:
        path.unlink(missing_ok=True)
