"""Which files authors may bring by browser, where they go, and what keeps them back. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from elearn.content.course_files import COURSE_FILE
from elearn.content.folders import MAX_DEPTH
from elearn.content.links import IMAGE_SUFFIXES, MODULES, QUIZZES
from elearn.problems import Problem

MAX_PATH_CHARACTERS = 180
PICTURES = "gambar"
DOCUMENT = ".md"
_DOCUMENT_NAME = re.compile(r"(?:[0-9]{1,3}[-_. ])?[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices: a course must open there too."""
VERSIONS_FILE = "versi-berkas.txt"
MAX_VERSIONS = 5_000
_VERSION = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<path>\S.{0,400})")
_LITTER = re.compile(r"(?:__MACOSX|\.git|\.svn)/.*|(?:.*/)?(?:\.[^/]*|Thumbs\.db|desktop\.ini|[^/]*~)")


class Reason(StrEnum):
    """Why a file is not taken."""

    KIND = "kind"  # no kind of file that a course consists of
    NAME = "name"
    PLACE = "place"  # a folder where nobody would read it
    OTHER_COURSE = "other_course"
    TWICE = "twice"  # two names that differ only in case
    CASE = "case"  # one that is there differs only in case
    NOT_PICTURE = "not_picture"
    OTHER_KIND = "other_kind"  # a PNG called .jpg
    UNSAFE_SVG = "unsafe_svg"
    TOO_LARGE = "too_large"
    LINKED = "linked"  # a symbolic link stands there


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that is not taken; `detail` belongs to the reason's sentence."""

    name: str
    reason: Reason
    detail: str = ""


class FileState(StrEnum):
    """What would become of a file."""

    NEW = "new"
    REPLACED = "replaced"
    REMOVED = "removed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # the sender did not touch it, somebody else did since he fetched it


def state_of(
    before: bytes | None, after: bytes | None, *, is_late: bool = False, is_touched: bool = True
) -> FileState:
    """What taking `after` (None: the file goes) does where `before` stands (None: nothing does).

    `is_late`: another version stands there than the one the sender fetched; `is_touched`: he changed his.
    """
    if before == after:
        return FileState.UNCHANGED
    if is_late and not is_touched:
        return FileState.KEPT
    if before is None:
        return FileState.NEW
    return FileState.REPLACED if after is not None else FileState.REMOVED


def version_list(versions: Mapping[str, str]) -> str:
    """What a download says of itself, so that coming back it does not undo what others wrote meanwhile."""
    lines = [f"{sha256}  {path}" for path, sha256 in sorted(versions.items())]
    return "\n".join(["# Versi setiap berkas saat diunduh. Biarkan di dalam ZIP.", *lines, ""])


def versions_in(text: str) -> dict[str, str]:
    """The SHA-256 by path that `version_list` wrote; whatever else stands there is passed over."""
    found = (_VERSION.fullmatch(line.strip()) for line in text.splitlines()[:MAX_VERSIONS])
    return {match["path"]: match["sha256"] for match in found if match}


def is_litter(name: str) -> bool:
    """Whether an operating system put the file there and nobody misses it."""
    return _LITTER.fullmatch(name) is not None


def is_picture(path: str) -> bool:
    """Whether the name is that of a picture."""
    return path.lower().endswith(IMAGE_SUFFIXES)


def fault_of_path(path: str, folder: str) -> Reason | None:
    """Why a new file may not stand at a path of the tree, or None when it may."""
    parts = path.split("/")
    if len(path) > MAX_PATH_CHARACTERS or unicodedata.normalize("NFC", path) != path:
        return Reason.NAME
    if len(parts) < 3 or parts[0] not in (MODULES, QUIZZES):
        return Reason.PLACE
    if parts[1] != folder:
        return Reason.OTHER_COURSE
    if any(_DEVICES.fullmatch(part) or ".." in part or part.endswith(".") for part in parts[2:]):
        return Reason.NAME
    if path.lower().endswith(DOCUMENT):
        return _fault_of_document(parts)
    if not is_picture(path):
        return Reason.KIND
    if len(parts) - 3 > MAX_DEPTH:
        return Reason.PLACE
    return None if all(_PART.fullmatch(part) for part in parts[2:]) else Reason.NAME


