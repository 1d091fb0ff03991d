"""Two versions of a file beside each other, and who made the one that stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from elearn.authoring.files import folders, store
from elearn.authoring.files.store import VersionRow
from elearn.config import Settings
from elearn.releases import objects
from elearn.releases.text_changes import ParagraphChange, paragraph_changes

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_OWN_LINE = re.compile(r"(?:[-*+|>#!\[]|[0-9]+\.\s|[A-Za-z][\w-]*:\s)")
MAX_SHOWN = 200
"""Paragraphs of one file; who changed more reads the file itself."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The paragraphs that differ; `is_text` is False for pictures, which are not compared."""

    changes: tuple[ParagraphChange, ...]
    is_text: bool
    is_cut: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What stands at a path now. `put` is None when nobody put exactly this there by browser: somebody
    changed it in the folder, at `changed_at`.
    """

    data: bytes | None
    sha256: str
    put: VersionRow | None
    changed_at: datetime | None


def standing(settings: Settings, path: str) -> Standing:
    """What stands at a path, and whose it is.

    Raises:
        OSError: it cannot be read.
    """
    return standings(settings, [path])[path]


def standings(settings: Settings, paths: list[str]) -> dict[str, Standing]:
    """`standing` for many paths, with one query."""
    newest = store.newest_versions(paths)
    return {path: _standing(settings, path, newest.get(path)) for path in paths}


def _standing(settings: Settings, path: str, newest: VersionRow | None) -> Standing:
    data = folders.read(settings, path)
    sha256 = objects.sha256_of(data) if data is not None else ""
    changed_at = None
    if data is not None:
        changed_at = datetime.fromtimestamp(folders.place(settings, path).stat().st_mtime, UTC)
    put = newest if newest and newest.sha256 == sha256 else None
    return Standing(data=data, sha256=sha256, put=put, changed_at=changed_at)


def compared(path: str, old: bytes | None, new: bytes | None) -> Comparison:
    """What differs between two versions of a file."""
    if not path.endswith(".md"):
        return Comparison(changes=(), is_text=False)
    changes = paragraph_changes(_paragraphs(old), _paragraphs(new))
    return Comparison(changes=changes[:MAX_SHOWN], is_text=True, is_cut=len(changes) > MAX_SHOWN)


def _paragraphs(data: bytes | None) -> list[str]:
    text = (data or b"").decode("utf-8-sig", "replace").replace("\r\n", "\n")
    return [one for part in _PARAGRAPHS.split(text) if part.strip() for one in _units(part.strip())]


def _units(paragraph: str) -> list[str]:
    """A paragraph of prose as a whole; of keys, lists, tables and quotes each line by itself."""
    lines = [line.strip() for line in paragraph.splitlines()]
    return lines if any(_OWN_LINE.match(line) for line in lines) else [paragraph]
