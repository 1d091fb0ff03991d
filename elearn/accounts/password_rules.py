"""Which passwords are accepted (ASVS 5.0, chapter 6.2): long enough, not common, not about oneself.

No rule asks for capitals, digits or signs; nothing is cut off, trimmed or folded before hashing.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

MAX_LENGTH = 128  # characters; longer ones are refused, never cut
LEAST_OWN_CHARACTERS = 5  # that must be left without names, number and words of the platform
PLATFORM_WORDS = ("elearn", "pembelajaran", "pegawai", "bkpsdm")
_LEAST_CONTEXT_LENGTH = 3
_DATE = re.compile(r"(?:19|20)[0-9]{6}|[0-9]{4}(?:19|20)[0-9]{2}")
_UNLEET = str.maketrans("013457@$!", "oleastasi")
_KEY_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "q1w2e3r4t5y6u7i8o9p0",
)


class PasswordFault(StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    HAS_NUL = "has-nul"
    TOO_COMMON = "too-common"
    ABOUT_YOU = "about-you"
    SAME_AS_BEFORE = "same-as-before"
    CURRENT_WRONG = "current-wrong"
    WAIT = "wait"


def password_fault(
    password: str, *, min_length: int, common: Collection[str], context: Collection[str]
) -> PasswordFault | None:
    """The first reason to refuse a new password, or None. `context` is what others know of the person."""
    if len(password) > MAX_LENGTH:
        return PasswordFault.TOO_LONG
    if "\0" in password:
        return PasswordFault.HAS_NUL
    if len(password) < min_length:
        return PasswordFault.TOO_SHORT
    if _is_common(password, common):
        return PasswordFault.TOO_COMMON
    if _own_characters(password, context) < LEAST_OWN_CHARACTERS:
        return PasswordFault.ABOUT_YOU
    return None


def context_of(*, nip: str, name: str, further: Collection[str] = ()) -> tuple[str, ...]:
    """What others know: number and birth date in common orders, words of the name, words of the platform."""
    year, month, day = nip[:4], nip[4:6], nip[6:8]
    dates = (f"{year}{month}{day}", f"{day}{month}{year}", f"{day}{month}{year[2:]}", year)
    words = [word for text in (name, *further) for word in re.findall(r"\w+", text.casefold())]
    long_enough = [word for word in (*words, *PLATFORM_WORDS) if len(word) >= _LEAST_CONTEXT_LENGTH]
    return (nip, nip[8:], *dates, *long_enough)


def _is_common(password: str, common: Collection[str]) -> bool:
    folded = password.casefold()
    # "Sayang123!" is the common word "sayang" with the usual decoration around it.
    bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    # "P@ssw0rd1" is "password": read the decoration first as letters, then cut what is left of it.
    unmasked = re.sub(r"[\W\d_]+", "", folded.rstrip("0123456789!.?*# ").translate(_UNLEET))
    joined = re.sub(r"[\W_]+", "", folded)
    return any(form in common for form in (folded, bare, unmasked, joined)) or (
        len(joined) * 2 >= len(password) and _is_run(joined)
    )


def _is_run(text: str) -> bool:
    """Whether a text is one short piece repeated, a date, or keys that lie side by side, to and fro."""
    if re.fullmatch(r"(.{1,4}?)\1+.{0,3}", text, re.DOTALL) or _DATE.fullmatch(text):
        return True
    return any(text in run or text in run[::-1] for run in _KEY_RUNS)


def _own_characters(password: str, context: Collection[str]) -> int:
    rest = password.casefold()
    for word in sorted(context, key=len, reverse=True):
        rest = rest.replace(word.casefold(), "")
    return len(re.sub(r"[\s\-_.,!?#*]", "", rest))
