"""A zip package from elsewhere, looked at before anything in it is unpacked, and read piece by piece.

Nothing is ever written to disk under a name from the package. What a dishonest package may do is in
tests/exchange/test_qti_packages.py.
"""

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import basename, dirname, normpath
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from elearn.exchange.decoding import MAX_XML_BYTES
from elearn.exchange.notes import UnreadableFile

MAX_PACKAGE_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_ENTRIES = 10_000
MAX_RATIO = 200
"""How many times larger than its packed bytes an entry may be; XML of many equal items reaches 100."""
FREE_BYTES = 1024 * 1024
"""Up to this size the ratio does not count."""
MAX_NAME_BYTES = 500
MAX_FOLDERS = 20

_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_MIB = 1024 * 1024
_LOCAL_HEADER_BYTES = 30
_BROKEN = (
    BadZipFile,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    struct.error,
    zlib.error,
)
_FILE_BASES = ("$IMS-CC-FILEBASE$/", "$IMS_CC_FILEBASE$/", "$CANVAS_COURSE_REFERENCE$/")


@dataclass
class Package:
    """The files of a package by their path."""

    archive: ZipFile
    entries: dict[str, ZipInfo]
    _read: int = 0
    _by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in self.entries:
            self._by_name.setdefault(basename(path).lower(), []).append(path)

    def paths(self) -> Iterator[str]:
        """Every file, by name."""
        yield from sorted(self.entries)

    def bytes_of(self, path: str, limit: int = MAX_XML_BYTES) -> bytes | None:
        """What a file holds; None when there is no such file or it is larger than `limit`.

        Raises:
            UnreadableFile: damaged, or more comes out than the package said.
        """
        entry = self.entries.get(path)
        if entry is None or entry.file_size > limit:
            return None
        try:
            with self.archive.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except _BROKEN:
            raise UnreadableFile("zip-broken", problem=basename(path)[:60]) from None
        self._read += len(data)
        if len(data) != entry.file_size or self._read > 2 * MAX_UNPACKED_BYTES:
            raise UnreadableFile("zip-broken", problem=basename(path)[:60])
        return data

    def start_of(self, path: str, count: int) -> bytes | None:
        """The first bytes of a file; None when it is damaged or not there."""
        entry = self.entries.get(path)
        if entry is None:
            return None
        try:
            with self.archive.open(entry) as stream:
                return stream.read(count)
        except _BROKEN:
            return None

    def resolved(self, reference: str, base: str) -> str | None:
        """The path of the file that a document at `base` names; systems differ in where they look from."""
        target = unquote(reference).partition("?")[0]
        for prefix in _FILE_BASES:
            target = target.removeprefix(prefix)
        if not target or ":" in target or "\0" in target:
            return None
        for start in (dirname(base), "", "web_resources"):
            path = normpath(f"{start}/{target}" if start else target).lstrip("/")
            if path in self.entries:
                return path
        alike = self._by_name.get(basename(target).lower(), [])
        return alike[0] if len(alike) == 1 else None


def is_package(data: bytes) -> bool:
    """Whether a file is a zip archive."""
    return data.startswith((b"PK\x03\x04", _END))


def opened_package(data: bytes) -> Package:
    """The package in `data`; only its list of contents is read.

    Raises:
        UnreadableFile: damaged, too large in any way, encrypted, or with names that have no place in a
            package.
    """
    if len(data) > MAX_PACKAGE_BYTES:
        raise UnreadableFile("zip-size", size=str(len(data) // _MIB), limit=str(MAX_PACKAGE_BYTES // _MIB))
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise UnreadableFile("zip-entries", limit=str(MAX_ENTRIES))
    _check_end(data)
    try:
        archive = ZipFile(BytesIO(data))
    except _BROKEN as error:
        raise UnreadableFile("zip-broken", problem=str(error)[:60]) from None
    entries: dict[str, ZipInfo] = {}
    for entry in archive.infolist():
        _check_name(entry)
        _check_entry(entry)
        if entry.filename in entries:
            raise UnreadableFile("zip-twice", name=entry.filename[:60])
        entries[entry.filename] = entry
    _check_whole(entries, len(data))
    return Package(archive, {path: entry for path, entry in entries.items() if not path.endswith("/")})


def _check_end(data: bytes) -> None:
    """The end record says how much there is; packages of 64 MB do not need the large form, liars do."""
    at = data.rfind(_END, max(0, len(data) - 66_000))
    if at < 0 or len(data) < at + 22:
        raise UnreadableFile("zip-broken", problem="EOCD")
    count, size, offset = struct.unpack("<HII", data[at + 10 : at + 20])
    if count == 0xFFFF or 0xFFFFFFFF in (size, offset):
        raise UnreadableFile("zip-64")


def _check_name(entry: ZipInfo) -> None:
    name = entry.orig_filename
    parts = name.split("/")
    if (
        not name
        or len(name.encode("utf-8", "replace")) > MAX_NAME_BYTES
        or name.startswith("/")
        or ".." in parts
        or len(parts) > MAX_FOLDERS
        or any(sign in name for sign in "\\\0")
        or any(ord(sign) < 32 for sign in name)
        or name[1:2] == ":"
    ):
        raise UnreadableFile("zip-name", name=ascii(name[:60])[1:-1])


def _check_entry(entry: ZipInfo) -> None:
    if entry.flag_bits & 0x41:
        raise UnreadableFile("zip-locked")
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise UnreadableFile("zip-link", name=entry.filename[:60])
    if entry.file_size > max(FREE_BYTES, MAX_RATIO * entry.compress_size):
        raise UnreadableFile("zip-ratio", name=entry.filename[:60], limit=str(MAX_RATIO))


def _check_whole(entries: dict[str, ZipInfo], size: int) -> None:
    total = sum(entry.file_size for entry in entries.values())
    if total > min(MAX_UNPACKED_BYTES, max(16 * FREE_BYTES, MAX_RATIO * size)):
        raise UnreadableFile("zip-size", size=str(total // _MIB), limit=str(MAX_UNPACKED_BYTES // _MIB))
    at = 0
    for entry in sorted(entries.values(), key=lambda one: one.header_offset):
        if entry.header_offset < at:
            raise UnreadableFile("zip-overlap", name=entry.filename[:60])
        at = entry.header_offset + _LOCAL_HEADER_BYTES + len(entry.filename.encode()) + entry.compress_size
    if at > size:
        raise UnreadableFile("zip-broken", problem="EOF")
