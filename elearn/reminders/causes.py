"""The causes of messages about obligations: written when they are told, read when they are sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class DateCause:
    """A due date of a course that comes near or has passed."""

    kind: str
    course: str
    due_on: date
    stage: str

    def __str__(self) -> str:
        """As it is kept."""
        return f"{self.kind}:{self.course}:{self.due_on.isoformat()}:{self.stage}"


def date_cause(text: str) -> DateCause | None:
    """The cause of a reminder, or None when it is another."""
    parts = text.split(":")
    try:
        kind, course, day, stage = parts
        return DateCause(kind=kind, course=course, due_on=date.fromisoformat(day), stage=stage)
    except ValueError:
        return None


def numbered(text: str, *, before: str) -> int | None:
    """The id behind some words of a cause: 7 in "assigned:assignment:7:20260305"; None when they differ."""
    rest = text.removeprefix(f"{before}:").partition(":")[0]
    is_ours = text.startswith(f"{before}:") and rest.isascii() and rest.isdigit()
    return int(rest) if is_ours else None
