"""The list of sections to read again before the next attempt at a quiz. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from elearn.progress.standing import SectionKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A section on a list; `read_at` is None until it is read again."""

    course: str
    key: SectionKey
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingList:
    """What the failure of an attempt asks to read again."""

    attempt_id: int
    items: tuple[ListItem, ...]

    @property
    def remaining(self) -> tuple[ListItem, ...]:
        """What is not read again yet."""
        return tuple(one for one in self.items if one.read_at is None)

    @property
    def read_count(self) -> int:
        """How many of the items are read again."""
        return len(self.items) - len(self.remaining)
