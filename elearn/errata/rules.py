"""What a report and its answer may be, how many a person may send, how long an answer is news. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEAST_CHARACTERS = 10
"""Fewer letters tell no author what to look for ("salah")."""

MOST_CHARACTERS = 1_000
"""Half a page: more is no report of one place any more."""

MOST_OPEN_A_DAY = 10
"""So many reports of one person may wait from one day. A careful reader of a long course stays below it;
more in a day would bury what others report, and whoever answers quickly makes room again.
"""

A_DAY = timedelta(days=1)
NEWS = timedelta(days=14)
"""How long the course page points to an answer: two weeks, a leave lies in between."""

_ALLOWED_CONTROLS = frozenset("\n\t")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"  # what the server reads where a browser sent broken UTF-8


class Kind(StrEnum):
    """What the reader says of the text."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    UNCLEAR = "unclear"


class State(StrEnum):
    """What became of a report."""

    OPEN = "open"
    MENDED = "mended"
    DECLINED = "declined"


class TextFault(StrEnum):
    """Why a message or reply cannot be kept."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report as it is sent; `excerpt` is the beginning of the paragraph, empty for the whole section.

    `version` is that of the course as the reader saw it; `message` has passed `message_fault`.
    """

    course: str
    module: str
    section: str
    version: str
    kind: Kind
    excerpt: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an author says to a report; `reply` has passed `reply_fault`."""

    state: State
    reply: str


def tidy(text: str) -> str:
    """The text as it is kept: line ends of one kind, nothing blank around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def message_fault(text: str) -> TextFault | None:
    """Why this (tidied) message cannot be sent, or None."""
    return text_fault(text, LEAST_CHARACTERS)


def reply_fault(state: State, text: str) -> TextFault | None:
    """Why this (tidied) reply cannot be given, or None. Who changes nothing owes a reason."""
    return text_fault(text, LEAST_CHARACTERS if state is State.DECLINED else 0)


def may_report(open_of_a_day: int) -> bool:
    """Whether a person with so many unanswered reports of the last 24 hours may send another."""
    return open_of_a_day < MOST_OPEN_A_DAY


def counted_since(now: datetime) -> datetime:
    """From when on reports count for `may_report`."""
    return now - A_DAY


def news_since(now: datetime, looked_at: datetime | None) -> datetime:
    """From when on an answer is news for a reader who looked at his reports at `looked_at`."""
    return max(now - NEWS, looked_at) if looked_at else now - NEWS


def text_fault(text: str, least: int) -> TextFault | None:
    """Why a (tidied) text of at least so many characters cannot be kept, or None."""
    if any(_is_unfit(character) for character in text):
        return TextFault.CHARACTERS
    if len(text) < least:
        return TextFault.TOO_SHORT
    return TextFault.TOO_LONG if len(text) > MOST_CHARACTERS else None


def _is_unfit(character: str) -> bool:
    category = unicodedata.category(character)
    return character == _REPLACEMENT or (category in ("Cc", "Cs") and character not in _ALLOWED_CONTROLS)
