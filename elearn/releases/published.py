"""A course as learners get it: the index that stays in memory. Bodies are objects, named by their SHA-256.

A field that is added later needs a default: the releases of yesterday must stay readable.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from html import escape
from types import MappingProxyType
from typing import Any

from elearn.content.course import Competence, CompetenceKind, CompletionRule, Mode, Objective, PracticeTask
from elearn.content.plain import from_plain, to_plain
from elearn.content.quiz import Purpose, Quiz, quiz_from_data
from elearn.releases.manifest import canonical


@dataclass(frozen=True, kw_only=True)
class CheckRef:
    """A question shown on the spot inside a section; `marker` stands in the body where it belongs."""

    quiz: str
    question: str
    marker: str


@dataclass(frozen=True, kw_only=True)
class PublishedSection:
    """One screen; `words` counts its words, `minutes` is at least 1.

    `bytes` is what a telephone fetches for it: HTML before compression, and its pictures; 0: not known.
    `task`: it asks for something to be done at work, with this evidence and this confirmer.
    """

    code: str
    title: str
    minutes: int
    words: int
    body_sha256: str
    checks: tuple[CheckRef, ...] = ()
    bytes: int = 0
    task: PracticeTask | None = None


@dataclass(frozen=True, kw_only=True)
class PublishedModule:
    """A run of sections and perhaps the quiz (its code) that ends it."""

    code: str
    title: str
    jp: Decimal
    minutes: int
    objectives: tuple[Objective, ...]
    quiz: str | None
    sections: tuple[PublishedSection, ...]

    @property
    def task_section(self) -> PublishedSection | None:
        """The section with the practice task of this module; a module has one task, the first there is."""
        return next((section for section in self.sections if section.task is not None), None)


@dataclass(frozen=True, kw_only=True)
class QuizEntry:
    """A quiz of a course, without its questions: those are in the object."""

    code: str
    title: str
    purpose: Purpose
    version: str
    object_sha256: str
    question_count: int
    total_points: Decimal
    minutes: int
    show_score: bool = True


@dataclass(frozen=True, kw_only=True)
class PublishedCourse:
    """A course of a release. `state` is `published` or `archived`; `version` names the exact sources."""

    code: str
    version: str
    state: str
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
    prerequisites: tuple[str, ...]
    pretest: str | None
    posttest: str | None
    completion_rule: tuple[CompletionRule, ...]
    validity_months: int | None
    legal_basis: tuple[str, ...]
    valid_until: date | None
    reviewed_on: date | None
    reviewed_by: str
    owners: tuple[str, ...]
    licence: str
    contact: str
    locked: bool
    introduction_sha: str
    objectives: tuple[Objective, ...]
    modules: tuple[PublishedModule, ...]
    quiz_entries: tuple[QuizEntry, ...]
    minutes: int
    jp: Decimal
    needs_review: bool = False

    @cached_property
    def quizzes(self) -> Mapping[str, QuizEntry]:
        """The quizzes by their codes."""
        return MappingProxyType({entry.code: entry for entry in self.quiz_entries})

    def find_module(self, code: str) -> PublishedModule | None:
        """The module of this code, if the course has it."""
        return next((module for module in self.modules if module.code == code), None)


@dataclass(frozen=True, kw_only=True)
class ReleasedQuiz:
    """A quiz with its questions, and the HTML of every Markdown text that a page may show.

    `originals`: the SHA-256 of the author's picture by that of the file that a page shows in its place.
    """

    quiz: Quiz
    html: Mapping[str, str]
    originals: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True)
class CourseIndex:
    """What the index object of a course holds: the course, its source files and images as {path: SHA-256}.

    A file that was made of a picture stands in `images` as `path width`.
    """

    course: PublishedCourse
    sources: Mapping[str, str]
    images: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """The index as it is stored."""
        parts = {"course": to_plain(self.course), "sources": dict(self.sources), "images": dict(self.images)}
        return canonical(parts)


def course_index_from(data: bytes) -> CourseIndex:
    """The index that `to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: these bytes are no index.
    """
    parts = json.loads(data)
    return CourseIndex(
        course=from_plain(PublishedCourse, parts["course"]), sources=parts["sources"], images=parts["images"]
    )


def quiz_to_bytes(quiz: Quiz, html: Mapping[str, str], originals: Mapping[str, str] | None = None) -> bytes:
    """A quiz, its rendered texts and the originals of its pictures as they are stored."""
    parts = {"quiz": quiz.to_data(), "html": dict(html)}
    return canonical(parts | ({"originals": dict(originals)} if originals else {}))


def released_quiz_from(data: bytes) -> ReleasedQuiz:
    """The quiz that `quiz_to_bytes` wrote.

    Raises:
        ValueError, KeyError, TypeError: these bytes are no quiz.
    """
    parts: dict[str, Any] = json.loads(data)
    return ReleasedQuiz(
        quiz=quiz_from_data(parts["quiz"]),
        html=MappingProxyType(parts["html"]),
        originals=MappingProxyType(parts.get("originals", {})),
    )


def check_marker(quiz: str, question: str) -> str:
    """The empty element in a section's body that the question form takes the place of."""
    return f'<div data-check="{escape(quiz)} {escape(question)}"></div>'
