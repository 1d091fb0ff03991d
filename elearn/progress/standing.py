"""Where a person stands in a course: frozen values, as the store reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """The seven states of a course or module for a person, highest precedence first."""

    EXEMPT = "exempt"
    COMPLETED = "completed"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    EXPIRED = "expired"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"


class SectionKey(NamedTuple):
    """A section inside a course."""

    module: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionMark:
    """When a section was first opened, and when "Selanjutnya" was pressed in it."""

    opened_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow:
    """A person in a course: since when, where he stands, and when he left (if he did)."""

    course: str
    started_at: datetime
    left_at: datetime | None
    position: SectionKey
    last_opened_at: datetime
    cycle: int = 1
    cycle_began_at: datetime | None = None  # None in the first cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRow:
    """A finished module, or a finished course (then `module` is empty and `jp` zero)."""

    course: str
    module: str
    version: str
    completed_at: datetime
    jp: Decimal
    is_skipped: bool = False  # the pre-test showed that it was known already
    cycle: int = 1

    @property
    def is_course(self) -> bool:
        """Whether the whole course is meant."""
        return not self.module


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that is known of one person in one course, in the present cycle: what was read, passed and finished
    before it began counts in the cycle before.
    """

    enrolment: EnrolmentRow | None = None
    opened: frozenset[SectionKey] = frozenset()
    read: frozenset[SectionKey] = frozenset()
    passed: frozenset[str] = frozenset()
    done_modules: frozenset[str] = frozenset()
    tasks_done: frozenset[str] = frozenset()  # modules whose practice task was confirmed
    completed_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether the course was completed in this cycle; no change of content takes that back."""
        return self.completed_at is not None

    @property
    def cycle(self) -> int:
        """How often the course was begun from its start, this time included."""
        return self.enrolment.cycle if self.enrolment else 1

    @property
    def is_active(self) -> bool:
        """Whether the person is in the course now: begun, not left."""
        return self.enrolment is not None and self.enrolment.left_at is None


NOTHING = Standing()
