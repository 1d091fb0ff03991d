"""One person as a file: who he is and what he learned, sealed by a checksum; and reading such a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from elearn.errors import ElearnError

FORMAT = "elearn-person"
VERSION = 1
MAX_BYTES = 20 * 1024 * 1024


class RecordRefused(ElearnError):
    """The file is not such a record, or it was changed."""


def sealed(content: Mapping[str, Any]) -> bytes:
    """The file: its content and the SHA-256 over it."""
    plain = json.loads(json.dumps(content, default=_plain, ensure_ascii=False))
    whole = {"format": FORMAT, "version": VERSION, "sha256": _checksum(plain), "content": plain}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def opened(body: bytes) -> dict[str, Any]:
    """The content of a file. Raises RecordRefused for another file, another version, or a changed one."""
    try:
        whole = json.loads(body) if len(body) <= MAX_BYTES else None
    except ValueError:
        whole = None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise RecordRefused("Berkas ini bukan catatan pegawai.", hint="Buat dengan elearn people export.")
    if whole.get("version") != VERSION:
        raise RecordRefused("Berkas ini dibuat oleh versi lain.", hint="Pasang versi elearn yang lebih baru.")
    content = whole.get("content")
    if not isinstance(content, dict) or whole.get("sha256") != _checksum(content):
        raise RecordRefused("Isi berkas ini sudah berubah.", hint="Minta berkas baru dari instansi asal.")
    return content


def read_value(kind: type, value: Any) -> Any:
    """A value of the file as the kind a column keeps. Raises RecordRefused."""
    if value is None:
        return None
    try:
        if kind is datetime:
            return datetime.fromisoformat(value)
        if kind is date:
            return date.fromisoformat(value)
        if kind is Decimal:
            return Decimal(value)
    except (TypeError, ValueError, InvalidOperation) as wrong:
        raise RecordRefused("Sebuah isian di berkas ini tidak terbaca.") from wrong
    if not isinstance(value, kind):
        raise RecordRefused("Sebuah isian di berkas ini tidak terbaca.")
    return value


def _checksum(content: Mapping[str, Any]) -> str:
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
