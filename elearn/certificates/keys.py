"""The keys that sign certificates: the private half in a file of the instance folder, mode 0600."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER = "certificate-keys"
CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPair:
    """An Ed25519 key: 32 bytes each, and a short id made of the public half."""

    id: str
    private: bytes
    public: bytes


def current(instance: Path) -> KeyPair:
    """The key that signs today; made when there is none."""
    pointer = instance / FOLDER / CURRENT
    if not pointer.is_file():
        pair = _kept(instance)
        # A link never replaces: of several that are made at the same moment the first one holds.
        draft = _draft(pointer, pair.id.encode())
        with suppress(FileExistsError):
            os.link(draft, pointer)
        draft.unlink()
    return _pair(base64.b64decode((instance / FOLDER / f"{pointer.read_text().strip()}.key").read_bytes()))


def make_new(instance: Path) -> KeyPair:
    """A fresh key, in use from now on; older ones stay in the folder."""
    pair = _kept(instance)
    pointer = instance / FOLDER / CURRENT
    _draft(pointer, pair.id.encode()).replace(pointer)
    return pair


def _kept(instance: Path) -> KeyPair:
    """A fresh key, in its file."""
    folder = instance / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = _pair(os.urandom(32))
    path = folder / f"{pair.id}.key"
    _draft(path, base64.b64encode(pair.private)).replace(path)
    return pair


def _pair(private: bytes) -> KeyPair:
    # Not at the top: only issuing needs it, and it costs memory.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return KeyPair(id=hashlib.sha256(public).hexdigest()[:8], private=private, public=public)


def _draft(path: Path, body: bytes) -> Path:
    """A file beside, whole and on disk: a signature with a key that is gone verifies nothing."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    return draft
