"""A course and its parts, frozen and complete at birth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from elearn.problems import Place

Domain = Literal["P", "K", "S"]


class Status(StrEnum):
    """Whether people can see a course, module or quiz."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class CompetenceKind(StrEnum):
    """The three kinds of competence of a civil servant (UU 5/2014; PermenPANRB 38/2017)."""

    TECHNICAL = "technical"
    MANAGERIAL = "managerial"
    SOCIO_CULTURAL = "socio-cultural"


class Mode(StrEnum):
    """How a course is taken."""

    SELF_PACED = "self-paced"
    IN_PERSON = "in-person"
    BLENDED = "blended"


class CompletionRule(StrEnum):
    """One thing that must be done before a course counts as done."""

    ALL_MODULES = "all-modules"
    POSTTEST = "posttest"
    PRACTICE_TASK = "practice-task"


class Confirmer(StrEnum):
    """Who confirms that a practice task was done at work."""

    SUPERVISOR = "supervisor"
    MENTOR = "mentor"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class Objective:
    """What a learner can do afterwards: P knowledge (pengetahuan), K skill (keterampilan), S attitude
    (sikap).
    """

    text: str
    domain: Domain = "P"


@dataclass(frozen=True, kw_only=True)
class Competence:
    """A competence that a course trains; level 1 to 5, or None when the author names none."""

    name: str
    level: int | None = None


@dataclass(frozen=True, kw_only=True)
class CheckLink:
    """A line of a section that shows one quiz question as an ungraded check on the spot.

    `line` counts from 1 inside the section's source; `place` is the spot in the file; `target` is the link
    as written.
    """

    quiz: str
    question: str
    line: int
    text: str
    target: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class PracticeTask:
    """A task to do at work: the evidence to hand in, who confirms it, and how long it takes."""

    evidence: str
    confirmer: Confirmer
    minutes: int = 0


@dataclass(frozen=True, kw_only=True)
class Section:
    """One screen of a module. `source` is its Markdown without the heading.

    `line_offset` is the number of lines of the file before the first line of `source`.
    """

    code: str
    title: str
    source: str
    place: Place
    line_offset: int
    minutes: int
    checks: tuple[CheckLink, ...] = ()
    practice_task: PracticeTask | None = None


@dataclass(frozen=True, kw_only=True)
class Module:
    """One Markdown file of a course: an ordered run of sections and perhaps a quiz that ends it."""

    code: str
    title: str
    jp: Decimal | None
    objectives: tuple[Objective, ...]
    quiz: str | None
    status: Status
    sections: tuple[Section, ...]
    path: str
    source: bytes

    @property
    def minutes(self) -> int:
        """Minutes to read all sections; the quiz that ends the module is not counted."""
        return sum(section.minutes for section in self.sections)


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course folder: what course.md says, and its modules in their order (drafts too, marked as such).

    `needs_review`: no version goes live before a reviewer has said yes to it.
    """

    code: str
    title: str
    summary: str
    category: str
    competence_kind: CompetenceKind | None
    competencies: tuple[Competence, ...]
    values: tuple[str, ...]
    provider: str
    instructors: tuple[str, ...]
    audience: str
    mode: Mode
    order: tuple[str, ...]
    prerequisites: tuple[str, ...]
    pretest: str | None
    posttest: str | None
    completion_rule: tuple[CompletionRule, ...]
    validity_months: int | None
    legal_basis: tuple[str, ...]
    valid_until: date | None
    reviewed_on: date | None
    reviewed_by: str
    status: Status
    owners: tuple[str, ...]
    licence: str
    contact: str
    locked: bool
    introduction: str
    introduction_offset: int
    objectives: tuple[Objective, ...]
    modules: tuple[Module, ...]
    path: str
    source: bytes
    needs_review: bool = False

    @property
    def minutes(self) -> int:
        """Minutes to read all modules that learners see."""
        return sum(module.minutes for module in self.published_modules)

    @property
    def jp(self) -> Decimal:
        """JP of all modules that learners see."""
        return sum((module.jp or Decimal(0) for module in self.published_modules), Decimal(0))

    @property
    def published_modules(self) -> tuple[Module, ...]:
        """The modules that learners see, in order."""
        return tuple(module for module in self.modules if module.status is Status.PUBLISHED)
