"""What may stand in a private note, and the drawn cover of a course. Pure."""

from __future__ import annotations

import hashlib
import unicodedata
from enum import StrEnum

MAX_NOTE_CHARACTERS = 4_000
_ALLOWED_CONTROLS = frozenset("\n\t")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # what the server reads where a browser sent broken UTF-8


class NoteFault(StrEnum):
    """Why a note cannot be kept."""

    TOO_LONG = "too-long"
    CHARACTERS = "characters"


def tidy_note(text: str) -> str:
    """The note as it is kept: line ends of one kind, nothing blank around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def note_fault(text: str) -> NoteFault | None:
    """Why this (tidied) note cannot be kept, or None. An empty note is allowed: it removes the old one."""
    if any(_is_unfit(character) for character in text):
        return NoteFault.CHARACTERS
    return NoteFault.TOO_LONG if len(text) > MAX_NOTE_CHARACTERS else None


def _is_unfit(character: str) -> bool:
    category = unicodedata.category(character)
    return character == _REPLACEMENT or (category in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS)


def cover_seed(code: str) -> tuple[int, ...]:
    """Sixteen whole numbers (0 to 255) from which the cover of a course is drawn, the same for ever."""
    return tuple(hashlib.sha256(code.encode()).digest()[:16])
