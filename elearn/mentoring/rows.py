"""Pairs and sessions as the store reads them: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from elearn.mentoring.rules import PairKind, PairState, SessionState


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """Two people and what they work on; `starts_on` and `ends_on` are its first and last day."""

    id: int
    mentor_id: int
    mentee_id: int
    kind: PairKind
    goal: str
    starts_on: date
    ends_on: date
    state: PairState
    asked_by: int
    asked_at: datetime
    mentor_yes_at: datetime | None
    mentee_yes_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    ended_note: str

    @property
    def sides(self) -> frozenset[int]:
        """The two of them."""
        return frozenset({self.mentor_id, self.mentee_id})

    def other_than(self, person_id: int) -> int:
        """The other one of the two."""
        return self.mentee_id if person_id == self.mentor_id else self.mentor_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One session of a pair. Its texts are for the two of them alone."""

    id: int
    pair_id: int
    held_on: date
    minutes: int
    topic: str
    notes: str
    next_step: str
    state: SessionState
    written_by: int
    written_at: datetime
    answered_by: int | None
    answered_at: datetime | None
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDay:
    """What others than the two may know of a session: that it was, and when."""

    pair_id: int
    held_on: date
    minutes: int
