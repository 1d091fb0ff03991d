"""Walking the two content folders on disk; the only file of this room that opens files."""

import errno
import os
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from elearn.content.findings import found
from elearn.content.links import ATTACHMENT_SUFFIXES, MODULES, QUIZZES
from elearn.content.minutes import DEFAULT_PACE, Pace
from elearn.content.text import DEFAULT_LIMITS, Limits
from elearn.content.tree import ContentTree, TreeFiles, assemble
from elearn.problems import Place, Problem

MAX_FILES = 50_000
MAX_DEPTH = 6
_READINGS = 3


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What changes whenever a file does: its size in bytes, its times in nanoseconds, its inode."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int


@dataclass(frozen=True, kw_only=True)
class FoundFiles:
    """The files of both folders as a walk sees them; none of them has been opened."""

    documents: Mapping[str, FileStamp]
    attachments: Mapping[str, FileStamp]
    problems: tuple[Problem, ...]


@dataclass
class _Walk:
    documents: dict[str, FileStamp] = field(default_factory=dict)
    attachments: dict[str, FileStamp] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_tree(
    modules_dir: Path,
    quizzes_dir: Path,
    *,
    today: date | None = None,
    pace: Pace = DEFAULT_PACE,
    limits: Limits = DEFAULT_LIMITS,
) -> ContentTree:
    """Read and check everything in both folders; never throws for what an author may have put there.

    Paths in problems begin with `modules/` or `quizzes/`, wherever the folders are. Without `today` no date
    is checked.

    Raises:
        FileNotFoundError: the modules folder is not there (a lost mount must not look like an empty
        installation).
    """
    return assemble(list_files(modules_dir, quizzes_dir, limits), today=today, pace=pace, limits=limits)


def list_files(modules_dir: Path, quizzes_dir: Path, limits: Limits = DEFAULT_LIMITS) -> TreeFiles:
    """The files of both folders, symbolic links and hidden files left out.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    seen = find_files(modules_dir, quizzes_dir)
    documents: dict[str, bytes] = {}
    problems = list(seen.problems)
    for path in seen.documents:
        data = read_document(path, on_disk(path, modules_dir, quizzes_dir), limits)
        if isinstance(data, Problem):
            problems.append(data)
        else:
            documents[path] = data
    sizes = {path: stamp.size for path, stamp in seen.attachments.items()}
    return TreeFiles(documents=documents, attachments=sizes, problems=tuple(problems))


def find_files(modules_dir: Path, quizzes_dir: Path) -> FoundFiles:
    """The files of both folders, symbolic links and hidden files left out, without opening one.

    Raises:
        FileNotFoundError: the modules folder is not there.
    """
    if not modules_dir.is_dir():
        raise FileNotFoundError(modules_dir)
    walk = _Walk()
    for root, folder in ((MODULES, modules_dir), (QUIZZES, quizzes_dir)):
        for course in _children(folder, root, walk):
            if course.is_dir(follow_symlinks=False):
                _walk_folder(Path(course.path), f"{root}/{course.name}", walk, depth=0)
            else:
                _tell_unread(course.name, root, walk)
    return FoundFiles(documents=walk.documents, attachments=walk.attachments, problems=tuple(walk.problems))


def read_document(path: str, real: Path, limits: Limits = DEFAULT_LIMITS) -> bytes | Problem:
    """The bytes of a document at one moment, or why there are none.

    One byte more than allowed is enough to see that a file is too large.
    """
    try:
        return _read_whole(real, limits.file_bytes + 1)
    except OSError as error:
        return _unreadable(path, error)


def _walk_folder(folder: Path, path: str, walk: _Walk, depth: int) -> None:
    for entry in _children(folder, path, walk):
        inside = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if depth < MAX_DEPTH:
                _walk_folder(Path(entry.path), inside, walk, depth + 1)
            continue
        if len(walk.documents) + len(walk.attachments) >= MAX_FILES:
            walk.problems.append(found("K-431", Place(path), limit=str(MAX_FILES)))
            return
        suffix = Path(entry.name).suffix.lower()
        if suffix == ".md" and depth == 0:
            _note(entry, inside, walk.documents, walk)
        elif suffix in ATTACHMENT_SUFFIXES:
            _note(entry, inside, walk.attachments, walk)
        else:
            _tell_unread(entry.name, path, walk)


def _note(entry: os.DirEntry[str], path: str, files: dict[str, FileStamp], walk: _Walk) -> None:
    try:
        state = entry.stat(follow_symlinks=False)
    except OSError as error:
        walk.problems.append(_unreadable(path, error))
    else:
        files[path] = FileStamp(state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def _tell_unread(name: str, path: str, walk: _Walk) -> None:
    """A document where none is read would be missed by its author and nobody else."""
    if name.lower().endswith(".md") and not name.lower().startswith("readme"):
        walk.problems.append(found("K-434", Place(f"{path}/{name}")))


def _unreadable(path: str, error: OSError) -> Problem:
    return found("K-428", Place(path), reason=error.strerror or type(error).__name__)


def _read_whole(path: Path, size: int) -> bytes:
    """The first `size` bytes, as they were at one moment: a file that is written meanwhile is read again.

    Raises:
        OSError: it cannot be read, or it changes again and again.
    """
    for _ in range(_READINGS):
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(size)
            after = os.fstat(file.fileno())
        if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size):
            return data
    raise BlockingIOError(errno.EAGAIN, "sedang ditulis program lain", str(path))


def _children(folder: Path, path: str, walk: _Walk) -> Iterator[os.DirEntry[str]]:
    """The visible entries of a folder by name; symbolic links and names that differ only in case are told."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError as error:
        walk.problems.append(_unreadable(path, error))
        return
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.name.startswith((".", "_")) or entry.name.endswith("~"):
            continue
        place = Place(f"{path}/{_printable(entry.name)}")
        other = seen.setdefault(unicodedata.normalize("NFC", entry.name).casefold(), entry.name)
        if not _is_utf8(entry.name):
            walk.problems.append(found("K-432", place))
        elif other != entry.name:
            walk.problems.append(found("K-426", place, name=entry.name, other=other))
        elif entry.is_symlink():
            walk.problems.append(found("K-425", place))
        else:
            yield entry


def _printable(name: str) -> str:
    """The name without bytes that no screen can show."""
    return name.encode("utf-8", "replace").decode()


def _is_utf8(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def on_disk(path: str, modules_dir: Path, quizzes_dir: Path) -> Path:
    """Where a file of the tree (`modules/...` or `quizzes/...`) really is.

    Raises:
        ValueError: the path is not one that `list_files` gave.
    """
    root, _, inside = path.partition("/")
    if root not in (MODULES, QUIZZES) or not inside or ".." in inside.split("/"):
        raise ValueError(path)
    return (modules_dir if root == MODULES else quizzes_dir) / inside
