"""What can happen to a learner. Whoever causes it says so with one of these values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from elearn.ledger.rules import NOTHING, Counted
from elearn.progress.reading_list import ListItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionOpened:
    """The page of a section was asked for. `is_first`: it never was before, as far as the page knows."""

    course: str
    module: str
    section: str
    is_first: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRead:
    """The learner pressed "Selanjutnya" at the end of a section."""

    course: str
    module: str
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPassed:
    """An attempt at a quiz was marked and passed; `version` is that of the quiz it was marked with."""

    course: str
    quiz: str
    attempt_id: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFailed:
    """An attempt at a quiz was failed once too often; `to_read` are the sections to read again."""

    course: str
    quiz: str
    attempt_id: int
    to_read: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleSkipped:
    """A pre-test showed that the learner knows this module, and he chose to skip it."""

    course: str
    module: str
    attempt_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskConfirmed:
    """The result of a practice task was confirmed, or counts without; `cycle` is that of the report."""

    course: str
    module: str
    report_id: int
    cycle: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLeft:
    """The learner left an elective course. His record stays."""

    course: str


Happening = SectionOpened | SectionRead | QuizPassed | QuizFailed | ModuleSkipped | TaskConfirmed | CourseLeft


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What followed: which things were completed by this happening, and the JP they brought."""

    module_completed: bool = False
    course_completed: bool = False
    counted: Counted = NOTHING

    @property
    def jp(self) -> Decimal:
        """The JP that count."""
        return self.counted.jp
