"""Files on their way in: out of a form or a zip, to their places in the tree, or refused with the reason.

Nothing is written under a name that somebody sent. What a dishonest zip may do: exchange/package.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import splitext

from elearn.authoring.files.rules import (
    VERSIONS_FILE,
    Reason,
    Refused,
    collisions,
    fault_of_path,
    is_litter,
    is_picture,
    place_of,
    versions_in,
    without_wrapping,
)
from elearn.content.links import DOCUMENT_SUFFIXES, MEDIA_SUFFIXES, MODULES, QUIZZES
from elearn.exchange.notes import UnreadableFile
from elearn.exchange.package import Package, is_package, opened_package
from elearn.publishing.single import FileKind, kind_of_file
from elearn.releases.media import media_file
from elearn.releases.pictures import PictureKind, UnsafeSvg, picture_of

ONE_MIB = 1024 * 1024
MAX_UPLOAD_BYTES = 20 * ONE_MIB
MAX_UNPACKED_BYTES = 40 * ONE_MIB
MAX_FILES = 500
MAX_DOCUMENT_BYTES = 2 * ONE_MIB
"""More than the checker reads of a document, so that it is the checker who says that it is too long."""
_KINDS = {
    ".svg": PictureKind.SVG,
    ".png": PictureKind.PNG,
    ".jpg": PictureKind.JPEG,
    ".jpeg": PictureKind.JPEG,
    ".webp": PictureKind.WEBP,
}

Sent = tuple[str, bytes]
"""The name that a browser gave, and the bytes."""


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What came: `files` by path in the tree, and what is not taken. `based_on` are the SHA-256 of the
    versions that a download said it holds.
    """

    files: Mapping[str, bytes]
    refused: tuple[Refused, ...]
    based_on: Mapping[str, str] = field(default_factory=dict)


def received(sent: Sequence[Sent], folder: str, existing: Collection[str], pictures_in: str) -> Incoming:
    """Sort what was sent into a course. `existing` are the paths of its files; pictures without a place of
    their own go below `pictures_in` (modules or quizzes).

    Raises:
        UnreadableFile: a zip that is damaged, dishonest or too large.
    """
    is_archive = len(sent) == 1 and is_package(sent[0][1])
    by_name = dict(_unpacked(opened_package(sent[0][1]))) if is_archive else dict(_single(sent))
    lists = [name for name in by_name if name.rpartition("/")[2] == VERSIONS_FILE]
    based_on = versions_in(b"\n".join(by_name.pop(name) for name in lists).decode("utf-8", "replace"))
    files: dict[str, bytes] = {}
    refused: list[Refused] = []
    for inside, name in without_wrapping(by_name).items():
        data = by_name[name]
        path = place_of(inside, folder, existing, _root(inside, data, pictures_in))
        fault = _fault(path, folder, data, existing)
        if path in files:
            fault = fault or Refused(name=name, reason=Reason.TWICE, detail=path)
        if fault:
            refused.append(Refused(name=name, reason=fault.reason, detail=fault.detail))
        else:
            files[path] = data
    for path, reason, other in list(collisions(files, existing)):
        refused.append(Refused(name=path, reason=reason, detail=other))
    for one in refused:
        if one.reason in (Reason.CASE, Reason.TWICE):
            files.pop(one.name, None)
    return Incoming(files=files, refused=tuple(refused), based_on=based_on)


def _single(sent: Sequence[Sent]) -> Iterator[Sent]:
    for name, data in sent:
        # Browsers send a bare name; what looks like a path is cut down to one.
        yield name.replace("\\", "/").rpartition("/")[2] or "tanpa-nama", data


def _unpacked(package: Package) -> Iterator[Sent]:
    names = [name for name in package.paths() if not is_litter(name)]
    if len(names) > MAX_FILES:
        raise UnreadableFile("zip-entries", limit=str(MAX_FILES))
    total = sum(package.entries[name].file_size for name in names)
    if total > MAX_UNPACKED_BYTES:
        limit = str(MAX_UNPACKED_BYTES // ONE_MIB)
        raise UnreadableFile("zip-size", size=str(total // ONE_MIB), limit=limit)
    for name in names:
        yield name, package.bytes_of(name, limit=MAX_UNPACKED_BYTES) or b""


def _root(name: str, data: bytes, pictures_in: str) -> str:
    if not name.lower().endswith(".md"):
        return pictures_in
    return QUIZZES if kind_of_file(PurePosixPath(name), data) is FileKind.QUIZ else MODULES


def _fault(path: str, folder: str, data: bytes, existing: Collection[str]) -> Refused | None:
    # A file that stands there keeps its name, however odd.
    reason = None if path in existing else fault_of_path(path, folder)
    if reason:
        return Refused(name=path, reason=reason, detail=path.split("/")[1] if "/" in path else "")
    if path in existing and path.lower().endswith((*MEDIA_SUFFIXES, *DOCUMENT_SUFFIXES)):
        is_one = media_file(data, splitext(path)[1].lower().removeprefix(".")) is not None
        return None if is_one else Refused(name=path, reason=Reason.KIND)
    return fault_of_bytes(path, data)


def fault_of_bytes(path: str, data: bytes) -> Refused | None:
    """Why these bytes may not stand under this name, told by what they are."""
    if path.lower().endswith(".md"):
        is_long = len(data) > MAX_DOCUMENT_BYTES
        return Refused(name=path, reason=Reason.TOO_LARGE, detail="1 MB") if is_long else None
    if not is_picture(path):
        return Refused(name=path, reason=Reason.KIND)
    try:
        picture = picture_of(data)
    except UnsafeSvg as unsafe:
        return Refused(name=path, reason=Reason.UNSAFE_SVG, detail=str(unsafe)[:40])
    if picture is None:
        return Refused(name=path, reason=Reason.NOT_PICTURE)
    if picture.kind is not _KINDS[splitext(path)[1].lower()]:
        return Refused(name=path, reason=Reason.OTHER_KIND, detail=picture.kind.value)
    return None
