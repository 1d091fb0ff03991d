"""Keeping passwords: argon2id with the parameters OWASP names as minimum, 55 ms on our reference machine."""

from __future__ import annotations

import base64
import functools
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

TIME_COST, MEMORY_KIB, PARALLELISM = 2, 19 * 1024, 1
_COMMON_FILE = Path(__file__).with_name("common_passwords.txt")


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a password is the one of a hash, and whether it should be hashed again (parameters changed)."""

    is_right: bool
    needs_rehash: bool = False


def hashed(password: str) -> str:
    """The hash to keep."""
    return _hasher().hash(password)


def verify(kept: str | None, password: str) -> Verdict:
    """Compare; without a kept hash the same work is done for nothing, so that time tells nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError  # as in _hasher

    try:
        _hasher().verify(kept or _hash_of_nothing(), password)
    except (VerificationError, InvalidHashError):
        return Verdict(is_right=False)
    return Verdict(is_right=kept is not None, needs_rehash=_hasher().check_needs_rehash(kept or ""))


@functools.cache
def common_passwords() -> frozenset[str]:
    """Passwords and words that are tried first, in small letters."""
    lines = _COMMON_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@functools.cache
def _hasher() -> PasswordHasher:
    # Loaded at the first sign-in: its C library would slow every start and every command.
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=TIME_COST, memory_cost=MEMORY_KIB, parallelism=PARALLELISM)


@functools.cache
def _hash_of_nothing() -> str:
    """A well-formed hash with our parameters that no password has."""
    salt, digest = (base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=") for length in (16, 32))
    return f"$argon2id$v=19$m={MEMORY_KIB},t={TIME_COST},p={PARALLELISM}${salt}${digest}"
