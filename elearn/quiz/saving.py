"""What happens to one posted answer beside what is stored: pure, and the same for pages, scripts and retries.

A page numbers each answer one higher than the last one it saw. So a retry carries the number it carried
before, and a page that is out of date (a second tab) can only post a number that is already taken: its answer
never replaces a newer one, and its reader is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from elearn.content.questions.contract import Answer

MAX_SEQUENCE = 999_999


class Outcome(StrEnum):
    """What is done with a posted answer."""

    STORE = "store"
    SAME = "same"  # already stored: the receipt given then is given again
    STALE = "stale"  # another page was faster: what is stored stays
    NOTHING = "nothing"  # a blank where nothing is stored


class Stored(Protocol):
    """What must be known of a stored answer."""

    @property
    def sequence(self) -> int: ...
    @property
    def value(self) -> Answer: ...
    @property
    def is_flagged(self) -> bool: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class NewAnswer:
    """One readable answer as posted; `value` None is a blank."""

    question: str
    sequence: int
    value: Answer
    is_flagged: bool


def outcome(stored: Stored | None, new: NewAnswer) -> Outcome:
    """What to do with a posted answer: only a higher sequence number replaces what is stored."""
    if stored is None:
        return Outcome.STORE if new.value is not None or new.is_flagged else Outcome.NOTHING
    is_equal = (stored.value, stored.is_flagged) == (new.value, new.is_flagged)
    if new.sequence <= stored.sequence:
        return Outcome.SAME if is_equal else Outcome.STALE
    # A form posts every question each time. The next number with the same answer is no change; a later one is
    # stored, or an answer numbered between the two could still arrive and win.
    return Outcome.SAME if is_equal and new.sequence == stored.sequence + 1 else Outcome.STORE
