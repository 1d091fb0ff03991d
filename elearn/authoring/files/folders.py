"""The content folders as this room uses them: what stands where, and whether it may be written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from elearn.config import Settings
from elearn.content.folders import MAX_DEPTH, on_disk
from elearn.content.links import ATTACHMENT_SUFFIXES, MODULES, QUIZZES

MAX_LISTED = 2_000


class NotWritable(StrEnum):
    """Why nothing can be put into the folders from here."""

    MISSING = "missing"
    READ_ONLY = "read_only"
    LINKED = "linked"  # the course's folder is a symbolic link


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file of a course; `changed_at` is what the file system says."""

    path: str
    size: int
    changed_at: datetime


def files_of(settings: Settings, folder: str) -> tuple[FoundFile, ...]:
    """Every visible file of a course in both folders, by path; what a walk would pass over is left out."""
    found: list[FoundFile] = []
    for root in (MODULES, QUIZZES):
        start = place(settings, f"{root}/{folder}")
        if not start.is_symlink():
            _collect(start, f"{root}/{folder}", found, 0)
    return tuple(sorted(found, key=lambda one: one.path))


def _collect(folder: Path, path: str, found: list[FoundFile], depth: int) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "_")) or entry.name.endswith("~") or entry.is_symlink():
            continue
        inside = f"{path}/{entry.name}"
        if entry.is_dir():
            if depth < MAX_DEPTH:
                _collect(Path(entry.path), inside, found, depth + 1)
        elif _is_ours(entry.name) and len(found) < MAX_LISTED:
            state = entry.stat()
            changed_at = datetime.fromtimestamp(state.st_mtime, UTC)
            found.append(FoundFile(path=inside, size=state.st_size, changed_at=changed_at))


def _is_ours(name: str) -> bool:
    """Documents and what they show; names that no screen can print belong to nobody."""
    return name.lower().endswith((".md", *ATTACHMENT_SUFFIXES)) and name.isprintable()


def place(settings: Settings, path: str) -> Path:
    """Where a path of the tree is on disk.

    Raises:
        ValueError: it leads out of the two folders.
    """
    return on_disk(path, settings.modules_dir, settings.quizzes_dir)


def read(settings: Settings, path: str) -> bytes | None:
    """What a file holds, None when there is no such file; nothing is read through a symbolic link.

    Raises:
        OSError: it cannot be read.
    """
    file = place(settings, path)
    if is_linked(settings, path):
        raise PermissionError(path)
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def is_linked(settings: Settings, path: str) -> bool:
    """Whether a symbolic link stands anywhere between the content folder and the file."""
    root, *parts = path.split("/")
    at = place(settings, f"{root}/{parts[0]}").parent
    for part in parts:
        at = at / part
        if at.is_symlink():
            return True
    return False


def why_not_writable(settings: Settings, folder: str) -> NotWritable | None:
    """Why files cannot be put into a course from here; None when they can.

    The quiz folder of the whole installation is made when it is first needed; its parent must be writable.
    """
    for root, top in ((MODULES, settings.modules_dir), (QUIZZES, settings.quizzes_dir)):
        if root == MODULES and not top.is_dir():
            return NotWritable.MISSING
        inside = top / folder
        if inside.is_symlink():
            return NotWritable.LINKED
        nearest = next(one for one in (inside, top, *top.parents) if one.is_dir())
        if not os.access(nearest, os.W_OK | os.X_OK):
            return NotWritable.READ_ONLY
    return None
