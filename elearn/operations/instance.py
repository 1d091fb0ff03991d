"""The instance folder: what makes a folder an installation, and when it must not be touched.

A marker file says "this folder holds an installation". A database that is missing, empty or foreign is
then an error that names the path: a new one is never made silently over records of people.
"""

from __future__ import annotations

import os
import tempfile
from enum import Enum
from pathlib import Path

from elearn.config import Settings
from elearn.errors import ElearnError

MARKER = "elearn-installation"
MARKER_TEXT = "Folder ini berisi data elearn. Jangan hapus berkas ini; cadangkan seluruh folder.\n"
SQLITE_FIRST_BYTES = b"SQLite format 3\x00"


class InstanceError(ElearnError):
    """The instance folder or its database cannot be used; nothing in it has been changed."""


class InstanceState(Enum):
    """What the instance folder holds."""

    FRESH = "fresh"  # nothing yet
    PREPARED = "prepared"  # marker and database are there
    UNFINISHED = "unfinished"  # a database without marker: a first start that was cut off, or a restored copy


def inspect(settings: Settings) -> InstanceState:
    """What the instance folder holds; makes the folder when it does not exist.

    Raises InstanceError when the folder cannot be written, or the database beside a marker is missing,
    empty, foreign or read-only.
    """
    _require_writable_folder(settings.instance)
    has_marker = marker(settings).is_file()
    database = sqlite_file(settings)
    if database is None:
        return InstanceState.PREPARED if has_marker else InstanceState.FRESH
    if not database.exists():
        if has_marker:
            raise InstanceError(
                f"Basis data {database} tidak ada, padahal folder ini sudah pernah dipakai.",
                hint="Kembalikan berkas itu dari cadangan; untuk mulai dari awal, pakai folder lain.",
            )
        return InstanceState.FRESH
    _require_sqlite(database)
    return InstanceState.PREPARED if has_marker else InstanceState.UNFINISHED


def mark(settings: Settings) -> None:
    """Note that the folder holds a complete installation; the last step of preparing it."""
    if not marker(settings).is_file():
        marker(settings).write_text(MARKER_TEXT, encoding="utf-8")


def marker(settings: Settings) -> Path:
    """The file whose presence means: people's records live here."""
    return settings.instance / MARKER


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the SQLite database, or None when the database is a server."""
    scheme, _, path = settings.effective_database_url.partition(":///")
    return Path(path) if scheme.startswith("sqlite") and path else None


def _require_writable_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Asking for permissions is not enough: root may write anywhere but on a read-only disk.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        raise InstanceError(
            f"Folder data {folder} tidak dapat ditulis ({os.strerror(fault.errno or 0)}).",
            hint="Beri hak tulis kepada pengguna ini, atau pilih folder lain dengan --instance.",
        ) from fault


def _require_sqlite(database: Path) -> None:
    try:
        with database.open("r+b") as file:
            first = file.read(len(SQLITE_FIRST_BYTES))
    except OSError as fault:
        raise InstanceError(
            f"Basis data {database} tidak dapat dibuka untuk ditulis ({os.strerror(fault.errno or 0)}).",
            hint="Beri hak baca dan tulis kepada pengguna yang menjalankan elearn.",
        ) from fault
    if first != SQLITE_FIRST_BYTES:
        what = "kosong" if not first else "rusak atau bukan basis data SQLite"
        raise InstanceError(
            f"Basis data {database} {what}.",
            hint="Tidak ada yang diubah. Kembalikan berkas itu dari cadangan, atau pakai folder lain.",
        )
