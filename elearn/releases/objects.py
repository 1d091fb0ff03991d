"""Things stored under the SHA-256 of their bytes: written once, never changed, the same on every machine.

`folder` is the published folder of the installation (`instance/published`).
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from elearn.errors import ElearnError

_SHA256 = re.compile(r"[0-9a-f]{64}")


class ObjectMissing(ElearnError):
    """A release names an object that is not there, or no longer what it was."""

    def __init__(self, sha256: str, reason: str) -> None:
        super().__init__(
            f"Objek rilis {sha256[:12]} {reason}.",
            hint="Pulihkan folder published dari cadangan, atau jalankan elearn publish.",
        )
        self.sha256 = sha256


def sha256_of(data: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(data).hexdigest()


def path_of(folder: Path, sha256: str) -> Path:
    """Where an object lies, whether or not it is there.

    Raises:
        ObjectMissing: this is no SHA-256, so it can name nothing.
    """
    if not _SHA256.fullmatch(sha256):
        raise ObjectMissing(sha256, "tidak dikenal")
    return folder / "objects" / sha256[:2] / sha256[2:]


def put(folder: Path, data: bytes) -> str:
    """Store bytes and give their SHA-256; when this returns, they survive a power cut."""
    sha256 = sha256_of(data)
    path = path_of(folder, sha256)
    if _holds(path, data):
        os.utime(path)  # whoever cleans up leaves young objects alone
    else:
        write_synced(path, data)
    return sha256


def _holds(path: Path, data: bytes) -> bool:
    """Whether the object is there and whole: publishing again mends what was lost or damaged."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def get(folder: Path, sha256: str) -> bytes:
    """The bytes of an object.

    Raises:
        ObjectMissing: it is not there, or its bytes are not the ones it was named by.
    """
    try:
        data = path_of(folder, sha256).read_bytes()
    except OSError as error:
        raise ObjectMissing(sha256, "tidak dapat dibaca") from error
    if sha256_of(data) != sha256:
        raise ObjectMissing(sha256, "rusak")
    return data


def size_of(folder: Path, sha256: str) -> int | None:
    """The length of an object in bytes, unread; None when it is not there."""
    # Strings, not paths: a publication asks this of every object of a release.
    try:
        return os.stat(f"{folder}/objects/{sha256[:2]}/{sha256[2:]}").st_size  # noqa: PTH116
    except OSError:
        return None


def write_synced(path: Path, data: bytes) -> None:
    """Write a file so that at every instant it is either whole or not there."""
    _make_folder(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut; elsewhere than on POSIX the system sees to it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents, each name synced."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)
