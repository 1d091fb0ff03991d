"""The working files by the SHA-256 of their bytes; one that has not changed since it was seen is not read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from elearn.content.faces import folder_of
from elearn.content.folders import FileStamp, FoundFiles, find_files, on_disk, read_document
from elearn.content.links import ATTACHMENT_SUFFIXES
from elearn.content.text import DEFAULT_LIMITS
from elearn.content.tree import TreeFiles
from elearn.problems import Problem
from elearn.publishing.overlay import NOTHING, LaidOver
from elearn.releases.objects import sha256_of

MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
"""A recording longer than this belongs on a server made for it; it is not opened."""
YOUNG_NS = 2_000_000_000
"""A file that was written so short a time before we looked may be written again within one tick of the clock
of its file system; its stamp proves nothing.
"""

Seen = Mapping[str, tuple[FileStamp, str]]
"""Files that were read earlier: stamp and SHA-256 by path."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture, recording or document: its size in bytes, and its SHA-256 where it could be read."""

    size: int
    sha256: str


class WorkingFiles:
    """All files of both folders. `problems` are those of files that cannot be opened.

    Whoever asks for bytes may get others than the ones that were hashed, when an author saves meanwhile;
    `is_steady` is False from then on, and nothing that was made of them is to be remembered.
    """

    def __init__(
        self, modules_dir: Path, quizzes_dir: Path, seen: Seen, now_ns: int, laid: LaidOver = NOTHING
    ) -> None:
        self._folders = (modules_dir, quizzes_dir)
        self._laid = laid
        self._bytes: dict[str, bytes] = {}
        self._now_ns = now_ns
        found = find_files(modules_dir, quizzes_dir)
        self.is_steady = True
        self.seen: dict[str, tuple[FileStamp, str]] = {}
        self.problems = [one for one in found.problems if one.place.path not in laid]
        self.documents: dict[str, str] = {}
        self.attachments: dict[str, Attachment] = {}
        self._hash_documents(found, seen)
        self._hash_attachments(found, seen)
        self._lay_over()

    def tree_files(self, names: Collection[str]) -> TreeFiles:
        """The files of the folders of these names in both trees, read."""
        documents = {path: self._document(path) for name in names for path in self.documents_in(name)}
        return TreeFiles(
            documents={path: data for path, data in documents.items() if data is not None},
            attachments={
                path: self.attachments[path].size for name in names for path in self._files(name)[1]
            },
            problems=tuple(one for one in self.problems if folder_of(one.place.path) in names),
        )

    def forget_bytes(self) -> None:
        """Let go of the bytes that were read."""
        self._bytes.clear()

    def documents_in(self, name: str) -> tuple[str, ...]:
        """The paths of the documents in the folders of this name, in the order of the walk."""
        return self._files(name)[0]

    def lines_of(self, name: str) -> Iterable[str]:
        """A line for each file in the folders of this name, different for different bytes."""
        documents, attachments = self._files(name)
        yield from (f"{self.documents[path]} {path}" for path in documents)
        for path in attachments:
            one = self.attachments[path]
            yield f"{one.sha256} {one.size} {path}"

    def attachment(self, path: str) -> bytes | None:
        """The bytes of an attachment that the walk has seen, as large as it was then."""
        known = self.attachments.get(path)
        if known is None or known.size > MAX_ATTACHMENT_BYTES:
            return None
        data = self._laid[path] if path in self._laid else self._read_attachment(path, known.size)
        if (sha256_of(data) if data is not None else "") != known.sha256:
            self.is_steady = False
        return data

    def _files(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        documents, attachments = self._by_folder
        return tuple(documents.get(name, ())), tuple(attachments.get(name, ()))

    @cached_property
    def _by_folder(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        return _grouped(self.documents), _grouped(self.attachments)

    def _hash_documents(self, found: FoundFiles, seen: Seen) -> None:
        for path, stamp in found.documents.items():
            if path in self._laid:
                continue
            known = seen.get(path)
            if known is not None and known[0] == stamp:
                self.documents[path] = known[1]
            else:
                data = read_document(path, self._real(path))
                if isinstance(data, Problem):
                    self.problems.append(data)
                    continue
                self._bytes[path] = data
                self.documents[path] = sha256_of(data)
            self._note(path, stamp, self.documents[path])

    def _hash_attachments(self, found: FoundFiles, seen: Seen) -> None:
        for path, stamp in found.attachments.items():
            if path in self._laid:
                continue
            known = seen.get(path)
            sha256 = known[1] if known and known[0] == stamp else self._hash_attachment(path, stamp.size)
            self.attachments[path] = Attachment(stamp.size, sha256)
            self._note(path, stamp, sha256)

    def _hash_attachment(self, path: str, size: int) -> str:
        data = self._read_attachment(path, size) if size <= MAX_ATTACHMENT_BYTES else None
        return sha256_of(data) if data is not None else ""

    def _note(self, path: str, stamp: FileStamp, sha256: str) -> None:
        if sha256 and self._now_ns - max(stamp.mtime_ns, stamp.ctime_ns) >= YOUNG_NS:
            self.seen[path] = (stamp, sha256)

    def _lay_over(self) -> None:
        for path, data in self._laid.items():
            if data is None:
                continue
            if path.endswith(".md"):
                self.documents[path] = sha256_of(data[: DEFAULT_LIMITS.file_bytes + 1])
            elif path.lower().endswith(ATTACHMENT_SUFFIXES):
                self.attachments[path] = Attachment(len(data), sha256_of(data))

    def _document(self, path: str) -> bytes | None:
        if path in self._bytes:
            return self._bytes[path]
        laid = self._laid.get(path)
        if laid is not None:
            return laid[: DEFAULT_LIMITS.file_bytes + 1]
        data = read_document(path, self._real(path))
        if isinstance(data, Problem):
            self.is_steady = False
            self.problems.append(data)
            return None
        if sha256_of(data) != self.documents[path]:
            self.is_steady = False
        self._bytes[path] = data
        return data

    def _read_attachment(self, path: str, size: int) -> bytes | None:
        try:
            with self._real(path).open("rb") as file:
                data = file.read(size + 1)
        except OSError:
            return None
        return data if len(data) == size else None

    def _real(self, path: str) -> Path:
        return on_disk(path, *self._folders)


def _grouped(paths: Iterable[str]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for path in paths:
        grouped.setdefault(folder_of(path), []).append(path)
    return grouped
