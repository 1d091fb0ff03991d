"""Receipts of saved answers: short enough to read over the telephone, confirmable by the server for ever.

A receipt as "K7QF-2M" has two parts, both HMAC-SHA256 (RFC 2104) with the installation's key, written with
signs that cannot be mistaken for one another. The four before the hyphen (20 bits) say *which save* it was:
attempt, question, sequence number. The two behind it (10 bits) seal *what was saved*: these and the value.
So a receipt whose answer was replaced since is still known as an earlier save of that question, although the
earlier answer itself is not kept.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from elearn.content.questions.contract import Answer

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, O, 1, I
LOOKALIKES = frozenset("0O1I")
SAVE_SIGNS, SEAL_SIGNS = 4, 2
DOMAIN = b"elearn quiz receipt 1"
EARLIER_SAVES = 50
"""How many earlier saves of one answer are looked through, the latest first."""

LONGEST_TYPED = 40
_BETWEEN = re.compile(r"[\s.\-\u2010-\u2015_]")


class Misread(StrEnum):
    """Why a typed text cannot be a receipt."""

    LOOKALIKE = "lookalike"  # holds one of 0, O, 1, I: another sign was meant
    SIGN = "sign"  # holds something that no receipt holds
    LENGTH = "length"


def receipt(secret: bytes, attempt_id: int, question: str, sequence: int, value: Answer) -> str:
    """The receipt of one saved answer, as "K7QF-2M"."""
    key = _key(secret)
    save = _signs(key, [attempt_id, question, sequence], SAVE_SIGNS)
    return f"{save}-{_signs(key, [attempt_id, question, sequence, value], SEAL_SIGNS)}"


def tidied(typed: str) -> str | Misread:
    """A receipt as printed, from what was typed: small letters, spaces and a missing hyphen are forgiven."""
    if len(typed) > LONGEST_TYPED:
        return Misread.LENGTH
    signs = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if not set(signs) <= {*SIGNS, *LOOKALIKES}:
        return Misread.SIGN
    if len(signs) != SAVE_SIGNS + SEAL_SIGNS:
        return Misread.LENGTH
    if LOOKALIKES & set(signs):
        return Misread.LOOKALIKE
    return f"{signs[:SAVE_SIGNS]}-{signs[SAVE_SIGNS:]}"


def confirms(secret: bytes, given: str, attempt_id: int, question: str, sequence: int, value: Answer) -> bool:
    """Whether a receipt that a learner shows belongs to this saved answer, as typed."""
    tidy = tidied(given)
    expected = receipt(secret, attempt_id, question, sequence, value)
    return not isinstance(tidy, Misread) and hmac.compare_digest(tidy, expected)


def earlier_save(secret: bytes, given: str, attempt_id: int, question: str, sequence: int) -> int | None:
    """The number of an earlier save of this answer that a tidied receipt belongs to, or None.

    Args:
        sequence: of the answer stored now; only lower numbers are looked at.
    """
    key, save = _key(secret), given[:SAVE_SIGNS]
    for number in range(sequence - 1, max(0, sequence - 1 - EARLIER_SAVES), -1):
        if hmac.compare_digest(save, _signs(key, [attempt_id, question, number], SAVE_SIGNS)):
            return number
    return None


@lru_cache(maxsize=4)  # an installation has one secret
def _key(secret: bytes) -> bytes:
    return hmac.digest(secret, DOMAIN, hashlib.sha256)


def _signs(key: bytes, message: list[object], count: int) -> str:
    text = json.dumps(message, ensure_ascii=True, separators=(",", ":"))
    number = int.from_bytes(hmac.digest(key, text.encode("ascii"), hashlib.sha256)[:8], "big")
    return "".join(SIGNS[number >> (5 * place) & 31] for place in range(count))
