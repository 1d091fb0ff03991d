"""What the page with the files of a course prints."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale

from elearn.authoring import access as course_access
from elearn.authoring.files import folders, store
from elearn.authoring.files.access import CoursePlace
from elearn.authoring.files.rules import VERSIONS_FILE, version_list
from elearn.authoring.files.store import VersionRow
from elearn.authoring.rules import ProblemRow, problem_rows
from elearn.content.links import IMAGE_SUFFIXES
from elearn.releases.objects import sha256_of
from elearn.web.settings import current_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file. `put` is None for one that nobody put there by browser; `changed_at` is of the file system."""

    path: str
    size: int
    changed_at: datetime
    put: VersionRow | None
    errors: int
    warnings: int

    @property
    def name(self) -> str:
        """Its path without the folder of the course."""
        return self.path.split("/", 2)[2]

    @property
    def is_document(self) -> bool:
        """Whether it can be written in the editor."""
        return self.path.endswith(".md")

    @property
    def is_picture(self) -> bool:
        """Whether a browser may show it."""
        return self.path.lower().endswith(IMAGE_SUFFIXES)


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """The files of a course by their two folders, the problems, and files that went but can come back."""

    place: CoursePlace
    modules: tuple[FileRow, ...]
    quizzes: tuple[FileRow, ...]
    gone: tuple[str, ...]
    problems: tuple[ProblemRow, ...]

    @property
    def count(self) -> int:
        """How many files there are."""
        return len(self.modules) + len(self.quizzes)


def files_page(place: CoursePlace) -> FilesPage:
    """Everything that stands in the folders of a course. One query, however many files."""
    found = folders.files_of(current_settings(), place.folder)
    put = store.newest_versions([one.path for one in found])
    checked = course_access.course_or_none(place.code)
    problems = problem_rows(checked.problems if checked else (), str(get_locale() or "id"))
    errors = Counter(one.path for one in problems if one.is_error)
    warnings = Counter(one.path for one in problems if not one.is_error)
    rows = tuple(
        FileRow(
            path=one.path,
            size=one.size,
            changed_at=one.changed_at,
            put=put.get(one.path),
            errors=errors[one.path],
            warnings=warnings[one.path],
        )
        for one in found
    )
    there = {one.path for one in found}
    return FilesPage(
        place=place,
        modules=tuple(one for one in rows if one.path.startswith("modules/")),
        quizzes=tuple(one for one in rows if one.path.startswith("quizzes/")),
        gone=tuple(path for path in store.gone_files(place.folder) if path not in there),
        problems=problems,
    )


def as_zip(place: CoursePlace) -> bytes:
    """The whole course as it could be brought back.

    Raises:
        OSError: a file cannot be read.
    """
    settings = current_settings()
    out = io.BytesIO()
    versions: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in folders.files_of(settings, place.folder):
            data = folders.read(settings, one.path)
            if data is not None:
                archive.writestr(zipfile.ZipInfo(one.path), data, zipfile.ZIP_DEFLATED)
                versions[one.path] = sha256_of(data)
        archive.writestr(zipfile.ZipInfo(VERSIONS_FILE), version_list(versions))
    return out.getvalue()
