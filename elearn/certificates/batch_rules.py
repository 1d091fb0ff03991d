"""What a batch of certificates is, and how far it is. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT = timedelta(days=7)
"""How long the file of a batch stays."""
STEPS = {"zip": 50, "print": 200, "issue": 50}
"""How many certificates are made between two commits; of a batch for paper this is one part."""


class Kind(StrEnum):
    """What is made."""

    ZIP = "zip"  # a PDF each, in one ZIP
    PRINT = "print"  # one PDF in the order of units and names
    ISSUE = "issue"  # the certificates that completions earned and never got


class State(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a batch is made of: a unit with all below (None: every unit), a year, a course ("": each)."""

    unit_id: int | None
    year: int
    course: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A batch and how far it is: `done` of `total`."""

    id: int
    unit_id: int | None
    year: int
    course: str
    kind: Kind
    state: State
    total: int
    done: int
    asked_by: int | None
    asked_at: datetime
    finished_at: datetime | None
    problem: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done."""
        return self.state in (State.DONE, State.FAILED)

    def is_kept(self, now: datetime) -> bool:
        """Whether its file is still to be had."""
        finished = self.finished_at
        has_file = self.state is State.DONE and self.kind is not Kind.ISSUE and self.total > 0
        return has_file and finished is not None and now - finished < KEPT


def next_step(batch: Batch) -> range:
    """The places of the certificates that are made next; empty when all are."""
    return range(batch.done, min(batch.done + STEPS[batch.kind.value], batch.total))


def part_name(first: int) -> str:
    """The file of a part of a batch for paper, by the place of its first certificate."""
    return f"cetak-{first // STEPS['print'] + 1:03d}.pdf"
