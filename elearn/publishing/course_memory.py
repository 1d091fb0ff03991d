"""What was found out about files and courses, kept in the cache of the installation.

Losing it costs time and nothing else: a row that is damaged or of another program counts as not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from elearn.content.faces import FolderFace
from elearn.publishing.course_rows import (
    FolderResult,
    face_from_row,
    face_to_row,
    result_from_row,
    result_to_row,
    stamps_from_row,
    stamps_to_row,
)
from elearn.publishing.memory import opened_memory
from elearn.publishing.working_files import Seen

MAX_ROWS = 50_000
Kept = TypeVar("Kept")


class CourseMemory:
    """Stamps, faces and results by their keys; `path` None remembers nothing."""

    def __init__(self, path: Path | None) -> None:
        self._memory = opened_memory(path, max_rows=MAX_ROWS) if path else None
        self._fresh: dict[str, bytes] = {}

    def __enter__(self) -> CourseMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.write()
        if self._memory is not None:
            self._memory.close()

    def seen(self, place: str) -> Seen:
        """The files of a place (the paths of its two folders) that were seen earlier."""
        return self._found((_seen_key(place),), stamps_from_row).get(_seen_key(place), {})

    def faces(self, keys: Iterable[str]) -> Mapping[str, FolderFace]:
        """The faces that are kept under these keys."""
        return self._found_by("face", keys, face_from_row)

    def results(self, keys: Iterable[str]) -> Mapping[str, FolderResult]:
        """The results that are kept under these keys."""
        return self._found_by("result", keys, result_from_row)

    def keep_seen(self, place: str, seen: Seen) -> None:
        """Remember which files were seen; those of before are forgotten."""
        self._keep(_seen_key(place), seen, stamps_to_row)

    def keep_face(self, key: str, face: FolderFace) -> None:
        """Remember a face."""
        self._keep(f"face {key}", face, face_to_row)

    def keep_result(self, key: str, result: FolderResult) -> None:
        """Remember a result."""
        self._keep(f"result {key}", result, result_to_row)

    def write(self) -> None:
        """Write down what is new: a check that is broken off has not worked for nothing."""
        if self._memory is not None and self._fresh:
            self._memory.keep(self._fresh.items())
            self._fresh = {}

    def _keep(self, key: str, value: Kept, row_of: Callable[[Kept], bytes]) -> None:
        if self._memory is not None:
            self._fresh[key] = row_of(value)

    def _found_by(self, kind: str, keys: Iterable[str], read: Callable[[bytes], Kept]) -> dict[str, Kept]:
        found = self._found((f"{kind} {key}" for key in keys), read)
        return {key.removeprefix(f"{kind} "): value for key, value in found.items()}

    def _found(self, keys: Iterable[str], read: Callable[[bytes], Kept]) -> dict[str, Kept]:
        rows = self._memory.find_all(keys) if self._memory else {}
        values = ((key, _read(row, read)) for key, row in rows.items())
        return {key: value for key, value in values if value is not None}


def _read(row: bytes, read: Callable[[bytes], Kept]) -> Kept | None:
    try:
        return read(row)
    except (ValueError, KeyError, TypeError):
        return None


def _seen_key(place: str) -> str:
    return f"seen {place}"
