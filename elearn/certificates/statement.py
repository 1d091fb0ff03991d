"""The signed statement of a certificate: short enough for a QR code, verifiable without a network.

`ELEARN1.<payload>.<key id>.<signature>`: the payload is compact JSON in base64url, the signature Ed25519
(RFC 8032) over everything before its own point. One changed letter anywhere makes it invalid.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from elearn.certificates.facts import Facts

VERSION = "ELEARN1"
LONGEST = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a statement says; of the NIP its last four digits, as on the public page."""

    number: str
    code: str
    name: str
    nip: str
    course: str
    jp: str
    completed_on: str
    valid_until: str
    agency: str


_KEYS = ("number", "code", "name", "nip", "course", "jp", "completed_on", "valid_until", "agency")
_SHORT = ("n", "c", "p", "i", "t", "j", "d", "u", "a")


def statement_of(facts: Facts) -> Statement:
    """What is signed of a certificate."""
    return Statement(
        number=facts.number,
        code=facts.code,
        name=facts.holder.full_name,
        nip=facts.holder.nip[-4:],
        course=facts.course_title,
        jp=str(facts.jp),
        completed_on=facts.completed_on.isoformat(),
        valid_until=facts.valid_until.isoformat() if facts.valid_until else "",
        agency=facts.agency,
    )


def signed(statement: Statement, *, private_key: bytes, key_id: str) -> str:
    """The statement with its signature; `private_key` are the 32 bytes of an Ed25519 key."""
    # Not at the top: only issuing and verifying need it, and it costs memory.
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    plain = {short: getattr(statement, name) for short, name in zip(_SHORT, _KEYS, strict=True)}
    text = json.dumps(
        {key: value for key, value in plain.items() if value}, ensure_ascii=False, separators=(",", ":")
    )
    body = f"{VERSION}.{_encoded(text.encode())}.{key_id}"
    signature = Ed25519PrivateKey.from_private_bytes(private_key).sign(body.encode())
    return f"{body}.{_encoded(signature)}"


def verified(text: str, public_keys: dict[str, bytes]) -> Statement | None:
    """What a statement says if one of our keys signed exactly this, else None. Never raises."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    body, _, signature = text.strip()[:LONGEST].rpartition(".")
    parts = body.split(".")
    if len(parts) != 3 or parts[0] != VERSION or parts[2] not in public_keys:
        return None
    try:
        key = Ed25519PublicKey.from_public_bytes(public_keys[parts[2]])
        key.verify(_decoded(signature), body.encode())
        return _read(json.loads(_decoded(parts[1])))
    except (InvalidSignature, ValueError, binascii.Error, UnicodeError):
        return None


def found_in(text: str) -> str:
    """The statement in what a QR code holds: an address with the statement behind its #, or itself."""
    return text.strip().rpartition("#")[2]


def _read(plain: dict[str, Any]) -> Statement:
    named = {name: str(plain.get(short, "")) for short, name in zip(_SHORT, _KEYS, strict=True)}
    return Statement(**named)


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    decoded = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _encoded(decoded) != text:  # two spellings of the same bytes would both verify
        raise ValueError("not canonical")
    return decoded
