"""How far a long check is, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What is done with each course, one after the other."""

    READING = "reading"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` courses; those whose result is remembered do not count."""

    stage: Stage
    done: int
    total: int


Told = Callable[[Progress], None]


def untold(_progress: Progress) -> None:
    """Nobody waits."""
