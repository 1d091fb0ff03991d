"""The source files of a published course, read from the objects of the release in force when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from elearn.releases import objects
from elearn.releases.history import manifest_of
from elearn.releases.published import course_index_from


class CourseSources(Mapping[str, bytes]):
    """Paths of source files with their bytes; a file is read when its bytes are looked at."""

    def __init__(self, folder: Path, sha256s: Mapping[str, str]) -> None:
        self._folder = folder
        self._sha256s = sha256s

    def __getitem__(self, path: str) -> bytes:
        """The bytes of a file.

        Raises:
            ObjectMissing: the object is gone or damaged.
        """
        return objects.get(self._folder, self._sha256s[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._sha256s)

    def __len__(self) -> int:
        return len(self._sha256s)


def sources_of(folder: Path, manifest_sha256: str, course: str) -> CourseSources:
    """The files that the published version of a course was made of; none when the release has no such course.

    Raises:
        ObjectMissing: an object is gone or damaged.
    """
    line = manifest_of(folder, manifest_sha256).line(course) if manifest_sha256 else None
    if line is None:
        return CourseSources(folder, {})
    return CourseSources(folder, course_index_from(objects.get(folder, line.index_sha256)).sources)