def _fault_of_document(parts: list[str]) -> Reason | None:
    if len(parts) != 3:
        return Reason.PLACE  # a document in a deeper folder is read by nobody
    if parts[0] == QUIZZES and parts[2] == COURSE_FILE:
        return Reason.PLACE
    return None if _DOCUMENT_NAME.fullmatch(parts[2]) else Reason.NAME


def place_of(name: str, folder: str, existing: Collection[str], root: str) -> str:
    """Where in the tree a file belongs that came under `name`, itself or from an archive.

    A path that names `modules/` or `quizzes/` says so itself, however many folders stand around it. Any other
    file takes the place of the one file of the course that has its name; else it goes below `root`, the
    pictures there into `gambar/`.
    """
    parts = [part for part in name.split("/") if part not in ("", ".")] or [name]  # "." names no file
    for at, part in enumerate(parts[:-2]):
        if part in (MODULES, QUIZZES):
            return "/".join(parts[at:])
    inside = "/".join(parts[1:] if parts[0] == folder and len(parts) > 1 else parts)
    same = [path for path in existing if path.endswith(f"/{inside}")]
    if len(same) == 1:
        return same[0]
    if "/" not in inside and is_picture(inside):
        inside = f"{PICTURES}/{inside}"
    return f"{root}/{folder}/{inside}"


def without_wrapping(names: Iterable[str]) -> dict[str, str]:
    """Names as they came, by what they are without the one folder that an archive puts around everything."""
    every = list(names)
    first = {PurePosixPath(name).parts[0] for name in every if "/" in name}
    is_wrapped = len(first) == 1 and all("/" in name for name in every)
    wrapping = next(iter(first), "")
    if not is_wrapped or wrapping in (MODULES, QUIZZES, PICTURES):
        return {name: name for name in every}
    return {name.removeprefix(f"{wrapping}/"): name for name in every}


def collisions(paths: Iterable[str], existing: Iterable[str]) -> Iterator[tuple[str, Reason, str]]:
    """Paths that differ only in case from another one, or from a file or folder that is there.

    On Windows and macOS they would be one file; every such path comes with its reason and the other one.
    """
    there = {_folded(start): start for path in existing for start in _starts(path)}
    wanted = list(paths)
    spellings: dict[str, set[str]] = {}
    for path in wanted:
        for start in _starts(path):
            spellings.setdefault(_folded(start), set()).add(start)
    for path in wanted:
        for start in _starts(path):
            others = spellings[_folded(start)] - {start}
            if there.get(_folded(start), start) != start:
                yield path, Reason.CASE, there[_folded(start)]
                break
            if others:
                yield path, Reason.TWICE, min(others)
                break


def _starts(path: str) -> Iterator[str]:
    """A path with its folders, the course's own left out."""
    parts = path.split("/")
    for end in range(3, len(parts) + 1):
        yield "/".join(parts[:end])


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """The problems of a check with new files: `stopping` are errors in these files, or errors that were not
    there before; `others` are everything else in the course.
    """

    stopping: tuple[Problem, ...] = ()
    others: tuple[Problem, ...] = field(default=())


def weighed(
    before: Iterable[Problem], after: Iterable[Problem], put: Collection[str], mine: Iterable[str]
) -> Weighed:
    """Which problems keep files from being taken. `put` are their paths, `mine` beginnings of paths of the
    course.

    Errors that stood in other files already do not stop: two broken files are mended one after the other.
    """
    known = Counter(_sign(one) for one in before if one.is_error)
    starts = tuple(mine)
    stopping, others = [], []
    for one in after:
        sign = _sign(one)
        is_old = known[sign] > 0
        known[sign] -= is_old
        if one.is_error and (one.place.path in put or not is_old):
            stopping.append(one)
        elif one.place.path.startswith(starts):
            others.append(one)
    return Weighed(stopping=tuple(stopping), others=tuple(others))


def _sign(problem: Problem) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What makes two problems the same wherever the lines have moved to."""
    return problem.place.path, problem.rule, tuple(sorted(_values(problem.values)))


def _values(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from values.items()
