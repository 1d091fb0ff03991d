"""The key that signs cookies: made by the installation itself, never shipped, never configured by hand."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from elearn.errors import SettingsError

FILE_NAME = "secret-key"
_KEY_BYTES = 32
_LEAST_CHARACTERS = 43  # 32 bytes as text


def secret_key(instance: Path) -> str:
    """The key of an installation, made at the first start; only its owner can read the file.

    Raises SettingsError when the file holds something shorter than a key of ours.
    """
    path = instance / FILE_NAME
    if not path.exists():
        _make(path)
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < _LEAST_CHARACTERS:
        raise SettingsError(
            f"Kunci rahasia di {path} terlalu pendek.",
            hint="Hapus berkas itu; kunci baru dibuat saat mulai, dan semua orang masuk lagi.",
        )
    return key


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{FILE_NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(_KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        # A link never replaces: of several workers starting at once the first one's key holds.
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links (shared folders of virtual machines)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
