"""Random secrets: the token of a signed-in browser, and one-time codes that are read aloud by telephone."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

# Long enough for a weekend between the call and the next working day, short enough to be worth little.
CODE_LIFETIME = timedelta(days=3)
CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # 32 signs without 0 O 1 I, which are misread
CODE_LENGTH = 12  # 60 bits, tried at most some hundred times a day
_GROUP = 4
_TOKEN_BYTES = 32


def new_token() -> str:
    """A session token of 256 random bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_code() -> str:
    """A one-time code as "K7QF-2M9X-PTBC"."""
    signs = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(signs[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def fingerprint(secret: str) -> str:
    """What the database keeps of a token: enough to recognise it, useless to whoever reads the table."""
    return sha256(secret.encode()).hexdigest()


def code_fingerprint(typed: str) -> str:
    """The fingerprint of a code, whatever the case, with or without dashes and spaces."""
    return fingerprint("".join(typed.upper().replace("-", " ").split()))
