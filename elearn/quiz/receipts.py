"""Receipts of saved answers: short enough to read over the telephone, confirmable by the server for ever.

A receipt is an HMAC-SHA256 (RFC 2104) of attempt, question, sequence number and value, shortened to 30 bits
and written with 32 signs that cannot be mistaken for one another: "K7QF-2M".
"""

from __future__ import annotations

import hashlib
import hmac
import json

from elearn.content.questions.contract import Answer

SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, O, 1, I
LENGTH = 6
DOMAIN = b"elearn quiz receipt 1"


def receipt(secret: bytes, attempt_id: int, question: str, sequence: int, value: Answer) -> str:
    """The receipt of one saved answer, as "K7QF-2M"."""
    message = json.dumps([attempt_id, question, sequence, value], ensure_ascii=True, separators=(",", ":"))
    key = hmac.digest(secret, DOMAIN, hashlib.sha256)
    number = int.from_bytes(hmac.digest(key, message.encode("ascii"), hashlib.sha256)[:8], "big")
    signs = "".join(SIGNS[number >> (5 * place) & 31] for place in range(LENGTH))
    return f"{signs[:4]}-{signs[4:]}"


def confirms(secret: bytes, given: str, attempt_id: int, question: str, sequence: int, value: Answer) -> bool:
    """Whether a receipt that a learner shows belongs to this saved answer; small letters are forgiven."""
    tidy = given.strip().upper().replace(" ", "")
    expected = receipt(secret, attempt_id, question, sequence, value)
    return hmac.compare_digest(tidy.encode("utf-8", "replace"), expected.encode())
