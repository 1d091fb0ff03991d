"""Who gets a certificate, its number and code, and in which state it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

# No 0 O, 1 I L: a code is read from paper and typed on a telephone.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 12
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class State(StrEnum):
    """What the check page says."""

    VALID = "valid"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"


class ScoreOf(StrEnum):
    """What the score on the transcript is."""

    POSTTEST = "posttest"  # the best mark of the test after the course
    QUIZZES = "quizzes"  # the mean of the best marks of the quizzes of its modules


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score, 0 to 100 with two places at most, and what it is."""

    value: Decimal
    of: ScoreOf


def score(posttest: Decimal | None, quizzes: Collection[Decimal]) -> Score | None:
    """The score of a course out of best marks in percent; None when there are none.

    The post-test alone counts where there is one; a mean of it and the quizzes before it would mean nothing.
    """
    if posttest is not None:
        return Score(value=_rounded(posttest), of=ScoreOf.POSTTEST)
    if not quizzes:
        return None
    return Score(value=_rounded(sum(quizzes, Decimal(0)) / len(quizzes)), of=ScoreOf.QUIZZES)


def _rounded(percent: Decimal) -> Decimal:
    return percent.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def earns_one(jp: Decimal) -> bool:
    """A course that brings no JP (the tour of the platform) gives no certificate."""
    return jp > 0


def code_of(random_bytes: bytes) -> str:
    """Twelve letters and digits out of at least twelve random bytes: 59 bits, not to be guessed.

    Bytes that would favour some letters are skipped; raises ValueError when too few are left.
    """
    usable = [byte for byte in random_bytes if byte < 256 - 256 % len(ALPHABET)]
    if len(usable) < CODE_LENGTH:
        raise ValueError("more random bytes are needed")
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in usable[:CODE_LENGTH])


def normalised_code(text: str) -> str | None:
    """A code as typed (spaces, hyphens, small letters), or None."""
    plain = re.sub(r"[\s-]", "", text[:60]).upper()
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """A code as printed: ABCD-EFGH-JKMN."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def number(pattern: str, *, serial: int, on: date, classification: str, unit_code: str) -> str:
    """The number of a certificate; the serial has at least four digits."""
    values: Mapping[str, str] = {
        "klasifikasi": classification,
        "urut": f"{serial:04d}",
        "kode_unit": unit_code.upper(),
        "tahun": str(on.year),
        "bulan_romawi": _ROMAN[on.month - 1],
    }
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), pattern)


def state(*, revoked: bool, replaced: bool, valid_until: date | None, today: date) -> State:
    """The state of a certificate; `valid_until` is its last day."""
    if revoked:
        return State.REVOKED
    if replaced:
        return State.REPLACED
    if valid_until is not None and valid_until < today:
        return State.EXPIRED
    return State.VALID
